"""A list as a workbook: its first visible sheet with a header, its values by openpyxl, read-only and bounded."""

from __future__ import annotations

import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import IO, Any

from kiosk.imports.messages import CellSaid, EntrySaid, Noticed
from kiosk.imports.reader.outline import Outline, outline_of
from kiosk.imports.reader.pictures import pictures_by_row
from kiosk.imports.reader.safe_xml import Walk
from kiosk.imports.reader.tabulating import HEADER_WITHIN, NOTHING, Say, Tabulator, numbers, score, text_cell
from kiosk.imports.reader.unreadable import Unreadable
from kiosk.imports.reader.zip_scan import Member, ZipLimits, members
from kiosk.imports.rows import MOST_COLUMNS, MOST_ROWS, CellKind

MOST_SHEETS = 50
_ROOM_FOR_TOTALS = 50
_XML = (".xml", ".rels")
_SHEETS = "xl/worksheets/"
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


def read_workbook(file: IO[bytes], say: Say) -> int:
    """The rows of the sheet; how many people there are. Raises Unreadable."""
    try:
        with zipfile.ZipFile(file) as book:
            parts = members(file, book, ZipLimits())
            _judge_parts(book, parts)
            file.seek(0)
            return _read(file, book, parts, say)
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError):
        raise Unreadable("damaged") from None


def _judge_parts(book: zipfile.ZipFile, parts: Mapping[str, Member]) -> None:
    """What kind of file it is, and that none of its parts can do anything."""
    names = [name.casefold() for name in parts]
    if "mimetype" in names or "content.xml" in names:
        raise Unreadable("opendocument")
    if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        raise Unreadable("macros")
    if any(name.endswith("workbook.bin") for name in names):
        raise Unreadable("old-excel")
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise Unreadable("not-a-list")
    if any(name.startswith("xl/externallinks/") for name in names):
        raise Unreadable("external-links")
    if b"macroEnabled" in book.read(next(name for name in parts if name.casefold() == "[content_types].xml")):
        raise Unreadable("macros")


def _walked(book: zipfile.ZipFile, parts: Mapping[str, Member]) -> dict[str, Outline]:
    """The outlines of all sheets by their parts. Every part that is XML is walked before the library sees one."""
    outlines = {}
    for name in parts:
        with book.open(name) as part:
            if name.startswith(_SHEETS) and name.casefold().endswith(".xml"):
                outlines[name] = outline_of(part)
            elif name.casefold().endswith(_XML):
                Walk().through(part)
            elif part.read(64).lstrip(_BEFORE_XML).startswith(b"<"):
                part.seek(0)
                _walk_leniently(part)
    return outlines


def _walk_leniently(part: IO[bytes]) -> None:
    """A part that is no XML by its name may be taken for it. Drawings of old Office are not even well-formed."""
    try:
        Walk().through(part)
    except Unreadable as refused:
        if refused.code != "damaged":
            raise


def _read(file: IO[bytes], book: zipfile.ZipFile, parts: Mapping[str, Member], say: Say) -> int:
    from openpyxl import load_workbook

    outlines = _walked(book, parts)
    library = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheets = library.worksheets[:MOST_SHEETS]
    hidden = tuple(sheet.title for sheet in sheets if sheet.sheet_state != "visible")
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    for sheet in visible:
        outline = outlines.get(sheet._worksheet_path)
        if outline is None or not (header := _header_row(sheet, outline)):
            continue
        _judge_size(outline, header)
        photos = pictures_by_row(book, parts, sheet._worksheet_path, outline)
        count = _rows(sheet, outline, photos, hidden, say)
        filled = set(outline.filled)
        stray = len([row for row in photos if row > header and row not in filled])
        if stray:
            say(Noticed("stray-photos", {"count": str(stray)}))
        others = [other.title for other in visible if other is not sheet]
        if others:
            say(Noticed("other-sheets", {"names": listed(others), "sheet": sheet.title[:60]}))
        if hidden:
            say(Noticed("hidden-sheets", {"names": listed(hidden)}))
        return count
    raise Unreadable("no-header", most=HEADER_WITHIN)


def listed(names: Sequence[str]) -> str:
    """Names of sheets in one line."""
    return ", ".join(name[:40] for name in names[:5]) + (" …" if len(names) > 5 else "")


def _header_row(sheet: Any, outline: Outline) -> int:
    """Number of the row that names columns best; 0 where none does."""
    if not outline.filled:
        return 0
    rows = sheet.iter_rows(min_row=1, max_row=HEADER_WITHIN, max_col=min(outline.width, MOST_COLUMNS))
    scores = [score([_cell(cell) for cell in row]) for row in rows]
    return scores.index(max(scores)) + 1 if any(scores) else 0


def _judge_size(outline: Outline, header: int) -> None:
    """Before the library reads what is too much anyway."""
    if outline.width > MOST_COLUMNS:
        raise Unreadable("too-many-columns", columns=outline.width, most=MOST_COLUMNS)
    people = len(outline.filled) - bisect_right(outline.filled, header)
    if people > MOST_ROWS + _ROOM_FOR_TOTALS:
        raise Unreadable("too-many-rows", rows=people, most=MOST_ROWS)


def _rows(sheet: Any, outline: Outline, photos: Mapping[int, list[EntrySaid]], hidden: tuple[str, ...],
          say: Say) -> int:  # fmt: skip
    table = Tabulator(say, sheet.title[:300], hidden, total=len(outline.filled))
    skipped = []
    for number, cells, merged in _filled_up(sheet, outline):
        if number in outline.hidden and any(kind is not CellKind.EMPTY for kind, _ in cells):
            skipped.append(number)
            continue
        table.take(number, cells, tuple(photos.get(number, ())), merged)
    table.end()
    if skipped:
        say(Noticed("hidden-rows", {"rows": numbers(skipped), "count": str(len(skipped))}))
    return table.count


def _filled_up(sheet: Any, outline: Outline) -> Iterator[tuple[int, list[CellSaid], Collection[int]]]:
    """Every row that holds anything, with the value of a cell merged over several rows in each of them."""
    begins: dict[int, list[tuple[int, int]]] = {}
    for left, top, _, bottom in outline.merged:
        if bottom > top and left <= outline.width:
            begins.setdefault(top, []).append((left - 1, bottom))
    open_ranges: dict[int, tuple[int, CellSaid]] = {}
    wanted = set(outline.filled)
    for number, row in enumerate(sheet.iter_rows(min_row=1, max_row=outline.last, max_col=outline.width), 1):
        if number not in wanted:
            continue
        cells = [
            (CellKind.FORMULA, "") if (number, column) in outline.unreckoned else _cell(cell)
            for column, cell in enumerate(row, 1)
        ]
        merged = set()
        for index, (bottom, value) in list(open_ranges.items()):
            if number > bottom:
                del open_ranges[index]
            elif cells[index] == NOTHING and value != NOTHING:
                cells[index] = value
                merged.add(index)
        for index, bottom in begins.get(number, ()):
            open_ranges[index] = (bottom, cells[index])
        yield number, cells, merged


def _cell(cell: Any) -> CellSaid:
    value = cell.value
    if value is None:
        return NOTHING
    if cell.data_type == "e":
        return CellKind.ERROR, ""
    match value:
        case bool():
            return text_cell(str(value).upper())
        case int() | float():
            return CellKind.NUMBER, _decimal(value)
        case datetime() | date():
            return CellKind.DATE, value.strftime("%Y-%m-%d")
    text = str(value)
    return NOTHING if "DISPIMG(" in text else text_cell(text)


def _decimal(value: float) -> str:
    """The shortest decimal form."""
    if isinstance(value, int):
        return str(value)[:100]
    return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
