"""What the page of the list shows at one moment. Frozen; names are masked already.

What can be done on it: `rule(key)`, `buildings(shown: bool)`, `building(key)`, `newer()`, `older()`,
`choose(resident)`, `undo()`, `print(shown: bool)`, `whole(on: bool)`, `put(to)`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text

ROWS = 6
"""Rows of a page."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One of a few things to narrow the list by, and how many people it leaves."""

    key: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class HomeCallRow:
    """One person.

    Attributes:
        resident: For `choose`.
        name: 王*英; `building` is 3 号楼.
        why: The most urgent reason, and how many more there are.
        since: 11 月 9 日起.
        urgent: Somebody was called for the value.
    """

    resident: str
    name: str
    building: str
    why: Text
    since: Text
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class PrintView:
    """The sheet that asks how the list is taken away.

    Attributes:
        lead: How many people stand on it.
        whole: Names and doors in full, with a second signature.
    """

    lead: Text
    whole: bool


@dataclass(frozen=True, slots=True, repr=False)
class HomeCallsView:
    """The page.

    Attributes:
        rules: All, and the rules that are switched on; one chosen.
        building: The building it is narrowed to; none for all. `buildings` are there while one is chosen.
        place: Which of how many stand here.
        days: Of how many people days of coming are counted, or that they are of nobody.
        undo: The words of taking the newest home call back; none when it cannot be taken back.
        busy: The list is being worked out, or something is done.
        looked: It was worked out: no row means that there is nobody.
    """

    rules: tuple[Chip, ...] = ()
    building: str = ""
    buildings: tuple[Chip, ...] = ()
    rows: tuple[HomeCallRow, ...] = ()
    place: Text = NO_WORDS
    newer: bool = False
    older: bool = False
    days: Text = NO_WORDS
    undo: Text = NO_WORDS
    printing: PrintView | None = None
    busy: bool = False
    looked: bool = False
