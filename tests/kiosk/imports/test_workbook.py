"""Workbooks that are larger, emptier or more crooked than any office's."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.imports.reader.unreadable import Unreadable
from kiosk.imports.reading import read_sheet
from kiosk.imports.rows import CellKind, ImportRefused
from tests.support.clock import ManualClock
from tests.support.lists import HEAD, WANG, made_up, package, read, text_row, workbook

FIRST = text_row(1, *HEAD) + text_row(2, "王秀英", WANG)


def why(data: bytes, tmp_path: Path) -> tuple[str, dict[str, str]]:
    with pytest.raises(Unreadable) as refusal:
        read(data, tmp_path)
    return refusal.value.code, refusal.value.blanks


def said(data: bytes, tmp_path: Path, clock: ManualClock) -> str:
    """By the process of its own."""
    path = tmp_path / "名单.xlsx"
    path.write_bytes(data)
    with pytest.raises(ImportRefused) as refusal:
        read_sheet(path, clock=clock)
    return str(refusal.value.sentence)


def bomb(mib: int, told_mib: int) -> bytes:
    """A workbook whose sheet unpacks to so many MiB, and says another figure.

    Blocks of deflate that end on a byte are joined, so that nobody has to pack them.
    """
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(b"x" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    head = b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    packed = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    stream = packed.compress(head) + packed.flush(zlib.Z_FULL_FLUSH) + block * mib + b"\3\0"
    file = io.BytesIO(package(FIRST, {"xl/worksheets/sheet1.xml": ""}))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_STORED) as book:
        book.writestr("xl/worksheets/sheet2.xml", stream)
    data = bytearray(file.getvalue())
    for sign, method_at, size_at in ((b"PK\3\4", 8, 22), (b"PK\1\2", 10, 24)):
        at = data.rindex(sign)
        data[at + method_at : at + method_at + 2] = b"\x08\0"
        data[at + size_at : at + size_at + 4] = struct.pack("<I", told_mib << 20 | 1)
    return bytes(data)


def test_cell_of_300_mib_in_a_file_of_300_kib_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    data = bomb(300, 300)
    assert len(data) < 400 << 10
    assert why(data, tmp_path) == ("unpacked-too-large", {"most": "100"})


def test_cell_of_300_mib_that_says_it_is_small_is_unpacked_no_further_than_it_says(tmp_path: Path) -> None:
    assert why(bomb(300, 1), tmp_path)[0] == "damaged"


def test_list_that_kills_its_reader_is_too_large_or_damaged(tmp_path: Path, clock: ManualClock) -> None:
    """By the process of its own: a fill without a pattern makes the library stumble."""
    parts = {"xl/styles.xml": "<styleSheet><fills><fill/></fills></styleSheet>"}
    assert said(package(FIRST, parts), tmp_path, clock) == "文件太大或已损坏，请另存一份再试"


SPARSE = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def test_sparse_sheet_of_two_far_cells_is_refused_at_once(tmp_path: Path) -> None:
    """1,446 bytes; another library asks for 512 GiB and ends its process."""
    data = package(SPARSE)
    assert len(data) < 2_200
    assert why(data, tmp_path)[0] == "no-header"
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert why(package(FIRST + far), tmp_path) == ("too-many-columns", {"columns": "16384", "most": "100"})


def test_last_row_of_the_sheet_is_read_without_those_between(tmp_path: Path) -> None:
    number = made_up(sequence=252)
    assert [row.number for row in read(package(FIRST + text_row(1_048_576, "孙大妹", number)), tmp_path).rows] == [
        2,
        1_048_576,
    ]


def test_text_longer_than_any_cell_is_refused(tmp_path: Path) -> None:
    """Of letters that do not pack well: the scan of the zip lets it pass."""
    words = "".join(f"{number:x}" for number in range(300_000))
    assert why(package(FIRST + text_row(3, words)), tmp_path)[0] == "damaged"


def test_tag_without_end_is_refused_before_it_is_read_to_its_end(tmp_path: Path) -> None:
    """Each piece that comes would have it read anew: 90 MB took half a minute."""
    words = "".join(f"{number:x}" for number in range(500_000))
    assert len(read(package(FIRST + f'<row r="3" x="{words[:500_000]}"/>'), tmp_path).rows) == 1
    assert why(package(FIRST + f'<row r="3" x="{words}"/>'), tmp_path)[0] == "damaged"


def test_dimension_is_not_believed(tmp_path: Path) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:A1"/>'
        f"<sheetData>{FIRST}</sheetData></worksheet>"
    )
    assert len(read(package("", {"xl/worksheets/sheet1.xml": sheet}), tmp_path).rows) == 1


def test_too_many_rows_are_refused_with_their_number_before_the_library_reads_them(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(3, 10_102))
    assert why(package(FIRST + rows), tmp_path) == ("too-many-rows", {"rows": "10100", "most": "10000"})


@pytest.mark.parametrize(
    "rows",
    [
        text_row(3, "孙大妹", "1") + text_row(2, "王秀英", WANG),
        text_row(2, "孙大妹", "1") + text_row(2, "王秀英", WANG),
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="A3"><v>1</v></c></row>',
        '<row r="2000000"><c><v>1</v></c></row>',
        '<row r="2"><c r="1A"><v>1</v></c></row>',
        '<row r="2"><c r="XFE2"><v>1</v></c></row>',
        f'<row r="2">{"<c/>" * 16_385}</row>',
    ],
    ids=[
        "backwards",
        "row-twice",
        "cells-backwards",
        "cell-twice",
        "cell-of-another-row",
        "too-far",
        "no-place",
        "no-such-column",
        "endless",
    ],
)
def test_rows_that_do_not_stand_in_order_are_refused_and_nobody_is_left_out(tmp_path: Path, rows: str) -> None:
    assert why(package(text_row(1, *HEAD) + rows), tmp_path)[0] == "damaged"


def test_kinds_of_cells_are_kept(tmp_path: Path) -> None:
    head = text_row(1, *HEAD, "住哪里", "哪一天", "几号", "对不对")
    cells = (
        '<c r="C2" t="e"><v>#N/A</v></c><c r="D2" t="d"><v>2026-11-29</v></c><c r="E2"><v>12.50</v></c>'
        '<c r="F2" t="b"><v>1</v></c>'
    )
    row = text_row(2, "王秀英", WANG).replace("</row>", f"{cells}</row>")
    (only,) = read(package(head + row), tmp_path).rows
    assert [(cell.kind, cell.text) for cell in only.cells[2:]] == [
        (CellKind.ERROR, ""),
        (CellKind.DATE, "2026-11-29"),
        (CellKind.NUMBER, "12.5"),
        (CellKind.TEXT, "TRUE"),
    ]


def test_second_visible_sheet_is_not_read_and_it_is_said_which(tmp_path: Path) -> None:
    def more(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        cover = sheet.parent.create_sheet("封面", 0)
        cover.append(["某街道"])
        other = sheet.parent.create_sheet("二居")
        other.append(list(HEAD))

    sheet = read(workbook([HEAD, ("王秀英", WANG)], more), tmp_path)
    assert (sheet.name, sheet.notices) == ("名单", ("只读了工作表“名单”，没有读：封面, 二居",))


def test_values_beside_the_named_columns_are_not_read_and_it_is_said(tmp_path: Path) -> None:
    sheet = read(workbook([(*HEAD, "", "性别"), ("王秀英", WANG, "某事", "女", "别的事")]), tmp_path)
    assert [cell.text for cell in sheet.rows[0].cells] == ["王秀英", WANG, "", "女"]
    assert sheet.notices == ("第 3, 5 列没有列名，没有读",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old-excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"%PDF-1.7", "not-a-list"),
        (b"\xff\xd8\xff\xe0", "not-a-list"),
        (b"<html><table>", "markup"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "markup"),
        (b"PK\3\4 and no more", "damaged"),
    ],
)
def test_what_is_no_list_is_told_by_its_bytes_whatever_it_is_called(tmp_path: Path, data: bytes, code: str) -> None:
    assert why(data, tmp_path)[0] == code


@pytest.mark.parametrize("size", [0, 1, 100, 1000, 3000])
def test_workbook_that_was_cut_off_is_damaged(tmp_path: Path, size: int) -> None:
    data = workbook([HEAD, ("王秀英", WANG)])
    assert why(b"PK\3\4" + data[4 : 4 + size], tmp_path)[0] == "damaged"
