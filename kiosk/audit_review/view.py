"""What the page of the audit trail shows at one moment. Frozen; names and numbers are masked already."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry. `when` is such as 11-28 10:02, `doubtful` says that the clock was not proved then."""

    seq: int
    when: str
    who: str
    what: Text
    machine: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One thing to choose by."""

    key: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class PersonView:
    """A resident whose number ends as typed."""

    resident: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class AuditView:
    """The page.

    Attributes:
        place: Such as 第 2 页，共 9 页.
        total: How many entries were chosen, in words.
        day: What day is shown, in words.
        tail: Digits typed to find somebody.
        person: Masked name of the resident chosen by; "" when none is.
        people: Residents to choose from, when several numbers end so.
        busy: A list is being read.
        head: Eight digits of the newest entry, in words.
        task: "", "verify" or "export", while one runs.
        outcome: What came of the last one.
        sound: Whether it is good news.
    """

    entries: tuple[EntryView, ...] = ()
    opened: EntryView | None = None
    place: Text = NO_WORDS
    total: Text = NO_WORDS
    newer: bool = False
    older: bool = False
    day: Text = NO_WORDS
    on_one_day: bool = False
    accounts: tuple[ChoiceView, ...] = ()
    kinds: tuple[ChoiceView, ...] = ()
    tail: str = ""
    person: str = ""
    people: tuple[PersonView, ...] = ()
    nobody: bool = False
    busy: bool = False
    head: Text = NO_WORDS
    task: str = ""
    outcome: Text = NO_WORDS
    sound: bool = True
    may_verify: bool = False
    may_export: bool = False
