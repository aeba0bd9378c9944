"""The sentences of a visit as typed tables: the topics `visitor`, `self-check` and `alerts` of the catalogue.

Loading checks that every state, variant, button, hint, facility and step of the self-check has its words, and that no
sentence leaves open what nothing fills: a terminal with a missing word does not start.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import reduce
from typing import Any, TypeVar

import msgspec

from devices.events import CardKind
from devices.printers.printer import Printed
from kiosk.faces.events import FaceHint
from kiosk.facilities import Facility
from kiosk.measurements.red import Symptom, rules
from kiosk.sentences import NO_WORDS, Text, as_text, blank_names, catalogue, keyed
from kiosk.visits.states import Button, State
from kiosk.visits.steps import Step
from kiosk.visits.words_wanted import (
    BAR,
    FILLED,
    MARKS,
    NOTICES,
    OWN_READER,
    SLIP_FAULTS,
    STEP_VARIANTS,
    TILES,
    VARIANTS,
    WAYS,
)
from kiosk.whitelist.consent import ConsentKind
from resources.learnt import learn

T = TypeVar("T")

LINE = 7
"""Characters in one line of a headline."""


class WordsError(ValueError):
    """The catalogue cannot be used; the message says what is missing where."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The words of one screen."""

    headline: Text = NO_WORDS
    lead: Text = NO_WORDS
    above: Text = NO_WORDS
    below: Text = NO_WORDS
    tips: tuple[tuple[str, Text], ...] | None = None
    ways: tuple[str, ...] | None = None
    buttons: dict[str, Text] = {}


class Screen(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The words of one state with what differs in its variants."""

    variants: dict[str, Words] = {}


class Hour(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A greeting and the local hour it begins with."""

    words: Text
    starts: int = msgspec.field(name="from")


class Chip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One act before the camera."""

    icon: str
    chip: Text


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A facility as a visitor knows it."""

    icon: str
    title: Text


class Tile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A button that is a tile: its picture and its small line."""

    icon: str
    detail: Text = NO_WORDS


class Put(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a kind of card is used: 刷身份证 or 插社保卡, and how that is done."""

    please: Text
    how: Text


class Way(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way in: its icon, and in lines the act, where, and how."""

    icon: str
    text: Text


class Pad(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The digit pad for one metric; `switch` is the button that asks for it instead of another of the same step."""

    title: Text
    hint: Text
    switch: Text = NO_WORDS


class StepWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The words of one step, a table of self-check.toml. `tile` is for a tile that does not say `title`."""

    title: Text
    tile: Text = NO_WORDS
    detail: Text
    device: Text = NO_WORDS
    pads: dict[str, Pad] = {}
    screens: dict[State, Screen] = {}


class Banner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A strip above the headline."""

    title: Text
    body: Text


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """您还在吗？"""

    headline: Text
    lead: Text


class VisitorWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename="kebab"):
    """The whole of visitor.toml, and of self-check.toml by the ids of its steps."""

    hello: dict[str, Hour]
    cards: dict[CardKind, Text]
    put: dict[CardKind, Put]
    ways: dict[str, Way]
    buttons: dict[Button, Text]
    tiles: dict[Button, Tile]
    bar: dict[str, Text]
    warning: Question
    banners: dict[str, Banner]
    notices: dict[str, Text]
    screens: dict[State, Screen]
    guidance: dict[FaceHint, Chip]
    unsure: Chip
    marks: dict[str, Text]
    facilities: dict[str, Part]
    facility_words: dict[str, Text]
    temperature: dict[str, Text]
    certificate: dict[str, Text]
    values: dict[str, Text]
    differences: dict[str, Text]
    days: dict[str, Text]
    weekdays: dict[str, Text]
    trend: dict[str, Text]
    own: dict[str, Text]
    own_titles: dict[str, Text]
    consents: dict[ConsentKind, Text]
    consents_short: dict[ConsentKind, Text]
    steps: dict[str, StepWords] = {}

    def screen(self, state: State, variant: str = "", step: str = "") -> Words:
        """The words of a state's variant, where the step has no words of its own; those of the state where the variant
        says nothing. Raises KeyError for a variant that neither knows.
        """
        screens = [self.screens[state]]
        if step in self.steps and state in self.steps[step].screens:
            screens.append(self.steps[step].screens[state])
        layers: list[Words] = list(screens)
        if variant:
            layers += [screen.variants[variant] for screen in screens if variant in screen.variants]
            if len(layers) == len(screens):
                raise KeyError(f"{state.value}: {variant}")
        return reduce(_over, layers)

    def has_variant(self, state: State, variant: str, step: str) -> bool:
        """Whether the words of a step know a variant of their own."""
        own = self.steps[step].screens.get(state) if step in self.steps else None
        return own is not None and variant in own.variants

    def hello_at(self, hour: int) -> Text:
        """早上好 and its like, for a local hour 0..23; before the first one it is still evening."""
        hours = sorted(self.hello.values(), key=lambda h: h.starts)
        return next((h.words for h in reversed(hours) if h.starts <= hour), hours[-1].words)


class AlertWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of alerts.toml."""

    nobody: Text
    texts: dict[str, Text]
    devices: dict[str, Text]
    kinds: dict[str, Text]
    red: dict[str, Text]


learn(VisitorWords, StepWords, AlertWords)


ALERT_KINDS = ("red-value", "help", "red-first", "temperature", "code", "rights", "device", "face", "faces", "records")
"""Kinds of alerts, the most urgent first."""
ALERTS = frozenset(
    {
        *("help", "measure", "code", "temperature", "temperature-high", "temperature-low", "red-value", "device"),
        *("card-left", "face", "device-down", "measure-device", "red-first"),
        *("own-correct", "own-copy", "own-undone", "own-undone-gone"),
        *(f"slip-{fault.value}" for fault in SLIP_FAULTS if fault is not Printed.BUSY),
    }
)


def load_words(steps: tuple[Step, ...] = (), source: bytes | None = None) -> VisitorWords:
    """The visitor's words, with those of these steps; `source` replaces the shipped visitor.toml. Raises WordsError."""
    words = msgspec.structs.replace(_loaded("visitor", VisitorWords, source), steps=_step_words())
    problems = [
        *_missing("screens", State, words.screens),
        *_missing("buttons", Button, words.buttons),
        *_missing("tiles", TILES, words.tiles),
        *_missing("guidance", FaceHint, words.guidance),
        *_missing("marks", MARKS, words.marks),
        *_missing("facilities", [f for f in Facility if f.value not in words.steps], words.facilities),
        *_missing("cards", CardKind, words.cards),
        *_missing("put", CardKind, words.put),
        *_missing("ways", WAYS, words.ways),
        *_missing("bar", BAR.values(), words.bar),
        *_missing("banners", ("offline", "demo"), words.banners),
        *_missing("notices", NOTICES, words.notices),
        *_missing("consents", ConsentKind, words.consents),
        *_missing("consents-short", ConsentKind, words.consents_short),
        *(p for state, screen in words.screens.items() for p in _screen_problems(state, screen)),
    ]
    if problems:
        raise WordsError("visitor.toml: " + "; ".join(problems))
    problems = [p for step in steps for p in _step_problems(step, words.steps)]
    if problems:
        raise WordsError("self-check.toml: " + "; ".join(problems))
    return words


def load_alert_words() -> AlertWords:
    """The words for staff; those of an instrument are its step's. Raises WordsError."""
    words = _loaded("alerts", AlertWords)
    instruments = {step: said.device for step, said in _step_words().items() if said.device}
    words = msgspec.structs.replace(words, devices={**words.devices, **instruments})
    problems = [*_missing("texts", ALERTS, words.texts), *_missing("devices", Facility, words.devices),
                *_missing("kinds", ALERT_KINDS, words.kinds),
                *_missing("red", (*(rule.id for rule in rules()), *Symptom), words.red)]  # fmt: skip
    if problems:
        raise WordsError("alerts.toml: " + "; ".join(problems))
    return words


def _step_words() -> dict[str, StepWords]:
    return _loaded("self-check", dict[str, StepWords])


def _over(words: Words, other: Words) -> Words:
    """`words` with what `other` says instead."""
    return Words(
        headline=other.headline or words.headline,
        lead=other.lead or words.lead,
        above=other.above or words.above,
        below=other.below or words.below,
        tips=words.tips if other.tips is None else other.tips,
        ways=words.ways if other.ways is None else other.ways,
        buttons={**words.buttons, **other.buttons},
    )


def fold(headline: str) -> str:
    """The headline in lines: a | breaks its line only when the line would be too long."""
    return "\n".join(_fold_line(line) for line in headline.split("\n"))


def _fold_line(line: str) -> str:
    whole = line.replace("|", "")
    return whole if len(whole.rstrip("，")) <= LINE else line.replace("|", "\n")


def _loaded(topic: str, kind: type[T], source: bytes | None = None) -> T:
    try:
        tables: Any = catalogue().topic(topic) if source is None else keyed(topic, tomllib.loads(source.decode()))
        return msgspec.convert(tables, kind, dec_hook=as_text)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WordsError(f"{topic}.toml: {error}") from error


def _missing(what: str, wanted: Iterable[str], there: Iterable[str]) -> list[str]:
    names = {str(name) for name in there}
    return [f"{what}.{name} is missing" for name in wanted if str(name) not in names]


def _screen_problems(state: State, screen: Screen) -> list[str]:
    wanted = VARIANTS.get(state, frozenset())
    place = f"screens.{state.value}"
    problems = [f"{place}.variants.{name} is missing" for name in sorted(wanted - screen.variants.keys())]
    problems += [f"{place}.variants.{name} is never shown" for name in sorted(screen.variants.keys() - wanted)]
    if not screen.headline:
        problems.append(f"{place}.headline is missing")
    return problems + _text_problems(place, screen)


def _step_problems(step: Step, steps: dict[str, StepWords]) -> list[str]:
    if step.id not in steps:
        return [f"{step.id} is missing"]
    words = steps[step.id]
    problems = [f"{step.id}.device is missing"] if step.facility is not None and not words.device else []
    problems += _missing(f"{step.id}.pads", step.typed, words.pads)
    if len(step.typed) > 1:
        pads = {metric: pad for metric, pad in words.pads.items() if metric in step.typed}
        problems += [f"{step.id}.pads.{metric}.switch is missing" for metric, pad in pads.items() if not pad.switch]
    for state, screen in words.screens.items():
        place, known = f"{step.id}.screens.{state.value}", STEP_VARIANTS.get(state, frozenset())
        problems += [f"{place}.variants.{name} is never shown" for name in sorted(screen.variants.keys() - known)]
        problems += _text_problems(place, screen)
    return problems


def _text_problems(place: str, screen: Screen) -> list[str]:
    problems: list[str] = []
    for name, words in {"": screen, **screen.variants}.items():
        problems += [f"{place} {name}: no way {way}" for way in words.ways or () if way not in (*WAYS, OWN_READER)]
        texts = (words.headline, words.lead, *(text for _, text in words.tips or ()))
        fields = {name for text in texts for name in blank_names(text)}
        problems += [f"{place} {name}: nothing fills {{{field}}}" for field in sorted(fields - FILLED)]
        problems += [f"{place} {name}: no button {key}" for key in words.buttons if key not in set(Button)]
    return problems
