"""Lists of residents as offices keep them, for tests: workbooks, text files, and hand-made parts of hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from stdnum.iso7064 import mod_11_2

from kiosk.imports.checking import ImportRules, check_rows
from kiosk.imports.copies import copied
from kiosk.imports.messages import Message
from kiosk.imports.photos import Photos
from kiosk.imports.reader.__main__ import read_list
from kiosk.imports.reading import sheet_of
from kiosk.imports.rows import Candidate, Checked, Column, RefusedRow, Sheet

TODAY = date(2026, 11, 29)
HEAD = ("姓名", "身份证号")
WANG = "310107194503152462"
"""Fictitious; a woman born on 15 March 1945."""

Row = Sequence[Any]


def made_up(birth: str = "19450315", sequence: int = 246, area: str = "310107") -> str:
    """A fictitious number with a right check character; an odd sequence is a man's."""
    seventeen = f"{area}{birth}{sequence:03d}"
    return seventeen + str(mod_11_2.calc_check_digit(seventeen))


def workbook(rows: Sequence[Row], change: Callable[[Worksheet], None] | None = None) -> bytes:
    """An XLSX file as Excel writes it, with one sheet 名单."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "名单"
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(data: bytes, tmp_path: Path) -> Sheet:
    """What the reading process would say of a file, said in this one. Raises Unreadable."""
    path = tmp_path / "list"
    path.write_bytes(data)
    said: list[Message] = []
    read_list(io.BytesIO(data), said.append)
    return sheet_of(said, path, copied(path))


def checked(
    sheet: Sheet,
    mapping: Mapping[int, Column] | None = None,
    photos: Photos | None = None,
    rules: ImportRules | None = None,
) -> Checked:
    """Every row judged on 29 November 2026 by the rules of a hall that lists people from 60 on."""
    return check_rows(sheet, mapping or sheet.mapping, TODAY, rules or ImportRules(), photos)


def check(rows: Sequence[Row], tmp_path: Path, change: Callable[[Worksheet], None] | None = None) -> Checked:
    """The same of a workbook's rows."""
    return checked(read(workbook(rows, change), tmp_path))


def only(found: Checked) -> Candidate:
    """The one row, which may be imported."""
    assert [(str(row.problem), str(row.detail)) for row in found.refused] == []
    (candidate,) = found.candidates
    return candidate


def refused(found: Checked) -> RefusedRow:
    """The one row, which may not."""
    assert found.candidates == ()
    (row,) = found.refused
    return row


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def package(sheet_data: str, more: Mapping[str, str | bytes] | None = None, around: str = "", book: str = "") -> bytes:
    """An XLSX file whose sheet's XML is written by hand.

    Args:
        sheet_data: What stands in `sheetData`.
        more: Further parts, or other ones in place of those made here.
        around: What stands behind `sheetData`.
        book: What stands in the workbook before its sheets.
    """
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}'
        '<sheets><sheet name="名单" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("r1", "worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheetData>{sheet_data}</sheetData>{around}</worksheet>",
    }
    return zipped({**parts, **(more or {})})


def relations(*each: tuple[str, str, str]) -> str:
    """A part of relations: id, kind, target."""
    inner = "".join(
        f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"/>' for id_, kind, target in each
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return file.getvalue()


def text_row(number: int, *texts: str) -> str:
    """The XML of a row with texts from column A on."""
    cells = "".join(
        f'<c r="{chr(65 + index)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for index, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


def png(width: int, height: int, claims: tuple[int, int] | None = None) -> bytes:
    """A grey PNG; `claims` writes another size into its header than it has."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", *(claims or (width, height)), 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
