"""Until somebody calibrates, what a device sends is what is recorded, and the record says so."""

from __future__ import annotations

from kiosk.calibration.in_force import Uncalibrated
from kiosk.calibration.records import IDENTITY
from tests.kiosk.instruments.readings import NOW


def test_identity_is_in_force_for_every_device_and_metric() -> None:
    assert Uncalibrated().in_force("forehead", "temp_object", NOW) is IDENTITY
    assert Uncalibrated().in_force("arm", "sys", NOW) is IDENTITY
