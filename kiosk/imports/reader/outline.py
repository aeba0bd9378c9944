"""What the spreadsheet library does not tell of a sheet: hidden rows, merged cells, lacking results, pictures.

One walk over the part, which also proves that its rows and cells stand in order, each once.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import IO

from kiosk.imports.reader.safe_xml import Attributes, Walk, attribute
from kiosk.imports.reader.unreadable import Unreadable

MOST_MERGED = 20_000
MOST_SHEET_ROWS, MOST_SHEET_COLUMNS = 1 << 20, 1 << 14
"""Of any sheet of Excel."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_PICTURE = re.compile(r"DISPIMG\(\s*\"([^\"]{1,100})\"", re.ASCII)
_DEFAULT_HEIGHT = 15.0


@dataclass(slots=True)
class Outline:
    """One sheet. Rows and columns count from 1.

    Attributes:
        filled: Numbers of the rows with a value, rising.
        width: The last column with a value.
        merged: (first column, first row, last column, last row) of each merged range.
        unreckoned: (row, column) of each formula whose result is not in the file.
        cell_pictures: By row, the names WPS gives the pictures in its cells.
        rich_values: By row, the numbers (`vm`) by which Excel finds them.
        heights: In points, of rows that have their own.
    """

    filled: array[int] = field(default_factory=lambda: array("I"))
    width: int = 0
    hidden: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unreckoned: set[tuple[int, int]] = field(default_factory=set)
    cell_pictures: dict[int, list[str]] = field(default_factory=dict)
    rich_values: dict[int, list[int]] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    height: float = _DEFAULT_HEIGHT
    drawing: str | None = None

    @property
    def last(self) -> int:
        """The last row with a value; 0 where there is none."""
        return self.filled[-1] if self.filled else 0


def outline_of(stream: IO[bytes]) -> Outline:
    """Walks one sheet's part. Raises Unreadable."""
    drawing = _Drawing()
    Walk(drawing.begun, drawing.ended, drawing.said).through(stream)
    return drawing.outline


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Drawing:
    """The walk's state."""

    def __init__(self) -> None:
        self.outline = Outline()
        self._row = self._column = 0
        self._inside = ""
        self._has_value = self._has_formula = False
        self._formula: list[str] = []

    def begun(self, name: str, attributes: Attributes) -> None:
        match name:
            case "c":
                self._cell(attributes)
            case "row":
                self._new_row(attributes)
            case "v" | "t":
                self._inside = "value"
            case "f":
                self._inside, self._has_formula = "formula", True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case "sheetFormatPr":
                self.outline.height = _points(attributes.get("defaultRowHeight")) or _DEFAULT_HEIGHT
            case "drawing":
                self.outline.drawing = attribute(attributes, "id")

    def said(self, text: str) -> None:
        if self._inside == "value":
            self._has_value = True
        elif self._inside == "formula" and len(self._formula) < 20:
            self._formula.append(text)

    def ended(self, name: str) -> None:
        if name in ("v", "t", "f"):
            self._inside = ""
        elif name == "c":
            self._cell_over()

    def _new_row(self, attributes: Attributes) -> None:
        number = _whole(attributes.get("r"), self._row + 1)
        if not self._row < number <= MOST_SHEET_ROWS:
            raise Unreadable("damaged")
        self._row, self._column = number, 0
        if attributes.get("hidden") in ("1", "true"):
            self.outline.hidden.add(number)
        height = _points(attributes.get("ht"))
        if height:
            self.outline.heights[number] = height

    def _cell(self, attributes: Attributes) -> None:
        column = self._column + 1
        if place := attributes.get("r"):
            found = _PLACE.fullmatch(place)
            if not found or int(found[2]) != self._row:
                raise Unreadable("damaged")
            column = column_number(found[1])
        if not self._column < column <= MOST_SHEET_COLUMNS:
            raise Unreadable("damaged")
        self._column = column
        self._has_value = self._has_formula = False
        self._formula.clear()
        if (rich := _whole(attributes.get("vm"), 0)) > 0:
            self.outline.rich_values.setdefault(self._row, []).append(rich)

    def _cell_over(self) -> None:
        at, picture = self.outline, _PICTURE.search("".join(self._formula)) if self._formula else None
        if picture:
            at.cell_pictures.setdefault(self._row, []).append(picture[1])
        elif self._has_formula and not self._has_value:
            at.unreckoned.add((self._row, self._column))
        if self._has_value or self._has_formula:
            if not at.filled or at.filled[-1] != self._row:
                at.filled.append(self._row)
            at.width = max(at.width, self._column)

    def _merge(self, text: str) -> None:
        found = _RANGE.fullmatch(text)
        if not found:
            return
        if len(self.outline.merged) >= MOST_MERGED:
            raise Unreadable("damaged")
        left, top, right, bottom = column_number(found[1]), int(found[2]), column_number(found[3]), int(found[4])
        self.outline.merged.append((left, top, right, bottom))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _points(text: str | None) -> float:
    try:
        return min(max(float(text or 0), 0.0), 500.0)
    except ValueError:
        return 0.0
