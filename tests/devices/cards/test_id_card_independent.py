"""The ID card driver against a far end that shares no code with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from devices.cards.id_card import IdCardReader
from devices.cards.sam_frames import Answer
from devices.events import CardLeft, DeviceState, DeviceStateChanged, IdentityRead
from devices.identity import DocumentType
from tests.conftest import AnnouncedLog
from tests.devices.cards import worked_frames as worked
from tests.devices.cards.independent_sam import IndependentSam
from tests.support.events import EventLog

pytestmark = pytest.mark.waits


@pytest.fixture
def sam() -> Iterator[IndependentSam]:
    far_end = IndependentSam()
    yield far_end
    far_end.close()


@pytest.fixture
def reader(sam: IndependentSam) -> Iterator[IdCardReader]:
    device = IdCardReader("id-reader", url=sam.path, removal_s=0.3, blind_removal_s=0.6)
    yield device
    assert device.stop()


def test_a_card_of_literal_bytes_is_read(sam: IndependentSam, reader: IdCardReader, events: EventLog) -> None:
    reader.start(events)
    events.wait_state(DeviceState.READY)
    assert reader.sam_id == "05.01-20200101-0000012345-0000067890"
    sam.lay_down()
    document = events.wait_for(IdentityRead).document
    assert document.type is DocumentType.RESIDENT
    assert (document.name, document.number) == ("测试甲", "310100190001010015")
    assert (document.birth, document.nation, document.long_term) == (date(1900, 1, 1), "01", True)
    assert document.address == "测试市测试区虚构路２号"
    assert document.photo == worked.PHOTO
    sam.card_lies_there = False
    events.wait_for(CardLeft)
    assert len(events.of(IdentityRead)) == 1
    start = sam.asked.index("select")
    assert sam.asked[start - 1 : start + 3] == ["find", "select", "read", "address"]
    assert "something else" not in sam.asked


def test_without_a_newest_address_the_printed_one_stands(
    sam: IndependentSam, reader: IdCardReader, events: EventLog
) -> None:
    sam.address_answer = worked.NO_SUCH_ITEM
    sam.lay_down()
    reader.start(events)
    assert events.wait_for(IdentityRead).document.address == "测试市测试区虚构路１号"


def test_the_first_sam_ids_after_power_up_may_be_wrong(
    sam: IndependentSam, reader: IdCardReader, events: EventLog
) -> None:
    sam.wrong_sam_ids = 2
    reader.start(events)
    events.wait_state(DeviceState.READY)
    assert sam.asked[:4] == ["status", "sam-id", "sam-id", "sam-id"]


def test_a_sam_that_never_says_who_it_is_is_a_fault(
    sam: IndependentSam, reader: IdCardReader, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("SAM id: none in 3 tries")
    sam.wrong_sam_ids = 3
    reader.start(events)
    assert events.wait_state(DeviceState.FAULT).fault == "sam-refused"
    events.wait_state(DeviceState.READY)
    assert sam.asked.count("reset") == 1


@pytest.mark.parametrize("answer", [b"", bytes.fromhex("AAAAAA9669 0004 000090 94")], ids=["silence", "90-nothing"])
def test_a_sam_without_newest_address_reads_card_after_card_and_stays_ready(
    sam: IndependentSam, reader: IdCardReader, events: EventLog, answer: bytes
) -> None:
    sam.address_answer = answer
    reader.start(events)
    for visit in (1, 2):
        sam.lay_down()
        assert events.wait_for(IdentityRead, visit).document.name == "测试甲"
        sam.card_lies_there = False
        events.wait_for(CardLeft, visit)
    assert not [e for e in events.of(DeviceStateChanged) if e.state is DeviceState.FAULT]
    assert len(events.of(IdentityRead)) == 2


@pytest.mark.parametrize("sw3", ["21", "41", "55"])
def test_a_sam_that_never_searches_is_a_fault_until_it_does(
    sam: IndependentSam, reader: IdCardReader, events: EventLog, announced: AnnouncedLog, sw3: str
) -> None:
    announced.expect("find card")
    sam.find_answer = Answer(0, 0, int(sw3, 16)).frame()
    reader.start(events)
    assert events.wait_state(DeviceState.FAULT).fault == "sam-no-search"
    sam.find_answer = None
    events.wait_state(DeviceState.READY, 2, timeout_s=10)
    sam.lay_down()
    assert events.wait_for(IdentityRead).document.name == "测试甲"
