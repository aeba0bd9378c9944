"""A blood pressure monitor with the Bluetooth profile, over the virtual air."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

import pytest

from devices.events import Quality, ReadingTaken
from devices.instruments.gatt_pressure import GattBloodPressure
from devices.simulators.gatt_air import Air
from devices.simulators.gatt_cuff import GattCuff
from devices.wires_gatt import Radio
from tests.contract.gatt_instrument_contract import BOUND, HALL, GattInstrumentContract, values_of
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class Bench:
    first: ClassVar = {"sys": 138.0, "dia": 86.0, "pulse": 72.0}
    second: ClassVar = {"sys": 121.0, "dia": 79.0, "pulse": 64.0}

    def __init__(self, name: str = "Yuwell BP-YE680A", flags: int = 6) -> None:
        self.clock = ManualClock()
        self.air = Air()
        self.radio = Radio(self.air.backend())
        self.instrument = GattCuff(self.radio, self.air, BOUND, name, flags=flags, zone=HALL, clock=self.clock)
        self.device = GattBloodPressure("cuff", address=BOUND.lower(), radio=self.radio, zone=HALL, clock=self.clock)

    def measure_first(self) -> None:
        self.instrument.measure(138, 86, 72)

    def measure_second(self) -> None:
        self.instrument.measure(121, 79, 64)

    def kept_from(self, ago: timedelta) -> bytes:
        return self.instrument.value(190, 110, 99, self.instrument.now() - ago)

    def another(self, address: str) -> GattCuff:
        return GattCuff(self.radio, self.air, address, "Yuwell BP-YE680A", zone=HALL, clock=self.clock)


class TestGattPressure(GattInstrumentContract):
    units: ClassVar = {"sys": "mm[Hg]", "dia": "mm[Hg]", "pulse": "/min"}

    @pytest.fixture
    def bench(self) -> Bench:
        return Bench()

    def test_a_measurement_that_failed_is_not_filled_from_memory(self, started: Bench, events: EventLog) -> None:
        started.instrument.memory = [started.kept_from(timedelta(minutes=1))]
        started.instrument.measure_fails()
        assert self.refused(events).flags == ("device-error",)

    def test_movement_makes_it_doubtful(self, started: Bench, events: EventLog) -> None:
        started.instrument.measure(138, 86, 72, status=1)
        reading = events.wait_for(ReadingTaken).reading
        assert (reading.quality, reading.flags) == (Quality.DOUBTFUL, ("movement",))

    def test_several_without_a_time_are_a_memory(self, started: Bench, events: EventLog) -> None:
        cuff = started.instrument
        cuff.send(cuff.value(138, 86, 72, None), cuff.value(121, 79, 64, None))
        assert self.refused(events).flags == ("stored-reading",)

    def test_one_of_the_days_before_the_clock_was_set_may_be_anybodys(self, started: Bench, events: EventLog) -> None:
        cuff = started.instrument
        cuff.send(cuff.value(138, 86, 72, datetime(1970, 1, 1)))
        assert self.refused(events).flags == ("stored-reading",)
        started.measure_first()
        events.wait_for(ReadingTaken, 2)
        assert self.good(events) == [started.first]

    def test_a_single_one_without_a_time_is_just_measured(self, started: Bench, events: EventLog) -> None:
        cuff = started.instrument
        cuff.send(cuff.value(138, 86, 72, None))
        assert values_of(events.wait_for(ReadingTaken).reading) == started.first
