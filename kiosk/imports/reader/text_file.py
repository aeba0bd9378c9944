"""A list as text: CSV and TXT, as Excel, WPS and phones save them."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator

from kiosk.imports.messages import CellSaid, Noticed
from kiosk.imports.reader.tabulating import HEADER_WITHIN, Say, Tabulator, score, text_cell
from kiosk.imports.reader.unreadable import Unreadable
from kiosk.imports.rows import MOST_COLUMNS

MOST_BYTES = 20 << 20
_LONGEST_FIELD = 6 << 20
_MOST_LINES_IN_A_CELL = 20
_SEPARATORS = ",;\t"
_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def read_text(data: bytes, say: Say) -> int:
    """The rows of a text file; how many people there are.

    Raises:
        Unreadable: text-encoding, not-a-list, quotes, damaged, no-header, no-rows, too-many-rows, too-many-columns.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("too-large", most=MOST_BYTES >> 20)
    text, encoding = decoded(data)
    separator = _separator(text)
    table = Tabulator(say, "", is_text=True, total=text.count("\n"))
    for number, cells in _records(text, separator):
        table.take(number, cells)
    table.end()
    say(Noticed("encoding", {"encoding": encoding}))
    return table.count


def decoded(data: bytes) -> tuple[str, str]:
    """The text, and the encoding it proved to be in. Nothing is ever left out of it."""
    if data.startswith(_UTF32):
        raise Unreadable("text-encoding")
    marked = next((name for mark, name in _MARKED if data.startswith(mark)), None)
    if marked is None and b"\0" in data:
        raise Unreadable("not-a-list")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise Unreadable("not-a-list")
        return text, encoding.removesuffix("-sig").upper()
    raise Unreadable("text-encoding")


def _separator(text: str) -> str:
    """The one by which the header is recognised best; a comma where none is."""
    return max(_SEPARATORS, key=lambda sign: max((score(cells) for cells in _head(text, sign)), default=0))


def _head(text: str, sign: str) -> Iterator[list[CellSaid]]:
    for line in text[:20_000].splitlines()[:HEADER_WITHIN]:
        try:
            yield [text_cell(field) for field in next(csv.reader([line], delimiter=sign), [])]
        except csv.Error:
            continue


def _records(text: str, separator: str) -> Iterator[tuple[int, list[CellSaid]]]:
    csv.field_size_limit(_LONGEST_FIELD)
    lines = (line + "\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    try:
        for number, fields in enumerate(reader, 1):
            while fields and not fields[-1].strip():
                fields.pop()
            if len(fields) > MOST_COLUMNS:
                raise Unreadable("too-many-columns", columns=len(fields), most=MOST_COLUMNS)
            if any(field.count("\n") > _MOST_LINES_IN_A_CELL for field in fields):
                raise Unreadable("quotes", row=number)
            yield number, [text_cell(_plain(field)) for field in fields]
    except csv.Error:
        raise Unreadable("quotes", row=number + 1) from None


def _plain(field: str) -> str:
    """Without what programs put before a number so that a spreadsheet keeps it as text: ="310…" and '310…."""
    if field.startswith('="') and field.endswith('"') and len(field) > 3:
        return field[2:-1]
    return field[1:] if field[:1] == "'" and field[1:2].isalnum() else field
