"""A scale with the Bluetooth profile, over the virtual air."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import pytest

from devices.events import ReadingTaken
from devices.instruments.gatt_scale import GattScale
from devices.simulators.gatt_air import Air
from devices.simulators.gatt_scale import AndScale, GattWeighing
from devices.wires_gatt import Radio
from tests.conftest import AnnouncedLog
from tests.contract.gatt_instrument_contract import BOUND, HALL, GattInstrumentContract, values_of
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class Bench:
    first: ClassVar = {"weight": 62.5}
    second: ClassVar = {"weight": 100.05}

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.air = Air()
        self.radio = Radio(self.air.backend())
        self.instrument = GattWeighing(self.radio, self.air, BOUND, "scale", zone=HALL, clock=self.clock)
        self.device = GattScale("scale", address=BOUND, radio=self.radio, zone=HALL, clock=self.clock)

    def measure_first(self) -> None:
        self.instrument.weigh(62.5)

    def measure_second(self) -> None:
        self.instrument.weigh(100.05)

    def kept_from(self, ago: timedelta) -> bytes:
        return self.instrument.value(9000, self.instrument.now() - ago)

    def another(self, address: str) -> GattWeighing:
        return GattWeighing(self.radio, self.air, address, "scale", zone=HALL, clock=self.clock)


class TestGattScale(GattInstrumentContract):
    units: ClassVar = {"weight": "kg"}

    @pytest.fixture
    def bench(self) -> Bench:
        return Bench()

    def test_somebody_who_does_not_stand_still_is_not_weighed(self, started: Bench, events: EventLog) -> None:
        started.instrument.weighing_fails()
        assert self.refused(events).flags == ("device-error",)

    def test_a_heavy_person_keeps_every_digit(self, started: Bench, events: EventLog) -> None:
        started.instrument.weigh(299.995)
        assert values_of(events.wait_for(ReadingTaken).reading) == {"weight": 299.995}


@pytest.fixture(autouse=True)
def _crossing(announced: AnnouncedLog) -> None:
    announced.expect("no connection for")  # the simulated air: what was under way when an end was gone


def test_a_scale_that_wants_a_users_consent_is_given_the_guests(events: EventLog) -> None:
    clock, air = ManualClock(), Air()
    air.bonded.add(BOUND)
    radio = Radio(air.backend())
    scale = AndScale(radio, air, BOUND, "A&D_UC-421BLE", zone=HALL, clock=clock)
    device = GattScale("scale", address=BOUND, radio=radio, zone=HALL, clock=clock)
    scale.switch_on()
    device.start(events)
    scale.weigh(62.5)
    assert values_of(events.wait_for(ReadingTaken).reading) == {"weight": 62.5}
    assert bytes.fromhex("02630F27") in scale.written
    assert device.stop()
    scale.switch_off()


def test_a_makers_own_format_is_read_only_where_it_sends_it(events: EventLog) -> None:
    clock, air = ManualClock(), Air()
    radio = Radio(air.backend())
    scale = GattWeighing(radio, air, BOUND, "MIBFS", zone=HALL, clock=clock)  # Xiaomi's name, the standard's weight
    device = GattScale("scale", address=BOUND, radio=radio, zone=HALL, clock=clock)
    scale.switch_on()
    device.start(events)
    scale.weigh(62.5)
    assert values_of(events.wait_for(ReadingTaken).reading) == {"weight": 62.5}
    assert device.stop()
    scale.switch_off()
