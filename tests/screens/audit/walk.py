"""Shows samples one after the other and audits each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from kiosk.settings import Screen
from tests.screens.audit.colours import Grey, told_by_hue_only
from tests.screens.audit.finding import Finding
from tests.screens.audit.rules import audit
from tests.screens.audit.scene import Scene
from tests.screens.audit.words import strings
from ui.samples import Sample
from ui.stage import Stage
from ui.visitor.plain import plain_view

LOOKS: dict[str, Screen] = {
    "portrait": Screen(less_motion=True, full_screen=False),
    "portrait-large": Screen(text_scale=1.25, less_motion=True, full_screen=False),
    "landscape": Screen(orientation="landscape", less_motion=True, full_screen=False),
    "landscape-large": Screen(orientation="landscape", text_scale=1.25, less_motion=True, full_screen=False),
    "portrait-contrast": Screen(high_contrast=True, less_motion=True, full_screen=False),
    "landscape-contrast": Screen(orientation="landscape", high_contrast=True, less_motion=True, full_screen=False),
}


def scene_of(stage: Stage, sample: Sample, messages: list[str]) -> Scene:
    """One sample as it stands on the stage."""
    messages.clear()
    stage.show(sample)
    visit = stage.shell.visit
    words = strings(plain_view(sample.view)) | strings(visit.property("words")) | {sample.hall_name}
    words |= {str(visit.property("timeText"))}
    return Scene(stage.shell.root, stage.shell.grab(), frozenset(words), list(messages))


def audit_samples(stage: Stage, samples: Iterable[Sample], messages: list[str]) -> list[tuple[str, Finding]]:
    """(sample, finding) for every finding, also for two samples of one state that only hue tells apart."""
    found: list[tuple[str, Finding]] = []
    pictures: list[tuple[Sample, Grey]] = []
    for sample in samples:
        scene = scene_of(stage, sample, messages)
        found += [(sample.name, finding) for finding in audit(scene)]
        pictures.append((sample, Grey(scene.pixels)))
    for (one, first), (other, second) in combinations(pictures, 2):
        if one.view.state is other.view.state and told_by_hue_only(first, second):
            found.append((one.name, Finding("hue", other.name, "only colour tells the two apart")))
    return found
