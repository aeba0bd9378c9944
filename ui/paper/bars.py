"""Bars on paper: what is counted at the left, its number at the end of its bar."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from kiosk.paper.sheet import Bars
from ui.paper.fonts import font, mm
from ui.paper.frame import BODY, INK, SOFT

ROW = mm(6.4)
BAR = QColor("#0E4A6E")
_GAP, _WORDS = mm(2), mm(24)
_LABELS = 0.45
"""Most of the width that labels take; a longer one is set smaller, never cut."""


def draw_bars(block: Bars, box: QRectF, painter: QPainter) -> None:
    """Draw them into a box that is a ROW high for each."""
    face, bold = font(BODY), font(BODY, bold=True)
    widths = [QFontMetricsF(face).horizontalAdvance(bar.label) for bar in block.bars]
    labels = min(max(widths, default=0.0) + _GAP, box.width() * _LABELS)
    longest = max((bar.value or 0.0 for bar in block.bars), default=0.0) or 1.0
    foot, room = box.left() + labels, box.width() - labels - _WORDS
    for index, (bar, width) in enumerate(zip(block.bars, widths, strict=True)):
        top = box.top() + index * ROW
        base = top + ROW / 2 + face.pixelSize() * 0.36
        painter.setPen(INK)
        painter.setFont(font(BODY * min(1.0, (labels - _GAP) / width)) if width else face)
        painter.drawText(QPointF(box.left(), base), bar.label)
        length = 0.0 if bar.value is None else bar.value / longest * room
        painter.fillRect(QRectF(foot, top + ROW * 0.2, length, ROW * 0.6), BAR)
        painter.setPen(SOFT if bar.value is None else INK)
        painter.setFont(face if bar.value is None else bold)
        painter.drawText(QPointF(foot + length + mm(1.5), base), bar.words)
    painter.setPen(QPen(INK, 1.6))
    painter.drawLine(QPointF(foot, box.top()), QPointF(foot, box.bottom()))
