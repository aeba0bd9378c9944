"""What can be calibrated on a terminal."""

from __future__ import annotations

from devices.device import DeviceKind
from kiosk.calibrating.targets import targets_of
from kiosk.settings import DeviceEntry
from tests.kiosk.instruments.test_gate import Device, Thermometer


def test_cuff_is_calibrated_once_and_a_thermometer_by_three_methods() -> None:
    """Both pressures come of one sensor: a calibration of the diastolic pressure alone would never come into force."""
    devices = [Thermometer("forehead"), Device("cuff", DeviceKind.BLOOD_PRESSURE), Device("lamp", DeviceKind.SIGNAL)]
    cuff = DeviceEntry(name="cuff", model="hbp-9030", serial="J4213", firmware="1.06")
    found = targets_of(devices, [cuff])  # type: ignore[arg-type]
    assert [(target.device, target.model, target.metric, target.method) for target in found] == [
        ("forehead", "", "temp_object", "black-body"),
        ("forehead", "", "temp_object", "black-body-2"),
        ("forehead", "", "temp_object", "black-body-1"),
        ("cuff", "hbp-9030", "sys", "cuff-static"),
    ]
    assert [(target.serial, target.firmware) for target in found[2:]] == [("", ""), ("J4213", "1.06")]
