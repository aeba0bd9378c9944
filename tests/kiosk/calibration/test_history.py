"""How fast a device has drifted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.calibration.history import drift_of, mean_error, months_within
from kiosk.calibration.runs import SetPoint
from tests.kiosk.calibration.signed import reads, record
from tests.kiosk.calibration.thermometer import run

YEARS = [date(2023, 6, 1), date(2024, 6, 1), date(2025, 6, 1), date(2026, 6, 1)]


def test_drift_of_three_years_without_an_adjustment() -> None:
    records = [record(day, error) for day, error in zip(YEARS, (0.02, 0.06, 0.09, 0.14), strict=True)]
    drift = drift_of(records)
    assert drift is not None
    assert drift.slope == pytest.approx(0.00325, abs=5e-5)
    assert drift.intercept == pytest.approx(-0.001, abs=5e-4)
    assert months_within(records) == pytest.approx(0.13 / 0.00325, abs=0.5)


def test_an_adjustment_is_no_drift() -> None:
    """It drifts 0.12 a year and is put right each year: as left it reads 0.0 under the line it then has."""
    adjusted = record(YEARS[1], 0.12, left=0.12, after=(1.0, -0.12))
    later = replace(record(YEARS[2], 0.24), before=(1.0, -0.12), after=(1.0, -0.12))
    records = [record(YEARS[0], 0.0), adjusted, later]
    drift = drift_of(records)
    assert drift is not None
    assert drift.slope == pytest.approx(0.01, abs=1e-4)
    assert months_within(records) == pytest.approx(13.0, abs=0.1)


def test_two_records_or_less_than_a_month_tell_nothing() -> None:
    assert drift_of([record(YEARS[0], 0.0), record(YEARS[1], 0.1)]) is None
    month = [record(date(2026, 6, day), 0.0) for day in (1, 15, 30)]
    assert (drift_of(month), months_within(month)) == (None, None)
    assert drift_of([*month[:2], record(date(2026, 7, 2), 0.0)]) is not None


def test_limit_and_uncertainty_are_those_of_the_newest_record() -> None:
    records = [record(day, error) for day, error in zip(YEARS, (0.0, 0.12, 0.24, 0.36), strict=True)]
    assert months_within(records) == pytest.approx(13.0, abs=0.1)
    wider = replace(records[-1], limit=0.5, as_found_u=0.1)
    assert months_within([*records[:-1], wider]) == pytest.approx(40.0, abs=0.2)
    assert months_within([*records[:-2], replace(records[-2], limit=0.5), records[-1]]) == pytest.approx(13.0, abs=0.1)


def test_device_that_does_not_drift_is_bounded_by_nothing() -> None:
    assert months_within([record(day, 0.05) for day in YEARS]) is None


def test_mean_error_is_that_under_the_line() -> None:
    assert mean_error(reads(0.2), (1.0, -0.2)) == pytest.approx(0.0)
    assert mean_error(reads(0.2), (1.0, 0.0)) == pytest.approx(0.2)
    left_out = run([SetPoint(37.0, (37.1, 39.0), left_out=(1,))])
    assert mean_error(left_out, (1.0, 0.0)) == pytest.approx(0.1)
    weighed = run([SetPoint(100.0, (100.1,), added=0.06)], resolution=0.1)
    assert mean_error(weighed, (1.0, 0.0)) == pytest.approx(0.09)
