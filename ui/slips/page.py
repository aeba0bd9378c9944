"""A slip as an A4 page, in type that is read without glasses. Any thread, while there is a QGuiApplication."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageSize, QPainter, QPdfWriter

from kiosk.health_code.qr import matrix
from kiosk.slips.slip import Figure, Line, Slip
from ui.paper.fonts import DPI, font, mm, refuse_boxes
from ui.paper.frame import BOTTOM, INK, LEFT, RIGHT, TOP

TITLE, NUMBER, WORD, BODY, SMALL = 26.0, 30.0, 18.0, 14.0, 10.0
"""Points."""
CODE = mm(45)
QUIET = 4


def page_of(slip: Slip) -> bytes:
    """A PDF. What does not fit on a page goes on the next one.

    Raises:
        Refusal: a character that no font of this terminal has.
    """
    refuse_boxes(slip.words())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(round(DPI))
    writer.setTitle(slip.title)
    writer.setCreator("kiosk")
    painter = QPainter(writer)
    try:
        _Page(writer, painter).slip(slip)
    finally:
        painter.end()
    buffer.close()
    return bytes(buffer.data().data())


class _Page:
    """Draws from the top of the first page down."""

    def __init__(self, writer: QPdfWriter, painter: QPainter) -> None:
        self._writer, self._painter, self._y = writer, painter, TOP - mm(8)
        painter.setPen(INK)

    def slip(self, slip: Slip) -> None:
        top = self._y
        self._code(slip, top)
        beside = RIGHT - CODE - mm(6)
        for words, face in (
            (slip.demonstration, font(BODY, bold=True)),
            (slip.hall, font(BODY)),
            (slip.title, font(TITLE, bold=True)),
            (slip.name, font(WORD, bold=True)),
            (slip.when, font(BODY)),
        ):
            self._text(words, face, right=beside)
        self._y = max(self._y, top + CODE + mm(8))
        for line in slip.lines:
            self._room(mm(12 + 14 * len(line.figures) + 8 * len(line.notes) + 10))
            self._rule()
            self._line(line)
        self._room(mm(40))
        self._rule()
        self._text(slip.follow_up, font(WORD, bold=True))
        for words in slip.rests_on[:1]:
            self._text(words, font(WORD, bold=True))
        for words in slip.rests_on[1:]:
            self._text(words, font(SMALL))

    def _line(self, line: Line) -> None:
        self._text(line.title, font(WORD, bold=True))
        for figure in line.figures:
            self._figure(figure)
        self._text(line.word, font(WORD, bold=True))
        for note in line.notes:
            self._text(note, font(BODY))

    def _figure(self, figure: Figure) -> None:
        number, unit = font(NUMBER, bold=True), font(BODY)
        base = self._y + mm(10.5)
        at = LEFT + mm(40)
        self._put(font(WORD), QPointF(LEFT + mm(6), base), figure.caption)
        self._put(number, QPointF(at, base), figure.number)
        self._put(unit, QPointF(at + QFontMetricsF(number).horizontalAdvance(figure.number) + mm(3), base), figure.unit)
        self._y = base + mm(3.5)

    def _put(self, face: QFont, at: QPointF, words: str) -> None:
        self._painter.setFont(face)
        self._painter.drawText(at, words)

    def _text(self, words: str, face: QFont, *, right: float = RIGHT) -> None:
        if not words:
            return
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)
        box = QFontMetricsF(face).boundingRect(QRectF(LEFT, self._y, right - LEFT, mm(200)), flags, words)
        self._room(box.height())
        self._painter.setFont(face)
        self._painter.drawText(QRectF(LEFT, self._y, right - LEFT, box.height() + mm(2)), flags, words)
        self._y += box.height() + mm(1)

    def _rule(self) -> None:
        self._painter.fillRect(QRectF(LEFT, self._y + mm(2), RIGHT - LEFT, mm(0.5)), INK)
        self._y += mm(5)

    def _room(self, height: float) -> None:
        if self._y + height > BOTTOM:
            self._writer.newPage()
            self._y = TOP

    def _code(self, slip: Slip, top: float) -> None:
        rows = matrix(slip.qr_text)
        square = CODE // (len(rows) + 2 * QUIET)
        left = RIGHT - square * (len(rows) + QUIET)
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    self._painter.fillRect(QRectF(left + x * square, top + y * square, square, square), INK)
        face = font(SMALL)
        at = RIGHT - QUIET * square - QFontMetricsF(face).horizontalAdvance(slip.qr_cue)
        self._put(face, QPointF(at, top + square * len(rows) + mm(5)), slip.qr_cue)
