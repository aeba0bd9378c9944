"""A sheet laid out on A4 pages: what is drawn where, page by page, before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from kiosk.paper.sheet import Bars, Block, Facts, Picture, Sheet, Table, Words
from ui.paper.bars import ROW, draw_bars
from ui.paper.fonts import font, mm
from ui.paper.frame import BODY, BOTTOM, HAIR, INK, LEFT, RIGHT, SMALL, SOFT, TOP

END_GAP, END = mm(3), mm(9)
"""Above the end mark, and with its line."""

Op = Callable[[QPainter], None]


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a room's picture is drawn: into a box as wide as the page's text and so many dots high."""

    height: float
    draw: Callable[[Any, QRectF, QPainter], None]


Pictures = Mapping[type[Picture], Drawn]


class Layout:
    """The pages of one sheet. A block that fits on a page is not broken."""

    def __init__(self, sheet: Sheet, pictures: Pictures | None = None) -> None:
        self.pages: list[list[Op]] = [[]]
        self._y, self._pictures = TOP, pictures or {}
        self._title(sheet)
        for block in sheet.blocks:
            self._keep_together(block, below=END if sheet.end and block is sheet.blocks[-1] else 0.0)
            self._block(block)
        if sheet.end:
            self._line_of(sheet.end, font(BODY), LEFT, RIGHT - LEFT, centred=True, gap=END_GAP)

    def _block(self, block: Block) -> None:
        match block:
            case Facts():
                self._facts(block)
            case Table():
                self._table(block)
            case Words():
                self._words(block)
            case Bars():
                self._bars(block)
            case Picture():
                self._picture(block)

    def _keep_together(self, block: Block, below: float) -> None:
        """Measured on a page of its own, with what stands `below` it: an end mark alone on a page ends nothing."""
        pages, y = self.pages, self._y
        self.pages, self._y = [[]], TOP
        self._block(block)
        fits, height = len(self.pages) == 1, self._y - TOP
        self.pages, self._y = pages, y
        if fits and self._y + height + below > BOTTOM:
            self._new_page()

    def _new_page(self) -> None:
        self.pages.append([])
        self._y = TOP

    def _room(self, height: float) -> None:
        if self._y + height > BOTTOM:
            self._new_page()

    def _draw(self, op: Op) -> None:
        self.pages[-1].append(op)

    def _title(self, sheet: Sheet) -> None:
        self._line_of(sheet.title, font(20, bold=True), LEFT, RIGHT - LEFT, centred=True)
        if sheet.under:
            self._line_of(sheet.under, font(11), LEFT, RIGHT - LEFT, centred=True)
        if sheet.head:
            self._line_of(sheet.head, font(10, bold=True), LEFT, RIGHT - LEFT, centred=True, gap=mm(1))

    def _heading(self, title: str) -> None:
        self._room(mm(16))
        self._y += mm(3.4)
        self._line_of(title, font(10.5, bold=True), LEFT, RIGHT - LEFT)
        self._draw(partial(_rule, self._y + mm(0.4), INK, 1.6))
        self._y += mm(1.6)

    def _facts(self, block: Facts) -> None:
        """Short lines two beside one another, long ones across."""
        self._heading(block.title)
        value, name = font(BODY), font(BODY)
        column, label = (RIGHT - LEFT) / 2, mm(27)
        narrow = column - label - mm(3)
        waiting, beside = False, self._y
        for title, text in block.rows:
            long = QFontMetricsF(value).horizontalAdvance(text) > narrow
            if waiting and not long:
                self._y = beside
                x, waiting = LEFT + column, False
            else:
                x, waiting = LEFT, not long
            room = (RIGHT - LEFT - label) if long else narrow
            lines = wrapped(text, value, room)
            self._room(_height(value) * len(lines))
            beside = self._y
            self._draw(partial(_text, title, name, SOFT, x, self._y))
            for index, line in enumerate(lines):
                self._draw(partial(_text, line, value, INK, x + label, self._y + index * _height(value)))
            self._y += _height(value) * len(lines)

    def _table(self, block: Table) -> None:
        self._heading(block.title)
        head, body = font(SMALL, bold=True), font(SMALL)
        widths = _widths(block, head, body)
        self._row(block.columns, head, widths, INK, 1.6)
        for row in block.rows:
            if block.heads_again and self._y + self._row_height(row, body, widths) > BOTTOM:
                self._new_page()
                self._row(block.columns, head, widths, INK, 1.6)
            self._row(row, body, widths, HAIR, 1.0)
        if block.note:
            self._y += mm(0.8)
            self._line_of(block.note, font(SMALL), LEFT, RIGHT - LEFT, colour=SOFT)

    def _row(self, row: Sequence[str], face: QFont, widths: Sequence[float], rule: QColor, stroke: float) -> None:
        height = self._row_height(row, face, widths)
        self._room(height)
        x = LEFT
        for cell, width in zip(row, widths, strict=True):
            for number, line in enumerate(wrapped(cell, face, width - mm(2))):
                self._draw(partial(_text, line, face, INK, x, self._y + mm(0.4) + number * _height(face)))
            x += width
        self._y += height
        self._draw(partial(_rule, self._y, rule, stroke))

    @staticmethod
    def _row_height(row: Sequence[str], face: QFont, widths: Sequence[float]) -> float:
        lines = max(len(wrapped(cell, face, width - mm(2))) for cell, width in zip(row, widths, strict=True))
        return _height(face) * lines + mm(0.8)

    def _picture(self, block: Picture) -> None:
        drawn = self._pictures[type(block)]
        self._heading(block.title)
        self._room(drawn.height)
        box = QRectF(LEFT, self._y + mm(1), RIGHT - LEFT, drawn.height - mm(2))
        self._draw(partial(drawn.draw, block, box))
        self._y += drawn.height

    def _bars(self, block: Bars) -> None:
        self._heading(block.title)
        height = ROW * len(block.bars)
        self._room(height + mm(1))
        self._draw(partial(draw_bars, block, QRectF(LEFT, self._y + mm(1), RIGHT - LEFT, height)))
        self._y += height + mm(1)
        if block.note:
            self._y += mm(0.8)
            self._line_of(block.note, font(SMALL), LEFT, RIGHT - LEFT, colour=SOFT)

    def _words(self, block: Words) -> None:
        self._heading(block.title)
        for paragraph in block.paragraphs:
            self._line_of(paragraph, font(BODY), LEFT, RIGHT - LEFT)

    def _line_of(
        self,
        text: str,
        face: QFont,
        x: float,
        room: float,
        *,
        centred: bool = False,
        gap: float = 0.0,
        colour: QColor = INK,
    ) -> None:
        self._y += gap
        for line in wrapped(text, face, room):
            self._room(_height(face))
            indent = (room - QFontMetricsF(face).horizontalAdvance(line)) / 2 if centred else 0.0
            self._draw(partial(_text, line, face, colour, x + indent, self._y))
            self._y += _height(face)


def wrapped(text: str, face: QFont, room: float) -> tuple[str, ...]:
    """A text in lines no wider than there is room, broken as Chinese is broken."""
    layout = QTextLayout(text, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        lines.append(_slice(text, line.textStart(), line.textLength()))
    layout.endLayout()
    return tuple(lines) or ("",)


def _slice(text: str, start: int, length: int) -> str:
    """Qt counts UTF-16 units."""
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le").strip()


def _widths(block: Table, head: QFont, body: QFont) -> Sequence[float]:
    """As wide as what stands in it; the wide column takes what is left, or all share it."""
    needed = [
        max(QFontMetricsF(face).horizontalAdvance(text) for face, text in ((head, name), *((body, c) for c in cells)))
        + mm(3)
        for name, cells in zip(block.columns, zip(*block.rows, strict=True), strict=True)
    ]
    whole = RIGHT - LEFT
    if block.wide is not None:
        needed[block.wide] = 0.0
        needed[block.wide] = max(whole - sum(needed), mm(30))
        return needed
    return [width * whole / sum(needed) for width in needed]


def _height(face: QFont) -> float:
    return face.pixelSize() * 1.42


def _text(text: str, face: QFont, colour: QColor, x: float, y: float, painter: QPainter) -> None:
    painter.setFont(face)
    painter.setPen(colour)
    painter.drawText(QPointF(x, y + face.pixelSize() * 1.06), text)


def _rule(y: float, colour: QColor, width: float, painter: QPainter) -> None:
    painter.setPen(QPen(colour, width))
    painter.drawLine(QPointF(LEFT, y), QPointF(RIGHT, y))
