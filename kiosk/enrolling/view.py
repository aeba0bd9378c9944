"""What the enrolment page shows. Frozen, drawn by the ui; names and numbers are masked."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.helping.view import HelperView
from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class FieldView:
    """A word and what it is of this person."""

    label: Text
    value: str


@dataclass(frozen=True, slots=True)
class StageView:
    """One of the four stages along the top: `state` is "done", "now" or "next"."""

    label: Text
    state: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """Who is enrolled, as their card says.

    Attributes:
        name: 王*英.
        fields: Read from the card, locked.
        standing: Where they stand on the list; `looks` when staff must know before they go on.
        warnings: What else staff should know.
    """

    name: str
    fields: tuple[FieldView, ...]
    standing: Text
    looks: bool = False
    warnings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentView:
    """One consent in the list. `state` is "open", "yes" or "no"."""

    kind: str
    title: Text
    short: Text
    state: str
    word: Text


@dataclass(frozen=True, slots=True)
class RelationView:
    """What a guardian may be to the person."""

    relation: Text
    chosen: bool


@dataclass(frozen=True, slots=True)
class GuardianView:
    """Who consents in the person's place: masked, "" until their card was read."""

    name: str
    relations: tuple[RelationView, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class WordsView:
    """The words of one consent, shown large to the person.

    Attributes:
        facts: What for, where, how long, and how it is taken back.
        pages: The whole text, in pieces that fit a screen.
        number, count: This is so many of how many.
        said: "open", "yes" or "no": what was said to it before.
        version: Under the text, for whoever asks.
    """

    kind: str
    title: Text
    facts: tuple[FieldView, ...]
    pages: tuple[str, ...]
    number: int
    count: int
    said: str
    version: Text
    refusing: Text


@dataclass(frozen=True, slots=True)
class CheckView:
    """One row: `state` is "ok", "look" or "open" for what is not known yet."""

    name: str
    label: Text
    word: Text
    state: str


@dataclass(frozen=True, slots=True)
class CameraView:
    """The doorway and what stands beside it.

    Attributes:
        headline: The one thing to do now, for both.
        progress: 0..1, fills the arch.
        taken, wanted: Plates under the door.
        live: The camera is open.
        turn: "left", "right" or "".
    """

    headline: Text
    checks: tuple[CheckView, ...]
    progress: float
    taken: int
    wanted: int
    live: bool
    good: bool
    turn: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class AlikeView:
    """Two members who look alike, both masked."""

    one: str
    others: str


@dataclass(frozen=True, slots=True)
class EnrolView:
    """The page.

    Attributes:
        step: `kiosk.enrolling.flow.Step`; what is drawn.
        headline, lead: What to do, or what came of it.
        kept: At the end, what is kept and for how long.
        reasons: Why staff may be sure of a person who looks unlike their old template.
        missing: What keeps 保存 from being pressed; "" when nothing does.
        may_look: There is a camera to take the face with.
        may_be_helped: Somebody who helps may be noted now.
        helped: Who helps; "" nobody. `has_helper` says the same.
        helper: While somebody who helps is being noted.
    """

    step: str
    stages: tuple[StageView, ...]
    headline: Text
    lead: Text = NO_WORDS
    note: Text = NO_WORDS
    person: PersonView | None = None
    consents: tuple[ConsentView, ...] = ()
    guardian: GuardianView | None = None
    words: WordsView | None = None
    camera: CameraView | None = None
    checks: tuple[CheckView, ...] = ()
    alike: AlikeView | None = None
    reasons: tuple[Text, ...] = ()
    kept: tuple[FieldView, ...] = ()
    missing: Text = NO_WORDS
    save: Text = NO_WORDS
    may_look: bool = True
    may_be_helped: bool = False
    helped: Text = NO_WORDS
    has_helper: bool = False
    helper: HelperView | None = None
