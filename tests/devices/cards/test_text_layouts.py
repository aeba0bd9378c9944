"""Four layouts of one text block, told apart by one character, and whatever a broken card may hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from devices.cards.code_tables import nation_name, sex_name
from devices.cards.text_layouts import parse_address, parse_text, with_address
from devices.errors import ProtocolError
from devices.identity import DocumentType, IdentityDocument
from devices.simulators.profile import IdCardData, Person, load_cast
from devices.simulators.sam_text import address_block, text_block
from tests.devices.cards import worked_frames as worked


def field(block: bytes, at: int, text: str, size: int) -> bytes:
    """The block with one field overwritten."""
    raw = text.encode("utf-16-le", "surrogatepass")
    raw += worked.BLANK * ((size - len(raw)) // 2)
    assert len(raw) == size
    return block[:at] + raw + block[at + size :]


def blank() -> bytes:
    return worked.BLANK * 128


def test_the_worked_resident_card_reads_as_it_was_written() -> None:
    read = parse_text(worked.TEXT, worked.PHOTO)
    assert read == IdentityDocument(
        type=DocumentType.RESIDENT,
        number="310100190001010015",
        name="测试甲",
        sex="1",
        nation="01",
        birth=date(1900, 1, 1),
        address="测试市测试区虚构路１号",
        issuer="测试市公安局",
        valid_from=date(2020, 1, 1),
        valid_to=None,
        long_term=True,
        number_ok=True,
        photo=worked.PHOTO,
    )


def test_a_hong_kong_macao_taiwan_permit_has_no_nation() -> None:
    block = field(worked.TEXT, 122, "830000190001010011", 36)
    block = field(block, 32, "05", 4)
    block = field(block, 220, "T12345678", 18)
    block = field(block, 248, "J", 2)
    read = parse_text(block)
    assert read.type is DocumentType.HMT_RESIDENT
    assert read.nation is None
    assert (read.number, read.number_ok, read.name) == ("830000190001010011", True, "测试甲")


def foreign_2017(number: str = "USA310000010111") -> bytes:
    block = field(blank(), 0, "TEST, PERSON ALPHA", 120)
    block = field(block, 120, "2", 2)
    block = field(block, 122, number, 30)
    block = field(block, 152, "USA", 6)
    block = field(block, 158, "测试乙", 30)
    block = field(block, 188, "20180102", 16)
    block = field(block, 204, "20280102", 16)
    block = field(block, 220, "19000101", 16)
    block = field(block, 236, "01", 4)
    block = field(block, 240, "1500", 8)
    return field(block, 248, "I", 2)


def test_a_foreigners_card_of_2017_reads_by_its_own_layout() -> None:
    assert parse_text(foreign_2017()) == IdentityDocument(
        type=DocumentType.FOREIGN_2017,
        number="USA310000010111",
        name="测试乙",
        name_foreign="TEST, PERSON ALPHA",
        sex="2",
        nation=None,
        nationality="USA",
        birth=date(1900, 1, 1),
        issuer="1500",
        valid_from=date(2018, 1, 2),
        valid_to=date(2028, 1, 2),
        number_ok=True,
    )


def foreign_2023(link: str = "") -> bytes:
    block = field(blank(), 0, "测试丙", 30)
    block = field(block, 30, "1", 2)
    block = field(block, 32, "01", 4)
    block = field(block, 36, "19000101", 16)
    block = field(block, 52, "TEST, PERSON GAMMA", 70)
    block = field(block, 122, "931840190001010010", 36)
    block = field(block, 188, "20240101", 16)
    block = field(block, 204, "20340101", 16)
    block = field(block, 242, "USA", 6)
    block = field(block, 248, "Y", 2)
    return field(block, 250, link, 6)


def test_a_foreigners_card_of_2023_reads_by_its_own_layout() -> None:
    assert parse_text(foreign_2023()) == IdentityDocument(
        type=DocumentType.FOREIGN_2023,
        number="931840190001010010",
        name="测试丙",
        name_foreign="TEST, PERSON GAMMA",
        sex="1",
        nation=None,
        nationality="USA",
        birth=date(1900, 1, 1),
        valid_from=date(2024, 1, 1),
        valid_to=date(2034, 1, 1),
        number_ok=True,
    )


def test_the_old_number_of_a_foreigner_is_rebuilt_from_the_link() -> None:
    # USA + 31 (digits 2-3 of the new number) + 00 (link) + 000101 (birth) + 1 (link) + check digit 1
    assert parse_text(foreign_2023("001")).number_previous == "USA310000010111"


@pytest.mark.parametrize("link", ["", "0A1", "12", "１２３"])
def test_a_link_that_is_none_rebuilds_nothing(link: str) -> None:
    assert parse_text(foreign_2023(link)).number_previous is None


@pytest.mark.parametrize(
    ("number", "ok"),
    [
        ("310100190001010015", True),
        ("310100190001010023", True),
        ("310100190001010031", True),
        ("310100190001010016", False),
        ("31010019000101001", False),
        ("310100000101001", False),  # fifteen digits, as before 1999
        ("３１０100190001010015", False),
        ("'; DROP TABLE X --", False),
        ("", False),
    ],
)
def test_a_wrong_check_digit_is_told_and_the_number_kept(number: str, ok: bool) -> None:
    read = parse_text(field(worked.TEXT, 122, number, 36))
    assert read.number == (number or None)
    assert read.number_ok is ok


@pytest.mark.parametrize(
    ("number", "ok"), [("USA310000010111", True), ("USA310000010112", False), ("US1310000010111", False)]
)
def test_the_7_3_1_digit_of_a_2017_number_is_checked(number: str, ok: bool) -> None:
    assert parse_text(foreign_2017(number)).number_ok is ok


def test_a_lower_case_x_is_raised() -> None:
    read = parse_text(field(worked.TEXT, 122, "31010019000101004x", 36))
    assert (read.number, read.number_ok) == ("31010019000101004X", True)


@pytest.mark.parametrize(
    "text", ["", "长期", "19001301", "1900010", "00000000", "2023/1/1", "１９０００１０１", "99991231", "18491231"]
)
def test_a_malformed_birth_date_is_none_and_no_error(text: str) -> None:
    assert parse_text(field(worked.TEXT, 36, text, 16)).birth is None


def test_a_malformed_end_of_validity_is_not_taken_for_long_term() -> None:
    read = parse_text(field(worked.TEXT, 204, "20309999", 16))
    assert (read.valid_to, read.long_term) == (None, False)


@pytest.mark.parametrize(
    ("code", "kept"), [("0", "0"), ("1", "1"), ("2", "2"), ("9", "9"), ("3", "0"), ("男", "0"), (" ", "0")]
)
def test_an_unknown_sex_is_zero(code: str, kept: str) -> None:
    assert parse_text(field(worked.TEXT, 30, code, 2)).sex == kept


@pytest.mark.parametrize("half", [0xD800, 0xDBFF, 0xDC00, 0xDFFF])
@pytest.mark.parametrize("at", [0, 30, 32, 36, 52, 120, 122, 158, 188, 204])
def test_half_a_surrogate_pair_is_left_out_and_the_rest_is_read(at: int, half: int) -> None:
    whole, read = parse_text(worked.TEXT), parse_text(field(worked.TEXT, at, chr(half), 2))
    assert "\ud83d" not in repr(read.name)
    for text in (read.name, read.number, read.address, read.issuer):
        assert text == (text or "").encode("utf-16-le", "ignore").decode("utf-16-le")
    assert read.number == (whole.number if at != 122 else "10100190001010015")
    assert read.name == (whole.name if at != 0 else "试甲")


def test_an_address_cut_inside_a_character_keeps_what_was_whole() -> None:
    address = "测" * 34
    assert parse_text(field(worked.TEXT, 52, address + "\ud83d", 70)).address == address


@pytest.mark.parametrize("size", [0, 255, 257, 512])
def test_a_text_block_of_another_size_is_damaged(size: int) -> None:
    with pytest.raises(ProtocolError, match=f"text block of {size} bytes"):
        parse_text(bytes(size))


def test_a_name_of_hostile_characters_is_storable() -> None:
    read = parse_text(field(worked.TEXT, 0, "\u202e\x00测\x1b试\u200b甲\x07", 30))
    assert read.name == "测试甲"


def test_a_rare_character_outside_the_first_plane_is_kept() -> None:
    assert parse_text(field(worked.TEXT, 0, "测𠮷㛃", 30)).name == "测𠮷㛃"


def test_blanks_inside_a_foreign_name_stay() -> None:
    assert parse_text(field(worked.TEXT, 0, "VAN  DER TEST", 30)).name == "VAN  DER TEST"


def test_an_empty_card_is_a_document_without_contents() -> None:
    read = parse_text(blank())
    assert (read.type, read.name, read.number, read.birth, read.sex) == (DocumentType.RESIDENT, None, None, None, "0")
    assert parse_text(bytes(256)).name is None


def test_the_newest_address_replaces_the_printed_one() -> None:
    newest = parse_address(worked.NEWEST_ADDRESS)
    assert newest == "测试市测试区虚构路２号"
    assert with_address(parse_text(worked.TEXT), newest).address == "测试市测试区虚构路２号"


def test_a_blank_newest_address_replaces_nothing() -> None:
    assert parse_address(worked.BLANK * 35) is None
    assert with_address(parse_text(worked.TEXT), None).address == "测试市测试区虚构路１号"


def test_a_newest_address_of_another_size_is_refused() -> None:
    with pytest.raises(ProtocolError):
        parse_address(bytes(68))


def test_every_card_of_the_cast_is_read_as_it_is_written() -> None:
    cast = load_cast(resources.path("cast"))
    for person in cast.values():
        if person.id_card is None:
            continue
        read = parse_text(text_block(person))
        assert read.name == person.name
        assert read.number == (person.id_card.number or person.number)
        assert read.number_ok, person.id
        assert read.sex == person.sex
        assert read.birth is not None
        assert read.birth.strftime("%Y%m%d") == person.birth
        assert read.address == (person.id_card.address or None)
        assert read.name_foreign == (person.id_card.name_foreign or None)


def test_the_simulators_foreign_card_of_2017_reads_back() -> None:
    card = IdCardData(layout="foreign-2017", name_foreign="TEST ALPHA", nationality="USA", number="USA310000010111")
    person = Person(id="test", name="测试乙", sex="2", birth="19000101", number="310100190001010023", id_card=card)
    read = parse_text(text_block(person))
    assert (read.type, read.name_foreign, read.nationality) == (DocumentType.FOREIGN_2017, "TEST ALPHA", "USA")
    assert (read.number, read.number_ok) == ("USA310000010111", True)


def test_a_profile_that_does_not_fit_the_chip_is_refused_by_name() -> None:
    person = Person(id="long", name="长" * 16, sex="1", birth="19000101", number="x", id_card=IdCardData())
    with pytest.raises(ValueError, match="long: the card does not hold it"):
        text_block(person)
    with pytest.raises(ValueError, match="36 characters"):
        address_block("长" * 36)


def test_codes_have_their_chinese_names() -> None:
    assert (nation_name("01"), nation_name("05"), nation_name("56")) == ("汉", "维吾尔", "基诺")
    assert (nation_name("57"), nation_name(None)) == (None, None)
    assert (sex_name("1"), sex_name("2"), sex_name("7")) == ("男", "女", None)


@given(st.binary(min_size=256, max_size=256), st.sampled_from([None, "I", "J", "Y"]))
def test_arbitrary_blocks_give_a_document_or_a_protocol_error(block: bytes, tag: str | None) -> None:
    if tag:
        block = field(block, 248, tag, 2)
    try:
        read = parse_text(block)
    except ProtocolError:
        return
    for text in (read.name, read.name_foreign, read.number, read.address, read.issuer, read.nationality):
        assert text is None or text.encode("utf-8")


printable = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn"], max_codepoint=0xFFFF), max_size=15
)


@given(printable)
def test_any_name_that_fits_comes_back_without_its_right_hand_blanks(name: str) -> None:
    assert parse_text(field(worked.TEXT, 0, name, 30)).name == (name.rstrip(" ") or None)


@given(st.binary(max_size=80))
def test_arbitrary_addresses_raise_nothing_but_protocol_errors(data: bytes) -> None:
    try:
        parse_address(data)
    except ProtocolError:
        return
