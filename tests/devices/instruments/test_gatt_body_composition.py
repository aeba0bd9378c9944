"""Scales that tell what a body is made of, over the virtual air."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import pytest

from devices.events import ReadingTaken
from devices.instruments.gatt_body_composition import GattBodyComposition
from devices.simulators.gatt_air import Air
from devices.simulators.gatt_body_scale import GattBodyScale, XiaomiScale
from devices.wires_gatt import Radio
from tests.contract.gatt_instrument_contract import BOUND, HALL, GattInstrumentContract, values_of
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class Bench:
    first: ClassVar = {"weight": 62.5, "body_fat": 27.3, "impedance": 500.0}
    second: ClassVar = {"weight": 100.05, "body_fat": 31.0, "impedance": 612.5}

    def __init__(self, instrument: type[GattBodyScale] = GattBodyScale, name: str = "scale") -> None:
        self.clock = ManualClock()
        self.air = Air()
        self.radio = Radio(self.air.backend())
        self.instrument = instrument(self.radio, self.air, BOUND, name, zone=HALL, clock=self.clock)
        self.device = GattBodyComposition("scale", address=BOUND, radio=self.radio, zone=HALL, clock=self.clock)

    def measure_first(self) -> None:
        self.instrument.weigh(62.5, 27.3, 500)

    def measure_second(self) -> None:
        self.instrument.weigh(100.05, 31, 612.5)

    def kept_from(self, ago: timedelta) -> bytes:
        return self.instrument.value(90, 30, 450, self.instrument.now() - ago)

    def another(self, address: str) -> GattBodyScale:
        return GattBodyScale(self.radio, self.air, address, "scale", zone=HALL, clock=self.clock)


class TestGattBodyComposition(GattInstrumentContract):
    units: ClassVar = {"weight": "kg", "body_fat": "%", "impedance": "Ohm"}

    @pytest.fixture
    def bench(self) -> Bench:
        return Bench()

    def test_fat_is_said_to_be_reckoned_for_a_profile_of_the_scale(self, started: Bench, events: EventLog) -> None:
        started.measure_first()
        assert events.wait_for(ReadingTaken).reading.flags == ("of-a-profile",)

    def test_a_record_in_several_packets_is_refused(self, started: Bench, events: EventLog) -> None:
        scale = started.instrument
        scale.send(scale.value(62.5, 27.3, 500, scale.now(), more=True))
        assert self.refused(events).flags == ("partial-record",)


class TestXiaomi:
    @pytest.fixture
    def bench(self) -> Bench:
        return Bench(XiaomiScale, "MIBFS")

    started = GattInstrumentContract.started
    refused = GattInstrumentContract.refused

    def test_the_same_frame_six_times_is_one_record(self, started: Bench, events: EventLog) -> None:
        assert isinstance(started.instrument, XiaomiScale)
        started.instrument.stands(62.5, 485)
        events.wait_for(ReadingTaken, 1)
        started.clock.advance(10)
        started.instrument.stands(71.25, 512)
        events.wait_for(ReadingTaken, 2)
        assert [values_of(told.reading) for told in events.of(ReadingTaken)] == [
            {"weight": 62.5, "impedance": 485.0},
            {"weight": 71.25, "impedance": 512.0},
        ]

    def test_a_day_with_its_clock_at_1970_is_weighed_at_the_time_of_arrival(
        self, started: Bench, events: EventLog
    ) -> None:
        assert isinstance(started.instrument, XiaomiScale)
        scale = started.instrument
        scale.faults.forgets_clock = True
        scale.faults.clock_ahead = -timedelta(days=20000)
        scale.send(scale.frame(72.3, 0xFFFD, scale.now(), 0x20))
        reading = events.wait_for(ReadingTaken).reading
        assert (values_of(reading), reading.device_time, reading.flags) == ({"weight": 72.3}, None, ("clock-unset",))
        assert reading.at == started.clock.now()
