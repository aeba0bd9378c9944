"""When a device that is signed today is due again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kiosk.calibration.history import months_within
from kiosk.calibration.intervals import LONGEST, next_due, next_interval
from kiosk.calibration.records import CalibrationRecord, Verdict

_MONTH_DAYS = 365.25 / 12


def due_of(history: Sequence[CalibrationRecord], verdict: Verdict, today: date) -> date:
    """Last day on which it holds.

    Args:
        history: The newest first.
        verdict: As found, today.
    """
    last = months_of(history[0]) if history else LONGEST
    verdicts = [*(record.as_found_verdict for record in reversed(history)), verdict]
    return next_due(today, next_interval(last, verdicts, months_within(history[::-1])))


def months_of(record: CalibrationRecord) -> int:
    """The interval a record was given."""
    return max(1, round((record.due - record.done).days / _MONTH_DAYS))
