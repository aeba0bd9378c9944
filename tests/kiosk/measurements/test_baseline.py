"""What is usual for a person."""

from __future__ import annotations

from datetime import date

from kiosk.measurements.baseline import Baseline, baseline_of

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 6)


def test_middle_of_five_readings_on_three_days() -> None:
    values = [(MONDAY, 36.0), (MONDAY, 35.8), (TUESDAY, 35.7), (FRIDAY, 38.9), (FRIDAY, 35.9)]
    assert baseline_of(values) == Baseline(35.9, 5, 3)
    assert baseline_of([*values, (FRIDAY, 36.0)]) == Baseline(35.95, 6, 3)
    assert "35.9" not in repr(baseline_of(values))


def test_too_few_say_nothing() -> None:
    assert baseline_of([(MONDAY, 36.0), (TUESDAY, 36.0), (FRIDAY, 36.0), (FRIDAY, 36.0)]) is None
    assert baseline_of([(MONDAY, 36.0)] * 4 + [(TUESDAY, 36.0)] * 4) is None
    assert baseline_of([]) is None
