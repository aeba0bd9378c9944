"""An oximeter that tells a finished spot check over Bluetooth, over the virtual air."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import pytest

from devices.events import ReadingTaken
from devices.instruments.gatt_oximeter import GattOximeter
from devices.simulators.gatt_air import Air
from devices.simulators.gatt_oximeter import EARLY, ONGOING, GattSpotOximeter
from devices.wires_gatt import Radio
from tests.contract.gatt_instrument_contract import BOUND, HALL, GattInstrumentContract, as_time_goes_by, until
from tests.contract.gatt_stream_contract import heard
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class Bench:
    first: ClassVar = {"spo2": 97.0, "pulse": 72.0, "perfusion": 3.5}
    second: ClassVar = {"spo2": 93.0, "pulse": 88.0, "perfusion": 1.4}

    def __init__(self) -> None:
        self.clock, self.air = ManualClock(), Air()
        self.radio = Radio(self.air.backend())
        self.instrument = self.another(BOUND)
        self.device = GattOximeter("finger", address=BOUND, radio=self.radio, zone=HALL, clock=self.clock)

    def measure_first(self) -> None:
        self.instrument.measure(97, 72, 3.5)

    def measure_second(self) -> None:
        self.instrument.measure(93, 88, 1.4)

    def kept_from(self, ago: timedelta) -> bytes:
        return self.instrument.value(85, 120, 0.5, self.instrument.now() - ago)

    def another(self, address: str) -> GattSpotOximeter:
        return GattSpotOximeter(self.radio, self.air, address, "finger", zone=HALL, clock=self.clock)


class TestGattSpotOximeter(GattInstrumentContract):
    units: ClassVar = {"spo2": "%", "pulse": "/min", "perfusion": "%"}

    @pytest.fixture
    def bench(self) -> Bench:
        return Bench()

    def test_an_early_estimate_is_held_until_the_value_is_there(self, started: Bench, events: EventLog) -> None:
        oximeter = started.instrument
        early = oximeter.value(88, 60, 0.5, oximeter.now(), ONGOING | EARLY)
        oximeter.send(early, oximeter.value(97, 72, 3.5, oximeter.now()))
        events.wait_for(ReadingTaken)
        assert self.good(events) == [started.first]

    def test_a_finger_taken_out_at_the_early_estimate_has_no_value(self, started: Bench, events: EventLog) -> None:
        oximeter = started.instrument
        oximeter.send(oximeter.value(88, 60, 0.5, oximeter.now(), ONGOING | EARLY))
        assert self.refused(events).flags == ("searching",)

    def test_a_demonstration_is_not_todays_value(self, started: Bench, events: EventLog) -> None:
        started.instrument.measure(97, 72, 3.5, 1 << 10)
        assert self.refused(events).flags == ("demonstration-reading",)

    def test_while_it_says_that_it_measures_it_is_waited_for(self, started: Bench, events: EventLog) -> None:
        oximeter = started.instrument
        oximeter.faults.stays = True
        oximeter.send(oximeter.value(88, 60, 0.5, oximeter.now(), ONGOING | EARLY))
        until(lambda: heard(started) == 14 + 2)
        for _ in range(20):
            started.clock.advance(0.5)
        assert events.of(ReadingTaken) == []
        oximeter.notify(oximeter.value(97, 72, 3.5, oximeter.now()))
        as_time_goes_by(started, lambda: bool(events.of(ReadingTaken)))
        assert self.good(events) == [started.first]
