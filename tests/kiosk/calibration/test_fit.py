"""A straight line with the uncertainty of what it says."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uncertainties import correlated_values

from kiosk.calibration.fit import fit_line
from kiosk.calibration.refusals import CalibrationRefused
from tests.kiosk.calibration.thermometer import MEANS


def test_three_points_of_a_thermometer() -> None:
    line = fit_line(MEANS)
    assert line.a == pytest.approx(1.018921, abs=5e-7)
    assert line.b == pytest.approx(-0.29834, abs=5e-6)
    assert line.residuals == pytest.approx((0.0029, -0.0044, 0.0015), abs=5e-5)
    assert (line.s_r, line.dof) == (pytest.approx(0.00545, abs=5e-6), 1)
    assert line.u_a == pytest.approx(0.00128, abs=5e-6)
    assert line.u_b == pytest.approx(0.0480, abs=5e-5)
    assert line.covariance / (line.u_a * line.u_b) == pytest.approx(-0.99785, abs=5e-6)
    assert line.at(36.6) == pytest.approx(36.994, abs=5e-4)


def test_uncertainty_of_the_line_takes_the_covariance_in() -> None:
    line = fit_line(MEANS)
    assert line.u_at(36.6) == pytest.approx(0.0033, abs=5e-5)
    without = math.hypot(line.u_a * 36.6, line.u_b)
    assert without == pytest.approx(0.067, abs=5e-4)
    assert without / line.u_at(36.6) > 20


def test_swapped_columns_give_the_other_slope() -> None:
    assert fit_line([(y, x) for x, y in MEANS]).a == pytest.approx(0.9814, abs=5e-5)


def test_five_points_of_a_sensor_with_gain() -> None:
    """Gain 0.985 about 37 °C, without noise."""
    line = fit_line([(37.0 + 0.985 * (y - 37.0), y) for y in (33.0, 35.0, 37.0, 39.0, 41.0)])
    assert line.a == pytest.approx(1 / 0.985)
    assert max(map(abs, line.residuals)) < 1e-12
    assert line.dof == 3


def test_a_cuff() -> None:
    means = [0.0, 51.5, 102.0, 152.5, 203.0, 253.0]
    line = fit_line(list(zip(means, (0.0, 50.0, 100.0, 150.0, 200.0, 250.0), strict=True)))
    assert (line.a, line.b) == (pytest.approx(0.98868, abs=5e-6), pytest.approx(-0.5628, abs=5e-5))
    assert line.residuals == pytest.approx((0.56, -0.35, -0.28, -0.21, -0.14, 0.43), abs=5e-3)


def test_one_point_gives_an_offset() -> None:
    line = fit_line([(36.61, 37.0)], scatter=0.018)
    assert (line.a, line.b) == (1.0, pytest.approx(0.39))
    assert (line.u_at(30.0), line.dof) == (0.018, 0)


def test_two_points_take_the_scatter_that_is_known_of_one() -> None:
    line = fit_line([(34.0, 35.0), (40.0, 41.0)], scatter=0.02)
    assert (line.a, line.b, line.dof) == (1.0, 1.0, 0)
    assert line.u_at(34.0) == pytest.approx(0.02)
    assert line.u_at(37.0) == pytest.approx(0.02 / math.sqrt(2))


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ([], "too-few-points"),
        ([(36.6, 37.0), (36.6, 37.0)], "points-equal"),
        ([(36.6, 35.0), (36.6, 37.0), (36.6, 41.0)], "points-equal"),
        ([(36.6, 37.0), (math.nan, 41.0)], "not-a-number"),
        ([(36.6, 37.0), (40.0, math.inf)], "not-a-number"),
    ],
)
def test_points_without_a_line_are_refused(points: list[tuple[float, float]], code: str) -> None:
    with pytest.raises(CalibrationRefused) as refused:
        fit_line(points)
    assert refused.value.code == code


@given(
    a=st.floats(0.9, 1.1),
    b=st.floats(-5, 5),
    xs=st.lists(st.integers(-500, 3000), min_size=3, max_size=8, unique=True),
    noise=st.lists(st.integers(-50, 50), min_size=8, max_size=8),
    at=st.floats(-100, 400),
)
def test_fit_is_that_of_the_uncertainties_package(
    a: float, b: float, xs: list[int], noise: list[int], at: float
) -> None:
    line = fit_line([(x / 10, a * x / 10 + b + e / 1000) for x, e in zip(xs, noise, strict=False)])
    covariance = [[line.u_a**2, line.covariance], [line.covariance, line.u_b**2]]
    slope, offset = correlated_values((line.a, line.b), covariance)
    there = slope * at + offset
    assert line.at(at) == pytest.approx(there.nominal_value)
    assert line.u_at(at) == pytest.approx(there.std_dev, rel=1e-3, abs=1e-6)
