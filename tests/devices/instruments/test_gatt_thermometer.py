"""A contact thermometer with the Bluetooth profile, over the virtual air."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import pytest

from devices.events import ReadingTaken
from devices.instruments.gatt_thermometer import GattThermometer
from devices.simulators import gatt_thermometer
from devices.simulators.gatt_air import Air
from devices.wires_gatt import Radio
from tests.contract.gatt_instrument_contract import BOUND, HALL, GattInstrumentContract
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class Bench:
    first: ClassVar = {"temp_clinical": 36.5}
    second: ClassVar = {"temp_clinical": 38.2}

    def __init__(self) -> None:
        self.clock, self.air = ManualClock(), Air()
        self.radio = Radio(self.air.backend())
        self.instrument = self.another(BOUND)
        self.device = GattThermometer("armpit", address=BOUND, radio=self.radio, zone=HALL, clock=self.clock)

    def measure_first(self) -> None:
        self.instrument.measure(36.5)

    def measure_second(self) -> None:
        self.instrument.measure(38.2)

    def kept_from(self, ago: timedelta) -> bytes:
        return self.instrument.value(39.9, self.instrument.now() - ago)

    def another(self, address: str) -> gatt_thermometer.GattThermometer:
        make = gatt_thermometer.GattThermometer
        return make(self.radio, self.air, address, "HT-YHW", zone=HALL, clock=self.clock)


class TestGattThermometer(GattInstrumentContract):
    units: ClassVar = {"temp_clinical": "Cel"}

    @pytest.fixture
    def bench(self) -> Bench:
        return Bench()

    def test_where_it_was_measured_is_said(self, started: Bench, events: EventLog) -> None:
        started.measure_first()
        assert events.wait_for(ReadingTaken).reading.flags == ("site-armpit",)

    def test_taken_out_too_early_it_has_no_number(self, started: Bench, events: EventLog) -> None:
        started.instrument.measuring_fails()
        assert self.refused(events).flags == ("device-error",)
