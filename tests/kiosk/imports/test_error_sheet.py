"""The sheet of refused rows that goes back to the stick: masked, and text in every cell."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kiosk.imports.error_sheet import error_sheet, rows_of_photos
from kiosk.imports.rows import RefusedRow
from kiosk.sentences import Text, table
from tests.support.lists import HEAD, WANG, check

NUMERIC = "身份证号是数字格式，末几位已丢失，请改成文本后重填"


def test_refused_rows_stand_there_masked_with_what_to_do(tmp_path: Path) -> None:
    rows = [(*HEAD, "性别"), ("王秀英", WANG, "男"), ("孙大妹", 310107194503150248, None), ("", WANG[:-1] + "3", None)]
    data = error_sheet(check(rows, tmp_path).refused)
    sheet = load_workbook(io.BytesIO(data)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["行", "姓名", "证件号", "哪里不对", "怎么办", "说明"],
        ["2", "王*英", "310***********2462", "性别和证件号不一样", "对照身份证改", "表里：男；证件号里：女"],
        ["3", "孙*妹", "310***************", "证件号是数字，末几位已丢", "改成文本重填", NUMERIC],
        ["4", None, "310***********2463", "姓名是空的", "补上姓名", None],
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        whole = b"".join(book.read(name) for name in book.namelist()).decode()
    assert not any(word in whole for word in ("王秀英", "孙大妹", WANG, "310107194503150248"))


def test_photos_that_are_nobodys_stand_at_the_end_without_a_row() -> None:
    sheet = load_workbook(io.BytesIO(error_sheet(rows_of_photos(["310***********2462.jpg", "=IMG.jpg"])))).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [None, None, None, "照片对不上名单里的人", "按证件号命名", f"照片文件：{name}"]
        for name in ("310***********2462.jpg", "=IMG.jpg")
    ]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "＝"])
def test_cell_that_begins_like_a_formula_is_text(begin: str) -> None:
    said = Text(f"{begin}cmd|' /C calc'!A0")
    data = error_sheet([RefusedRow(2, f"{begin}1+1", "", said, Text("改"))])
    cells = [cell for row in load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_sign_no_xml_can_hold_does_not_stop_the_sheet() -> None:
    data = error_sheet([RefusedRow(2, "王\x00\x1b英", "", Text("坏\ufffe了"), Text("改"))])
    assert load_workbook(io.BytesIO(data)).active["B2"].value == "王英"


def test_words_of_a_row_fit_into_its_line_of_the_page() -> None:
    problems, remedies = table("imports.problem"), table("imports.remedy")
    assert problems.keys() == remedies.keys()
    filled = {key: text.format(row=9999, least=60, most=64, column="同意书编号") for key, text in problems.items()}
    assert {key: text for key, text in filled.items() if len(text) > 14} == {}
    assert {key: str(text) for key, text in remedies.items() if len(text) > 8} == {}
