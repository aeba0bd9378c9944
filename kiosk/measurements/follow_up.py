"""When somebody is to be measured again, and what their family doctor wants a value to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class FollowUpKind(StrEnum):
    """What is due."""

    AGAIN = "again"
    """A measurement."""
    REFER = "refer"
    """A word with the family doctor: values were high on several days. A measurement does not meet it."""


class Outcome(StrEnum):
    """How a follow-up ended."""

    MET = "met"  # measured again on a later day
    REPLACED = "replaced"  # measured again on the same day: the newer value decides
    CONTACTED = "contacted"  # staff reached the person, or a day was agreed
    CANCELLED = "cancelled"  # staff: no longer wanted


@dataclass(frozen=True, slots=True, repr=False)
class FollowUp:
    """One follow-up that is open.

    Attributes:
        id: UUIDv7.
        metric: Under which it stands; blood pressure stands under `sys`.
        due: Day of the hall's calendar on which it is due.
        made: Day on which it was made.
        band: Id of the band that asked for it; None where staff did.
        visit_id: Of the visit in which it was made; None where staff made it.
    """

    id: str
    resident_id: str
    metric: str
    kind: FollowUpKind
    due: date
    made: date
    band: str | None = None
    visit_id: str | None = None

    def is_overdue(self, today: date) -> bool:
        """Whether its day is over; a word with the doctor is wanted from the first day on."""
        return self.kind is FollowUpKind.REFER or self.due < today


@dataclass(frozen=True, slots=True, repr=False)
class Goal:
    """What the family doctor wants a value to be. It stands beside the band and changes none.

    Attributes:
        low, high: In the metric's unit, both inclusive; one of them may be None.
        until: The last day on which it holds.
        by: Login of whoever noted it.
    """

    id: str
    metric: str
    low: float | None
    high: float | None
    until: date
    by: str
    made: datetime

    def relation(self, value: float) -> str:
        """ "above", "below" or "within"."""
        if self.high is not None and value > self.high:
            return "above"
        return "below" if self.low is not None and value < self.low else "within"
