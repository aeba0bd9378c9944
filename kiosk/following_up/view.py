"""What the page of those to be measured again shows at one moment. Frozen; names are masked already.

What can be done on it: `note(row, outcome)`, `newer()`, `older()`, `back()`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True, repr=False)
class FollowUpRow:
    """One follow-up.

    Attributes:
        row: For `note`.
        who: 王*英 · 3 号楼.
        why: 血压，该在 11 月 25 日前后再量.
        urgent: Somebody was called for the value.
        outcome: "" while nobody did anything, "contacted", "arranged" or "cancelled"; `state` in words.
    """

    row: str
    who: str
    why: Text
    urgent: bool
    outcome: str
    state: Text


@dataclass(frozen=True, slots=True, repr=False)
class FollowUpsView:
    """The page.

    Attributes:
        lead: How many people wait.
        place: Which of how many stand here; none where all do.
        busy: They are being read.
    """

    lead: Text = NO_WORDS
    rows: tuple[FollowUpRow, ...] = ()
    place: Text = NO_WORDS
    newer: bool = False
    older: bool = False
    busy: bool = False
