"""Every trap that makes another person of one: what stands in the cell, and what comes of it."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from stdnum.iso7064 import mod_11_2

from kiosk.imports.checking import ImportRules
from kiosk.imports.rows import Column
from kiosk.whitelist.admission import AdmissionRules
from kiosk.whitelist.consent import ConsentHow, ConsentKind
from tests.support.lists import (
    HEAD,
    TODAY,
    WANG,
    check,
    checked,
    made_up,
    only,
    package,
    read,
    refused,
    text_row,
    workbook,
)

NUMERIC = ("证件号是数字，末几位已丢", "改成文本重填", "身份证号是数字格式，末几位已丢失，请改成文本后重填")


# --- a number in a numeric cell ---------------------------------------------------------------------------------------
def test_number_in_a_numeric_cell_is_refused_though_its_check_digit_is_valid_again(tmp_path: Path) -> None:
    """310107194503150248 as a double is 310107194503150272: another number, and a valid one."""
    assert mod_11_2.is_valid("310107194503150272")
    row = refused(check([HEAD, ("王秀英", 310107194503150248)], tmp_path))
    assert (row.row, row.masked_name, row.masked_number) == (2, "王*英", "310***************")
    assert (row.problem, row.remedy, row.detail) == NUMERIC


def test_number_that_excel_cut_to_fifteen_digits_is_refused_though_it_is_valid(tmp_path: Path) -> None:
    """310107194503014246 in Excel is 310107194503014000, whose last digit is right too."""
    assert mod_11_2.is_valid("310107194503014000")
    row = refused(check([HEAD, ("王秀英", 310107194503014000)], tmp_path))
    assert (row.problem, row.remedy, row.detail) == NUMERIC


def test_number_written_by_hand_into_the_file_with_all_its_digits_is_refused_for_being_a_number(tmp_path: Path) -> None:
    cells = f'<c r="A2" t="inlineStr"><is><t>王秀英</t></is></c><c r="B2"><v>{WANG}</v></c>'
    data = package(text_row(1, *HEAD) + f'<row r="2">{cells}</row>')
    assert refused(checked(read(data, tmp_path))).problem == "证件号是数字，末几位已丢"


@pytest.mark.parametrize("text", ["3.10107E+17", "3.10107e17", "310107194503150000.0"])
def test_number_that_a_text_file_has_in_scientific_form_is_refused(tmp_path: Path, text: str) -> None:
    sheet = read(f"姓名,身份证号\n王秀英,{text}\n".encode(), tmp_path)
    assert (refused(checked(sheet)).problem, refused(checked(sheet)).remedy) == NUMERIC[:2]


def test_number_with_000_at_its_end_is_refused_in_a_text_file_and_warned_of_in_a_workbook(tmp_path: Path) -> None:
    number = "310107194503014000"
    row = refused(checked(read(f"姓名,身份证号\n王秀英,{number}\n".encode(), tmp_path)))
    assert (row.problem, row.remedy) == ("证件号末三位是 000", "改用 xlsx")
    assert only(check([HEAD, ("王秀英", number)], tmp_path)).warnings == ("证件号末三位是 000，请对照身份证",)


def test_how_many_numbers_become_another_valid_one_as_a_double() -> None:
    """Of made-up numbers of the area without X: 7.5 % as a double, 9.2 % cut to fifteen digits."""
    chance = random.Random(11643)
    count = same = other = cut = 0
    for _ in range(20_000):
        born = date(1930, 1, 1) + timedelta(days=chance.randrange(365 * 36))
        number = made_up(f"{born:%Y%m%d}", chance.randrange(1, 999))
        if not number.isdigit():
            continue
        count += 1
        as_double = str(int(float(number)))
        same += as_double == number
        other += as_double != number and mod_11_2.is_valid(as_double)
        cut += not number.endswith("000") and mod_11_2.is_valid(number[:15] + "000")
    assert [round(100 * part / count, 1) for part in (same, other, cut)] == [1.6, 7.5, 9.2]


# --- check digit, birth, region, sex ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("310107194503152461", "证件号最后一位算不对"),
        ("31010719450315246", "证件号位数或字符不对"),
        ("31010719450315246A", "证件号位数或字符不对"),
        (made_up("19450230"), "证件号里的生日不对"),
        (made_up("20270101"), "证件号里的生日不对"),
        (made_up(area="000107"), "证件号开头的地区不对"),
        (made_up(area="780107"), "证件号开头的地区不对"),
        ("", "证件号是空的"),
    ],
)
def test_number_that_cannot_be_right_is_refused(tmp_path: Path, number: str, problem: str) -> None:
    row = refused(check([HEAD, ("王秀英", number)], tmp_path))
    assert (row.problem, row.masked_name) == (problem, "王*英")


def test_birth_that_is_another_one_than_the_numbers_is_refused_with_both_as_far_as_they_differ(tmp_path: Path) -> None:
    row = refused(check([(*HEAD, "出生日期"), ("王秀英", WANG, "1945-03-14")], tmp_path))
    assert (row.problem, row.remedy) == ("出生日期和证件号不一样", "对照身份证改")
    assert row.detail == "表里：14日；证件号里：15日"
    assert row.masked_number == "310***********2462"


def test_sex_that_is_another_one_than_the_numbers_is_refused_with_both(tmp_path: Path) -> None:
    row = refused(check([(*HEAD, "性别"), ("王秀英", WANG, "男")], tmp_path))
    assert (row.problem, row.detail) == ("性别和证件号不一样", "表里：男；证件号里：女")


@pytest.mark.parametrize("word", ["女", "2", 2, "女性", "F", "２", " 女 "])
def test_sex_in_every_spelling(tmp_path: Path, word: Any) -> None:
    assert only(check([(*HEAD, "性别(1男2女)"), ("王秀英", WANG, word)], tmp_path)).resident.sex == "2"


def test_sex_nobody_can_read_is_taken_from_the_number_and_said(tmp_path: Path) -> None:
    row = only(check([(*HEAD, "性别"), ("王秀英", WANG, "不详")], tmp_path))
    assert (row.resident.sex, row.warnings) == ("2", ("性别看不懂，按证件号",))


def test_x_in_small_and_in_full_width_is_a_capital_x(tmp_path: Path) -> None:
    number = next(n for n in (made_up(sequence=s) for s in range(100, 400)) if n.endswith("X"))
    for typed in (number, number.lower(), number[:17] + "Ｘ", number[:17] + "ｘ"):
        assert only(check([HEAD, ("王秀英", typed)], tmp_path)).resident.number == number


def test_old_number_of_fifteen_digits_gets_its_century_and_check_character(tmp_path: Path) -> None:
    row = only(check([(*HEAD, "出生日期"), ("王秀英", "310107450315246", "1945.3.15")], tmp_path))
    assert (row.resident.number, row.warnings) == (WANG, ("15 位旧号已换成 18 位",))


def test_old_number_is_held_to_the_birth_column_too(tmp_path: Path) -> None:
    row = refused(check([(*HEAD, "出生日期"), ("王秀英", "310107450315246", "1946.3.15")], tmp_path))
    assert row.detail == "表里：1946年；证件号里：1945年"


# --- what nobody sees -------------------------------------------------------------------------------------------------
FULL_WIDTH = WANG.translate({ord("0") + n: ord("０") + n for n in range(10)})


@pytest.mark.parametrize(
    "typed",
    [
        FULL_WIDTH,
        f"\u202a{WANG}\u202c",
        f"\u3000{WANG}\u00a0",
        f"{WANG[:6]}\u200b{WANG[6:]}",
        f"\ufeff{WANG}",
        f" {WANG[:6]} {WANG[6:14]} {WANG[14:]} ",
        f"{WANG}\n",
    ],
    ids=[
        "full-width",
        "direction-marks",
        "wide-and-no-break-blanks",
        "zero-width",
        "byte-order-mark",
        "blanks",
        "line",
    ],
)
def test_signs_around_a_number_are_taken_off(tmp_path: Path, typed: str) -> None:
    assert only(check([HEAD, ("王秀英", typed)], tmp_path)).resident.number == WANG


def test_compatibility_characters_of_a_name_stay_what_they_are(tmp_path: Path) -> None:
    """NFKC would make 﨑 of another block and ㈱ three signs; in a name neither is touched."""
    assert only(check([HEAD, ("王﨑", WANG)], tmp_path)).resident.name == "王﨑"
    assert refused(check([HEAD, ("王㈱英", WANG)], tmp_path)).problem == "姓名里有不该有的字符"


@pytest.mark.parametrize(
    "typed", ["\u202a王秀英\u202c", "王\u200b秀英", "\ufeff王秀英", "\u3000王秀英\u00a0", "王秀英\r\n"]
)
def test_signs_around_a_name_are_taken_off(tmp_path: Path, typed: str) -> None:
    assert only(check([HEAD, (typed, WANG)], tmp_path)).resident.name == "王秀英"


def test_mark_of_direction_inside_a_name_is_refused(tmp_path: Path) -> None:
    row = refused(check([HEAD, ("王\u202e英秀", WANG)], tmp_path))
    assert (row.problem, row.remedy) == ("姓名里有看不见的字符", "重新输入姓名")


# --- names ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("dot", ["•", "．", ".", "・", "‧"])
def test_middle_dot_of_every_kind_becomes_the_right_one_and_it_is_said(tmp_path: Path, dot: str) -> None:
    row = only(check([HEAD, (f"阿卜杜{dot}买买提", WANG)], tmp_path))
    assert (row.resident.name, row.warnings) == ("阿卜杜\u00b7买买提", ("间隔号已改成“·”",))


def test_right_middle_dot_is_not_spoken_of(tmp_path: Path) -> None:
    assert only(check([HEAD, ("阿卜杜·买买提", WANG)], tmp_path)).warnings == ()


@pytest.mark.parametrize("typed", ["王 英", "王\u3000英", "王  英"])
def test_name_of_two_characters_padded_for_looks_loses_its_blank(tmp_path: Path, typed: str) -> None:
    row = only(check([HEAD, (typed, WANG)], tmp_path))
    assert (row.resident.name, row.warnings) == ("王英", ("姓名中间的空格已去掉",))


@pytest.mark.parametrize(
    ("name", "problem"),
    [("", "姓名是空的"), ("王", "姓名只有一个字"), ("王秀英2", "姓名里有不该有的字符"), ("王" * 51, "姓名太长")],
)
def test_name_that_cannot_be_right_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    assert refused(check([HEAD, (name, WANG)], tmp_path)).problem == problem


def test_rare_characters_come_whole_out_of_every_encoding(tmp_path: Path) -> None:
    name = "王𬭎㛃䶮𪟝"
    text = f"姓名,身份证号\n{name},{WANG}\n"
    assert "𬭎".encode("gb18030").hex() == "9933a932"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        sheet = read(text.encode(encoding), tmp_path)
        assert only(checked(sheet)).resident.name == name, encoding
    assert only(check([HEAD, (name, WANG)], tmp_path)).resident.name == name


# --- days -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed",
    [
        date(1945, 3, 15),
        datetime(1945, 3, 15, 0, 0),
        "1945-03-15",
        "1945.3.15",
        "1945/3/15",
        "19450315",
        19450315,
        "1945年3月15日",
        "1945年03月15日",
        "１９４５年３月１５日",
        "1945 年 3 月 15 日",
        "1945-03-15 00:00:00",
    ],
)
def test_birth_in_every_form(tmp_path: Path, typed: Any) -> None:
    assert only(check([(*HEAD, "出生日期"), ("王秀英", WANG, typed)], tmp_path)).resident.birth == date(1945, 3, 15)


@pytest.mark.parametrize(
    "typed", ["3/15/1945", "15.3.1945", "45.3.15", "1945.3", "1945年", 16511, "1945-13-15", "三月"]
)
def test_birth_that_two_read_as_two_days_is_refused(tmp_path: Path, typed: Any) -> None:
    row = refused(check([(*HEAD, "出生日期"), ("王秀英", WANG, typed)], tmp_path))
    assert (row.problem, row.remedy) == ("出生日期看不懂", "写全年月日")


def test_birth_in_a_workbook_that_counts_from_1904_is_the_same_day(tmp_path: Path) -> None:
    def count_from_1904(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.epoch = CALENDAR_MAC_1904

    data = workbook([(*HEAD, "出生日期"), ("王秀英", WANG, date(1945, 3, 15))], count_from_1904)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert b'date1904="1"' in book.read("xl/workbook.xml")
        assert b"<v>15049</v>" in book.read("xl/worksheets/sheet1.xml")
    assert only(checked(read(data, tmp_path))).resident.birth == date(1945, 3, 15)


def test_birth_after_today_is_refused(tmp_path: Path) -> None:
    assert refused(check([(*HEAD, "出生日期"), ("王秀英", WANG, "2026-11-30")], tmp_path)).problem == "出生日期晚于今天"


# --- telephone --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (13800001234, "13800001234"),
        (1.3800001234e10, "13800001234"),
        ("138 0000 1234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("13800001234.0", "13800001234"),
        ("021-65432100", "021-65432100"),
        ("65432100", "65432100"),
        ("1.3800001234E+10", "13800001234"),
    ],
)
def test_telephone_as_a_number_or_text(tmp_path: Path, typed: Any, number: str) -> None:
    row = only(check([(*HEAD, "联系电话"), ("王秀英", WANG, typed)], tmp_path))
    assert (row.resident.phone, row.warnings) == (number, ())


@pytest.mark.parametrize("typed", ["1.38E+10", "1380000123", "12345", "无", 138000012345])
def test_telephone_that_is_none_stays_empty_and_it_is_said(tmp_path: Path, typed: Any) -> None:
    row = only(check([(*HEAD, "联系电话"), ("王秀英", WANG, typed)], tmp_path))
    assert (row.resident.phone, row.warnings) == (None, ("电话不对，没有导入",))


# --- the sheet itself -------------------------------------------------------------------------------------------------
def test_title_rows_above_the_header_are_stepped_over(tmp_path: Path) -> None:
    sheet = read(workbook([("某街道老年人名单",), (), ("填表：居委", "2026年"), HEAD, ("王秀英", WANG)]), tmp_path)
    assert (sheet.header_row, [row.number for row in sheet.rows]) == (4, [5])


def test_hidden_sheets_and_rows_are_not_read_and_it_is_said(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        other = sheet.parent.create_sheet("旧名单", 0)
        other.append(list(HEAD))
        other.append(["李阿婆", made_up(sequence=248)])
        other.sheet_state = "hidden"

    rows = [HEAD, ("王秀英", WANG), ("赵小兰", made_up(sequence=250)), ("孙大妹", made_up(sequence=252))]
    sheet = read(workbook(rows, hide), tmp_path)
    assert (sheet.name, sheet.hidden_sheets, [row.number for row in sheet.rows]) == ("名单", ("旧名单",), [2, 4])
    assert sheet.notices == ("隐藏的行没有读：第 3 行（共 1 行）", "隐藏的工作表没有读：旧名单")


def test_formula_is_read_by_its_result_and_refused_without_one(tmp_path: Path) -> None:
    def cells(row: int, value: str) -> str:
        number = f'<c r="B{row}" t="str"><f>C{row}&amp;D{row}</f>{value}</c>'
        return f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>王秀英</t></is></c>{number}</row>'

    data = package(text_row(1, *HEAD) + cells(2, f"<v>{WANG}</v>") + cells(3, "") + cells(4, "<v></v>"))
    found = checked(read(data, tmp_path))
    assert [(row.row, row.resident.number) for row in found.candidates] == [(2, WANG)]
    assert [(r.row, str(r.problem), str(r.remedy)) for r in found.refused] == [
        (3, "证件号的公式没有结果", "粘贴为数值"),
        (4, "证件号的公式没有结果", "粘贴为数值"),
    ]


def test_address_merged_over_a_household_is_everybodys_and_a_merged_number_is_not(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("C2:C3")
        sheet.merge_cells("B4:B5")

    rows = [
        (*HEAD, "现住址"),
        ("王秀英", WANG, "新建小区3号楼201室"),
        ("赵大力", made_up(sequence=135), None),
        ("孙大妹", made_up(sequence=252), "新建小区1号楼101室"),
        ("孙小妹", None, "新建小区1号楼102室"),
    ]
    found = check(rows, tmp_path, merge)
    homes = [(c.row, c.resident.address.community, c.resident.address.home) for c in found.candidates]
    assert homes == [(2, "新建小区", "201室"), (3, "新建小区", "201室"), (4, "新建小区", "101室")]
    assert [(row.row, str(row.problem)) for row in found.refused] == [(5, "证件号是空的")]


def test_blank_rows_in_the_middle_are_nobody_and_numbers_stay_those_of_the_spreadsheet(tmp_path: Path) -> None:
    rows = [HEAD, ("王秀英", WANG), (), ("", None), ("孙大妹", made_up(sequence=252))]
    assert [row.row for row in check(rows, tmp_path).candidates] == [2, 5]


def test_total_and_foot_of_the_form_are_left_out_and_it_is_said(tmp_path: Path) -> None:
    rows = [("序号", *HEAD), (1, "王秀英", WANG), ("合 计", "1人", None), ("填表人：李华",), ("审核人：", None, None)]
    sheet = read(workbook(rows), tmp_path)
    assert [row.number for row in sheet.rows] == [2]
    assert sheet.notices == ("第 3, 4, 5 行是合计或填表说明，没有读（共 3 行）",)


def test_caption_between_the_rows_and_the_header_of_the_next_page_are_nobody(tmp_path: Path) -> None:
    rows = [
        ("序号", *HEAD),
        ("第一居民组",),
        (1, "王秀英", WANG),
        ("序号", *HEAD),
        (2, "孙大妹", made_up(sequence=252)),
    ]
    sheet = read(workbook(rows), tmp_path)
    assert ([row.number for row in sheet.rows], sheet.notices) == ([3, 5], ("第 2 行是小标题，没有读（共 1 行）",))


# --- duplicates -------------------------------------------------------------------------------------------------------
def test_second_row_of_the_same_person_is_refused_with_the_first_ones_number(tmp_path: Path) -> None:
    found = check([HEAD, ("王秀英", WANG), ("王 秀英", f" {WANG}"), ("孙大妹", made_up(sequence=252))], tmp_path)
    assert [row.row for row in found.candidates] == [2, 4]
    assert [(r.row, str(r.problem), str(r.remedy)) for r in found.refused] == [(3, "和 2 行是同一人", "留一行就行")]


def test_one_number_with_two_names_is_nobodys(tmp_path: Path) -> None:
    found = check([HEAD, ("王秀英", WANG), ("王秀芳", WANG)], tmp_path)
    assert found.candidates == ()
    assert [(r.row, str(r.problem)) for r in found.refused] == [(2, "和 3 行证件号相同"), (3, "和 2 行证件号相同")]


def test_old_and_new_form_of_one_number_are_one_person(tmp_path: Path) -> None:
    found = check([HEAD, ("王秀英", WANG), ("王秀英", "310107450315246")], tmp_path)
    assert [str(row.problem) for row in found.refused] == ["和 2 行是同一人"]


def test_one_card_of_two_people_is_nobodys(tmp_path: Path) -> None:
    code = "310000D15600000537A1B2C3D4E5F607"
    rows = [(*HEAD, "社保卡识别码"), ("王秀英", WANG, code), ("孙大妹", made_up(sequence=252), code.lower())]
    found = check(rows, tmp_path)
    assert [str(row.problem) for row in found.refused] == ["和 3 行卡识别码相同", "和 2 行卡识别码相同"]


# --- columns ----------------------------------------------------------------------------------------------------------
def test_what_the_purpose_does_not_need_is_dropped_by_name_and_never_read(tmp_path: Path) -> None:
    head = (
        *HEAD,
        "民族",
        "是否低保",
        "健康状况",
        "婚姻",
        "学历",
        "政治面貌",
        "备注",
        "紧急联系人电话",
        "户籍地址",
        "家里有几只猫",
    )
    sheet = read(workbook([head, ("王秀英", WANG, *("不该读",) * 10)]), tmp_path)
    assert sheet.dropped == head[2:11]
    assert sheet.unclear == (11,)
    assert [cell.text for cell in sheet.rows[0].cells] == ["王秀英", WANG, *("",) * 9, "不该读"]


def test_unclear_column_is_read_when_it_was_mapped_by_touch(tmp_path: Path) -> None:
    sheet = read(workbook([(*HEAD, "住哪里"), ("王秀英", WANG, "新建小区3号楼201室")]), tmp_path)
    assert only(checked(sheet)).resident.address.home is None
    mapping = {**sheet.mapping, 2: Column.ADDRESS}
    assert only(checked(sheet, mapping)).resident.address.home == "201室"


def test_second_column_of_one_meaning_is_unclear(tmp_path: Path) -> None:
    sheet = read(workbook([(*HEAD, "联系电话", "手机"), ("王秀英", WANG, "13800001234", "65432100")]), tmp_path)
    assert (sheet.mapping[2], sheet.unclear) == (Column.PHONE, (3,))


# --- consents ---------------------------------------------------------------------------------------------------------
CONSENT = (*HEAD, "人脸同意", "健康同意", "同意书编号", "签字日期")


def test_consent_is_the_rows_own_with_its_paper_and_its_day(tmp_path: Path) -> None:
    row = only(check([CONSENT, ("王秀英", WANG, "是", "√", "A-017", "2026-11-20")], tmp_path))
    assert [(c.kind, c.how, c.given_by, c.paper, c.signed_on) for c in row.consents] == [
        (ConsentKind.FACE, ConsentHow.SIGNATURE, "王秀英", "A-017", date(2026, 11, 20)),
        (ConsentKind.HEALTH, ConsentHow.SIGNATURE, "王秀英", "A-017", date(2026, 11, 20)),
    ]


@pytest.mark.parametrize(("said", "kinds"), [("是", ["home-calls"]), ("否", []), ("", [])])
def test_home_calls_are_agreed_to_only_where_their_own_column_says_so(
    tmp_path: Path, said: str, kinds: list[str]
) -> None:
    head = (*HEAD, "走访同意", "同意书编号", "签字日期")
    row = only(check([head, ("王秀英", WANG, said, "A-017", "2026-11-20")], tmp_path))
    assert [(c.kind.value, c.text_version) for c in row.consents] == [(kind, "2026-11-30") for kind in kinds]
    both = only(check([CONSENT, ("王秀英", WANG, "是", "是", "A-017", "2026-11-20")], tmp_path))
    assert ConsentKind.HOME_CALLS not in {c.kind for c in both.consents}


def test_consent_to_the_face_ends_so_many_years_after_it_was_signed(tmp_path: Path) -> None:
    sheet = read(workbook([CONSENT, ("王秀英", WANG, "是", "是", "A-017", "2026-11-20")]), tmp_path)
    row = only(checked(sheet, rules=ImportRules(consent_years=3)))
    assert [consent.until for consent in row.consents] == [date(2029, 11, 20), None]


@pytest.mark.parametrize(
    ("face", "paper", "day", "warnings"),
    [
        ("是", "", "2026-11-20", ("缺同意书编号或签字日期，列为待同意",)),
        ("是", "A-017", "", ("缺同意书编号或签字日期，列为待同意",)),
        ("看情况", "A-017", "2026-11-20", ("同意栏看不懂，列为待同意",)),
        ("否", "A-017", "2026-11-20", ()),
        ("", "A-017", "2026-11-20", ()),
    ],
)
def test_row_without_a_whole_consent_is_listed_and_has_none(
    tmp_path: Path, face: str, paper: str, day: str, warnings: tuple[str, ...]
) -> None:
    row = only(check([CONSENT, ("王秀英", WANG, face, "", paper, day)], tmp_path))
    assert (row.consents, row.warnings) == ((), warnings)


@pytest.mark.parametrize(
    ("paper", "day", "problem"),
    [
        ("A-017", "2026-11-30", "签字日期晚于今天"),
        ("A-017", "1940-01-01", "签字日期早于出生"),
        ("A-017", "11/20", "签字日期看不懂"),
        ("王秀英-1", "2026-11-20", "同意书编号像姓名或证件号"),
        (WANG, "2026-11-20", "同意书编号像姓名或证件号"),
    ],
)
def test_paper_that_cannot_be_right_is_refused(tmp_path: Path, paper: str, day: str, problem: str) -> None:
    assert refused(check([CONSENT, ("王秀英", WANG, "是", "", paper, day)], tmp_path)).problem == problem


def test_L2_below_14_a_guardian_consents_by_name_and_relation_or_nobody_is_imported(tmp_path: Path) -> None:
    number = made_up("20150315", 246)
    rules = ImportRules(AdmissionRules(min_age=0))
    head = (*CONSENT, "监护人", "监护关系")

    def judged(*guardian: str, face: str = "是") -> Any:
        row = ("王小英", number, face, "", "A-017", "2026-11-20", *guardian)
        return checked(read(workbook([head, row]), tmp_path), rules=rules)

    assert refused(judged("", "")).problem == "未满 14 岁，监护人没写全"
    assert refused(judged("王大力", "")).problem == "未满 14 岁，监护人没写全"
    assert refused(judged("王大力", "父亲", face="")).problem == "未满 14 岁，监护人没写全"
    (consent,) = only(judged("王大力", "父亲")).consents
    assert (consent.given_by, consent.guardian_relation) == ("王大力", "父亲")


def test_L2_below_14_a_guardian_without_paper_and_day_is_no_consent(tmp_path: Path) -> None:
    head = (*CONSENT, "监护人", "监护关系")
    row = ("王小英", made_up("20150315", 246), "是", "", "", "", "王大力", "父亲")
    found = checked(read(workbook([head, row]), tmp_path), rules=ImportRules(AdmissionRules(min_age=0)))
    assert (refused(found).problem, refused(found).remedy) == ("未满 14 岁，缺同意书", "补编号和日期")


def test_who_is_too_young_for_the_hall_is_refused(tmp_path: Path) -> None:
    row = refused(check([HEAD, ("王秀英", made_up("19761130"))], tmp_path))
    assert (row.problem, row.remedy) == ("未满 60 岁", "删掉这一行")
    assert date(2026, 11, 29) == TODAY


def test_card_code_that_stands_for_no_card_is_refused(tmp_path: Path) -> None:
    row = refused(check([(*HEAD, "社保卡识别码"), ("王秀英", WANG, "0" * 32)], tmp_path))
    assert (row.problem, row.remedy) == ("卡识别码不对", "核对或留空")


def test_nothing_of_a_person_stands_in_a_repr(tmp_path: Path) -> None:
    sheet = read(workbook([(*HEAD, "性别"), ("王秀英", WANG, "女"), ("赵大力", made_up(sequence=135), "女")]), tmp_path)
    found = checked(sheet)
    shown = " ".join(
        map(repr, (sheet, sheet.rows[0], sheet.rows[0].cells[0], found, *found.candidates, *found.refused))
    )
    assert not any(word in shown for word in ("王秀英", WANG, "赵大力"))
