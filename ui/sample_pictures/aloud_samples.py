"""Screens on a terminal with a voice: the button that reads them aloud stands on them, and is at work on one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kiosk.sentences import sentence
from kiosk.visits.view import AloudView
from kiosk.voice.spoken import spoken
from ui.sample_pictures.sample import Sample

NAMES = (
    *("attract", "attract-touch", "attract-awake", "attract-announcement", "attract-offline", "attract-camera-only"),
    *("own-changes", "withdraw", "withdraw-face", "withdraw-health", "withdraw-adaptation"),
    *("delete-health", "delete-health-sure", "forget", "forget-sure", "own-act-withdrawn-face", "own-act-renewed-over"),
    *("companion", "companion-swap", "companion-own", "companion-ask-minority-name", "companion-relation"),
    *("renew-face", "renew-adaptation", "renew-adaptation-over", "renew-face-sure"),
)


def read_aloud(samples: Iterable[Sample]) -> Iterator[Sample]:
    """Those of these that are read aloud and have little room, and one that is being read. ValueError: one is not."""
    by_name = {sample.name: sample for sample in samples}
    for name in NAMES:
        if not spoken(by_name[name].view):
            raise ValueError(f"{name} is not read aloud")
        yield _with(by_name[name], f"{name}-aloud", AloudView(sentence("voice.listen")))
    yield _with(by_name["renew-face"], "renew-face-speaking", AloudView(sentence("voice.stop"), speaking=True))


def _with(sample: Sample, name: str, aloud: AloudView) -> Sample:
    return replace(sample, name=name, view=replace(sample.view, aloud=aloud))
