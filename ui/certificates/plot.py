"""Errors over the reference: before = hollow square, dashed; after = full dot; limits as lines, the guard band tinted.

Its letters are shapes: what they say stands in the tables, and the words of a page do not depend on a scale.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from kiosk.certificates.figures import signed
from kiosk.certificates.sheet import Plot
from ui.paper.fonts import font, mm

INK, SOFT, LIMIT, GUARD = QColor("#1D2427"), QColor("#474C49"), QColor("#8E1919"), QColor("#FFF1CB")
FOUND, LEFT_MARK = QColor("#474C49"), QColor("#085435")
_FACE = 8.0


def draw_plot(plot: Plot, box: QRectF, painter: QPainter) -> None:
    """Draw it into a box."""
    field = box.adjusted(mm(16), mm(6), -mm(24), -mm(8))
    references = sorted({x for x, _ in (*plot.found, *plot.left)})
    margin = (references[-1] - references[0]) * 0.08 or 1.0
    low, high = references[0] - margin, references[-1] + margin
    top = 1.15 * max(abs(y) for _, y in (*plot.found, *plot.left, *plot.limits))

    def at(x: float, y: float) -> QPointF:
        return QPointF(
            field.left() + (x - low) / (high - low) * field.width(), field.center().y() - y / top * field.height() / 2
        )

    limits = [(low, plot.limits[0][1]), *plot.limits, (high, plot.limits[-1][1])]
    for sign in (1.0, -1.0):
        edge = [at(x, sign * value) for x, value in limits]
        inner = [at(x, sign * max(value - plot.guard, 0.0)) for x, value in limits]
        if plot.guard:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(GUARD)
            painter.drawPolygon([*edge, *reversed(inner)])
        painter.setPen(QPen(LIMIT, 3.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(edge)
        words = signed(sign * plot.limits[-1][1], 2)
        _letters(painter, f"{words} {plot.unit}", field.right() + mm(1.5), edge[-1].y() + mm(1), LIMIT)
    painter.setPen(QPen(SOFT, 1.5))
    painter.drawLine(at(low, 0), at(high, 0))
    painter.drawLine(field.bottomLeft(), field.bottomRight())
    _letters(painter, "0", field.left() - mm(5), at(low, 0).y() + mm(1), SOFT)
    for x in references:
        foot = QPointF(at(x, 0).x(), field.bottom())
        painter.setPen(QPen(SOFT, 1.5))
        painter.drawLine(foot, foot + QPointF(0, mm(1)))
        word = f"{x:g}"
        half = QFontMetricsF(font(_FACE)).horizontalAdvance(word) / 2
        _letters(painter, word, foot.x() - half, foot.y() + mm(4.6), SOFT)
    _marks(painter, [at(x, y) for x, y in plot.found], found=True)
    _marks(painter, [at(x, y) for x, y in plot.left], found=False)
    _legend(painter, plot, QPointF(field.left(), box.top() + mm(2.6)))


def _marks(painter: QPainter, points: list[QPointF], *, found: bool) -> None:
    if not points:
        return
    colour, half = (FOUND, mm(1.1)) if found else (LEFT_MARK, mm(1.0))
    pen = QPen(colour, 2.5)
    if found:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(points)
    painter.setPen(QPen(colour, 2.5))
    painter.setBrush(QBrush(QColor("white")) if found else QBrush(colour))
    for point in points:
        if found:
            painter.drawRect(QRectF(point.x() - half, point.y() - half, 2 * half, 2 * half))
        else:
            painter.drawEllipse(point, half, half)


def _legend(painter: QPainter, plot: Plot, start: QPointF) -> None:
    x, y = start.x(), start.y()
    entries = [(plot.found_word, "found"), *([(plot.left_word, "left")] if plot.left else ())]
    entries += [(plot.limit_word, "limit"), *([(plot.guard_word, "guard")] if plot.guard else ())]
    for word, kind in entries:
        middle = QPointF(x + mm(2), y - mm(1))
        if kind in ("found", "left"):
            _marks(painter, [middle], found=kind == "found")
        elif kind == "limit":
            painter.setPen(QPen(LIMIT, 3.0))
            painter.drawLine(middle - QPointF(mm(2), 0), middle + QPointF(mm(2), 0))
        else:
            painter.fillRect(QRectF(x, y - mm(2.4), mm(4), mm(2.8)), GUARD)
        _letters(painter, word, x + mm(5.5), y, INK)
        x += mm(5.5) + QFontMetricsF(font(_FACE)).horizontalAdvance(word) + mm(6)


def _letters(painter: QPainter, text: str, x: float, y: float, colour: QColor) -> None:
    path = QPainterPath()
    path.addText(QPointF(x, y), font(_FACE), text)
    painter.fillPath(path, colour)
