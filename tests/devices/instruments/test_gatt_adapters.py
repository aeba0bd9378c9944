"""What a Bluetooth driver says when adapter, bond or instrument are not what they should be."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from bleak.backends.scanner import BaseBleakScanner
from bleak.exc import BleakBluetoothNotAvailableError, BleakBluetoothNotAvailableReason, BleakError

from devices.backoff import Backoff
from devices.events import DeviceState, Quality, ReadingTaken
from devices.instruments.gatt_pressure import GattBloodPressure
from devices.simulators.gatt_air import Air
from devices.simulators.gatt_cuff import AndCuff, GattCuff
from devices.wires_gatt import Backend, Radio
from tests.conftest import AnnouncedLog
from tests.contract.gatt_instrument_contract import BOUND, until, values_of
from tests.support.clock import ManualClock
from tests.support.events import EventLog

MAKER = "A&D_UA-651BLE_001234"
PAIRING, MEASURED = 5, 6
SOON = Backoff(first_s=0.05, cap_s=0.05)


class Room:
    """A terminal and one cuff of a maker whose cuffs send to one host alone."""

    def __init__(self) -> None:
        self.air = Air()
        self.radio = Radio(self.air.backend())
        self.cuff = AndCuff(self.radio, self.air, BOUND, MAKER, flags=MEASURED)
        self.device = GattBloodPressure("cuff", address=BOUND, radio=self.radio, backoff=SOON)


@pytest.fixture
def room(events: EventLog) -> Iterator[Room]:
    room = Room()
    room.cuff.switch_on()
    room.device.start(events)
    events.wait_state(DeviceState.READY)
    yield room
    assert room.device.stop()
    room.cuff.switch_off()


@pytest.fixture(autouse=True)
def _crossing(announced: AnnouncedLog) -> None:
    announced.expect("no connection for")  # the simulated air: what was under way when an end was gone


def test_a_cuff_in_pairing_state_is_bonded_and_then_read(room: Room, events: EventLog) -> None:
    room.cuff.flags, room.cuff.faults.silent = PAIRING, True
    room.cuff.send()
    until(lambda: BOUND in room.air.bonded and room.cuff.send_all in room.cuff.written)
    room.cuff.flags, room.cuff.faults.silent = MEASURED, False
    until(lambda: not room.cuff.is_connected())
    room.cuff.measure(138, 86, 72)
    reading = events.wait_for(ReadingTaken).reading
    assert values_of(reading) == {"sys": 138.0, "dia": 86.0, "pulse": 72.0}
    assert reading.quality is Quality.GOOD
    assert len(events.of(ReadingTaken)) == 1


def test_it_is_asked_and_told_to_end(room: Room, events: EventLog) -> None:
    room.air.bonded.add(BOUND)
    room.cuff.faults.stays = True
    room.cuff.measure(138, 86, 72)
    events.wait_for(ReadingTaken)
    (clock, *asked) = room.cuff.written
    assert len(clock) == 7
    assert asked == [b"\x02\x00\xe1", b"\x02\x01\x03"]


def test_an_instrument_of_another_profile_is_a_fault_that_says_so(events: EventLog, announced: AnnouncedLog) -> None:
    announced.expect("ProtocolError")
    air = Air()
    radio = Radio(air.backend())

    class Other(GattCuff):
        service, characteristic = 0x1809, 0x2A1C

    other = Other(radio, air, BOUND, "plain")
    other.switch_on()
    device = GattBloodPressure("cuff", address=BOUND, radio=radio, backoff=SOON)
    device.start(events)
    other.send(b"\0")
    assert events.wait_state(DeviceState.FAULT).fault == "wrong-instrument"
    assert device.stop()
    other.switch_off()


class _Broken(BaseBleakScanner):
    """An adapter in one of the ways in which adapters fail."""

    error: Exception | None = None
    hangs: threading.Event | None = None

    def __init__(self, detection_callback: object, service_uuids: object, _mode: str, **_: object) -> None:
        super().__init__(None, None)

    async def start(self) -> None:
        cls = type(self)
        if cls.hangs is not None:
            hangs, cls.hangs = cls.hangs, None
            hangs.wait(20)
        if cls.error is not None:
            raise cls.error

    async def stop(self) -> None:
        """Nothing."""


def broken() -> type[_Broken]:
    return type("Broken", (_Broken,), {})


@pytest.mark.parametrize(
    "error",
    [
        BleakBluetoothNotAvailableError("none", BleakBluetoothNotAvailableReason.NO_BLUETOOTH),
        FileNotFoundError("no system bus"),
    ],
)
def test_a_terminal_without_bluetooth_says_so(error: Exception, events: EventLog, announced: AnnouncedLog) -> None:
    announced.expect("DeviceNotAvailable")
    adapter = broken()
    adapter.error = error
    device = GattBloodPressure("cuff", address=BOUND, radio=Radio(Backend(None, adapter)), backoff=SOON)
    device.start(events)
    assert events.wait_state(DeviceState.FAULT).fault == "no-bluetooth"
    adapter.error = None
    events.wait_state(DeviceState.READY)
    assert device.stop()


def test_an_adapter_pulled_out_is_found_within_a_minute(
    events: EventLog, announced: AnnouncedLog, clock: ManualClock
) -> None:
    announced.expect("WireLost")
    adapter = broken()
    device = GattBloodPressure("cuff", address=BOUND, radio=Radio(Backend(None, adapter)), clock=clock)
    device.start(events)
    events.wait_state(DeviceState.READY)
    adapter.error = BleakError("gone")
    clock.until_waited_on()
    clock.advance(60)
    assert events.wait_state(DeviceState.FAULT).fault == "bluetooth-lost"
    assert device.stop()


def test_one_address_is_bound_once() -> None:
    radio = Radio(Air().backend())
    radio.join(BOUND, lambda _: None)
    with pytest.raises(ValueError, match="bound already"):
        radio.join(BOUND.lower(), lambda _: None)
    radio.leave(BOUND)
