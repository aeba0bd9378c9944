"""What the page of the look back shows at one moment. Frozen; names are masked already.

What can be done on it: `note(group, outcome)`, `choose(look_back)`, `newer()`, `older()`, `back()`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True, repr=False)
class RowView:
    """One reading.

    Attributes:
        group: For `note`.
        who: 王*英 · 3 号楼.
        when: 11 月 22 日 9:58.
        shown: 当时体温 37.1 ℃; `would_be` is 应是 37.5 ℃.
        outcome: "" while nobody did anything, "reached", "not-reached" or "not-needed"; `state` in words.
    """

    group: str
    who: str
    when: Text
    shown: Text
    would_be: Text
    outcome: str
    state: Text


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One look back to choose."""

    key: str
    label: Text
    chosen: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class LookBackView:
    """The page.

    Attributes:
        choices: Look backs, those to be followed up first; empty where there is one at most.
        lead: Which device, and since when.
        done: How many of how many need no call any more.
        complete: All of them.
        place: Which of how many stand here; none where all do.
        busy: They are being read.
    """

    choices: tuple[ChoiceView, ...] = ()
    lead: Text = NO_WORDS
    done: Text = NO_WORDS
    complete: bool = False
    rows: tuple[RowView, ...] = ()
    place: Text = NO_WORDS
    newer: bool = False
    older: bool = False
    busy: bool = False
