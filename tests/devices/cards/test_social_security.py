"""The card application, without a reader: literal bytes of worked exchanges, and everything a broken card may say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.cards.apdu import CardRefused
from devices.cards.card_code import names_a_card
from devices.cards.pcsc_link import CardMoved
from devices.cards.social_security import AuthenticationRequest, NotThisCard, SocialSecurityCard
from devices.errors import DeviceError, DeviceTimeout, ProtocolError
from devices.identity import CardReference, DocumentType, IdentityDocument
from tests.conftest import AnnouncedLog

SELECT_SSSE = "00A404000F7378312E73682EC9E7BBE1B1A3D5CF"
CODE = "310000D156000005FFFFFFFFFFFFFFFF"

VERSION_2 = {
    SELECT_SSSE: "6F11840F7378312E73682EC9E7BBE1B1A3D5CF9000",
    "00A4020002EF05": "9000",
    "00B2010000": "0110310000D156000005FFFFFFFFFFFFFFFF9000",
    "00B2030000": "0304322E30309000",
    "00B2050000": "0504202103019000",
    "00B2060000": "0604203103019000",
    "00B2070000": "07095430303030303030319000",
    "00A4020002EF06": "9000",
    "00B2080000": "08123331303130303139303030313031303031359000",
    "00B2090000": "091EB2E2CAD4BCD7" + "00" * 24 + "9000",
    "00B24E0000": "4E14" + "00" * 20 + "9000",
    "00B20A0000": "0A01319000",
    "00B20B0000": "0B01019000",
    "00B20D0000": "0D04190001019000",
}
"""测试甲's card: every command the driver may send to it, and the answer."""

PERSONAL = ("00A4020002EF06", "00B2080000", "00B2090000", "00B24E0000", "00B20A0000", "00B20B0000", "00B20D0000")
VERSION_3 = {
    **VERSION_2,
    "00B2030000": "0304332E30309000",
    "00B2050000": "6982",
    "00B2060000": "6982",
    **dict.fromkeys(PERSONAL[1:], "6982"),
}


class Card:
    """Answers from a table, 6D00 to what is not in it, and remembers what it was sent."""

    def __init__(self, answers: dict[str, str], **changes: str) -> None:
        self._answers = {**answers, **{f"00B2{tag[1:]}0000": answer for tag, answer in changes.items()}}
        self.sent: list[str] = []

    def transmit(self, command: bytes) -> bytes:
        self.sent.append(command.hex().upper())
        return bytes.fromhex(self._answers.get(self.sent[-1], "6D00"))


def read(card: Card) -> IdentityDocument:
    return SocialSecurityCard().read(card)


def test_a_second_generation_card_gives_name_and_number() -> None:
    document = read(Card(VERSION_2))
    assert document == IdentityDocument(
        type=DocumentType.SOCIAL_SECURITY,
        number="310100190001010015",
        name="测试甲",
        sex="1",
        nation="01",
        birth=date(1900, 1, 1),
        valid_from=date(2021, 3, 1),
        valid_to=date(2031, 3, 1),
        number_ok=True,
        card=CardReference(CODE, "T00000001", "2.00"),
    )


def test_it_never_verifies_a_pin_and_touches_no_other_application() -> None:
    card = Card(VERSION_2)
    read(card)
    assert {command[2:4] for command in card.sent} == {"A4", "B2"}
    assert [command for command in card.sent if command.startswith("00A404")] == [SELECT_SSSE]
    assert set(card.sent) <= set(VERSION_2)


def test_a_first_generation_card_is_read_the_same_way() -> None:
    document = read(Card(VERSION_2, t03="0304312E30309000"))
    assert (document.name, document.number) == ("测试甲", "310100190001010015")
    assert document.card == CardReference(CODE, "T00000001", "1.00")


def test_a_card_without_the_environment_name_is_read_from_its_file() -> None:
    assert read(Card({**VERSION_2, SELECT_SSSE: "6A82"})).name == "测试甲"


def test_the_other_form_of_selecting_a_file_is_tried() -> None:
    answers = {**VERSION_2, "00A4000002EF05": "9000", "00A4000002EF06": "9000"}
    card = Card({**answers, "00A4020002EF05": "6A86", "00A4020002EF06": "6A86"})
    assert read(card).name == "测试甲"


@pytest.mark.parametrize("sw", ["6A86", "6A81", "6D00", "6E00", "6999", "6F00"])
def test_a_card_that_knows_no_such_name_is_another_card(sw: str) -> None:
    with pytest.raises(NotThisCard):
        read(Card({SELECT_SSSE: sw}))


def test_a_card_with_neither_name_nor_file_is_another_card() -> None:
    with pytest.raises(NotThisCard):
        read(Card({SELECT_SSSE: "6A82"}))


def test_a_file_of_another_world_is_another_card() -> None:
    with pytest.raises(NotThisCard):
        read(Card({**VERSION_2, SELECT_SSSE: "6A82", "00B2010000": "70049F3602019000"}))


@pytest.mark.parametrize("sw", ["6283", "9303"])
def test_a_locked_application_is_refused_with_its_status(sw: str) -> None:
    with pytest.raises(CardRefused) as refusal:
        read(Card({SELECT_SSSE: sw}))
    assert refusal.value.sw == int(sw, 16)


# Names


def test_a_long_name_goes_on_in_the_extension() -> None:
    name = "阿卜杜热合曼·买买提依明·托合提"
    raw = name.encode("gb18030")
    assert len(raw) == 32
    head = f"091E{raw[:30].hex()}9000"
    assert read(Card(VERSION_2, t09=head, t4E=f"4E14{raw[30:].hex()}{'00' * 18}9000")).name == name


def test_a_rare_character_of_four_bytes_may_lie_across_the_border() -> None:
    raw = ("测" * 14 + "𠮷").encode("gb18030")
    record, extension = f"091E{raw[:30].hex()}9000", f"4E02{raw[30:].hex()}9000"
    assert read(Card(VERSION_2, t09=record, t4E=extension)).name == "测" * 14 + "𠮷"


@pytest.mark.parametrize("extension", ["6A83", "6982", "4E009000", "4E14" + "00" * 20 + "9000"])
def test_a_missing_extension_is_no_fault(extension: str) -> None:
    assert read(Card(VERSION_2, t4E=extension)).name == "测试甲"


def test_half_a_character_at_the_end_of_a_name_is_left_out() -> None:
    assert read(Card(VERSION_2, t09="0907B2E2CAD4BCD7B29000", t4E="6A83")).name == "测试甲"


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("'; DROP TABLE residents;--", "'; DROP TABLE residents;--"),
        ("测试\x00\x1b[31m甲\x07", "测试[31m甲"),
        ("测\u202e试\u200b甲", "测试甲"),
        ("${jndi:ldap://x}%s%n{0}", "${jndi:ldap://x}%s%n{0}"),
        ("<b>甲</b>", "<b>甲</b>"),
        ("   ", None),
        ("", None),
    ],
)
def test_a_hostile_name_is_data_and_carries_no_controls(hostile: str, shown: str | None) -> None:
    raw = hostile.encode("gb18030")
    assert read(Card(VERSION_2, t09=f"09{len(raw):02X}{raw.hex()}9000")).name == shown


# Numbers and codes


def test_a_wrong_check_digit_is_marked_and_the_number_kept() -> None:
    document = read(Card(VERSION_2, t08="0812" + b"310100190001010016".hex() + "9000"))
    assert (document.number, document.number_ok) == ("310100190001010016", False)


def test_a_foreigners_number_of_2017_is_checked_by_its_own_digit() -> None:
    document = read(Card(VERSION_2, t08="0812" + b"USA310000010111".hex() + "000000" + "9000"))
    assert (document.number, document.number_ok) == ("USA310000010111", True)


def test_an_old_number_of_fifteen_digits_has_no_check_digit() -> None:
    document = read(Card(VERSION_2, t08="0812" + b"310100000101001".hex() + "000000" + "9000"))
    assert (document.number, document.number_ok) == ("310100000101001", False)


def test_a_small_x_is_made_large() -> None:
    document = read(Card(VERSION_2, t08="0812" + b"31010019000101004x".hex() + "9000"))
    assert document.number == "31010019000101004X"


def test_an_empty_number_is_none() -> None:
    assert read(Card(VERSION_2, t08="0812" + "00" * 18 + "9000")).number is None


@pytest.mark.parametrize(
    "raw", [b"'; DROP TABLE x;--", "３１０".encode("gb18030"), b"31010019000101001500", b"\x1b[2J"]
)
def test_a_number_with_other_characters_is_a_damaged_card(raw: bytes) -> None:
    with pytest.raises(ProtocolError):
        read(Card(VERSION_2, t08=f"08{len(raw):02X}{raw.hex()}9000"))


@pytest.mark.parametrize(
    ("record", "sex"),
    [("0A01329000", "2"), ("0A01399000", "9"), ("0A01009000", "0"), ("0A01FF9000", "0"), ("6A83", "0")],
)
def test_sex_is_one_of_the_standard_codes(record: str, sex: str) -> None:
    assert read(Card(VERSION_2, t0A=record)).sex == sex


@pytest.mark.parametrize(
    ("record", "nation"),
    [("0B01569000", "56"), ("0B01979000", "97"), ("0B01579000", None), ("0B01FF9000", None), ("6A83", None)],
)
def test_nation_is_one_of_the_standard_codes(record: str, nation: str | None) -> None:
    assert read(Card(VERSION_2, t0B=record)).nation == nation


@pytest.mark.parametrize("record", ["0D04190013019000", "0D04999999999000", "0D04FFFFFFFF9000", "0D009000", "6A83"])
def test_an_impossible_birth_date_is_none(record: str) -> None:
    assert read(Card(VERSION_2, t0D=record)).birth is None


def test_padding_behind_a_record_is_no_fault() -> None:
    assert read(Card(VERSION_2, t0A="0A0132FFFF00009000")).sex == "2"


@pytest.mark.parametrize("record", ["9000", "09009000", "0812" + "33" * 17 + "9000"])
def test_a_number_that_breaks_the_standard_is_a_damaged_card(record: str) -> None:
    with pytest.raises(ProtocolError):
        read(Card(VERSION_2, t08=record))


@pytest.mark.parametrize(
    ("tag", "record"),
    [
        ("t01", "0110310000D1560000059000"),
        ("t01", "0104310000D19000"),
        ("t01", "6A83"),
        ("t01", "6982"),
        ("t03", "0304616263649000"),
        ("t03", "0304322E309000"),
        ("t07", "0704273B2D2D9000"),
        ("t09", "081EB2E29000"),
        ("t0A", "0A0132AA9000"),
    ],
)
def test_a_record_beside_the_number_that_breaks_the_standard_costs_its_field_only(tag: str, record: str) -> None:
    document = read(Card(VERSION_2, **{tag: record}))
    assert document.number == "310100190001010015"
    assert document.card is not None
    lost = {
        "t01": document.card.identification_code,
        "t03": document.card.version,
        "t07": document.card.card_number,
        "t09": document.name,
        "t0A": None if document.sex == "0" else document.sex,
    }
    assert lost[tag] is None
    assert [field for field in lost if lost[field] is None] == [tag]


@pytest.mark.parametrize("sw", ["6281", "6300", "6700", "6900", "6981", "6982", "6A80", "6A82", "6A86", "6A88", "6B00",
                                "6D00", "6F00", "9303"])  # fmt: skip
@pytest.mark.parametrize("tag", ["05", "06", "07", "4E", "0A", "0B", "0D"])
def test_whatever_status_an_optional_record_has_the_person_is_served(
    tag: str, sw: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "kiosk.devices.cards")
    document = read(Card(VERSION_2, **{f"t{tag}": sw}))
    assert (document.name, document.number) == ("测试甲", "310100190001010015")
    assert f"record {tag} left out" in caplog.text
    assert sw in caplog.text


def test_a_record_shorter_than_asked_for_is_taken() -> None:
    document = read(Card(VERSION_2, t08="0812" + b"310100190001010015".hex() + "6282", t0A="0A01326282"))
    assert (document.number, document.sex) == ("310100190001010015", "2")


@pytest.mark.parametrize(
    ("raw", "version"),
    [("33202020", "3.00"), ("332E3000", "3.00"), ("56332E30", "3.00"), ("332E3030", "3.00"), ("33000000", "3.00")],
)
def test_a_version_written_oddly_is_the_third_generation_all_the_same(raw: str, version: str) -> None:
    card = Card(VERSION_3, t03=f"0304{raw}9000")
    document = read(card)
    assert document.card == CardReference(CODE, "T00000001", version)
    assert not set(card.sent) & set(PERSONAL)


@pytest.mark.parametrize("raw", ["20202020", "FFFFFFFF", "00000000", "61626364"])
def test_a_card_of_unknown_version_is_asked_for_its_person(raw: str) -> None:
    assert read(Card(VERSION_2, t03=f"0304{raw}9000")).number == "310100190001010015"


BLANK_CODES = ["FF" * 16, "00" * 16, "20" * 16, "30" * 16, "310000" + "FF" * 13, "310000" + "00" * 13,
               "310000" + "20" * 13, "310115" + "1234" * 6 + "12", "0123456789ABCDEF" * 2, "310000010000" + "FF" * 10,
               "310000" + "00" * 6 + "FF" * 7]  # fmt: skip


@pytest.mark.parametrize("code", BLANK_CODES)
def test_a_code_of_filler_is_no_reference(code: str) -> None:
    assert read(Card(VERSION_2, t01=f"0110{code}9000")).card == CardReference(None, "T00000001", "2.00")
    assert read(Card(VERSION_3, t01=f"0110{code}9000")).card == CardReference(None, "T00000001", "3.00")


@pytest.mark.parametrize("code", [CODE, "310000D1560000050000000000000001", "31000000000000000000000000000017"])
def test_a_code_of_its_own_is_a_reference(code: str) -> None:
    assert names_a_card(code)


@pytest.mark.parametrize("refusal", ["6982", "6983", "6A81"])
def test_a_card_that_refuses_holder_and_code_is_refused(refusal: str) -> None:
    with pytest.raises(CardRefused):
        read(Card(VERSION_3, t01=refusal))


@pytest.mark.parametrize("number", ["0" * 18, "X" * 18, "9" * 15])
def test_a_number_of_filler_is_none(number: str) -> None:
    assert read(Card(VERSION_2, t08=f"08{len(number):02X}{number.encode().hex()}9000")).number is None


# Version 3


class Key:
    """Stands where a PSAM would; answers what it is told to."""

    def __init__(self, answer: bytes | Exception) -> None:
        self._answer = answer
        self.request: AuthenticationRequest | None = None

    def cryptogram(self, request: AuthenticationRequest) -> bytes:
        self.request = request
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


OPEN_3 = {
    **VERSION_2,
    "00B2030000": "0304332E30309000",
    "0084000008": "11223344556677889000",
    "0082000A10" + "AB" * 16: "9000",
}


def test_a_third_generation_card_gives_its_reference_only() -> None:
    card = Card(VERSION_3)
    assert read(card) == IdentityDocument(
        type=DocumentType.SOCIAL_SECURITY, number=None, name=None, card=CardReference(CODE, "T00000001", "3.00")
    )
    assert not set(card.sent) & set(PERSONAL)


def test_a_third_generation_card_may_keep_its_card_number_back() -> None:
    assert read(Card(VERSION_3, t07="6982")).card == CardReference(CODE, None, "3.00")


def test_a_second_generation_card_that_keeps_its_person_back_gives_its_reference() -> None:
    document = read(Card(VERSION_3, t03="0304322E30309000"))
    assert (document.number, document.name) == (None, None)
    assert document.card == CardReference(CODE, "T00000001", "2.00")


def test_with_its_key_a_third_generation_card_gives_all() -> None:
    key = Key(b"\xab" * 16)
    document = SocialSecurityCard(key).read(Card(OPEN_3))
    assert (document.name, document.number) == ("测试甲", "310100190001010015")
    assert document.valid_to == date(2031, 3, 1)
    assert key.request == AuthenticationRequest(bytes.fromhex(CODE), (bytes.fromhex("1122334455667788"),) * 4, 1)


def test_the_key_is_told_the_algorithm_the_card_names() -> None:
    key = Key(b"\xab" * 16)
    SocialSecurityCard(key).read(Card({**OPEN_3, SELECT_SSSE: "6F08A5069F0C038601039000"}))
    assert key.request is not None
    assert key.request.algorithm == 3


@pytest.mark.parametrize("key", [Key(b"\xab" * 15), Key(DeviceTimeout("no answer")), Key(KeyError("slot"))])
def test_a_key_that_fails_leaves_the_reference(key: Key, announced: AnnouncedLog) -> None:
    announced.expect("external authentication")
    card = Card({**VERSION_3, "0084000008": "11223344556677889000"})
    assert SocialSecurityCard(key).read(card).name is None
    assert not [command for command in card.sent if command.startswith("0082")]


@pytest.mark.parametrize("sw", ["6300", "6983", "6A88"])
def test_a_card_that_refuses_the_cryptogram_is_not_asked_again(sw: str, announced: AnnouncedLog) -> None:
    announced.expect("external authentication")
    command = "0082000A10" + "AB" * 16
    card = Card({**VERSION_3, "0084000008": "11223344556677889000", command: sw})
    document = SocialSecurityCard(Key(b"\xab" * 16)).read(card)
    assert document.card == CardReference(CODE, "T00000001", "3.00")
    assert card.sent.count(command) == 1


def test_a_second_generation_card_is_never_authenticated() -> None:
    key = Key(b"\xab" * 16)
    SocialSecurityCard(key).read(Card(VERSION_2))
    assert key.request is None


# Anything at all


def test_a_card_that_goes_is_told_as_gone() -> None:
    class Gone:
        def transmit(self, command: bytes) -> bytes:
            raise CardMoved("SELECT 04 00: card was removed")

    with pytest.raises(CardMoved):
        SocialSecurityCard().read(Gone())


answers = st.one_of(
    st.binary(max_size=280),
    st.binary(max_size=40).map(lambda data: data + b"\x90\x00"),
    st.sampled_from([b"\x61\x10", b"\x6c\x06", b"\x69\x82", b"\x6a\x83", b"\x6a\x82", b"\x90\x00"]),
)


@settings(max_examples=300)
@given(st.data())
def test_whatever_a_card_answers_only_device_errors_come_out(data: st.DataObject) -> None:
    class Whim:
        def transmit(self, command: bytes) -> bytes:
            worked = bytes.fromhex(VERSION_2.get(command.hex().upper(), "6D00"))
            return data.draw(answers) if data.draw(st.integers(0, 3)) == 0 else worked

    try:
        document = SocialSecurityCard(Key(b"\xab" * 16)).read(Whim())
    except DeviceError:
        return
    assert document.card is not None
    assert document.card.identification_code is None or len(document.card.identification_code) == 32
    (document.name or "").encode("utf-8")


@given(st.binary(max_size=30), st.binary(max_size=20))
def test_whatever_stands_in_a_name_it_comes_out_clean(name: bytes, extension: bytes) -> None:
    card = Card(
        VERSION_2,
        t09=f"09{len(name):02X}{name.hex()}9000",
        t4E=f"4E{len(extension):02X}{extension.hex()}9000",
    )
    shown = read(card).name
    assert shown is None or (shown and shown == shown.strip())
    assert not [c for c in shown or "" if ord(c) < 32 or 0x7F <= ord(c) < 0xA0]
