"""Every kind of device has its place, and what the catalogue offers fits it."""

from __future__ import annotations

import importlib

import pytest

from devices import catalogue
from devices.device import DeviceKind
from kiosk.facilities import Facility
from kiosk.instruments.rows import FOR_STAFF, ROWS, Manner
from kiosk.measurements.catalogue import metrics


@pytest.mark.parametrize("kind", DeviceKind)
def test_kind_of_device_has_its_row(kind: DeviceKind) -> None:
    assert (kind in ROWS) is (kind not in FOR_STAFF)


def test_no_facility_stands_in_two_rows() -> None:
    facilities = [row.facility for row in ROWS.values()]
    assert sorted(facilities) == sorted(set(facilities))
    assert not {Facility.CAMERA, Facility.CODE} & set(facilities)  # no device of the catalogue makes these


def test_what_readings_may_hold_stands_in_the_metric_catalogue() -> None:
    known = {kind.value: row.instrument.metrics for kind, row in ROWS.items() if row.instrument is not None}
    assert known["thermometer"] == {"temp_object", "temp_device_body", "temp_ambient"}
    assert known["blood-pressure"] == {"sys", "dia", "pulse"}
    assert known["scale"] == {"weight", "height", "bmi", "body_fat", "impedance"}
    assert known["oximeter"] == {"spo2", "pulse", "perfusion"}
    assert known["glucose-meter"] == {"glucose_random", "glucose_fasting"}
    assert known["clinical-thermometer"] == {"temp_clinical"}
    assert known["heart-rate"] == {"pulse"}
    assert set().union(*known.values()) <= set(metrics())


@pytest.mark.parametrize("model", sorted(catalogue.MODELS))
def test_driver_can_be_asked_where_its_kind_is_asked(model: str) -> None:
    entry = catalogue.MODELS[model]
    instrument = ROWS[entry.kind].instrument if entry.kind in ROWS else None
    driver = getattr(importlib.import_module(entry.module), entry.cls)
    asked = instrument is not None and instrument.manner is Manner.ON_REQUEST
    assert callable(getattr(driver, "request", None)) is asked
    assert driver.kind is entry.kind
