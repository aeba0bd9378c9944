"""Reading a card from a SAM that may answer anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cards.sam_frames import Answer
from devices.cards.sam_link import SamLink
from devices.cards.sam_reading import Miss, check_status, greet, is_still_there, read_card
from devices.errors import DeviceError, DeviceRefused, ProtocolError
from devices.events import ReadFailure
from devices.identity import IdentityDocument
from tests.devices.cards import worked_frames as worked
from tests.devices.cards.scripted_wire import ScriptedWire
from tests.support.clock import ManualClock


def link(*answers: bytes) -> SamLink:
    clock = ManualClock()
    return SamLink(ScriptedWire(clock, *([a] for a in answers)), clock)  # type: ignore[arg-type]


def test_a_card_is_read_with_its_newest_address() -> None:
    read = read_card(link(worked.SELECTED, worked.READ_FRAME, worked.ADDRESS_FRAME))
    assert isinstance(read, IdentityDocument)
    assert (read.name, read.address) == ("测试甲", "测试市测试区虚构路２号")


def test_a_card_pulled_before_its_newest_address_is_read_all_the_same() -> None:
    read = read_card(link(worked.SELECTED, worked.READ_FRAME, worked.READ_FAILED))
    assert isinstance(read, IdentityDocument)
    assert (read.name, read.address) == ("测试甲", "测试市测试区虚构路１号")


@pytest.mark.parametrize(
    ("answers", "miss"),
    [
        ((worked.SELECT_FAILED,), Miss(ReadFailure.MOVED)),
        ((worked.SELECTED, worked.READ_FAILED), Miss(ReadFailure.MOVED)),
        ((worked.CARD_REJECTED,), Miss(ReadFailure.UNSUPPORTED, final=True)),
        ((worked.SELECTED, worked.CARD_REJECTED), Miss(ReadFailure.UNSUPPORTED, final=True)),
        ((worked.SELECTED, worked.FINGERPRINT_FRAME), Miss(ReadFailure.DAMAGED, final=True)),
        ((worked.SELECTED, b"", b""), Miss(ReadFailure.READER)),
    ],
)
def test_every_miss_has_its_reason(answers: tuple[bytes, ...], miss: Miss) -> None:
    assert read_card(link(*answers)) == miss


@pytest.mark.parametrize(
    ("answer", "there"), [(worked.ADDRESS_FRAME, True), (worked.NO_SUCH_ITEM, True), (worked.READ_FAILED, False)]
)
def test_a_card_is_there_while_it_answers_for_its_address(answer: bytes, there: bool) -> None:
    assert is_still_there(link(answer)) is there


def test_silence_says_nothing_about_the_card() -> None:
    assert is_still_there(link()) is None


def garbled(frame: bytes, bit: int) -> bytes:
    """The frame with one bit turned over, as a burst on the line would."""
    return bytes(byte ^ (1 << bit % 8) if at == bit // 8 else byte for at, byte in enumerate(frame))


RESET_OK = worked.STATUS_OK


@pytest.mark.parametrize("bit", [0, 36, 43, 47, 52, 55, 70, 80, 300, 5000, 10300])
def test_a_bit_turned_over_in_the_long_answer_is_read_again_after_a_reset(bit: int) -> None:
    asked = link(worked.SELECTED, garbled(worked.READ_FRAME, bit),
                 RESET_OK, worked.FOUND, worked.SELECTED, worked.READ_FRAME, worked.NO_SUCH_ITEM)  # fmt: skip
    read = read_card(asked)
    assert isinstance(read, IdentityDocument)
    assert read.name == "测试甲"


def test_three_spoilt_answers_in_a_row_are_a_reader_out_of_order() -> None:
    spoilt = garbled(worked.READ_FRAME, 5000)
    again = (RESET_OK, worked.FOUND, worked.SELECTED, spoilt)
    with pytest.raises(ProtocolError):
        read_card(link(worked.SELECTED, spoilt, *again, *again))


def test_a_late_answer_to_select_is_not_taken_for_the_answer_to_read() -> None:
    read = read_card(link(worked.SELECTED, worked.SELECTED + worked.READ_FRAME, worked.NO_SUCH_ITEM))
    assert isinstance(read, IdentityDocument)


BLANKS_91 = Answer(0, 0, 0x91, b" \0" * 35).frame()
OTHER_ADDRESSES = [b"", BLANKS_91, Answer(0, 0, 0x90, b"").frame(), Answer(0, 0, 0x90, b" \0" * 36).frame(),
                   Answer(0, 0, 0x77, b"").frame()]  # fmt: skip


@pytest.mark.parametrize("answer", OTHER_ADDRESSES)
def test_whatever_is_said_of_the_newest_address_the_card_is_read(answer: bytes) -> None:
    read = read_card(link(worked.SELECTED, worked.READ_FRAME, answer))
    assert isinstance(read, IdentityDocument)
    assert (read.name, read.address) == ("测试甲", "测试市测试区虚构路１号")


@pytest.mark.parametrize("answer", OTHER_ADDRESSES[:4])
def test_an_answer_without_the_form_of_an_address_tells_nothing_of_presence(answer: bytes) -> None:
    assert is_still_there(link(answer)) is None


def test_a_sam_that_failed_its_self_test_is_named() -> None:
    with pytest.raises(DeviceRefused, match=r"SAM status: SELF_TEST_FAILED \(60\)") as caught:
        check_status(link(bytes.fromhex("AAAAAA9669 0004 000060 64")))
    assert caught.value.code == "sam-refused"


def test_a_sam_is_greeted_by_its_identity() -> None:
    assert greet(link(worked.STATUS_OK, worked.SAM_ID_FRAME)) == "05.01-20200101-0000012345-0000067890"


statuses = st.sampled_from([0x90, 0x9F, 0x91, 0x80, 0x81, 0x41]) | st.integers(0, 255)
payloads = st.sampled_from([b"", bytes(8), worked.READ_FRAME[10:-1], worked.NEWEST_ADDRESS]) | st.binary(max_size=80)
answers = st.builds(lambda sw3, data: Answer(0, 0, sw3, data).frame(), statuses, payloads) | st.binary(max_size=30)


@given(st.lists(answers, max_size=6))
def test_whatever_a_sam_answers_there_is_a_card_or_a_reason_or_a_device_error(script: list[bytes]) -> None:
    for act in (read_card, is_still_there, check_status, greet):
        try:
            act(link(*script))
        except DeviceError:
            continue
