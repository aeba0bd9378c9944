"""Every sentence that may be read aloud, out of the catalogue: what must have its clip."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from kiosk.sentences import Text, blank_names, table
from kiosk.visits.states import State
from kiosk.visits.visitor_words import VisitorWords, load_words
from kiosk.visits.words_wanted import VARIANTS
from kiosk.voice.clips import Clips
from kiosk.voice.spoken import READ, UNREAD, fingerprint, pieces
from kiosk.whitelist.consent import NEWEST_TEXT, consent_texts

_ATTRACT = ("", "one-card", "camera-only", "touch", "one-card-touch", "camera-only-touch")
"""Variants of the first screen that tell of the camera."""


def wanted() -> tuple[Text, ...]:
    """Each sentence once, in the order of the catalogue."""
    return tuple({str(piece): piece for text in _texts() for piece in pieces(text)}.values())


def faults(clips: Clips) -> tuple[tuple[Text, ...], tuple[str, ...]]:
    """Sentences without a clip, and files that are not those that were made."""
    said = {row.text_sha for row in clips.rows}
    lacking = tuple(text for text in wanted() if fingerprint(text) not in said)
    return lacking, tuple(sorted({row.file for row in clips.rows if not clips.is_whole(row)}))


def _texts() -> Iterator[Text]:
    words = load_words()
    instead = table("voice.instead")
    for said in _on_screens(words):
        yield from (instead[said.key],) if said.key in instead else _filled(said, words)
    for kind, consent in consent_texts(NEWEST_TEXT).items():
        yield Text(consent.text, f"consents.{NEWEST_TEXT}.{kind}.text")
    yield words.notices["camera"]
    yield from table("voice.answers").values()
    yield from table("voice.choices").values()


def _on_screens(words: VisitorWords) -> Iterator[Text]:
    for state, variants in (*((state, ("", *sorted(VARIANTS.get(state, ())))) for state in sorted(READ)),
                            (State.ATTRACT, _ATTRACT)):  # fmt: skip
        for variant in variants:
            screen = words.screen(state, variant)
            if screen.headline.key in UNREAD or (state is State.OWN_ACT and not variant):
                continue
            yield from (screen.headline, screen.lead)
            yield from (text for _, text in screen.tips or ())


def _filled(text: Text, words: VisitorWords) -> Iterator[Text]:
    """A sentence with every value its blanks may have."""
    values = {
        "consent": tuple(words.consents[kind] for kind in words.consents if kind.value in consent_texts(NEWEST_TEXT)),
        "please": tuple(put.please for put in words.put.values()),
        "how": tuple(put.how for put in words.put.values()),
    }
    names = sorted(blank_names(text))
    for chosen in product(*(values[name] for name in names)):
        yield text.fill(**dict(zip(names, chosen, strict=True)))
