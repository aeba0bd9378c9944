"""When a device that is signed today is due again."""

from __future__ import annotations

from datetime import date

from kiosk.calibrating.scheduling import due_of
from kiosk.calibration.records import Verdict
from tests.kiosk.calibration.signed import record

TODAY = date(2026, 11, 28)


def test_first_calibration_holds_a_year() -> None:
    assert due_of((), Verdict.PASS, TODAY) == date(2027, 11, 27)


def test_failure_as_found_halves_the_interval() -> None:
    assert due_of((record(date(2025, 11, 28), 0.0),), Verdict.FAIL, TODAY) == date(2027, 5, 27)


def test_device_that_drifts_is_due_before_it_leaves_its_limit() -> None:
    """0.02 a month leaves ± 0.13 after six months and a half."""
    days = (date(2026, 9, 1), date(2026, 6, 1), date(2026, 3, 1))
    history = tuple(record(day, error) for day, error in zip(days, (0.12, 0.06, 0.0), strict=True))
    assert due_of(history, Verdict.PASS, TODAY) == date(2027, 5, 27)
    steady = tuple(record(day, 0.06) for day in days)
    assert due_of(steady, Verdict.PASS, TODAY) == date(2027, 11, 27)
