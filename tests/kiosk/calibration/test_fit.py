"""A straight line with the uncertainty of what it says."""

from __future__ import annotations

import math
from statistics import linear_regression

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from uncertainties import covariance_matrix, ufloat

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


def test_five_points_that_scatter() -> None:
    """y − x is 0.1 −0.1 0.2 −0.2 0.1: Sxx 10, residuals' squares 0.107, three degrees of freedom."""
    line = fit_line([(1.0, 1.1), (2.0, 1.9), (3.0, 3.2), (4.0, 3.8), (5.0, 5.1)])
    assert (line.a, line.b) == (pytest.approx(0.99), pytest.approx(0.05))
    assert (line.s_r, line.dof) == (pytest.approx(math.sqrt(0.107 / 3)), 3)
    assert (line.u_a, line.u_centre) == (pytest.approx(math.sqrt(0.107 / 30)), pytest.approx(math.sqrt(0.107 / 15)))
    assert line.u_at(5.0) == pytest.approx(math.sqrt(0.107 / 15 + 4 * 0.107 / 30))


def test_a_cuff() -> None:
    means = [0.0, 51.5, 102.0, 152.5, 203.0, 253.0]
    line = fit_line(list(zip(means, (0.0, 50.0, 100.0, 150.0, 200.0, 250.0), strict=True)))
    assert (line.a, line.b) == (pytest.approx(0.98868, abs=5e-6), pytest.approx(-0.5628, abs=5e-5))
    assert line.residuals == pytest.approx((0.56, -0.35, -0.28, -0.21, -0.14, 0.43), abs=5e-3)


def test_one_point_gives_an_offset() -> None:
    line = fit_line([(36.61, 37.0)], scatter=0.018)
    assert (line.a, line.b) == (1.0, pytest.approx(0.39))
    assert (line.u_at(30.0), line.dof, line.residuals) == (0.018, 0, (0.0,))


def test_points_far_from_zero_are_none_the_less_apart() -> None:
    assert fit_line([(1000.0, 1.0), (1000.1, 2.0)]).a == pytest.approx(10.0)
    assert fit_line([(5e-8, 1.0), (0.0, 0.0)]).a == pytest.approx(2e7)
    assert fit_line([(36.6, 37.0)]).u_at(36.6) == fit_line([(1.0, 1.0), (2.0, 2.0)]).u_at(1.0) == 0.0


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
        ([(36.6, 35.0), (36.6 + 1e-8, 37.0)], "points-equal"),
        ([(36.6, 37.0), (math.nan, 41.0)], "not-a-number"),
        ([(36.6, 37.0), (40.0, math.inf)], "not-a-number"),
    ],
)
def test_points_without_a_line_are_refused(points: list[tuple[float, float]], code: str) -> None:
    with pytest.raises(CalibrationRefused) as refused:
        fit_line(points)
    assert refused.value.code == code
    assert refused.value.blanks == ({"least": 1, "given": 0} if code == "too-few-points" else {})


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
    """Slope and offset by their formulas over values that carry their scatter; the package finds how they depend."""
    points = [(x / 10, a * x / 10 + b + e / 1000) for x, e in zip(xs, noise, strict=False)]
    line = fit_line(points)
    wanted = linear_regression(*zip(*points, strict=True))
    left = [y - wanted.slope * x - wanted.intercept for x, y in points]
    scatter = math.sqrt(sum(each**2 for each in left) / (len(points) - 2))
    assume(scatter > 1e-9)
    uncertain = [(x, ufloat(y, scatter)) for x, y in points]
    mean = sum(x for x, _ in uncertain) / len(uncertain)
    slope = sum((x - mean) * y for x, y in uncertain) / sum((x - mean) ** 2 for x, _ in uncertain)
    offset = sum(y for _, y in uncertain) / len(uncertain) - slope * mean
    near = {"rel": 1e-4, "abs": 1e-6}
    assert (line.a, line.b) == (pytest.approx(wanted.slope), pytest.approx(wanted.intercept, abs=1e-9))
    assert line.residuals == pytest.approx(left, abs=1e-9)
    assert (line.s_r, line.dof) == (pytest.approx(scatter, **near), len(points) - 2)
    assert (line.u_a, line.u_b) == (pytest.approx(slope.std_dev, **near), pytest.approx(offset.std_dev, **near))
    assert line.covariance == pytest.approx(covariance_matrix([slope, offset])[0][1], **near)
    assert line.u_at(at) == pytest.approx((slope * at + offset).std_dev, **near)
