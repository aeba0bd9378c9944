"""What the page of one person to look in on shows. Frozen; the name is masked, the telephone only while asked for.

What can be done on it: `phone()`, `hide()`, `outcome(key)`, `again(days: int)`, `writing(on: bool)`, `write(text)`,
`save()`, `back()`.
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
class ReasonLine:
    """One reason, and the figures and the rule behind it; none below those that are too many."""

    why: Text
    figures: Text


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the strip, Monday first.

    Attributes:
        label: The day of its Monday: 11/2.
        days: Of each day "came", "not", "shut" (nobody came, or it is not held against them) or "" (not yet).
    """

    label: Text
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallLine:
    """A home call that was noted."""

    line: Text
    note: str


@dataclass(frozen=True, slots=True, repr=False)
class HomeCallView:
    """The page.

    Attributes:
        who: 王*英 · 3 号楼.
        more: How many reasons there are besides; none where all are shown.
        weeks: The five newest, the oldest first; none where days of coming are not looked at. `came` says it in words.
        phone: The telephone, or that there is none; none while nobody asked.
        calls: The newest first.
        outcomes: What may have come of it; `agains` when to look again, days as keys.
        note: What was typed; `writing` while it is.
        ready: It can be noted.
    """

    who: str = ""
    reasons: tuple[ReasonLine, ...] = ()
    more: Text = NO_WORDS
    weekdays: tuple[Text, ...] = ()
    weeks: tuple[Week, ...] = ()
    came: Text = NO_WORDS
    phone: Text = NO_WORDS
    calls: tuple[CallLine, ...] = ()
    outcomes: tuple[Choice, ...] = ()
    agains: tuple[Choice, ...] = ()
    note: str = ""
    writing: bool = False
    ready: bool = False
    busy: bool = False
