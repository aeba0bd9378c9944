"""The simulated card against worked exchanges, byte by byte, and against senseless commands."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.simulators.profile import Person, SocialSecurityData
from devices.simulators.social_card_chip import SocialCardChip, cryptogram, files_of

PERSON = Person(
    id="test-a",
    name="测试甲",
    sex="1",
    birth="19000101",
    number="310100190001010015",
    social_security=SocialSecurityData(
        identification_code="310000D156000005FFFFFFFFFFFFFFFF", card_number="T00000001", version="2.00"
    ),
)


def chip(version: str = "2.00") -> SocialCardChip:
    card = SocialCardChip(files_of(PERSON), version)
    card.files[0xEF05][0x03] = version.encode()
    return card


def say(card: SocialCardChip, command: str) -> str:
    return card.answer(bytes.fromhex(command)).hex().upper()


def test_the_worked_exchanges_come_out_byte_by_byte() -> None:
    card = chip()
    sssse = "7378312E73682EC9E7BBE1B1A3D5CF"
    assert say(card, "00A404000F" + sssse) == "6F11840F" + sssse + "9000"
    assert say(card, "00A4020002EF05") == "9000"
    assert say(card, "00B2030000") == "0304322E30309000"
    assert say(card, "00B2010000") == "0110310000D156000005FFFFFFFFFFFFFFFF9000"
    assert say(card, "00B2010412") == "0110310000D156000005FFFFFFFFFFFFFFFF9000"
    assert say(card, "00B2070000") == "07095430303030303030319000"
    assert say(card, "00A4020002EF06") == "9000"
    assert say(card, "00B2080000") == "08123331303130303139303030313031303031359000"
    assert say(card, "00B2090000") == "091EB2E2CAD4BCD7" + "00" * 24 + "9000"
    assert say(card, "00B20D0000") == "0D04190001019000"
    assert say(card, "00B20A0000") == "0A01319000"
    assert say(card, "00B20B0000") == "0B01019000"
    assert say(card, "00B20C0000") == "0C033101009000"
    assert say(card, "00B24E0000") == "4E14" + "00" * 20 + "9000"
    assert say(card, "00B20D0004") == "6C06"
    assert say(card, "00B20F0000") == "6A83"


def test_a_short_file_id_works_without_selecting() -> None:
    assert say(chip(), "00B2012C00") == "0110310000D156000005FFFFFFFFFFFFFFFF9000"
    assert say(chip(), "00B20D3000") == "0D04190001019000"


def test_reading_without_a_file_is_refused() -> None:
    assert say(chip(), "00B2030000") == "6986"


def test_a_third_generation_card_keeps_its_person_back_until_it_is_authenticated() -> None:
    card = chip("3.00")
    say(card, "00A4020002EF05")
    assert say(card, "00B2010000").endswith("9000")
    assert say(card, "00B2070000").endswith("9000")
    assert say(card, "00B2050000") == "6982"
    challenges = tuple(bytes.fromhex(say(card, "0084000008"))[:8] for _ in range(4))
    code = bytes.fromhex("310000D156000005FFFFFFFFFFFFFFFF")
    assert say(card, "0082000A10" + cryptogram(b"simulation", code, challenges).hex()) == "9000"
    say(card, "00A4020002EF06")
    assert say(card, "00B2080000") == "08123331303130303139303030313031303031359000"
    card.reset()
    say(card, "00A4020002EF06")
    assert say(card, "00B2080000") == "6982"


def test_a_wrong_cryptogram_is_refused_and_an_old_one_too() -> None:
    card = chip("3.00")
    assert say(card, "0082000A10" + "00" * 16) == "6300"
    challenges = tuple(bytes.fromhex(say(card, "0084000008"))[:8] for _ in range(4))
    right = cryptogram(b"simulation", card.files[0xEF05][0x01], challenges).hex()
    assert say(card, "0082000A10" + "00" * 16) == "6300"
    assert say(card, "0082000A10" + right) == "6300"


def test_a_person_without_a_card_is_refused() -> None:
    with pytest.raises(ValueError, match="no social-security card"):
        files_of(msgspec.structs.replace(PERSON, social_security=None))


def test_a_name_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        files_of(msgspec.structs.replace(PERSON, name="测" * 26))


@given(st.lists(st.binary(max_size=40), max_size=6), st.sampled_from(["1.00", "3.00"]))
def test_senseless_commands_get_a_status_word(commands: list[bytes], version: str) -> None:
    card = chip(version)
    for command in commands:
        assert 2 <= len(card.answer(command)) <= 258
