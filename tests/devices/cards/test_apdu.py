"""Commands and answers, byte by byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cards import apdu
from devices.cards.apdu import Answer, CardRefused, Command, demand, status_name, transmit
from devices.errors import DeviceError, ProtocolError


class Script:
    """A channel that expects these commands in this order."""

    def __init__(self, *turns: tuple[str, str]) -> None:
        self._turns = [(bytes.fromhex(command), bytes.fromhex(answer)) for command, answer in turns]
        self.sent: list[bytes] = []

    def transmit(self, command: bytes) -> bytes:
        expected, answer = self._turns[len(self.sent)]
        self.sent.append(command)
        assert command == expected
        return answer


READ_BIRTH = Command(apdu.READ_RECORD, 0x0D, 0x00, le=0)


def test_a_command_with_data_carries_its_length() -> None:
    assert Command(apdu.SELECT, 0x02, 0x00, b"\xef\x05").encode() == bytes.fromhex("00A4020002EF05")


def test_a_command_that_asks_for_all_there_is_ends_in_zero() -> None:
    assert READ_BIRTH.encode() == bytes.fromhex("00B20D0000")


def test_data_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="256 bytes"):
        Command(apdu.SELECT, 0, 0, bytes(256)).encode()


def test_an_answer_is_data_and_status() -> None:
    answer = transmit(Script(("00B20D0000", "0D04190001019000")), READ_BIRTH)
    assert (answer.data, answer.sw) == (bytes.fromhex("0D0419000101"), 0x9000)


def test_6cxx_repeats_the_command_with_the_length_it_names() -> None:
    channel = Script(("00B20D0000", "6C06"), ("00B20D0006", "0D04190001019000"))
    assert transmit(channel, READ_BIRTH).data == bytes.fromhex("0D0419000101")


def test_6cxx_twice_is_a_broken_card() -> None:
    with pytest.raises(ProtocolError, match="6Cxx"):
        transmit(Script(("00B20D0000", "6C06"), ("00B20D0006", "6C07")), READ_BIRTH)


def test_61xx_fetches_what_is_announced() -> None:
    channel = Script(("00B20D0000", "6106"), ("00C0000006", "0D04190001019000"))
    assert transmit(channel, READ_BIRTH).data == bytes.fromhex("0D0419000101")


def test_61xx_collects_in_pieces() -> None:
    channel = Script(("00B20D0000", "0D046104"), ("00C0000004", "19006102"), ("00C0000002", "01019000"))
    assert transmit(channel, READ_BIRTH).data == bytes.fromhex("0D0419000101")


def test_61xx_without_end_is_given_up_after_nine_commands() -> None:
    channel = Script(("00B20D0000", "6110"), *[("00C0000010", "556110")] * 20)
    with pytest.raises(ProtocolError, match="without end"):
        transmit(channel, READ_BIRTH)
    assert len(channel.sent) == 9


@pytest.mark.parametrize("answer", ["", "90", "00" * 259])
def test_an_answer_that_cannot_be_one_is_a_broken_card(answer: str) -> None:
    with pytest.raises(ProtocolError):
        transmit(Script(("00B20D0000", answer)), READ_BIRTH)


def test_a_refusal_names_command_and_status_and_no_data() -> None:
    with pytest.raises(CardRefused) as refusal:
        demand(Script(("00B2080000", "6982")), Command(apdu.READ_RECORD, 0x08, 0x00, le=0))
    assert refusal.value.sw == 0x6982
    assert str(refusal.value) == "READ RECORD 08 00: 6982 security status not satisfied"


@pytest.mark.parametrize(
    ("sw", "name"),
    [
        (0x9000, "ok"),
        (0x63C2, "PIN wrong, 2 tries left"),
        (0x6119, "more data"),
        (0x6C06, "wrong Le"),
        (0x6A83, "record not found"),
        (0x9303, "application locked for good"),
        (0x6F42, "unnamed status"),
    ],
)
def test_status_words_have_names(sw: int, name: str) -> None:
    assert status_name(sw) == name


def test_the_repr_of_an_answer_shows_no_data() -> None:
    assert repr(Answer(b"\xb2\xe2\xca\xd4", 0x9000)) == "<Answer 4 bytes 9000>"


def test_the_name_of_a_command_shows_no_data() -> None:
    assert apdu.name_of(bytes.fromhex("0082000A10" + "11" * 16)) == "EXTERNAL AUTHENTICATE 00 0A"
    assert apdu.name_of(bytes.fromhex("00E20000")) == "INS E2 00 00"
    assert apdu.name_of(b"\x00") == "short command"


@given(st.lists(st.binary(max_size=300), min_size=12, max_size=12))
def test_whatever_a_card_answers_the_exchange_ends(answers: list[bytes]) -> None:
    turns = iter(answers)

    class Whim:
        def transmit(self, command: bytes) -> bytes:
            return next(turns)

    try:
        transmit(Whim(), READ_BIRTH)
    except DeviceError:
        return
