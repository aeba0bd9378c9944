"""When a calibration is to be done again."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.calibration.intervals import Drift, drift_line, longest_before, next_due, next_interval
from kiosk.calibration.records import Verdict

PASS, FAIL = Verdict.PASS, Verdict.FAIL
CONDITIONAL_PASS, CONDITIONAL_FAIL = Verdict.CONDITIONAL_PASS, Verdict.CONDITIONAL_FAIL


def test_drift_of_three_years_calls_for_two() -> None:
    drift = drift_line([0, 12, 24, 36], [0.02, 0.06, 0.09, 0.14])
    assert (drift.slope, drift.intercept) == (pytest.approx(0.00325), pytest.approx(0.0190))
    crossing = drift.crosses(0.13)
    assert crossing == pytest.approx(34.2, abs=0.05)
    assert longest_before(crossing) == 24


def test_drift_downwards_leaves_the_limit_below() -> None:
    assert Drift(-0.01, 0.02).crosses(0.12) == pytest.approx(14.0)
    assert longest_before(14.0) == 12


def test_no_drift_never_leaves_and_what_is_out_has_left() -> None:
    assert drift_line([0], [0.05]) == Drift(0.0, 0.05)
    assert drift_line([12], [0.05]) == Drift(0.0, pytest.approx(0.05))
    assert Drift(0.0, 0.05).crosses(0.13) is None
    assert [longest_before(months) for months in (2.9, 3.0, 6.5, 12.0, 35.9, 36.0)] == [1, 3, 6, 12, 24, 36]
    assert (longest_before(None), longest_before(0.4)) == (36, 1)
    assert (Drift(0.001, 0.13).crosses(0.13), Drift(0.001, -0.2).crosses(0.13)) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("last", "verdicts", "crossing", "months"),
    [
        (12, [FAIL], None, 6),
        (12, [PASS, CONDITIONAL_FAIL], None, 6),
        (6, [CONDITIONAL_PASS], None, 6),
        (6, [PASS], None, 6),
        (6, [PASS, PASS], None, 9),
        (6, [FAIL, PASS], None, 6),
        (6, [PASS, CONDITIONAL_PASS], None, 6),
        (6, [CONDITIONAL_PASS, PASS], None, 6),
        (9, [PASS, PASS], None, 12),
        (4, [FAIL, PASS, PASS], None, 6),
        (12, [PASS, PASS, PASS], None, 12),
        (12, [PASS, PASS], 7.9, 7),
        (1, [FAIL], None, 1),
        (6, [PASS], 0.0, 1),
    ],
)
def test_interval_follows_the_history(
    last: float, verdicts: list[Verdict], crossing: float | None, months: int
) -> None:
    assert next_interval(last, verdicts, crossing) == months


@pytest.mark.parametrize(
    ("done", "months", "due"),
    [
        (date(2026, 11, 28), 12, date(2027, 11, 27)),
        (date(2026, 11, 28), 1, date(2026, 12, 27)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2027, 1, 31), 1, date(2027, 2, 27)),
        (date(2028, 1, 31), 1, date(2028, 2, 28)),
        (date(2026, 12, 31), 24, date(2028, 12, 30)),
    ],
)
def test_due_day_is_the_last_on_which_it_holds(done: date, months: int, due: date) -> None:
    assert next_due(done, months) == due
