"""The ID card reader on a bad cable: real threads, real pty, every fault a wire has."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import resources
from devices.backoff import Backoff
from devices.cards.id_card import IdCardReader
from devices.events import CardArrived, CardLeft, DeviceState, DeviceStateChanged, IdentityRead, ReadFailed, ReadFailure
from devices.simulators.profile import load_cast
from devices.simulators.sam_reader import SamReaderSimulator
from tests.conftest import AnnouncedLog
from tests.support.events import EventLog

pytestmark = pytest.mark.waits

CAST = load_cast(resources.path("cast"))
WANG, EMMA = CAST["wang-guiying"], CAST["emma-white"]


@pytest.fixture
def sam(tmp_path: Path) -> Iterator[SamReaderSimulator]:
    simulator = SamReaderSimulator(link=tmp_path / "reader", card_time_s=0.05)
    simulator.start()
    yield simulator
    simulator.close()


@pytest.fixture
def reader(sam: SamReaderSimulator) -> Iterator[IdCardReader]:
    device = IdCardReader(
        "id-reader", url=sam.path, removal_s=0.3, blind_removal_s=0.6, backoff=Backoff(first_s=0.05, cap_s=0.1)
    )
    yield device
    assert device.stop()


@pytest.mark.parametrize(
    ("fault", "value"),
    [
        ("split", True),
        ("duplicate", True),
        ("noise", b"\x00\xff\x13garbage\xaa\xaa"),
        ("noise", bytes.fromhex("AAAAAA9669FFFF")),  # a preamble with an impossible length
    ],
    ids=["split", "duplicate", "noise", "false-preamble"],
)
def test_a_bad_cable_does_not_keep_a_card_from_being_read(
    sam: SamReaderSimulator, reader: IdCardReader, events: EventLog, fault: str, value: object
) -> None:
    setattr(sam.faults, fault, value)
    reader.start(events)
    events.wait_state(DeviceState.READY)
    for number, person in enumerate((WANG, EMMA), 1):
        sam.tap(person)
        assert events.wait_for(IdentityRead, number).document.name == person.name
        sam.pull()
        events.wait_for(CardLeft, number)
    assert [r.document.address for r in events.of(IdentityRead)] == ["上海市虚构区梧桐里11弄5号楼101室", None]
    assert len(events.of(CardArrived)) == 2
    assert not [e for e in events.of(DeviceStateChanged) if e.state is DeviceState.FAULT]


@pytest.mark.slow
def test_answers_that_come_two_at_a_time_are_sorted_out(
    sam: SamReaderSimulator, reader: IdCardReader, events: EventLog
) -> None:
    reader.start(events)
    events.wait_state(DeviceState.READY)
    sam.faults.glue = True
    sam.tap(WANG)
    assert events.wait_for(IdentityRead, timeout_s=20).document.name == "王桂英"
    sam.faults.glue = False


def test_a_corrupted_wire_is_a_protocol_fault_and_heals(
    sam: SamReaderSimulator, reader: IdCardReader, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("ProtocolError")
    reader.start(events)
    events.wait_state(DeviceState.READY)
    sam.faults.corrupt = True
    assert events.wait_state(DeviceState.FAULT, timeout_s=15).fault == "protocol"
    sam.faults.corrupt = False
    events.wait_state(DeviceState.READY, 2, timeout_s=15)
    sam.tap(WANG)
    assert events.wait_for(IdentityRead).document.name == "王桂英"


def test_a_silent_reader_is_a_fault_after_three_questions_and_heals(
    sam: SamReaderSimulator, reader: IdCardReader, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("DeviceTimeout")
    reader.start(events)
    ready = events.wait_state(DeviceState.READY)
    sam.faults.silent = True
    fault = events.wait_state(DeviceState.FAULT, timeout_s=10)
    assert fault.fault == "device-timeout"
    assert 2.5 <= fault.at.monotonic_s - ready.at.monotonic_s <= 6
    sam.faults.silent = False
    events.wait_state(DeviceState.READY, 2, timeout_s=20)
    sam.tap(WANG)
    assert events.wait_for(IdentityRead).document.name == "王桂英"


def test_a_reader_that_falls_silent_under_a_card_lets_the_card_go(
    sam: SamReaderSimulator, reader: IdCardReader, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("DeviceTimeout")
    reader.start(events)
    sam.tap(WANG)
    token = events.wait_for(IdentityRead).token
    sam.faults.silent = True
    assert events.wait_for(CardLeft, timeout_s=10).token == token
    events.wait_state(DeviceState.FAULT)
    sam.faults.silent = False


def test_a_cable_pulled_under_a_card_and_put_back_reads_it_as_a_new_stay(
    sam: SamReaderSimulator, reader: IdCardReader, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("WireLost")
    reader.start(events)
    sam.tap(WANG)
    one = events.wait_for(IdentityRead)
    sam.unplug()
    events.wait_state(DeviceState.FAULT)
    assert [left.token for left in events.of(CardLeft)] == [one.token]
    sam.plug()
    two = events.wait_for(IdentityRead, 2)
    assert two.token.counter == one.token.counter + 1
    assert two.document.name == "王桂英"


def test_a_cable_pulled_in_the_middle_of_a_read_is_the_readers_failure(
    tmp_path: Path, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("WireLost")
    sam = SamReaderSimulator(link=tmp_path / "reader", card_time_s=30)
    sam.start()
    reader = IdCardReader("id-reader", url=sam.path, backoff=Backoff(first_s=0.05, cap_s=0.1))
    reader.start(events)
    sam.tap(WANG)
    events.wait_for(CardArrived)
    sam.unplug()
    failure = events.wait_for(ReadFailed)
    assert (failure.reason, failure.retryable) == (ReadFailure.READER, True)
    assert events.wait_for(CardLeft).token == failure.token
    assert reader.stop()


def test_ten_times_unplugged_is_ten_times_back(
    sam: SamReaderSimulator, reader: IdCardReader, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("WireLost")
    reader.start(events)
    for life in range(1, 11):
        events.wait_state(DeviceState.READY, life)
        sam.unplug()
        events.wait_state(DeviceState.FAULT, life)
        sam.plug()
    events.wait_state(DeviceState.READY, 11)


def test_a_reader_that_is_plugged_in_after_the_start_is_found(
    tmp_path: Path, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("WireLost")
    link = tmp_path / "late"
    reader = IdCardReader("id-reader", url=str(link), backoff=Backoff(first_s=0.1, cap_s=0.2))
    reader.start(events)
    assert events.wait_state(DeviceState.FAULT).fault == "wire-lost"
    sam = SamReaderSimulator(link=link, card_time_s=0.05)
    sam.start()
    events.wait_state(DeviceState.READY)
    assert reader.stop()
    sam.close()


def test_stopping_in_front_of_a_silent_reader_is_quick_and_no_fault(
    sam: SamReaderSimulator, reader: IdCardReader, events: EventLog
) -> None:
    reader.start(events)
    events.wait_state(DeviceState.READY)
    sam.faults.silent = True
    sam.tap(WANG)
    began_s = time.monotonic()
    assert reader.stop()
    assert time.monotonic() - began_s < 1
    assert reader.state is DeviceState.CLOSED
    assert not [e for e in events.of(DeviceStateChanged) if e.state is DeviceState.FAULT]


def test_stopping_while_a_card_is_being_read_says_that_it_was_not_read(tmp_path: Path, events: EventLog) -> None:
    sam = SamReaderSimulator(link=tmp_path / "reader", card_time_s=30)
    sam.start()
    reader = IdCardReader("id-reader", url=sam.path)
    reader.start(events)
    sam.tap(WANG)
    events.wait_for(CardArrived)
    assert reader.stop()
    assert [type(e) for e in events.events[-4:]] == [CardArrived, ReadFailed, CardLeft, DeviceStateChanged]
    sam.close()
