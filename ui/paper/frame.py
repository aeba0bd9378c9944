"""The frame of every page: its measures, its header and foot, and what lies pale across it."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from kiosk.paper.sheet import Sheet
from kiosk.sentences import sentence
from ui.paper.fonts import font, mm

WIDTH, HEIGHT = mm(210), mm(297)
LEFT, RIGHT, TOP, BOTTOM = mm(18), WIDTH - mm(18), mm(26), HEIGHT - mm(20)
INK, SOFT, HAIR = QColor("#1D2427"), QColor("#474C49"), QColor("#B8A688")
PALE = QColor("#F2ECDF")
"""Of what lies under the words: a copy shows it, and nobody reads over it."""
BODY, SMALL = 9.0, 8.0
STAMP, STAMPS = 15.0, (0.24, 0.5, 0.76)
"""Points of the stamp across a page, and its middles as parts of the height: a page cut in two still has one."""


def draw_under(painter: QPainter, sheet: Sheet) -> None:
    """What lies under the words. Shapes, not text: they are not read among them."""
    if sheet.watermark:
        _across(painter, sheet.watermark, font(150, bold=True), 0.5, 45)
    if sheet.stamp:
        for place in STAMPS:
            _across(painter, sheet.stamp, font(STAMP), place, 22)


def draw_header(painter: QPainter, sheet: Sheet) -> None:
    """Drawn before the page's own words: it is read before them."""
    left, right = sheet.header
    _put(painter, left, LEFT, mm(15))
    _put(painter, right, RIGHT - QFontMetricsF(font(BODY)).horizontalAdvance(right), mm(15))
    painter.setPen(QPen(INK, 1.6))
    painter.drawLine(QPointF(LEFT, mm(17)), QPointF(RIGHT, mm(17)))


def draw_foot(painter: QPainter, sheet: Sheet, page: int, pages: int) -> None:
    """Drawn after them."""
    _put_in_the_middle(painter, sheet.stamp, HEIGHT - mm(15.5))
    _put_in_the_middle(painter, sentence("paper.page", page=page, pages=pages), HEIGHT - mm(11))


def _put_in_the_middle(painter: QPainter, words: str, y: float) -> None:
    _put(painter, words, (WIDTH - QFontMetricsF(font(BODY)).horizontalAdvance(words)) / 2, y)


def _put(painter: QPainter, words: str, x: float, y: float) -> None:
    if words:
        painter.setFont(font(BODY))
        painter.setPen(SOFT)
        painter.drawText(QPointF(x, y), words)


def _across(painter: QPainter, words: str, face: QFont, place: float, degrees: float) -> None:
    path = QPainterPath()
    path.addText(QPointF(-QFontMetricsF(face).horizontalAdvance(words) / 2, face.pixelSize() / 3), face, words)
    painter.save()
    painter.translate(WIDTH / 2, HEIGHT * place)
    painter.rotate(-degrees)
    painter.fillPath(path, PALE)
    painter.restore()
