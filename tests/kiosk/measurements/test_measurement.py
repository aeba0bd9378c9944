"""A measurement cannot contradict itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.measurements.plausibility import Reason
from tests.kiosk.instruments.readings import NOW

SYS = Measurement(
    id="m-1",
    group_id="g-1",
    metric="sys",
    value=128.0,
    unit="mm[Hg]",
    source=Source.DEVICE,
    validity=Validity.VALID,
    taken_at=NOW,
)


def test_a_value_and_its_validity_go_together() -> None:
    with pytest.raises(ValueError, match="no value exactly when"):
        replace(SYS, value=None)
    with pytest.raises(ValueError, match="no value exactly when"):
        replace(SYS, validity=Validity.INVALID, reason=Reason.OUT_OF_RANGE)


def test_a_reason_and_validity_go_together() -> None:
    with pytest.raises(ValueError, match="a reason exactly when"):
        replace(SYS, reason=Reason.MOVEMENT)
    with pytest.raises(ValueError, match="a reason exactly when"):
        replace(SYS, validity=Validity.DOUBTFUL)
