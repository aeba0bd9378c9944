"""Whatever stands on a screen says which sentence it is, so that a voice can speak it and a language be laid in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

import pytest

from kiosk.sentences import Text, sentence
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from kiosk.visits.visitor_words import fold
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.samples import samples

SAMPLES = samples()
NO_SENTENCES = {
    *("window", "entry.problem", "entry.switch", "buttons.button", "buttons.icon", "picture"),
    *("code.shape", "code.tone", "code.qr_text", "code.masked_name", "code.label"),
    *("banner.kind", "guidance.icon", "guidance.turn", "facilities.icon", "tips.0", "entry.metric", "entry.unit"),
    *(f"{card}.{part}" for card in ("temperature", "value") for part in ("unit", "parts.0", "parts.1", "badge_shape")),
    *("summary.0", "summary.1", "value.then.then", "value.then.now"),
    *(f"announcement.{part}" for part in ("title", "body", "picture")),
    *("trend.unit", "trend.lines.name", "trend.lines.form", "trend.lines.newest", "trend.lines.limits"),
}
"""Words of the hall's settings, of its announcements or of a document; numbers, units, names of icons."""


OF_OTHER_FILES = ("bands.", "code-profiles.", "consents.")
"""Keys of words that stand with the rules they belong to, in resources/codes/, and of consents."""


def words_in(part: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every word of a view with its place: `lead`, `buttons.label`, `tips.1`."""
    if isinstance(part, str) and not isinstance(part, Enum):
        yield name, part
    elif is_dataclass(part):
        for field in fields(part):
            yield from words_in(getattr(part, field.name), f"{name}.{field.name}".lstrip("."))
    elif isinstance(part, tuple):
        pairs = bool(part) and all(isinstance(inner, str) for inner in part)
        for index, inner in enumerate(part):
            yield from words_in(inner, f"{name}.{index}" if pairs else name)


def test_the_walk_meets_every_kind_of_word() -> None:
    met = {name for sample in SAMPLES for name, words in words_in(sample.view) if words}
    assert met - NO_SENTENCES == {
        *("headline", "lead", "notice", "queue", "warning.0", "warning.1", "tips.1"),
        *(
            "buttons.label",
            "buttons.detail",
            "banner.title",
            "banner.body",
            "code.age",
            "code.title",
            "code.word",
            "help_label",
        ),
        *("help_label", "countdown.above", "countdown.below", "guidance.chip", "guidance.marks.word"),
        *("facilities.title", "facilities.word", "entry.title", "entry.hint"),
        *("temperature.title", "temperature.note", "temperature.waiting"),
        *(f"{of}.certificate.{line}" for of in ("temperature", "value") for line in range(5)),
        *("value.title", "value.note", "value.source", "value.doubled", "value.goal", "follow_up"),
        *("temperature.badge", "value.badge", "value.advice", "value.mean", "value.notice"),
        *(f"value.then.{part}" for part in ("when", "today", "difference", "beside")),
        *("kept.0", "kept.1", "consent", "helper", "aloud.label"),
        *("trend.lines.ends", "trend.dates", "trend.range", "trend.hollow"),
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_the_key_and_the_blanks_of_what_is_shown_give_the_same_words(sample: Sample) -> None:
    for name, shown in words_in(sample.view):
        if shown and name not in NO_SENTENCES:
            assert isinstance(shown, Text), name
            if shown.key.startswith(OF_OTHER_FILES):
                continue
            again = sentence(shown.key, **shown.blanks)
            assert (fold(again) if name == "headline" else again) == shown


def test_words_in_a_sentence_know_theirs() -> None:
    view = next(sample.view for sample in SAMPLES if sample.view.state is State.WINDOW and sample.view.queue)
    said = next(words for _, words in view.tips if "queue" in getattr(words, "blanks", {}))
    assert said.key == "visitor.screens.window.tips.0.1"
    assert said.blanks["queue"].key == "visitor.notices.queue"
    assert said.blanks["queue"].blanks == {"word": "梧桐", "number": 7}


def test_words_of_a_band_and_of_the_codes_rules_have_their_keys() -> None:
    shown = {sample.name: sample.view for sample in SAMPLES}
    value, code = shown["value-first"].value, shown["result-yellow"].code
    assert value is not None
    assert code is not None
    assert (value.badge.key, value.advice.key) == ("bands.bp-high-normal.words", "bands.bp-high-normal.advice")
    assert (code.word, code.word.key) == ("黄码", "code-profiles.health-2022.yellow.word")
    assert shown["result-yellow"].lead.key == "code-profiles.health-2022.yellow.lead"


def test_screen_that_needs_nothing_says_its_sentences_too() -> None:
    from ui.visitor.opening_views import closed_view, starting_view

    keys = [(view.headline.key, view.lead.key) for view in (starting_view(), closed_view())]
    assert keys == [
        ("terminal.starting.headline", "terminal.starting.lead"),
        ("terminal.closed.headline", "terminal.closed.lead"),
    ]


def test_a_view_with_plain_words_is_a_view() -> None:
    """A test, or a page nobody wrote sentences for yet, may show words as they are."""
    assert VisitView(State.ATTRACT, 1, Text("请稍候")).headline.key == ""
