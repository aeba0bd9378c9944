"""A workbook (ECMA-376, Office Open XML) written as it comes, straight into its file.

The libraries at hand keep a whole sheet as a plain file among the temporary ones until they pack it, and cannot let go
of a file when its disk is full. What is exported here is personal and may be a million rows: it is nowhere but in its
file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from types import TracebackType
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

LONGEST_CELL = 32_767
"""Characters of a cell that Excel shows."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel takes `_x0041_` for the letter A."""
_STARTS_A_FORMULA = re.compile(r"[\s\ufeff'\"]*[=+\-@＝＋－＠]|\t")
_QUOTED = 3
"""Style of a text that would be a formula if it were typed: as if an apostrophe had been typed before it."""
_EPOCH = datetime(1899, 12, 30)
_FONTS = '<font><sz val="11"/><name val="DengXian"/></font><font><b/><sz val="11"/><name val="DengXian"/></font>'
_STYLES = f"""{_HEAD}<styleSheet xmlns="{_MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>
<fonts count="2">{_FONTS}</fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="4"><xf xfId="0"/><xf numFmtId="164" applyNumberFormat="1" xfId="0"/>
<xf fontId="1" applyFont="1" xfId="0"/><xf xfId="0" quotePrefix="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
_PANE = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
_VIEWS = f'<sheetViews><sheetView workbookViewId="0">{_PANE}</sheetView></sheetViews>'
_BOOK = f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'

Value = str | float | int | datetime | None


class Workbook:
    """Writes sheets one after the other into a file open for writing; a context. An OSError of the file comes through.

    Text is always text, whatever it begins with, and stays so when its cell is edited; a number is a number; a datetime
    without a zone is a date.

    Args:
        printed_head: What stands at the top of every page when it is printed.
    """

    def __init__(self, file: BinaryIO, printed_head: str = "") -> None:
        self._printed_head = printed_head
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4)
        self._titles: list[str] = []
        self._sheet: BinaryIO | None = None

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the file. After an error it is let go as it is: what is half has no table of contents."""
        if kind is None:
            try:
                self._end()
                return
            except BaseException:
                self._let_go()
                raise
        self._let_go()

    def new_sheet(self, title: str, head: Iterable[str], widths: Iterable[int]) -> None:
        """Begin a sheet: its first row stays in sight and is bold.

        Args:
            widths: Of the columns, in characters.
        """
        self._end_sheet()
        self._titles.append(title)
        name = f"xl/worksheets/sheet{len(self._titles)}.xml"
        self._sheet = self._zip.open(name, "w", force_zip64=True)  # type: ignore[assignment]
        columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, 1))
        self._write(f'{_HEAD}<worksheet xmlns="{_MAIN}">{_VIEWS}<cols>{columns}</cols><sheetData>{_row(head, 2)}')

    def append(self, values: Iterable[Value]) -> None:
        """Add a row to the sheet begun last."""
        self._write(_row(values))

    def _write(self, text: str) -> None:
        assert self._sheet is not None, "a row belongs to a sheet"
        self._sheet.write(text.encode())

    def _end_sheet(self) -> None:
        if self._sheet is not None:
            self._write(f"</sheetData>{_printed(self._printed_head)}</worksheet>")
            self._sheet.close()
            self._sheet = None

    def _end(self) -> None:
        self._end_sheet()
        numbers = range(1, len(self._titles) + 1)
        overrides = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
        )
        sheets = "".join(
            f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="rId{n}"/>' for n, title in enumerate(self._titles, 1)
        )
        relations = "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
        )
        styles = f'<Relationship Id="styles" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        for name, text in (
            ("xl/styles.xml", _STYLES),
            ("xl/workbook.xml", f"{_BOOK}{sheets}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", _relationships(relations + styles)),
            ("_rels/.rels", _relationships(
                f'<Relationship Id="book" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>')),
            ("[Content_Types].xml", f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{overrides}</Types>"""),
        ):  # fmt: skip
            self._zip.writestr(name, text)
        self._zip.close()

    def _let_go(self) -> None:
        """Without this, both would try to go on writing when they are collected."""
        if self._sheet is not None:
            self._sheet._closed = True  # type: ignore[attr-defined]
        self._zip.fp = None


def _relationships(inside: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _printed(head: str) -> str:
    """`&` begins a code there."""
    words = escape(_NOT_XML.sub(" ", head).replace("&", "&&"))
    return f"<headerFooter><oddHeader>&amp;L{words}</oddHeader></headerFooter>" if head else ""


def _row(values: Iterable[Value], style: int = 0) -> str:
    return f"<row>{''.join(_cell(value, style) for value in values)}</row>"


def _cell(value: Value, style: int) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        style = style or (_QUOTED if _STARTS_A_FORMULA.match(value) else 0)
        text = escape(_ESCAPE.sub("_x005F_", _NOT_XML.sub(" ", value)[:LONGEST_CELL]))
        return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, datetime):
        return f'<c s="1"><v>{(value - _EPOCH).total_seconds() / 86400!r}</v></c>'
    return f"<c><v>{value!r}</v></c>"
