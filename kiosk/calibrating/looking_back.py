"""How many readings a device that was found wrong may have said wrongly, for a technician: no names, no values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.archive.look_back import LookBack


@dataclass(frozen=True, slots=True)
class Affected:
    """Readings whose band would have been another one, and the days between which they were taken."""

    readings: int
    first: date
    last: date


def affected_of(found: LookBack | None) -> Affected | None:
    """What is to be followed up; None where nothing is."""
    if found is None or not found.readings or not found.days:
        return None
    return Affected(found.readings, found.days[0][0], found.days[-1][0])
