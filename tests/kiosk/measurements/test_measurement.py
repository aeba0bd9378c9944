"""A measurement cannot contradict itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.measurements.builders import from_blood_pressure
from kiosk.measurements.measurement import Validity
from kiosk.measurements.plausibility import Reason
from tests.kiosk.measurements.readings import cuff


def test_a_value_and_its_validity_go_together() -> None:
    sys = from_blood_pressure(cuff(128, 76, 70))[0]
    with pytest.raises(ValueError, match="no value exactly when"):
        replace(sys, value=None)
    with pytest.raises(ValueError, match="no value exactly when"):
        replace(sys, validity=Validity.INVALID, reason=Reason.OUT_OF_RANGE)


def test_a_reason_and_validity_go_together() -> None:
    sys = from_blood_pressure(cuff(128, 76, 70))[0]
    with pytest.raises(ValueError, match="a reason exactly when"):
        replace(sys, reason=Reason.MOVEMENT)
    with pytest.raises(ValueError, match="a reason exactly when"):
        replace(sys, validity=Validity.DOUBTFUL)
