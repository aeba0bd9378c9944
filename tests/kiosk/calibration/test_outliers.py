"""A reading that lies apart from the others."""

from __future__ import annotations

import math

import pytest

from kiosk.calibration.outliers import critical, outlier
from tests.kiosk.calibration.thermometer import READINGS


def grubbs(n: int, g: float) -> float:
    """Chance that the farthest of n normal readings lies beyond g: Student's density, summed up."""
    below = (n - 1) ** 2 - n * g * g
    t = math.sqrt(n * (n - 2) * g * g / below) if below > 0 else math.inf
    nu, steps = n - 2, 4000
    low, high = math.atan(t / math.sqrt(nu)), math.pi / 2
    c = math.gamma((nu + 1) / 2) / (math.sqrt(math.pi) * math.gamma(nu / 2))
    width = (high - low) / steps
    return 2 * n * c * width * sum(math.cos(low + (i + 0.5) * width) ** (nu - 1) for i in range(steps))


@pytest.mark.parametrize("n", [4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 25, 29, 30, 40, 100])
def test_critical_values_are_those_of_five_percent(n: int) -> None:
    assert grubbs(n, critical(n) - 0.0007) > 0.05 > grubbs(n, critical(n) + 0.0007)


def test_between_rows_and_beyond_the_last() -> None:
    assert (critical(2), critical(3), critical(31), critical(1000)) == (math.inf, 1.154, 3.036, 3.384)


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


def test_all_the_same_or_too_few_have_none() -> None:
    assert (outlier([34.6] * 10, 0.1), outlier([34.6, 39.0], 0.1), outlier([], 0.1)) == (None, None, None)
