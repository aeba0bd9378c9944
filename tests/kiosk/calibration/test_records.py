"""The straight line in force."""

from __future__ import annotations

import math

import pytest

from kiosk.calibration.records import IDENTITY, Calibration


def test_nothing_calibrated_changes_nothing_and_says_so() -> None:
    assert IDENTITY.apply(34.2) == 34.2
    assert (IDENTITY.id, IDENTITY.method) == ("identity", "identity")


def test_a_line_is_applied() -> None:
    assert Calibration("c1", a=2.0, b=-1.0, method="two-point").apply(3.0) == 5.0


@pytest.mark.parametrize(("a", "b"), [(0.0, 0.0), (-1.0, 0.0), (math.nan, 0.0), (1.0, math.inf)])
def test_a_line_that_cannot_be_a_calibration_is_refused(a: float, b: float) -> None:
    with pytest.raises(ValueError, match="c1"):
        Calibration("c1", a=a, b=b)
