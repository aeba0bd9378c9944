"""Refused rows as a workbook for those who mend the list. Masked; every cell is text, whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Iterable

from kiosk.imports.rows import RefusedRow
from kiosk.sentences import sentence, table

_WIDTHS = (8, 14, 24, 34, 22, 44)


def error_sheet(refused: Iterable[RefusedRow]) -> bytes:
    """An XLSX file: row, masked name, masked number, what is wrong, what to do, and both values where two disagree."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = str(sentence("imports.errors.sheet"))
    lines = [[str(word) for word in table("imports.errors.columns").values()]]
    lines += (
        [str(row.row or ""), row.masked_name, row.masked_number, str(row.problem), str(row.remedy), str(row.detail)]
        for row in refused
    )
    for number, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            cell = sheet.cell(number, column)
            if text:
                cell.value = _legal(text)
                cell.data_type = "s"  # = begins a formula for whoever sets a value
                cell.quotePrefix = True
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rows_of_photos(names: Iterable[str]) -> tuple[RefusedRow, ...]:
    """A row for each photo that is nobody's of the list.

    Args:
        names: Of the files, masked.
    """
    problem, remedy = table("imports.problem")["photo-nobody"], table("imports.remedy")["photo-nobody"]
    return tuple(RefusedRow(0, "", "", problem, remedy, sentence("imports.detail.file", file=name)) for name in names)


def _legal(text: str) -> str:
    """Without signs that no XML can hold."""
    return "".join(sign for sign in text if sign.isprintable())
