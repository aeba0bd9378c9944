"""Lists as text: separators, encodings, quotes, and what is no list at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.imports.reader.tabulating import Tabulator, text_cell
from kiosk.imports.reader.text_file import decoded
from kiosk.imports.reader.unreadable import Unreadable
from tests.support.lists import WANG, checked, made_up, only, read, refused


def why(data: bytes, tmp_path: Path) -> tuple[str, dict[str, str]]:
    with pytest.raises(Unreadable) as refusal:
        read(data, tmp_path)
    return refusal.value.code, refusal.value.blanks


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separator_is_the_one_by_which_the_header_is_known(tmp_path: Path, separator: str) -> None:
    lines = [["姓名", "身份证号", "现住址"], ["王秀英", WANG, '"新建小区;3号楼,201室\t"']]
    sheet = read("\n".join(separator.join(line) for line in lines).encode(), tmp_path)
    assert (sheet.headers, len(sheet.rows), sheet.is_text) == (("姓名", "身份证号", "现住址"), 1, True)


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("gb18030", "GB18030")]
)
def test_encoding_is_told(tmp_path: Path, encoding: str, told: str) -> None:
    sheet = read(f"姓名,身份证号\n王秀英,{WANG}\n".encode(encoding), tmp_path)
    assert sheet.notices == (f"文字按 {told} 读",)


def test_text_in_no_encoding_is_refused_and_nothing_is_left_out(tmp_path: Path) -> None:
    assert why(f"姓名,身份证号\n王秀英,{WANG}\n".encode() + b"\x81", tmp_path)[0] == "text-encoding"
    assert why("姓名,身份证号\n".encode("utf-16") + b"\x00\xd8", tmp_path)[0] == "text-encoding"
    assert why("姓名".encode("utf-32"), tmp_path)[0] == "text-encoding"


@pytest.mark.parametrize(
    "data", [b"\0", "姓名,身份证号\n王\0秀英,1".encode(), "姓名,身份证号\n王\0秀英".encode("utf-16")]
)
def test_text_with_nul_is_no_list(tmp_path: Path, data: bytes) -> None:
    assert why(data, tmp_path)[0] == "not-a-list"


def test_cell_of_five_megabytes_costs_its_own_row(tmp_path: Path) -> None:
    text = f"姓名,身份证号\n王秀英,{WANG}\n{'王' * 5_000_000},{made_up(sequence=248)}\n"
    found = checked(read(text.encode(), tmp_path))
    assert [row.row for row in found.candidates] == [2]
    assert [(row.row, str(row.problem), str(row.remedy)) for row in found.refused] == [
        (3, "姓名的字太多", "改短这一格")
    ]


def test_quote_that_is_never_closed_is_refused_and_swallows_nobody(tmp_path: Path) -> None:
    text = f'姓名,身份证号,住址\n王秀英,{WANG},"新建小区\n孙大妹,{made_up(sequence=252)},一号楼\n'
    assert why(text.encode(), tmp_path) == ("quotes", {"row": "2"})
    lines = "".join(f"孙大妹,{made_up(sequence=n)},一号楼\n" for n in range(100, 130))
    text = f'姓名,身份证号,住址\n王秀英,{WANG},"新建小区\n{lines}赵小兰,{made_up(sequence=250)},二号楼"\n'
    assert why(text.encode(), tmp_path) == ("quotes", {"row": "2"})  # closed thirty people later


@pytest.mark.parametrize("typed", [f'="{WANG}"', f"'{WANG}", f'"\t{WANG}"'])
def test_what_keeps_a_number_text_in_a_spreadsheet_is_taken_off(tmp_path: Path, typed: str) -> None:
    assert only(checked(read(f"姓名,身份证号\n王秀英,{typed}\n".encode(), tmp_path))).resident.number == WANG


def test_formula_of_a_text_file_is_text_and_no_name(tmp_path: Path) -> None:
    row = refused(checked(read(f"姓名,身份证号\n=cmd|' /C calc'!A0,{WANG}\n".encode(), tmp_path)))
    assert row.problem == "姓名里有不该有的字符"


NOT_NAMES = ("'; DROP TABLE", "<img src=x>", "${jndi:ldap://x}", "{0}", "%s%n", "王\x1b[2J英", "王\a英")


@pytest.mark.parametrize("name", NOT_NAMES)
def test_what_other_programs_would_run_is_no_name(tmp_path: Path, name: str) -> None:
    row = refused(checked(read(f'姓名,身份证号\n"{name}",{WANG}\n'.encode(), tmp_path)))
    assert row.problem in ("姓名里有不该有的字符", "姓名里有看不见的字符")
    assert name not in f"{row.problem}{row.remedy}{row.masked_name}"


def test_hundred_and_one_columns_are_refused_with_their_number(tmp_path: Path) -> None:
    text = "姓名,身份证号" + ",x" * 99 + f"\n王秀英,{WANG}\n"
    assert why(text.encode(), tmp_path) == ("too-many-columns", {"columns": "101", "most": "100"})


def test_ten_thousand_rows_are_read_and_one_more_is_refused_with_the_number(tmp_path: Path) -> None:
    line = f"王秀英,{WANG}\n"
    assert len(read(("姓名,身份证号\n" + line * 10_000).encode(), tmp_path).rows) == 10_000
    assert why(("姓名,身份证号\n" + line * 10_001).encode(), tmp_path) == (
        "too-many-rows",
        {"rows": "10001", "most": "10000"},
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [("甲,乙\n1,2\n", "no-header"), ("姓名,身份证号\n", "no-rows"), ("姓名,身份证号\n,,\n", "no-rows")],
)
def test_text_without_a_list_is_refused(tmp_path: Path, text: str, code: str) -> None:
    assert why(text.encode(), tmp_path)[0] == code


def test_more_text_than_a_list_has_is_refused() -> None:
    table = Tabulator(lambda _: None, "", is_text=True)

    def rows(count: int) -> None:
        for number in range(2, count):
            table.take(number, [text_cell("王" * 500)] * 100)

    table.take(1, [text_cell("姓名"), text_cell("身份证号"), *[text_cell("不详")] * 98])
    rows(600)
    with pytest.raises(Unreadable, match="damaged"):
        rows(200)


@settings(max_examples=150)
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff"), min_size=1, max_size=40))
def test_what_is_decoded_is_what_was_written(text: str) -> None:
    assert decoded(text.encode("utf-8"))[0] == text
    assert decoded(text.encode("utf-16"))[0] == text
    assert decoded("姓名".encode("gb18030") + text.encode("gb18030"))[0] == "姓名" + text
