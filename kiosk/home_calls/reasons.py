"""Why somebody stands on the list: what a rule found, with the figures it found it by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.measurements.follow_up import FollowUpKind


class Rule(StrEnum):
    """What may put somebody on the list, the most urgent first. The values stand in the store."""

    ABSENT = "absent"
    OVERDUE = "overdue"
    TREND = "trend"
    RHYTHM = "rhythm"


@dataclass(frozen=True, slots=True)
class Absent:
    """A regular stopped coming.

    Attributes:
        since: The last day they came.
        before: On how many days they came in the four weeks that end with it.
        missed: Days since, without today, on which others came and they did not.
        paused: How many more such days there were in pauses; those are not counted.
    """

    since: date
    before: int
    missed: int
    paused: int = 0
    rule = Rule.ABSENT


@dataclass(frozen=True, slots=True)
class Slower:
    """The rhythm fell.

    Attributes:
        since: The first of the newest days that are compared.
        usual, now: On how many days they came, and of how many, before that day and from it on.
        paused: How many days between were in pauses; those are in neither.
    """

    since: date
    usual: tuple[int, int]
    now: tuple[int, int]
    paused: int = 0
    rule = Rule.RHYTHM


@dataclass(frozen=True, slots=True)
class Rising:
    """Values went up.

    Attributes:
        since: The first day with a value.
        until: The newest.
        first, last: What the line through them says of both days, as shown.
        days: With a value.
    """

    since: date
    until: date
    metric: str
    first: float
    last: float
    days: int
    rule = Rule.TREND


@dataclass(frozen=True, slots=True)
class Overdue:
    """They were to be measured again and did not come, or are to see the family doctor.

    Attributes:
        since: The day it was due.
        urgent: Somebody was called for the value.
    """

    since: date
    metric: str
    kind: FollowUpKind
    urgent: bool
    rule = Rule.OVERDUE


Reason = Absent | Slower | Rising | Overdue


@dataclass(frozen=True, slots=True, repr=False)
class Attention:
    """Somebody to look in on.

    Attributes:
        reasons: The most urgent first; never none.
    """

    resident_id: str
    reasons: tuple[Reason, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """Those that list this person, each once."""
        return tuple(dict.fromkeys(reason.rule.value for reason in self.reasons))
