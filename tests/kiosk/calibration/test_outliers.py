"""A reading that lies apart from the others."""

from __future__ import annotations

import math

import pytest

from kiosk.calibration.outliers import critical, outlier
from tests.kiosk.calibration.student import beyond
from tests.kiosk.calibration.thermometer import READINGS


def grubbs(n: int, g: float) -> float:
    """Chance, at most, that the farthest of n normal readings lies beyond g standard deviations of the mean."""
    below = (n - 1) ** 2 - n * g * g
    return 2 * n * beyond(math.sqrt(n * (n - 2) * g * g / below), n - 2) if below > 0 else 0.0


@pytest.mark.parametrize("n", [*range(4, 31), 40, 50, 100])
def test_critical_values_are_those_of_five_percent(n: int) -> None:
    assert grubbs(n, critical(n) - 0.0007) > 0.05 > grubbs(n, critical(n) + 0.0007)


def test_between_rows_and_beyond_the_last() -> None:
    assert (critical(2), critical(3), critical(31), critical(1000)) == (math.inf, 1.154, 3.036, 3.384)
    assert [critical(n) for n in (40, 41, 50, 51, 100)] == [3.036, 3.128, 3.128, 3.384, 3.384]


def test_readings_of_a_good_run_have_none() -> None:
    assert [outlier(readings, 0.1) for readings in READINGS.values()] == [None, None, None]


@pytest.mark.parametrize("odd", [0, 4, 9])
def test_forehead_that_was_missed_once_is_found(odd: int) -> None:
    readings = list(READINGS[37.0])
    readings[odd] = 35.9
    assert outlier(readings, 0.1) == odd
    readings[odd] = 37.4
    assert outlier(readings, 0.1) == odd


def test_one_step_of_the_display_is_no_outlier() -> None:
    readings = [34.6] * 9 + [34.7]
    assert outlier(readings, 0.1) is None
    assert outlier(readings, 0.01) == 9
    assert outlier(readings) == 9
    assert outlier([34.6] * 9 + [34.8], 0.1) == 9
    assert (outlier([34.6, 34.6, 34.9], 0.1), outlier([34.6, 34.6, 34.7], 0.1)) == (2, None)


def test_all_the_same_or_too_few_have_none() -> None:
    assert (outlier([34.6] * 10, 0.1), outlier([34.6, 39.0], 0.1), outlier([], 0.1)) == (None, None, None)
