"""`QrCode` for QML: a text as a QR code, whole pixels per square, four squares of quiet around it (ISO/IEC 18004)."""

from __future__ import annotations

from PySide6.QtCore import Property, QRect, Signal, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem, QQuickWindow

from ui.items.lifetime import end_with_qt

QML_IMPORT_NAME = "kiosk.items"
QML_IMPORT_MAJOR_VERSION = 1

QUIET = 4
"""Squares left free on each side."""


@QmlElement
class QrCode(QQuickPaintedItem):
    """Draws `text`; nothing but the light ground while it is empty or too long for a QR code.

    The colours stay dark on light in every theme: many readers refuse inverted codes.
    Out of the scene it holds no text.
    """

    textChanged = Signal()
    darkChanged = Signal()
    lightChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._text, self._dark, self._light = "", QColor("#1D2427"), QColor("#FFFFFF")
        self.setAntialiasing(False)
        self.setOpaquePainting(True)
        self.windowChanged.connect(self._follow_window)

    def componentComplete(self) -> None:
        """Called by Qt Quick for items that QML has made."""
        super().componentComplete()
        end_with_qt(self)

    def let_go(self) -> None:
        """Forget the text. Safe when the Qt side is gone."""
        self._text = ""

    @Slot(QQuickWindow)
    def _follow_window(self, window: QQuickWindow | None) -> None:
        if window is None:
            self.let_go()

    def _get_text(self) -> str:
        return self._text

    def _set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.textChanged.emit()
            self.update()

    def _get_dark(self) -> QColor:
        return self._dark

    def _set_dark(self, color: QColor) -> None:
        if color != self._dark:
            self._dark = color
            self.darkChanged.emit()
            self.update()

    def _get_light(self) -> QColor:
        return self._light

    def _set_light(self, color: QColor) -> None:
        if color != self._light:
            self._light = color
            self.lightChanged.emit()
            self.update()

    text = Property(str, _get_text, _set_text, notify=textChanged)
    dark = Property(QColor, _get_dark, _set_dark, notify=darkChanged)
    light = Property(QColor, _get_light, _set_light, notify=lightChanged)

    def paint(self, painter: QPainter) -> None:
        """Called by Qt Quick."""
        from kiosk.health_code.qr import QrTextRefused, matrix

        width, height = int(self.width()), int(self.height())
        painter.fillRect(0, 0, width, height, self._light)
        try:
            rows = matrix(self._text)
        except QrTextRefused:
            return
        side = len(rows) + 2 * QUIET
        square = min(width, height) // side
        left, top = (width - square * len(rows)) // 2, (height - square * len(rows)) // 2
        for y, row in enumerate(rows):
            for start, end in _runs(row):
                painter.fillRect(
                    QRect(left + start * square, top + y * square, (end - start) * square, square), self._dark
                )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Stretches of dark squares as (first, behind the last): few long rectangles instead of many small ones."""
    edges = [x for x in range(len(row) + 1) if (x < len(row) and row[x]) != (x > 0 and row[x - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))
