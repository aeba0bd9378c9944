"""What can be calibrated on a terminal."""

from __future__ import annotations

from types import SimpleNamespace

from devices.device import DeviceKind
from kiosk.calibrating.targets import by_hand, targets_of
from kiosk.calibration.methods import methods
from kiosk.settings import DeviceEntry
from tests.kiosk.instruments.test_gate import Device, Thermometer


def test_cuff_is_calibrated_once_and_a_thermometer_by_three_methods_and_compared() -> None:
    """Both pressures come of one sensor: a calibration of the diastolic pressure alone would never come into force."""
    devices = [Thermometer("forehead"), Device("cuff", DeviceKind.BLOOD_PRESSURE), Device("lamp", DeviceKind.SIGNAL)]
    cuff = DeviceEntry(name="cuff", model="hbp-9030", serial="J4213", firmware="1.06")
    found = targets_of(devices, [cuff])  # type: ignore[arg-type]
    assert [(target.device, target.model, target.metric, target.method) for target in found] == [
        ("forehead", "", "temp_object", "black-body"),
        ("forehead", "", "temp_object", "black-body-2"),
        ("forehead", "", "temp_object", "black-body-1"),
        ("cuff", "hbp-9030", "sys", "cuff-static"),
        ("forehead", "", "temp_body", "comparison"),
    ]
    assert [(target.serial, target.firmware) for target in found[2:4]] == [("", ""), ("J4213", "1.06")]


def test_instruments_without_a_wire_are_checked_by_hand_unless_one_is_wired() -> None:
    found = by_hand([])
    assert [(target.device, target.metric, target.method) for target in found] == [
        ("oximeter", "spo2", "oximeter-simulator"),
        ("glucose-meter", "glucose_random", "glucose-control"),
    ]
    assert not any(methods()[target.method].certifies for target in found)
    wired = SimpleNamespace(kind=SimpleNamespace(value="oximeter"))
    assert [target.device for target in by_hand([wired])] == ["glucose-meter"]  # type: ignore[list-item]
