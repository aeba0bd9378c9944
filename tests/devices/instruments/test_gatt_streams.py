"""Bluetooth instruments that send samples, over the virtual air."""

from __future__ import annotations

from typing import ClassVar

import pytest

from devices.events import ReadingTaken
from devices.instruments.gatt_heart_rate import GattHeartRate
from devices.instruments.gatt_oximeter import GattOximeter
from devices.simulators.gatt_air import Air
from devices.simulators.gatt_oximeter import (
    EARLY,
    ONGOING,
    ContecFingerOximeter,
    GattBothOximeter,
    GattFingerOximeter,
    YuwellFingerOximeter,
)
from devices.simulators.gatt_strap import GattStrap
from devices.wires_gatt import Radio
from tests.contract.gatt_instrument_contract import BOUND, HALL, until, values_of
from tests.contract.gatt_stream_contract import GattStreamContract, heard, put_on, samples
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class StrapBench:
    first: ClassVar = {"pulse": 72.0}
    second: ClassVar = {"pulse": 138.0}

    def __init__(self) -> None:
        self.clock, self.air = ManualClock(), Air()
        self.radio = Radio(self.air.backend())
        self.instrument = GattStrap(self.radio, self.air, BOUND, "strap", zone=HALL, clock=self.clock)
        self.device = GattHeartRate("strap", address=BOUND, radio=self.radio, zone=HALL, clock=self.clock)

    def sample(self, values: dict[str, float]) -> bytes:
        return self.instrument.value(int(values["pulse"]))

    def nobody(self) -> bytes | None:
        return self.instrument.value(72, worn=False)


class OximeterBench:
    first: ClassVar = {"spo2": 97.0, "pulse": 72.0, "perfusion": 3.0}
    second: ClassVar = {"spo2": 93.0, "pulse": 88.0, "perfusion": 1.4}

    def __init__(self) -> None:
        self.clock, self.air = ManualClock(), Air()
        self.radio = Radio(self.air.backend())
        self.instrument = GattFingerOximeter(self.radio, self.air, BOUND, "finger", zone=HALL, clock=self.clock)
        self.device = GattOximeter("finger", address=BOUND, radio=self.radio, zone=HALL, clock=self.clock)

    def sample(self, values: dict[str, float]) -> bytes:
        return self.instrument.value(int(values["spo2"]), int(values["pulse"]), values["perfusion"])

    def nobody(self) -> bytes | None:
        return b"\x00\xff\x07\xff\x07"


class OwnBench:
    first: ClassVar = {"spo2": 97.0, "pulse": 72.0}
    second: ClassVar = {"spo2": 93.0, "pulse": 88.0}

    def __init__(self, made: type[ContecFingerOximeter] | type[YuwellFingerOximeter], name: str) -> None:
        self.clock, self.air = ManualClock(), Air()
        self.radio = Radio(self.air.backend())
        self.instrument = made(self.radio, self.air, BOUND, name, zone=HALL, clock=self.clock)
        self.device = GattOximeter("finger", address=BOUND, radio=self.radio, zone=HALL, clock=self.clock)

    def sample(self, values: dict[str, float]) -> bytes:
        return self.instrument.value(int(values["spo2"]), int(values["pulse"]))

    def nobody(self) -> bytes | None:
        return self.instrument.value(0, 0)


class TestGattHeartRate(GattStreamContract):
    units: ClassVar = {"pulse": "/min"}

    @pytest.fixture
    def bench(self) -> StrapBench:
        return StrapBench()


class TestGattContinuousOximeter(GattStreamContract):
    units: ClassVar = {"spo2": "%", "pulse": "/min", "perfusion": "%"}

    @pytest.fixture
    def bench(self) -> OximeterBench:
        return OximeterBench()

    def test_while_it_is_an_early_estimate_it_is_held(self, started: OximeterBench, events: EventLog) -> None:
        put_on(started)
        samples(started, started.instrument.value(88, 60, status=ONGOING | EARLY), 9)
        started.clock.advance(1)
        samples(started, started.sample(started.first), 5)
        assert events.of(ReadingTaken) == []
        started.clock.advance(1)
        samples(started, started.sample(started.first), 0)
        assert values_of(events.wait_for(ReadingTaken).reading) == started.first

    def test_the_same_numbers_without_any_perfusion_are_of_nobody(
        self, started: OximeterBench, events: EventLog
    ) -> None:
        put_on(started)
        samples(started, started.instrument.value(98, 72, 0.0), 7)
        assert events.wait_for(ReadingTaken).reading.flags == ("no-finger",)

    @pytest.mark.parametrize("bit", [9, 10, 11, 13, 15])
    def test_memory_demonstration_and_test_are_never_told(
        self, bit: int, started: OximeterBench, events: EventLog
    ) -> None:
        put_on(started)
        samples(started, started.instrument.value(97, 72, status=1 << bit), 7)
        assert events.of(ReadingTaken) == []


class BothBench(OximeterBench):
    def __init__(self) -> None:
        super().__init__()
        self.instrument = GattBothOximeter(self.radio, self.air, BOUND, "finger", zone=HALL, clock=self.clock)


class TestBothOximeter:
    started = GattStreamContract.started
    readings = GattStreamContract.readings

    @pytest.fixture
    def bench(self) -> BothBench:
        return BothBench()

    def test_a_finished_check_among_samples_is_told_and_the_connection_let_go(
        self, started: BothBench, events: EventLog
    ) -> None:
        assert isinstance(started.instrument, GattBothOximeter)
        put_on(started)
        samples(started, started.sample(started.first), 2)
        started.instrument.finish(96, 75)
        until(lambda: heard(started) == 3 * 9 + 14)
        started.clock.advance(1)
        started.instrument.sample(started.sample(started.first))
        assert values_of(events.wait_for(ReadingTaken).reading) == {"spo2": 96.0, "pulse": 75.0}
        until(lambda: not started.instrument.is_connected())
        assert len(events.of(ReadingTaken)) == 1

    def test_a_check_of_what_samples_have_told_is_not_told_again(self, started: BothBench, events: EventLog) -> None:
        assert isinstance(started.instrument, GattBothOximeter)
        put_on(started)
        samples(started, started.sample(started.first), 7)
        started.instrument.finish(96, 75)
        until(lambda: heard(started) == 8 * 9 + 14)
        started.instrument.take_off()
        until(lambda: not started.instrument.is_connected())
        put_on(started)
        assert [values_of(each) for each in self.readings(events)] == [started.first]


class TestContecOverBluetooth(GattStreamContract):
    units: ClassVar = {"spo2": "%", "pulse": "/min"}

    @pytest.fixture
    def bench(self) -> OwnBench:
        return OwnBench(ContecFingerOximeter, "CMS50D")

    def test_it_is_told_to_go_on_every_second_and_a_half(self, started: OwnBench, events: EventLog) -> None:
        put_on(started)
        samples(started, started.sample(started.first), 7)
        assert isinstance(started.instrument, ContecFingerOximeter)
        instrument = started.instrument
        until(lambda: instrument.beats >= 3)

    def test_another_oximeter_of_the_profile_is_not_read_as_contecs(self, started: OwnBench) -> None:
        assert started.device.own == {"yuwell-oximeter", "contec-oximeter", "nonin-oximeter"}


class TestYuwellOximeter:
    units: ClassVar = {"spo2": "%", "pulse": "/min"}
    started = GattStreamContract.started
    readings = GattStreamContract.readings
    test_it_measures = GattStreamContract.test_samples_that_agree_for_six_seconds_are_one_measurement
    test_on_nobody_it_says_nothing = GattStreamContract.test_on_nobody_it_says_nothing

    @pytest.fixture
    def bench(self) -> OwnBench:
        return OwnBench(YuwellFingerOximeter, "Yuwell BO-YX110")
