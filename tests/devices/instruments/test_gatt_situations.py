"""What was reported of Bluetooth instruments elsewhere and is no bytes: each situation on the virtual air."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData
from bleak.exc import BleakError
from bumble.device import Connection

from devices.backoff import Backoff
from devices.device import Remark
from devices.events import DeviceState, Quality, ReadingTaken
from devices.instruments.gatt_pressure import GattBloodPressure
from devices.instruments.gatt_scale import GattScale
from devices.simulators.gatt_air import Air
from devices.simulators.gatt_cuff import AndCuff, GattCuff
from devices.simulators.gatt_scale import GattWeighing
from devices.wires_gatt import AWAIT_S, Backend, Radio, Seen
from tests.conftest import AnnouncedLog
from tests.contract.gatt_instrument_contract import BOUND, HALL, until, values_of
from tests.devices.instruments.test_gatt_adapters import broken
from tests.support.clock import ManualClock
from tests.support.events import EventLog

SOON = Backoff(first_s=0.05, cap_s=0.05)
MEASURED = {"sys": 138.0, "dia": 86.0, "pulse": 72.0}


class Room:
    """A terminal and one instrument."""

    def __init__(self, made: type[GattCuff] = GattCuff, name: str = "cuff") -> None:
        self.clock, self.air = ManualClock(), Air()
        self.radio = Radio(self.air.backend())
        self.cuff = made(self.radio, self.air, BOUND, name, zone=HALL, clock=self.clock)
        self.device = GattBloodPressure(
            "cuff", address=BOUND, radio=self.radio, zone=HALL, clock=self.clock, backoff=SOON
        )

    def kept(self, **ago: float) -> bytes:
        return self.cuff.value(190, 110, 99, self.cuff.now() - timedelta(**ago))


def living(room: Room, events: EventLog) -> Iterator[Room]:
    room.cuff.switch_on()
    room.device.start(events)
    events.wait_state(DeviceState.READY)
    yield room
    assert room.device.stop()
    room.cuff.switch_off()


@pytest.fixture
def room(events: EventLog) -> Iterator[Room]:
    yield from living(Room(), events)


@pytest.fixture(autouse=True)
def _crossing(announced: AnnouncedLog) -> None:
    announced.expect("no connection for")  # the simulated air: what was under way when an end was gone


def test_the_newest_of_a_cuffs_memory_is_taken_never_the_first(room: Room, events: EventLog) -> None:
    room.cuff.memory = [room.kept(days=3), room.kept(days=2), room.kept(hours=1)]
    room.cuff.measure(138, 86, 72)
    assert values_of(events.wait_for(ReadingTaken).reading) == MEASURED


def test_earlier_peoples_values_are_dropped(room: Room, events: EventLog) -> None:
    room.cuff.memory = [room.kept(minutes=4), room.kept(minutes=2)]
    room.cuff.measure(138, 86, 72)
    events.wait_for(ReadingTaken)
    until(lambda: not room.cuff.is_connected())
    assert [values_of(each.reading) for each in events.of(ReadingTaken)] == [MEASURED]


def test_a_clock_hours_off_is_told_to_staff_and_the_time_of_arrival_is_used(room: Room, events: EventLog) -> None:
    room.cuff.faults.clock_ahead, room.cuff.faults.forgets_clock = -timedelta(days=1800), True
    room.cuff.measure(138, 86, 72)
    reading = events.wait_for(ReadingTaken).reading
    assert (values_of(reading), reading.at) == (MEASURED, room.clock.now())
    assert reading.device_time == datetime(2021, 12, 18, 7, 5)
    assert room.device.remark == Remark("device-clock", ("cuff",))


def test_a_clock_that_was_set_is_read_back(room: Room, events: EventLog) -> None:
    room.cuff.faults.clock_ahead, room.cuff.faults.forgets_clock = -timedelta(minutes=2), True
    room.cuff.measure(138, 86, 72)
    events.wait_for(ReadingTaken)
    assert room.cuff.written
    assert room.device.remark == Remark("device-clock", ("cuff",))


def test_a_cuff_bonded_elsewhere_is_told_apart_from_one_that_is_off(events: EventLog, announced: AnnouncedLog) -> None:
    announced.expect("DeviceRefused")
    for room in living(Room(AndCuff, "A&D_UA-651BLE_001234"), events):
        room.clock.advance(3600)
        assert room.device.state is DeviceState.READY
        room.cuff.measure(138, 86, 72)
        assert events.wait_state(DeviceState.FAULT).fault == "bonded-elsewhere"
        assert room.cuff.connections == 0
        assert events.of(ReadingTaken) == []


@pytest.mark.parametrize(("known_here", "code"), [(True, "bond-stale"), (False, "bond-missing")])
def test_a_stale_bond_is_told_apart_from_none(
    known_here: bool, code: str, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("DeviceRefused")
    room = Room()
    room.cuff.wants_bond = True
    if known_here:
        room.air.bonded.add(BOUND)
    for _ in living(room, events):
        room.cuff.measure(138, 86, 72)
        assert events.wait_state(DeviceState.FAULT).fault == code


def test_a_devices_user_number_is_in_no_reading(events: EventLog) -> None:
    clock, air = ManualClock(), Air()
    radio = Radio(air.backend())
    scale = GattWeighing(radio, air, BOUND, "scale", zone=HALL, clock=clock)
    device = GattScale("scale", address=BOUND, radio=radio, zone=HALL, clock=clock)
    scale.switch_on()
    device.start(events)
    scale.weigh(62.5)  # of user 1
    reading = events.wait_for(ReadingTaken).reading
    assert (values_of(reading), reading.flags) == ({"weight": 62.5}, ())
    assert device.stop()
    scale.switch_off()


def test_what_was_measured_before_the_step_began_is_dropped(room: Room, events: EventLog) -> None:
    room.cuff.send(room.kept(days=9), room.kept(days=1), room.kept(minutes=6))
    reading = events.wait_for(ReadingTaken).reading
    assert (reading.quality, reading.flags, reading.raw_frame) == (Quality.INVALID, ("stored-reading",), b"")


def test_a_hung_adapter_costs_ten_seconds_and_not_the_screen(events: EventLog, announced: AnnouncedLog) -> None:
    announced.expect("DeviceTimeout")
    assert AWAIT_S == 10.0
    adapter = broken()
    hangs = adapter.hangs = threading.Event()
    radio = Radio(Backend(None, adapter), await_s=0.1, grace_s=0.1)
    device = GattBloodPressure("cuff", address=BOUND, radio=radio, backoff=SOON)
    device.start(events)
    assert events.wait_state(DeviceState.FAULT).fault == "bluetooth-hangs"
    events.wait_state(DeviceState.READY)
    assert radio.restarts == 1
    assert device.stop()
    hangs.set()


def test_a_value_told_by_two_callbacks_is_one_record(room: Room, events: EventLog) -> None:
    room.cuff.faults.duplicate = True
    value = room.cuff.value(138, 86, 72, room.cuff.now())
    room.cuff.send(value)
    events.wait_for(ReadingTaken)
    room.cuff.send(value)  # and again over the next connection
    until(lambda: room.cuff.connections == 2 and not room.cuff.is_connected())
    room.cuff.measure(121, 79, 64)
    events.wait_for(ReadingTaken, where=lambda each: each.reading.value("sys") == 121.0)
    assert len(events.of(ReadingTaken)) == 2


class _Asked(AndCuff):
    """Notes whether somebody listened when it was asked."""

    listened = False

    def _asked(self, connection: Connection, words: bytes) -> None:
        if words == self.send_all:
            self.listened = self.is_listened_to
        super()._asked(connection, words)


def test_it_is_subscribed_before_anything_is_asked(events: EventLog) -> None:
    room = Room(_Asked, "A&D_UA-651BLE_001234")
    room.air.bonded.add(BOUND)
    for _ in living(room, events):
        room.cuff.measure(138, 86, 72)
        events.wait_for(ReadingTaken)
        assert isinstance(room.cuff, _Asked)
        assert room.cuff.listened


def test_a_device_may_ask_for_start_notify(room: Room, events: EventLog) -> None:
    room.cuff.measure(138, 86, 72)
    events.wait_for(ReadingTaken)
    assert [each["bluez"] for each in room.air.subscribed] == [{"use_start_notify": True}]


def test_bonded_is_asked_and_not_paired() -> None:
    radio, heard = Radio(Air().backend()), list[Seen]()
    radio.join(BOUND, heard.append)
    for properties in ({"Bonded": False, "Paired": True}, {"Bonded": True, "Paired": True}, {"Paired": False}):
        told = AdvertisementData("cuff", {}, {}, [], None, -50, (BOUND, properties))
        radio._heard(BLEDevice(BOUND, "cuff", None), told)
    assert [seen.bonded for seen in heard] == [False, True, False]
    radio.leave(BOUND)


def test_a_connection_in_progress_is_given_up_three_times_at_most(events: EventLog, announced: AnnouncedLog) -> None:
    announced.expect("WireLost")
    room = Room()
    backend = room.air.backend()
    assert backend.client is not None
    tried: list[float] = []

    class Busy(backend.client):  # type: ignore[name-defined, misc]
        async def connect(self, pair: bool, **_: Any) -> None:
            tried.append(room.clock.now().monotonic_s)
            raise BleakError("org.bluez.Error.InProgress")

    room.radio._backend = Backend(Busy, backend.scanner)
    for _ in living(room, events):
        room.cuff.measure(138, 86, 72)
        assert events.wait_state(DeviceState.FAULT).fault == "bluetooth-lost"
        assert len(tried) == 3
        room.radio._backend = backend
