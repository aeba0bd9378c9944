"""A run becomes errors, an uncertainty and a verdict."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.calibration.evaluation import (
    Evaluation,
    accuracy_root_mean_square,
    coefficients,
    evaluate,
    evaluate_both,
    rounded_away,
)
from kiosk.calibration.methods import limits, methods
from kiosk.calibration.records import Verdict
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import Run, SetPoint, Stage
from tests.kiosk.calibration.thermometer import READINGS, black_body, run

BLACK_BODY, FOREHEAD = methods()["black-body"], limits()["ir-forehead"]


def replace_points(it: Run, points: tuple[SetPoint, ...]) -> Run:
    return dataclasses.replace(it, points=points)


def as_found() -> Evaluation:
    return evaluate(run(), BLACK_BODY, black_body(), FOREHEAD, drift=0.10)


def test_thermometer_as_found_fails() -> None:
    found = as_found()
    assert [point.mean for point in found.points] == pytest.approx([34.64, 36.61, 40.53])
    assert [round(point.s, 4) for point in found.points] == [0.0516, 0.0568, 0.0483]
    assert [point.error for point in found.points] == pytest.approx([-0.36, -0.39, -0.47])
    assert [point.residual for point in found.points] == pytest.approx([0.0029, -0.0044, 0.0015], abs=5e-5)
    assert (found.worst_error, found.limit) == (pytest.approx(-0.47), 0.3)
    assert [part.name for part in found.budget.parts] == [
        "reference", "repeatability", "resolution", "stability", "drift",
    ]  # fmt: skip
    assert (found.k, found.expanded_u) == (2.0, pytest.approx(0.169, abs=5e-4))
    assert [point.verdict for point in found.points] == [
        Verdict.CONDITIONAL_FAIL,
        Verdict.CONDITIONAL_FAIL,
        Verdict.FAIL,
    ]
    assert found.verdict is Verdict.FAIL


def test_adjusted_thermometer_passes_and_its_line_counts() -> None:
    a, b = coefficients(as_found())
    assert (a, b) == (pytest.approx(1.018921, abs=5e-7), pytest.approx(-0.29834, abs=5e-6))
    found, left = evaluate_both(
        run(), run(stage=Stage.AS_LEFT), BLACK_BODY, black_body(), FOREHEAD, drift=0.1, before=(1.0, 0.0), after=(a, b)
    )
    assert left is not None
    assert found == as_found()
    assert [point.error for point in left.points] == pytest.approx([-0.0029, 0.0044, -0.0015], abs=5e-5)
    assert left.verdict is Verdict.PASS
    fit = next(part for part in left.budget.parts if part.name == "fit")
    assert (fit.standard_u, fit.dof, fit.kind) == (pytest.approx(0.00525, abs=5e-6), 1, "A")
    assert left.expanded_u == pytest.approx(0.169, abs=5e-4)
    assert left.expanded_u > found.expanded_u


def test_one_reading_is_less_sure_than_ten() -> None:
    assert as_found().single_u == pytest.approx(0.205, abs=5e-4)
    same = evaluate(run([SetPoint(at, (at,) * 10) for at in READINGS]), BLACK_BODY, black_body(), FOREHEAD, drift=0.1)
    assert same.single_u == same.expanded_u


def test_record_without_an_adjustment_has_one_evaluation() -> None:
    same = (1.0, 0.0)
    assert evaluate_both(run(), None, BLACK_BODY, black_body(), FOREHEAD, drift=0.1, before=same, after=same) == (
        as_found(),
        None,
    )
    _, again = evaluate_both(
        run(), run(stage=Stage.AS_LEFT), BLACK_BODY, black_body(), FOREHEAD, drift=0.1, before=same, after=same
    )
    assert again is not None
    assert again.budget == as_found().budget


def test_rule_without_a_guard_band_lets_what_is_in_the_limit_pass() -> None:
    points = [SetPoint(at, tuple(at - 0.2 for _ in range(10))) for at in READINGS]
    guarded = evaluate(run(points), BLACK_BODY, black_body(), FOREHEAD, drift=0.1)
    simple = evaluate(run(points), BLACK_BODY, black_body(), FOREHEAD, drift=0.1, rule="simple")
    assert (guarded.verdict, simple.verdict) == (Verdict.CONDITIONAL_PASS, Verdict.PASS)


def test_readings_that_are_all_the_same_leave_the_resolution() -> None:
    points = [SetPoint(at, tuple(at for _ in range(10))) for at in READINGS]
    found = evaluate(run(points), BLACK_BODY, black_body(stability=0.0), FOREHEAD, drift=0.0)
    assert [(part.name, round(part.standard_u, 4)) for part in found.budget.parts] == [
        ("reference", 0.05),
        ("resolution", 0.0289),
    ]


def test_left_out_readings_do_not_count() -> None:
    points = [SetPoint(35.0, (34.6, 34.6, 39.9), left_out=(2,)), SetPoint(37.0, (36.6,)), SetPoint(41.0, (40.5,))]
    found = evaluate(run(points), BLACK_BODY, black_body(), FOREHEAD, drift=0.0)
    assert (found.points[0].mean, found.points[0].n) == (pytest.approx(34.6), 2)


def test_resolution_may_be_said_otherwise() -> None:
    finer = evaluate(run(), BLACK_BODY, black_body(), FOREHEAD, drift=0.1, resolution=0.01)
    assert next(p for p in finer.budget.parts if p.name == "resolution").standard_u == pytest.approx(0.00289, abs=5e-6)


def test_stuck_sensor_is_a_failure_and_has_no_line() -> None:
    points = [SetPoint(at, (36.5,) * 10) for at in READINGS]
    found = evaluate(run(points), BLACK_BODY, black_body(), FOREHEAD, drift=0.1)
    assert (found.verdict, found.worst_error, found.fitted) == (Verdict.FAIL, pytest.approx(-4.5), None)
    with pytest.raises(CalibrationRefused, match="no-line"):
        coefficients(found)


def test_line_of_another_unit_never_comes_into_force() -> None:
    points = [SetPoint(at, (at / 7.5,) * 3) for at in READINGS]
    found = evaluate(run(points), BLACK_BODY, black_body(), FOREHEAD, drift=0.1)
    with pytest.raises(CalibrationRefused) as refused:
        coefficients(found)
    assert (refused.value.code, refused.value.blanks) == ("slope-implausible", {"slope": 7.5})


@pytest.mark.parametrize(("slope", "allowed"), [(1.09, True), (0.91, True), (1.11, False), (0.89, False)])
def test_slope_comes_into_force_within_a_tenth_of_one(slope: float, allowed: bool) -> None:
    points = [SetPoint(at, (37 + (at - 37) / slope,) * 3) for at in READINGS]
    found = evaluate(run(points), BLACK_BODY, black_body(), FOREHEAD, drift=0.1)
    if allowed:
        assert coefficients(found)[0] == pytest.approx(slope)
    else:
        with pytest.raises(CalibrationRefused, match="slope-implausible"):
            coefficients(found)


def test_run_without_a_point_is_refused() -> None:
    with pytest.raises(CalibrationRefused) as refused:
        evaluate(replace_points(run(), ()), BLACK_BODY, black_body(), FOREHEAD, drift=0.1)
    assert (refused.value.code, refused.value.blanks) == ("too-few-points", {"least": 3, "given": 0})


def test_offset_stays_an_offset_over_several_points() -> None:
    found = evaluate(run(), methods()["black-body-1"], black_body(), FOREHEAD, drift=0.1)
    assert coefficients(found) == (1.0, pytest.approx(37.6667 - 37.26, abs=5e-5))
    assert [point.residual for point in found.points] == pytest.approx([-0.0467, -0.0167, 0.0633], abs=5e-5)


def test_point_that_is_no_number_is_refused() -> None:
    with pytest.raises(CalibrationRefused, match="not-a-number"):
        evaluate(run([SetPoint(35.0, (math.nan,))]), BLACK_BODY, black_body(), FOREHEAD, drift=0.1)
    with pytest.raises(CalibrationRefused, match="not-a-number"):
        evaluate(run([SetPoint(35.0, (34.0,), left_out=(0,))]), BLACK_BODY, black_body(), FOREHEAD, drift=0.1)


def test_reference_that_is_too_poor_has_no_verdict() -> None:
    with pytest.raises(CalibrationRefused, match="reference-too-poor"):
        evaluate(run(), BLACK_BODY, black_body(expanded_u=0.3), FOREHEAD, drift=0.1)


def test_point_whose_mean_is_least_sure_counts() -> None:
    """s 0.01 in two readings is less sure than 0.014 in ten."""
    ten = (35.0, 35.028) * 5
    points = [SetPoint(35.0, ten), SetPoint(37.0, (37.0, 37.0141421)), SetPoint(41.0, (41.0,) * 4)]
    found = evaluate(run(points), BLACK_BODY, black_body(), FOREHEAD, drift=0.1)
    part = next(part for part in found.budget.parts if part.name == "repeatability")
    assert (part.standard_u, part.dof) == (pytest.approx(0.01 / math.sqrt(2), abs=1e-7), 1)
    assert [point.s for point in found.points] == pytest.approx([0.01476, 0.01, 0.0], abs=1e-5)


def test_worst_error_is_the_one_nearest_to_its_limit() -> None:
    weights = black_body(kind="weights", unit="kg", low=0.0, high=200.0, expanded_u=0.0058, stability=0.0)
    points = [SetPoint(50.0, (50.0,), added=0.01), SetPoint(100.0, (100.0,), added=-0.01)]
    scale = run(points, metric="weight", unit="kg", method="scale-weights")
    found = evaluate(scale, methods()["scale-weights"], weights, limits()["scale-first"], drift=0.0)
    assert [point.error for point in found.points] == pytest.approx([0.04, 0.06])
    assert (found.worst_error, found.limit) == (pytest.approx(0.04), 0.05)


def test_fit_of_two_points_rests_on_their_scatter() -> None:
    ends = run([SetPoint(35.0, READINGS[35.0]), SetPoint(41.0, READINGS[41.0])], method="black-body-2")
    method, body = methods()["black-body-2"], black_body()
    found = evaluate(ends, method, body, FOREHEAD, drift=0.1)
    left = evaluate(ends, method, body, FOREHEAD, drift=0.1, line=coefficients(found), fitted=found.fitted)
    fit = next(part for part in left.budget.parts if part.name == "fit")
    assert (fit.standard_u, fit.dof, fit.kind) == (pytest.approx(0.0516 / math.sqrt(10), abs=5e-5), math.inf, "B")
    still = run([SetPoint(35.0, (34.6,) * 3), SetPoint(41.0, (40.6,) * 3)], method="black-body-2")
    found = evaluate(still, method, body, FOREHEAD, drift=0.1)
    left = evaluate(still, method, body, FOREHEAD, drift=0.1, line=coefficients(found), fitted=found.fitted)
    assert [part.name for part in left.budget.parts] == ["reference", "resolution", "stability", "unseen", "drift"]


def test_device_that_scatters_too_much_is_not_laid_to_the_reference() -> None:
    points = [SetPoint(at, (at - 0.6, at + 0.6, at)) for at in READINGS]
    with pytest.raises(CalibrationRefused) as refused:
        evaluate(run(points), BLACK_BODY, black_body(), FOREHEAD, drift=0.1)
    assert (refused.value.code, refused.value.blanks["limit"]) == ("readings-scattered", 0.3)
    with pytest.raises(CalibrationRefused, match="reference-too-poor"):
        evaluate(run(points), BLACK_BODY, black_body(expanded_u=0.4), FOREHEAD, drift=0.1)


def test_one_and_two_points_are_less_sure() -> None:
    body, drift = black_body(), 0.1
    one = evaluate(run([SetPoint(37.0, READINGS[37.0])]), methods()["black-body-1"], body, FOREHEAD, drift=drift)
    assert coefficients(one) == (1.0, pytest.approx(0.39))
    ends = [SetPoint(35.0, READINGS[35.0]), SetPoint(41.0, READINGS[41.0])]
    two = evaluate(run(ends), methods()["black-body-2"], body, FOREHEAD, drift=drift)
    assert coefficients(two)[0] == pytest.approx(6 / 5.89)
    three = as_found()
    assert three.expanded_u < two.expanded_u < one.expanded_u
    unseen = [next(p.standard_u for p in each.budget.parts if p.name == "unseen") for each in (one, two)]
    assert unseen == pytest.approx([0.0421, 0.0115], abs=5e-5)


# --- whatever is read -------------------------------------------------------------------------------------------------
def scaled(point: SetPoint, times: float) -> SetPoint:
    return SetPoint(point.reference * times, tuple(reading * times for reading in point.readings))


@given(
    errors=st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=6), min_size=3, max_size=3),
    times=st.sampled_from([0.5, 2.0, 8.0]),
    a=st.sampled_from([0.97, 1.0, 1.02]),
)
def test_another_unit_or_another_line_in_force_says_the_same(errors: list[list[int]], times: float, a: float) -> None:
    """Everything multiplied gives everything multiplied; a device that reads y/a under the line a reads y."""
    points = [SetPoint(at, tuple(at + e / 20 for e in each)) for at, each in zip(READINGS, errors, strict=True)]
    limit = replace(FOREHEAD, value=2.0)
    plain = evaluate(run(points), BLACK_BODY, black_body(), limit, drift=0.1)
    larger = evaluate(
        run(
            [SetPoint(p.reference * times, tuple(r * times for r in p.readings)) for p in points],
            resolution=0.1 * times,
        ),
        BLACK_BODY,
        black_body(expanded_u=0.1 * times, stability=0.02 * times),
        replace(FOREHEAD, value=2.0 * times),
        drift=0.1 * times,
    )
    assert larger.verdict is plain.verdict
    assert larger.expanded_u == pytest.approx(plain.expanded_u * times)
    assert [p.error for p in larger.points] == pytest.approx([p.error * times for p in plain.points])
    turned = [SetPoint(p.reference, tuple(reading / a for reading in p.readings)) for p in points]
    under = evaluate(run(turned), BLACK_BODY, black_body(), limit, drift=0.1, line=(a, 0.0))
    assert [p.error for p in under.points] == pytest.approx([p.error for p in plain.points])


# --- pressure ---------------------------------------------------------------------------------------------------------
UP, DOWN = (0, 51, 102, 152, 203, 253), (0, 52, 102, 153, 203, 253)


def test_cuff_up_and_down() -> None:
    pressures = (0.0, 50.0, 100.0, 150.0, 200.0, 250.0)
    points = [SetPoint(at, (float(shown),)) for at, shown in zip(pressures, UP, strict=True)]
    points += [
        SetPoint(at, (float(shown),), falling=True) for at, shown in reversed(list(zip(pressures, DOWN, strict=True)))
    ]
    manometer = black_body(kind="manometer", unit="mm[Hg]", low=0.0, high=300.0, expanded_u=0.8, stability=0.0)
    cuff = run(points, metric="sys", unit="mm[Hg]", method="cuff-static", resolution=1.0, leak_per_min=1.0)
    found = evaluate(cuff, methods()["cuff-static"], manometer, limits()["cuff-first"], drift=0.0)
    assert [point.error for point in found.points] == pytest.approx([0, 1.5, 2.0, 2.5, 3.0, 3.0])
    assert [point.hysteresis for point in found.points] == [0, 1, 0, 1, 0, 0]
    assert [round(point.error * 0.133322, 3) for point in found.points] == [0, 0.2, 0.267, 0.333, 0.4, 0.4]
    assert coefficients(found) == (pytest.approx(0.98868, abs=5e-6), pytest.approx(-0.5628, abs=5e-5))
    assert [(part.name, round(part.standard_u, 3)) for part in found.budget.parts] == [
        ("reference", 0.4),
        ("resolution", 0.289),
        ("leak", 0.173),
        ("hysteresis", 0.289),
    ]
    assert found.expanded_u == pytest.approx(1.19, abs=5e-3)
    assert [point.verdict.value for point in found.points] == ["pass", "pass", *["conditional-pass"] * 4]
    assert found.worst_error == pytest.approx(3.0)
    for leak, verdict in ((6.0, Verdict.CONDITIONAL_PASS), (6.1, Verdict.FAIL)):
        leaking = dataclasses.replace(cuff, leak_per_min=leak)
        found = evaluate(leaking, methods()["cuff-static"], manometer, limits()["cuff-first"], drift=0.0)
        assert found.verdict is verdict


# --- scale ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("load", "shown", "added", "before", "error", "first", "in_service"),
    [
        (10, 10.0, 0.04, 10.01, 0.01, 0.05, 0.1),
        (50, 50.0, 0.03, 50.02, 0.02, 0.05, 0.1),
        (100, 100.1, 0.06, 100.09, 0.09, 0.10, 0.2),
        (150, 150.1, 0.02, 150.13, 0.13, 0.10, 0.2),
    ],
)
def test_digital_rounding_of_a_scale(
    load: float, shown: float, added: float, before: float, error: float, first: float, in_service: float
) -> None:
    assert rounded_away(shown, 0.1, added) == pytest.approx(before)
    weights = black_body(kind="weights", unit="kg", low=0.0, high=200.0, expanded_u=0.0058, stability=0.0)
    scale = run([SetPoint(load, (shown,), added=added)], metric="weight", unit="kg", method="scale-weights")
    for limit, permitted in (("scale-first", first), ("scale-in-service", in_service)):
        found = evaluate(scale, methods()["scale-weights"], weights, limits()[limit], drift=0.0)
        assert (found.worst_error, found.limit) == (pytest.approx(error), permitted)
        assert found.verdict.passed is (error <= permitted)
    assert [(part.name, round(part.standard_u, 4)) for part in found.budget.parts] == [
        ("reference", 0.0029),
        ("resolution", 0.0029),
    ]


# --- others -----------------------------------------------------------------------------------------------------------
def test_oximeter_against_a_simulator() -> None:
    """Ten readings of mean 96.40, s 0.516."""
    readings = (96.0, 96.0, 96.0, 96.0, 96.0, 96.0, 97.0, 97.0, 97.0, 97.0)
    assert accuracy_root_mean_square(readings, 97.0) == pytest.approx(0.775, abs=5e-4)
    simulator = black_body(kind="oximeter-simulator", unit="%", low=35.0, high=100.0, expanded_u=1.0, stability=0.0)
    oximeter = run([SetPoint(97.0, readings)], metric="spo2", unit="%", method="oximeter-simulator", resolution=1.0)
    found = evaluate(oximeter, methods()["oximeter-simulator"], simulator, limits()["oximeter-simulated"], drift=0.0)
    assert (found.points[0].mean, round(found.points[0].s, 3)) == (pytest.approx(96.4), 0.516)
    assert (found.fitted, found.verdict) == (None, Verdict.PASS)
    assert (found.points[0].residual, found.points[0].hysteresis) == (0.0, 0.0)
    below = run([SetPoint(65.0, (65.0,) * 6)], metric="spo2", unit="%", method="oximeter-simulator", resolution=1.0)
    with pytest.raises(CalibrationRefused, match="no-limit"):
        evaluate(below, methods()["oximeter-simulator"], simulator, limits()["oximeter-simulated"], drift=0.0)


@pytest.mark.parametrize(
    ("shown", "verdict"), [(5.8, Verdict.PASS), (7.2, Verdict.PASS), (5.7, Verdict.FAIL), (7.3, Verdict.FAIL)]
)
def test_control_solution_is_a_range(shown: float, verdict: Verdict) -> None:
    bottle = black_body(kind="control-solution", unit="mmol/L", low=5.8, high=7.2, expanded_u=0.0)
    strip = run([SetPoint(6.5, (shown,))], metric="glucose_random", unit="mmol/L", method="glucose-control")
    found = evaluate(strip, methods()["glucose-control"], bottle, limits()["glucose-iso"], drift=0.0)
    assert (found.verdict, found.limit, found.budget.parts) == (verdict, pytest.approx(0.7), ())
    assert found.worst_error == pytest.approx(shown - 6.5)
    assert (found.expanded_u, found.k, found.fitted) == (0.0, 2.0, None)
    (point,) = found.points
    assert (point.reference, point.residual, point.hysteresis) == (6.5, 0.0, 0.0)
