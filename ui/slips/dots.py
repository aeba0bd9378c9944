"""A slip as dots for a slip printer: our own fonts as a picture, so that no character is a box.

Any thread, while there is a QGuiApplication. 203 dots an inch, 8 a millimetre.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QTextLayout, QTextOption

from devices.printers.raster import Raster
from kiosk.health_code.qr import matrix
from kiosk.slips.slip import Figure, Line, Slip
from ui.application.fonts import FAMILIES
from ui.paper.fonts import refuse_boxes

QUIET = 4
EDGE = 8
"""A millimetre left and right: paper lies a little askew."""
TITLE, NUMBER, WORD, BODY, SMALL = 44, 76, 36, 30, 24
"""Heights of a line's characters in dots: 5.5, 9.5, 4.5, 3.75 and 3 mm."""
HALF = 128

Op = Callable[[QPainter], None]


def draw(slip: Slip, width: int) -> Raster:
    """The slip in black and white.

    Args:
        width: Dots of a row: 384 on paper of 58 mm, 576 on 80 mm.

    Raises:
        Refusal: a character that no font of this terminal has.
    """
    refuse_boxes(slip.words())
    paper = _Paper(width)
    paper.slip(slip)
    image = QImage(width, round(paper.y) + EDGE, QImage.Format.Format_Grayscale8)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    try:
        for op in paper.ops:
            op(painter)
    finally:
        painter.end()
    return _raster(image)


def _raster(image: QImage) -> Raster:
    """Every dot black or white: a thermal head knows no grey."""
    import numpy as np

    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return Raster(image.width(), np.packbits(rows[:, : image.width()] < HALF, axis=1).tobytes())


def _font(height: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(height)
    font.setBold(bold)
    return font


class _Paper:
    """Where everything stands, from the top; `ops` draw it."""

    def __init__(self, width: int) -> None:
        self.width, self.y, self.ops = width, float(EDGE), list[Op]()
        self._room = float(width - 2 * EDGE)

    def slip(self, slip: Slip) -> None:
        if slip.demonstration:
            self._text(slip.demonstration, _font(BODY, bold=True), centred=True)
        self._text(slip.hall, _font(BODY), centred=True)
        self._text(slip.title, _font(TITLE, bold=True), centred=True)
        self._text(slip.name, _font(WORD, bold=True), centred=True)
        self._text(slip.when, _font(BODY), centred=True)
        for line in slip.lines:
            self._rule()
            self._line(line)
        self._rule()
        if slip.follow_up:
            self._text(slip.follow_up, _font(WORD, bold=True))
            self._rule()
        self._text(slip.rests_on[0], _font(BODY, bold=True), centred=True)
        for words in slip.rests_on[1:]:
            self._text(words, _font(SMALL))
        self._code(slip)

    def _line(self, line: Line) -> None:
        self._text(line.title, _font(TITLE, bold=True))
        for figure in line.figures:
            self._figure(figure)
        if line.word:
            self._text(line.word, _font(WORD, bold=True))
        for note in line.notes:
            self._text(note, _font(BODY))

    def _figure(self, figure: Figure) -> None:
        """Caption left, number and unit right, on one base."""
        caption, number, unit = _font(WORD), _font(NUMBER, bold=True), _font(BODY)
        metrics, beside = QFontMetricsF(number), QFontMetricsF(unit)
        base = self.y + metrics.capHeight() + 10
        at = EDGE + self._room - beside.horizontalAdvance(figure.unit)
        self._draw(unit, QPointF(at, base), figure.unit)
        self._draw(number, QPointF(at - 8 - metrics.horizontalAdvance(figure.number), base), figure.number)
        self._draw(caption, QPointF(EDGE, base), figure.caption)
        self.y = base + 14

    def _draw(self, font: QFont, at: QPointF, words: str) -> None:
        def op(painter: QPainter) -> None:
            painter.setFont(font)
            painter.drawText(at, words)

        if words:
            self.ops.append(op)

    def _text(self, words: str, font: QFont, *, centred: bool = False) -> None:
        """Broken where it must be, and never wider than the paper."""
        layout = QTextLayout(words, font)
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        down, step = 0.0, font.pixelSize() * 1.3
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._room)
            line.setPosition(QPointF(0, down + (step - line.height()) / 2))
            down += step
        layout.endLayout()
        at = QPointF(EDGE, self.y)
        self.ops.append(lambda painter: layout.draw(painter, at))
        self.y += down

    def _rule(self) -> None:
        rule = QRectF(EDGE, self.y + 9, self._room, 3)
        self.ops.append(lambda painter: painter.fillRect(rule, Qt.GlobalColor.black))
        self.y += 20

    def _code(self, slip: Slip) -> None:
        """Whole dots a square, as large as the paper allows, but no larger than a hand's camera needs."""
        rows = matrix(slip.qr_text)
        side = len(rows) + 2 * QUIET
        square = min(self.width // side, 6)
        left, top = (self.width - square * len(rows)) // 2, round(self.y) + square * QUIET

        def op(painter: QPainter) -> None:
            for y, row in enumerate(rows):
                for x, dark in enumerate(row):
                    if dark:
                        painter.fillRect(
                            QRect(left + x * square, top + y * square, square, square), Qt.GlobalColor.black
                        )

        self.ops.append(op)
        self.y = top + square * (len(rows) + QUIET)
        self._text(slip.qr_cue, _font(SMALL), centred=True)
