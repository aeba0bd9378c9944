"""What cannot be true."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measurements.catalogue import metrics
from kiosk.measurements.plausibility import Reason, implausible, implausible_pressure
from kiosk.sentences import all_fault_sentences, fault_sentences


@pytest.mark.parametrize(
    ("sys", "dia", "reason"),
    [
        (128, 76, None),
        (60, 50, None),
        (260, 215, None),
        (59, 40, Reason.OUT_OF_RANGE),
        (261, 90, Reason.OUT_OF_RANGE),
        (120, 29, Reason.OUT_OF_RANGE),
        (120, 111, Reason.PULSE_PRESSURE),
        (120, 110, None),
        (76, 128, Reason.PULSE_PRESSURE),
    ],
)
def test_pressures(sys: float, dia: float, reason: Reason | None) -> None:
    assert implausible_pressure(sys, dia) is reason


def test_no_number_is_never_plausible() -> None:
    for value in (math.nan, math.inf, -math.inf):
        assert implausible("pulse", value) is Reason.OUT_OF_RANGE


@given(st.sampled_from(sorted(metrics())), st.floats(allow_nan=True, allow_infinity=True))
def test_a_value_is_plausible_exactly_within_the_hard_limits(metric_id: str, value: float) -> None:
    entry = metrics()[metric_id]
    inside = math.isfinite(value) and entry.hard[0] <= entry.rounded(value) <= entry.hard[1]
    assert (implausible(metric_id, value) is None) == inside


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_own_three_sentences(reason: Reason) -> None:
    assert reason.value in all_fault_sentences()
    said = fault_sentences(reason.value)
    assert "。" not in said.visitor[-1:]
    assert all((said.visitor, said.staff, said.technician))
