"""What the page of one member's follow-ups and goals shows. Frozen; the name is masked already.

What can be done on it: `turn(side)`, `choose(what)`, `when(days: int)`, `step(limit, by: int)`, `save()`,
`cancel(key)`, `undo()`, `back()`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few things to choose from."""

    key: str
    label: Text
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is planned, or a goal, that can be cancelled by `key`."""

    key: str
    label: Text
    detail: Text


@dataclass(frozen=True, slots=True, repr=False)
class MemberFollowUpsView:
    """The page.

    Attributes:
        name: Masked.
        side: "again" or "goal": which of the two is shown.
        lines: What there is of it now.
        whats: What it can be about; `whens` for how long or until when, days as keys.
        low, high: Limits of the goal that is made, as shown; 不设 where there is none.
        missing: Why it cannot be saved; none when it can.
        undo: What undoing undoes; none when nothing can be undone.
    """

    name: str = ""
    side: str = "again"
    lines: tuple[Line, ...] = ()
    whats: tuple[Choice, ...] = ()
    whens: tuple[Choice, ...] = ()
    low: Text = NO_WORDS
    high: Text = NO_WORDS
    unit: str = ""
    missing: Text = NO_WORDS
    undo: Text = NO_WORDS
    busy: bool = False
