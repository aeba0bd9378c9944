"""The reader device on a real pcscd when a card falls silent, the service dies, a reader is missing, and at its end."""

from __future__ import annotations

import logging
import os
import threading
import time
from pathlib import Path

import pytest

from devices.backoff import Backoff
from devices.cards.pcsc_link import PcscConnection
from devices.cards.pcsc_watcher import CardCame, CardWent, PcscWatcher
from devices.clock import SystemClock
from devices.events import (
    CardLeft,
    DeviceState,
    DeviceStateChanged,
    IdentityRead,
    ReadFailed,
    ReadFailure,
)
from devices.simulators.pcsc_service import PcscService
from devices.simulators.profile import Person
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.events import EventLog
from tests.support.pcsc import Made, PcscRig, named, pcsc_rig, reader, story, wait_until, zhang

pytestmark = [pytest.mark.pcsc, pytest.mark.waits]
__all__ = ["pcsc_rig", "reader", "zhang"]


# Silence


def test_a_silent_card_is_told_after_five_seconds_and_what_it_says_later_is_ignored(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, clock: ManualClock
) -> None:
    pcsc_rig.card.faults.silent_from = 4
    reader(clock=clock)
    pcsc_rig.card.insert(zhang)
    wait_until(lambda: pcsc_rig.card.commands == 4)
    clock.advance(4.9)
    assert not events.of(ReadFailed)
    clock.advance(0.2)
    failed = events.wait_for(ReadFailed)
    assert (failed.reason, failed.retryable) == (ReadFailure.SILENT, True)
    pcsc_rig.card.faults.silent_from = None
    pcsc_rig.card.speak()
    wait_until(lambda: pcsc_rig.card.commands > 4)
    pcsc_rig.card.pull()
    events.wait_for(CardLeft)
    pcsc_rig.card.insert(named(zhang, "测试甲"))
    assert events.wait_for(IdentityRead).document.name == "测试甲"
    assert story(events) == [
        ("CardArrived", 1),
        (ReadFailure.SILENT, 1),
        ("CardLeft", 1),
        ("CardArrived", 2),
        ("IdentityRead", 2),
    ]


def test_a_silent_card_that_is_pulled_counts_as_moved(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.faults.silent_from = 4
    reader()
    pcsc_rig.card.insert(zhang)
    wait_until(lambda: pcsc_rig.card.commands == 4)
    pcsc_rig.card.pull()
    events.wait_for(CardLeft)
    assert story(events) == [("CardArrived", 1), (ReadFailure.MOVED, 1), ("CardLeft", 1)]


def test_a_reader_stuck_for_half_a_minute_is_out_of_order_until_it_is_freed(
    pcsc_rig: PcscRig,
    reader: Made,
    events: EventLog,
    zhang: Person,
    clock: ManualClock,
    announced: AnnouncedLog,
) -> None:
    announced.expect("DeviceTimeout")
    pcsc_rig.card.faults.silent_from = 4
    reader(clock=clock)
    pcsc_rig.card.insert(zhang)
    wait_until(lambda: pcsc_rig.card.commands == 4)
    clock.advance(5.1)
    events.wait_for(ReadFailed)
    clock.advance(26)
    assert events.wait_state(DeviceState.FAULT).fault == "reader-stuck"
    clock.advance(1)
    assert len([e for e in events.of(DeviceStateChanged) if e.state is DeviceState.READY]) == 1
    witness = PcscWatcher("00 00")
    witness.open()
    assert witness.wait(1) == [CardCame("Virtual PCD 00 00")]
    pcsc_rig.card.faults.silent_from = None
    pcsc_rig.card.pull()
    wait_until(lambda: witness.wait(0.1) == [CardWent("Virtual PCD 00 00")])
    witness.close()
    ready_again(events, clock)
    pcsc_rig.card.insert(named(zhang, "测试甲"))
    assert events.wait_for(IdentityRead).document.name == "测试甲"


def ready_again(events: EventLog, clock: ManualClock) -> None:
    """Let the back-off pass until the device is ready a second time."""

    def ready() -> bool:
        clock.advance(0.5)
        return len([e for e in events.of(DeviceStateChanged) if e.state is DeviceState.READY]) == 2

    wait_until(ready)


# Service and readers


def test_a_killed_service_is_a_fault_and_heals_within_a_second(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, announced: AnnouncedLog
) -> None:
    announced.expect("WireLost")
    reader()
    pcsc_rig.card.insert(zhang)
    events.wait_for(IdentityRead)
    pcsc_rig.service.kill()
    assert events.wait_state(DeviceState.FAULT).fault == "pcsc-service"
    assert story(events)[-1] == ("CardLeft", 1)
    pcsc_rig.service.start()
    back = time.monotonic()
    ready = events.wait_state(DeviceState.READY, 2)
    assert ready.at.monotonic_s - back < 1.0
    again = events.wait_for(IdentityRead, 2)
    assert (again.document.name, again.token.counter) == ("张建国", 2)


def test_a_service_killed_while_reading_ends_the_read(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, announced: AnnouncedLog
) -> None:
    announced.expect("WireLost")
    pcsc_rig.card.faults.silent_from = 5
    reader()
    pcsc_rig.card.insert(zhang)
    wait_until(lambda: pcsc_rig.card.commands == 5)
    pcsc_rig.service.kill()
    events.wait_state(DeviceState.FAULT)
    assert story(events) == [("CardArrived", 1), (ReadFailure.READER, 1), ("CardLeft", 1)]


def test_a_service_that_comes_later_is_waited_for(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("DeviceNotAvailable")
    pcsc_rig.service.stop()
    reader(ready=False)
    assert events.wait_state(DeviceState.FAULT).fault == "pcsc-service"
    pcsc_rig.service.start()
    events.wait_state(DeviceState.READY)


def test_no_reader_is_a_fault_until_one_is_plugged_in(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("DeviceNotAvailable")
    pcsc_rig.service.restart(readers=False)
    reader(ready=False)
    assert events.wait_state(DeviceState.FAULT).fault == "no-reader"
    pcsc_rig.service.restart()
    events.wait_state(DeviceState.READY)


def test_a_reader_of_another_name_is_no_reader(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("DeviceNotAvailable")
    reader(ready=False, reader="some other box")
    assert events.wait_state(DeviceState.FAULT).fault == "no-reader"


def test_a_sam_slot_is_no_reader_unless_it_is_asked_for(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("DeviceNotAvailable")
    pcsc_rig.service.stop()
    pcsc_rig.service.start(reader_name="Virtual SAM")
    reader(ready=False)
    assert events.wait_state(DeviceState.FAULT).fault == "no-reader"
    reader(reader="SAM")


def test_stopping_takes_milliseconds(pcsc_rig: PcscRig, reader: Made, events: EventLog) -> None:
    device = reader()
    started = time.monotonic()
    assert device.stop()
    assert time.monotonic() - started < 0.3


def test_stopping_before_a_silent_card_says_that_a_thread_is_left(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.faults.silent_from = 4
    device = reader()
    pcsc_rig.card.insert(zhang)
    wait_until(lambda: pcsc_rig.card.commands == 4)
    assert not device.stop(0.3)
    assert device.state is DeviceState.CLOSED
    pcsc_rig.card.pull()
    assert device.stop()
    assert story(events) == [("CardArrived", 1), (ReadFailure.READER, 1), ("CardLeft", 1)]


def test_ten_crashes_of_the_service_leave_no_file_and_no_thread(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("pcsc")
    announced.expect("PC/SC")
    device = reader(backoff=Backoff(first_s=0.02, cap_s=0.02))
    files: list[int] = []
    for life in range(2, 12):
        pcsc_rig.service.kill()
        events.wait_state(DeviceState.FAULT, life - 1)
        pcsc_rig.service.start()
        events.wait_state(DeviceState.READY, life)
        files.append(len(os.listdir("/proc/self/fd")))
    assert files[-1] <= files[1]
    assert len([t for t in threading.enumerate() if device.name in t.name]) == 1


# Holding the card


def test_nobody_else_gets_at_the_card_while_it_is_read(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    import smartcard.scard as scard

    pcsc_rig.card.faults.silent_from = 4
    reader()
    pcsc_rig.card.insert(zhang)
    wait_until(lambda: pcsc_rig.card.commands == 4)
    _, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    attempt = (context, "Virtual PCD 00 00", scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T0)
    assert scard.SCardConnect(*attempt)[0] & 0xFFFFFFFF == 0x8010000B
    pcsc_rig.card.faults.silent_from = None
    pcsc_rig.card.speak()
    events.wait_for(IdentityRead)
    wait_until(lambda: scard.SCardConnect(*attempt)[0] == 0)
    scard.SCardReleaseContext(context)


def test_connections_leave_no_file_open(pcsc_rig: PcscRig, zhang: Person) -> None:
    pcsc_rig.card.insert(zhang)
    watcher = PcscWatcher("00 00")
    watcher.open()
    wait_until(lambda: watcher.wait(0.1) == [CardCame("Virtual PCD 00 00")])
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(30):
        with PcscConnection("Virtual PCD 00 00", SystemClock()) as card:
            assert card.transmit(bytes.fromhex("00A4020002EF05")) == b"\x90\x00"
    assert len(os.listdir("/proc/self/fd")) == before
    watcher.close()


def test_a_swap_between_two_waits_is_still_told(pcsc_rig: PcscRig, zhang: Person) -> None:
    pcsc_rig.card.insert(zhang)
    watcher, witness = PcscWatcher("00 00"), PcscWatcher("00 00")
    watcher.open()
    witness.open()
    wait_until(lambda: watcher.wait(0.1) == [CardCame("Virtual PCD 00 00")])
    assert witness.wait(0.1) == [CardCame("Virtual PCD 00 00")]
    with PcscConnection("Virtual PCD 00 00", SystemClock()):
        pass  # leaves the card without power: pcscd's own powering down would swallow a removal before its next poll
    pcsc_rig.card.insert(named(zhang, "测试甲"))
    swap = [CardWent("Virtual PCD 00 00"), CardCame("Virtual PCD 00 00")]
    seen: list[object] = []

    def witnessed() -> bool:
        seen.extend(witness.wait(0.1))
        return seen == swap

    wait_until(witnessed)
    assert watcher.wait(0.1) == swap
    watcher.close()
    witness.close()


def test_the_log_names_commands_and_nobody(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        reader()
        pcsc_rig.card.insert(zhang)
        document = events.wait_for(IdentityRead).document
    assert "READ RECORD 09 00: 9000, 32 bytes" in caplog.text
    for secret in (document.name, document.number, document.card.card_number if document.card else ""):
        assert secret
        assert secret not in caplog.text
    assert "张建国".encode("gb18030").hex() not in caplog.text.lower()


def test_a_second_service_runs_beside_the_first(pcsc_rig: PcscRig, tmp_path: Path) -> None:
    with PcscService(tmp_path / "p") as other:
        assert other.running
        assert pcsc_rig.service.running
        assert abs(other.port - pcsc_rig.service.port) >= 2
        assert other.socket_path.is_socket()
    assert not other.running
