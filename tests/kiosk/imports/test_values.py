"""Single values, whatever hands, telephones and spreadsheets made of them."""

from __future__ import annotations

import contextlib
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.imports.addresses import cut
from kiosk.imports.rows import Cell, CellKind, Column
from kiosk.imports.values import ValueProblem, day, document_number, phone, plain
from kiosk.imports.words import answer, column_names, column_of, folded, is_unneeded, list_words, sex_code
from tests.support.lists import TODAY, made_up

DAYS = st.dates(date(1900, 1, 1), date(2026, 11, 29))
UNSEEN = st.text(st.sampled_from("\u200b\ufeff\u2060 \u3000\u00a0\u202a\u202c\t\n"), max_size=4)
ANYTHING = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


def text(content: str) -> Cell:
    return Cell(CellKind.TEXT, content)


FORMS = (
    "{0:%Y-%m-%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}/{0.month:02d}/{0.day}",
    "{0:%Y%m%d}",
    "{0.year}年{0.month}月{0.day}日",
)


@settings(max_examples=60)
@given(DAYS, st.sampled_from(FORMS), UNSEEN)
def test_day_is_the_one_that_was_written_in_every_form(written: date, form: str, around: str) -> None:
    assert day(text(around + form.format(written) + around)) == written


@settings(max_examples=60)
@given(DAYS)
def test_day_without_its_year_first_is_never_guessed(written: date) -> None:
    for form in ("%d/%m/%Y", "%m/%d/%Y", "%y.%m.%d", "%m-%d", "%Y.%m"):
        with pytest.raises(ValueProblem):
            day(text(written.strftime(form)))


@settings(max_examples=100)
@given(ANYTHING)
def test_whatever_stands_in_a_cell_is_a_value_or_a_refusal(content: str) -> None:
    for kind in (CellKind.TEXT, CellKind.NUMBER, CellKind.DATE, CellKind.ERROR):
        for parse in (day, phone, lambda cell: document_number(cell, TODAY)):
            with contextlib.suppress(ValueProblem):
                parse(Cell(kind, content))


@settings(max_examples=60)
@given(DAYS, st.integers(1, 999), UNSEEN, st.booleans())
def test_number_is_found_whatever_nobody_sees_around_it(born: date, sequence: int, around: str, wide: bool) -> None:
    number = made_up(f"{born:%Y%m%d}", sequence)
    typed = "".join(chr(ord(sign) + 0xFEE0) for sign in number) if wide else number
    assert document_number(text(around + typed + around), TODAY)[0].number == number


@settings(max_examples=60)
@given(DAYS, st.integers(1, 999), st.integers(0, 17), st.integers(1, 9))
def test_number_with_one_wrong_digit_is_never_taken(born: date, sequence: int, at: int, more: int) -> None:
    number = made_up(f"{born:%Y%m%d}", sequence)
    value = "0123456789X".index(number[at])
    other = "0123456789X"[(value + more) % (11 if at == 17 else 10)]
    wrong = number[:at] + other + number[at + 1 :]
    assert wrong != number
    with pytest.raises(ValueProblem):
        document_number(text(wrong), TODAY)


@settings(max_examples=60)
@given(ANYTHING)
def test_plain_text_is_plain_and_loses_nothing_that_is_seen(content: str) -> None:
    kept = plain(content)
    assert plain(kept) == kept
    assert seen(kept) == seen(content)


def seen(content: str) -> list[str]:
    """Letters and digits."""
    return [sign for sign in content if unicodedata.category(sign)[0] in "LN"]


# --- words ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("姓名", Column.NAME),
        (" 姓　名 ", Column.NAME),
        ("*姓名（必填）：", Column.NAME),
        ("公民身份号码", Column.NUMBER),
        ("身份证\n号码", Column.NUMBER),
        ("ID Number", Column.NUMBER),
        ("性别(1男2女)", Column.SEX),
        ("\ufeff证件号码", Column.NUMBER),
        ("家庭住址", Column.ADDRESS),
        ("家庭地址", Column.ADDRESS),
        ("家庭详细住址", Column.ADDRESS),
        ("家庭电话", Column.PHONE),
        ("家庭联系电话（座机）", Column.PHONE),
        ("通讯地址", None),
        ("紧急联系人", None),
        ("天气", None),
        ("", None),
    ],
)
def test_column_is_known_by_its_name(header: str, column: Column | None) -> None:
    assert column_of(header) is column


def test_every_name_of_a_column_stands_there_folded_and_once_and_is_not_dropped() -> None:
    names = [name for each in list_words().columns.values() for name in each]
    assert [name for name in names if folded(name) != name] == []
    assert len(set(names)) == len(names) == len(column_names())
    assert set(list_words().columns) == set(Column)
    assert list_words().source


@pytest.mark.parametrize(
    "header", ["民族", "是否低保户", "健康状况", "婚姻状况", "文化程度（学历）", "政治面貌", "备注", "户籍地址"]
)
def test_column_nobody_needs_is_known_as_such(header: str) -> None:
    assert is_unneeded(header)


def test_yes_and_no_and_neither() -> None:
    assert [answer(word) for word in ("是", "√", " Y ", "已同意", "不同意", "否", "×", "", "看情况")] == [
        True, True, True, True, False, False, False, None, None,
    ]  # fmt: skip
    assert [sex_code(word) for word in ("男", "女 ", "1", "２", "Male", "不详", "")] == [
        "1",
        "2",
        "1",
        "2",
        "1",
        "0",
        "0",
    ]


# --- addresses --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "levels"),
    [
        (
            "上海市黄浦区南京东路街道新建居委会人民小区3号楼201室",
            ("黄浦区", "南京东路街道", "新建居委会", "人民小区", "3号楼", "201室"),
        ),
        ("新建小区3号楼201室", (None, None, None, "新建小区", "3号楼", "201室")),
        ("长宁路123弄5号602室", (None, None, None, "长宁路123弄", "5号", "602室")),
        ("普陀区曹杨三村12号", ("普陀区", None, None, "曹杨三村", "12号", None)),
        ("南岭园附近", (None, None, None, None, None, "南岭园附近")),
        ("", (None,) * 6),
    ],
)
def test_address_in_one_cell_is_cut_into_its_levels(written: str, levels: tuple[str | None, ...]) -> None:
    found = cut(written)
    assert (
        found.district, found.street, found.committee, found.community, found.building, found.home
    ) == levels  # fmt: skip


@settings(max_examples=60)
@given(st.text(st.sampled_from("上海市黄浦区街道居委会小3号楼201室路弄 ,"), max_size=30))
def test_address_of_any_kind_is_cut_without_a_number_lost(written: str) -> None:
    found = cut(written)
    levels = (found.district, found.street, found.committee, found.community, found.building, found.home)
    kept = "".join(level or "" for level in levels)
    assert [sign for sign in kept if sign.isdigit()] == [sign for sign in written if sign.isdigit()]
