"""The reader device on a real pcscd: what it tells about cards that are good, bad, shaken, silent and gone."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import resources
from devices.cards.document import CardReference, DocumentType
from devices.cards.pcsc import PcscReader
from devices.cards.pcsc_link import PcscConnection
from devices.cards.pcsc_watcher import CardCame, CardWent, PcscWatcher
from devices.clock import SystemClock
from devices.device import Backoff
from devices.events import (
    CardArrived,
    CardKind,
    CardLeft,
    DeviceState,
    DeviceStateChanged,
    IdentityRead,
    ReadFailed,
    ReadFailure,
)
from devices.simulators.pcsc_service import PcscService
from devices.simulators.profile import Person, load_cast
from devices.simulators.social_card_chip import SimulatedAuthentication, UnknownChip
from tests.conftest import AnnouncedLog
from tests.devices.cards.independent_vpcd import IndependentCard
from tests.support.clock import ManualClock
from tests.support.events import EventLog
from tests.support.pcsc import PcscRig, pcsc_rig

pytestmark = pytest.mark.pcsc
__all__ = ["pcsc_rig"]

Made = Callable[..., PcscReader]


@pytest.fixture
def zhang() -> Person:
    return load_cast(resources.path("cast"))["zhang-jianguo"]


def with_version(person: Person, version: str) -> Person:
    assert person.social_security is not None
    card = msgspec.structs.replace(person.social_security, version=version)
    return msgspec.structs.replace(person, social_security=card)


def named(person: Person, name: str) -> Person:
    return msgspec.structs.replace(person, name=name)


@pytest.fixture
def reader(pcsc_rig: PcscRig, events: EventLog) -> Iterator[Made]:
    """Makes a device, starts it, and waits until it is ready."""
    made: list[PcscReader] = []

    def make(*, ready: bool = True, **options: Any) -> PcscReader:
        device = PcscReader("ssc", **options)
        made.append(device)
        device.start(events)
        if ready:
            events.wait_state(DeviceState.READY)
        return device

    yield make
    for device in made:
        pcsc_rig.card.pull()
        pcsc_rig.second_card.pull()
        assert device.stop()


def story(events: EventLog) -> list[tuple[Any, ...]]:
    """What happened to cards, in order."""
    told: list[tuple[Any, ...]] = []
    for event in events.events:
        if isinstance(event, ReadFailed):
            told.append((event.reason, event.token.counter))
        elif not isinstance(event, DeviceStateChanged):
            told.append((type(event).__name__, event.token.counter))
    return told


# Cards that are read


@pytest.mark.parametrize("version", ["1.00", "2.00"])
def test_a_free_card_gives_its_holder(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, version: str
) -> None:
    reader()
    pcsc_rig.card.insert(with_version(zhang, version))
    document = events.wait_for(IdentityRead).document
    assert (document.type, document.name, document.number) == (
        DocumentType.SOCIAL_SECURITY,
        "张建国",
        "310100193809200018",
    )
    assert document.card == CardReference("310000D1560000050000000000000002", "T00000022", version)
    assert events.of(CardArrived)[0].kind is CardKind.CONTACT_CARD


def test_a_third_generation_card_without_a_key_gives_its_reference(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    reader()
    pcsc_rig.card.insert(with_version(zhang, "3.00"))
    document = events.wait_for(IdentityRead).document
    assert (document.name, document.number, document.birth) == (None, None, None)
    assert document.card == CardReference("310000D1560000050000000000000002", "T00000022", "3.00")


def test_a_third_generation_card_with_its_key_gives_its_holder(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    reader(authentication=SimulatedAuthentication(b"simulation"))
    pcsc_rig.card.insert(with_version(zhang, "3.00"))
    assert events.wait_for(IdentityRead).document.name == "张建国"


def test_a_key_that_does_not_fit_leaves_the_reference(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, announced: AnnouncedLog
) -> None:
    announced.expect("external authentication: 6300")
    reader(authentication=SimulatedAuthentication(b"another"))
    pcsc_rig.card.insert(with_version(zhang, "3.00"))
    document = events.wait_for(IdentityRead).document
    assert document.name is None
    assert document.card is not None


def test_an_independent_card_with_literal_bytes_is_read(pcsc_rig: PcscRig, reader: Made, events: EventLog) -> None:
    reader()
    card = IndependentCard(pcsc_rig.service.port)
    try:
        document = events.wait_for(IdentityRead).document
    finally:
        card.close()
    assert (document.name, document.number) == ("测试甲", "310100190001010015")
    assert document.card == CardReference("310000D156000005FFFFFFFFFFFFFFFF", "T00000001", "2.00")
    assert {command[2:4] for command in card.commands} == {"A4", "B2"}


def test_a_card_that_speaks_t0_to_the_letter_is_read(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.faults.strict_le = True
    pcsc_rig.card.faults.get_response = True
    pcsc_rig.card.by_name = False
    reader()
    pcsc_rig.card.insert(named(zhang, "阿卜杜热合曼·买买提依明·托合提"))
    assert events.wait_for(IdentityRead).document.name == "阿卜杜热合曼·买买提依明·托合提"


def test_a_card_without_name_extension_is_read(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.records = {0x4E: None, 0x09: "<b>'; DROP\x1b[2J\u202e".encode("gb18030")}
    reader()
    pcsc_rig.card.insert(zhang)
    assert events.wait_for(IdentityRead).document.name == "<b>'; DROP[2J"


def test_two_readers_read_two_cards_at_the_same_time(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    reader()
    pcsc_rig.card.insert(zhang)
    pcsc_rig.second_card.insert(named(zhang, "测试甲"))
    events.wait_for(IdentityRead, 2)
    assert {read.document.name for read in events.of(IdentityRead)} == {"张建国", "测试甲"}
    assert {read.token.counter for read in events.of(IdentityRead)} == {1, 2}


def test_a_part_of_its_name_picks_one_reader(pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person) -> None:
    reader(reader="PCD 00 01")
    pcsc_rig.card.insert(zhang)
    pcsc_rig.second_card.insert(named(zhang, "测试甲"))
    assert events.wait_for(IdentityRead).document.name == "测试甲"
    pcsc_rig.second_card.pull()
    events.wait_for(CardLeft)
    assert len(events.of(CardArrived)) == 1


def test_a_card_that_lay_there_before_the_start_is_read(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.insert(zhang)
    reader()
    assert events.wait_for(IdentityRead).document.name == "张建国"


# Cards that are not


def test_a_card_of_another_world_is_unsupported(pcsc_rig: PcscRig, reader: Made, events: EventLog) -> None:
    reader()
    pcsc_rig.card.insert_unknown()
    failed = events.wait_for(ReadFailed)
    assert (failed.reason, failed.retryable) == (ReadFailure.UNSUPPORTED, False)


def test_an_endless_chain_of_61xx_is_a_damaged_card(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.faults.endless_61 = True
    reader()
    pcsc_rig.card.insert(zhang)
    assert events.wait_for(ReadFailed).reason is ReadFailure.DAMAGED
    assert pcsc_rig.card.commands == 9


def test_truncated_records_are_a_damaged_card(pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person) -> None:
    pcsc_rig.card.faults.truncate = 3
    reader()
    pcsc_rig.card.insert(zhang)
    assert events.wait_for(ReadFailed).reason is ReadFailure.DAMAGED


@pytest.mark.parametrize(
    ("sw", "reason"),
    [("6283", ReadFailure.LOCKED), ("9303", ReadFailure.LOCKED), ("6A81", ReadFailure.UNSUPPORTED)],
)
def test_a_card_that_refuses_its_application_says_why(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, sw: str, reason: ReadFailure
) -> None:
    class Refusing(UnknownChip):
        def answer(self, command: bytes) -> bytes:
            return bytes.fromhex(sw)

    reader()
    pcsc_rig.card.insert_chip(Refusing())
    failed = events.wait_for(ReadFailed)
    assert (failed.reason, failed.retryable) == (reason, False)
    assert pcsc_rig.card.commands == 1


@pytest.mark.parametrize("command", [1, 2, 5, 11])
def test_a_card_pulled_inside_an_exchange_asks_to_hold_still(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, command: int
) -> None:
    pcsc_rig.card.faults.pull_at = command
    reader()
    pcsc_rig.card.insert(zhang)
    events.wait_for(CardLeft)
    assert story(events) == [("CardArrived", 1), (ReadFailure.MOVED, 1), ("CardLeft", 1)]


@pytest.mark.parametrize("command", [1, 4, 10])
def test_a_card_pulled_between_exchanges_asks_to_hold_still(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, command: int
) -> None:
    pcsc_rig.card.faults.pull_after = command
    reader()
    pcsc_rig.card.insert(zhang)
    events.wait_for(CardLeft)
    assert story(events) == [("CardArrived", 1), (ReadFailure.MOVED, 1), ("CardLeft", 1)]


def test_a_card_shaken_while_reading_is_read_at_the_second_try(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.faults.shake_at = 6
    reader()
    pcsc_rig.card.insert(zhang)
    assert events.wait_for(IdentityRead).document.name == "张建国"


def test_a_quick_swap_gives_the_second_person_under_a_new_token(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    reader()
    pcsc_rig.card.insert(zhang)
    events.wait_for(IdentityRead)
    pcsc_rig.card.insert(named(zhang, "测试甲"))
    second = events.wait_for(IdentityRead, 2)
    assert (second.document.name, second.token.counter) == ("测试甲", 2)
    assert story(events) == [
        ("CardArrived", 1),
        ("IdentityRead", 1),
        ("CardLeft", 1),
        ("CardArrived", 2),
        ("IdentityRead", 2),
    ]


def test_two_taps_in_a_tenth_of_a_second_end_with_the_second_person(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    reader()
    pcsc_rig.card.insert(zhang)
    pcsc_rig.card.pull()
    pcsc_rig.card.insert(named(zhang, "测试甲"))
    assert events.wait_for(IdentityRead).document.name == "测试甲"
    assert [told for told in story(events) if told[0] == "IdentityRead"] == [("IdentityRead", 1)]


def test_a_card_without_a_proper_reset_is_silent(pcsc_rig: PcscRig, reader: Made, events: EventLog) -> None:
    chip = UnknownChip()
    chip.atr = bytes.fromhex("00")
    reader()
    pcsc_rig.card.insert_chip(chip)
    failed = events.wait_for(ReadFailed)
    assert (failed.reason, failed.retryable) == (ReadFailure.SILENT, True)


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
    hresult, card, _ = scard.SCardConnect(*attempt)
    assert hresult == 0
    scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
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


def wait_until(true: Callable[[], bool], timeout_s: float = 5.0) -> None:
    """Poll for something that no event tells."""
    deadline = time.monotonic() + timeout_s
    while not true():
        assert time.monotonic() < deadline, "did not come in time"
        time.sleep(0.01)


def test_a_second_service_runs_beside_the_first(pcsc_rig: PcscRig, tmp_path: Path) -> None:
    with PcscService(tmp_path / "p") as other:
        assert other.running
        assert pcsc_rig.service.running
        assert abs(other.port - pcsc_rig.service.port) >= 2
        assert other.socket_path.is_socket()
    assert not other.running
