"""Whether an error is within its limit, although it is uncertain."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.calibration.decision import (
    acceptance_limit,
    decide,
    normalised_error,
    probability_out,
    risk_of_false_accept,
    uncertainty_ratio,
)
from kiosk.calibration.records import Verdict
from kiosk.calibration.refusals import CalibrationRefused

PASS, CONDITIONAL_PASS = Verdict.PASS, Verdict.CONDITIONAL_PASS
FAIL, CONDITIONAL_FAIL = Verdict.FAIL, Verdict.CONDITIONAL_FAIL


@pytest.mark.parametrize(
    ("error", "verdict", "out"),
    [
        (0.05, PASS, 0.0016),
        (0.08, PASS, 0.0046),
        (0.12, PASS, 0.0165),
        (0.20, CONDITIONAL_PASS, 0.1182),
        (0.32, CONDITIONAL_FAIL, 0.5936),
        (0.52, FAIL, 0.9954),
    ],
)
def test_errors_of_a_thermometer(error: float, verdict: Verdict, out: float) -> None:
    assert decide(error, 0.169, 0.3) is verdict
    assert decide(-error, 0.169, 0.3) is verdict
    assert probability_out(error, 0.169, 0.3) == pytest.approx(out, abs=1.5e-4)
    assert probability_out(-error, 0.169, 0.3) == pytest.approx(out, abs=1.5e-4)


def test_acceptance_limit_and_ratio() -> None:
    assert acceptance_limit(0.3, 0.169) == pytest.approx(0.131)
    assert acceptance_limit(0.3, 0.169, "simple") == 0.3
    assert uncertainty_ratio(0.3, 0.169) == pytest.approx(1.78, abs=5e-3)


@pytest.mark.parametrize(
    ("error", "verdict"),
    [(0.2, PASS), (0.201, CONDITIONAL_PASS), (0.3, CONDITIONAL_PASS), (0.301, CONDITIONAL_FAIL),
     (0.4, CONDITIONAL_FAIL), (0.401, FAIL)],
)  # fmt: skip
def test_what_lies_at_a_line_is_within_it(error: float, verdict: Verdict) -> None:
    assert decide(error, 0.1, 0.3) is verdict


@pytest.mark.parametrize(("error", "verdict"), [(0.29, PASS), (0.3, PASS), (0.301, FAIL), (-0.301, FAIL)])
def test_simple_rule_knows_pass_and_fail(error: float, verdict: Verdict) -> None:
    assert decide(error, 0.169, 0.3, "simple") is verdict


@pytest.mark.parametrize(
    ("error", "verdict"),
    [(1.5, PASS), (2.5, CONDITIONAL_PASS), (3.0, CONDITIONAL_PASS), (3.5, CONDITIONAL_FAIL)],
)
def test_errors_of_a_cuff(error: float, verdict: Verdict) -> None:
    assert decide(error, 1.19, 3.0) is verdict


@pytest.mark.parametrize(("ratio", "risk"), [(0, 0.5), (0.25, 0.3085), (0.5, 0.1587), (0.83, 0.0485), (1, 0.0228)])
def test_risk_at_the_acceptance_limit(ratio: float, risk: float) -> None:
    assert risk_of_false_accept(ratio * 0.169, 0.169) == pytest.approx(risk, abs=5e-5)


@pytest.mark.parametrize("rule", ["guard-band", "simple"])
@pytest.mark.parametrize("expanded_u", [0.3, 0.31, 5.0])
def test_reference_that_is_too_poor_shows_nothing(expanded_u: float, rule: str) -> None:
    with pytest.raises(CalibrationRefused) as refused:
        decide(0.0, expanded_u, 0.3, rule)
    assert (refused.value.code, refused.value.blanks) == ("reference-too-poor", {"u": expanded_u, "limit": 0.3})


def test_error_that_is_no_number_is_refused() -> None:
    with pytest.raises(CalibrationRefused, match="not-a-number"):
        decide(math.nan, 0.1, 0.3)


@pytest.mark.parametrize(
    ("u", "limit", "rule"),
    [(-0.1, 0.3, "simple"), (math.nan, 0.3, "simple"), (0.1, 0.0, "simple"), (0.1, 0.3, "other")],
)
def test_figures_that_cannot_be_are_an_error(u: float, limit: float, rule: str) -> None:
    with pytest.raises(ValueError, match=r"limit|rule"):
        decide(0.0, u, limit, rule)


def test_two_laboratories_agree() -> None:
    assert normalised_error(0.12, 0.17, -0.05, 0.17) == pytest.approx(0.707, abs=5e-4)


def test_nothing_uncertain_is_out_or_not() -> None:
    assert [probability_out(error, 0.0, 0.3) for error in (0.3, -0.4)] == [0, 1]
    assert (risk_of_false_accept(0.1, 0.0), uncertainty_ratio(0.3, 0.0), acceptance_limit(0.3, 0.0)) == (
        0,
        math.inf,
        0.3,
    )


@given(st.floats(-2, 2), st.floats(0.001, 0.29), st.sampled_from(["guard-band", "simple"]))
def test_whoever_passes_is_within_the_limit(error: float, expanded_u: float, rule: str) -> None:
    verdict = decide(error, expanded_u, 0.3, rule)
    assert verdict.passed is (abs(error) <= 0.3 + 1e-9)
    if rule == "guard-band" and verdict is PASS:
        assert probability_out(error, expanded_u, 0.3) < 0.0228 * 2
