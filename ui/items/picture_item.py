"""`Picture` for QML: a JPEG in base 64, as large as fits, in the middle. Nothing is fetched from anywhere."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import Property, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem, QQuickWindow

from ui.items.lifetime import end_with_qt

QML_IMPORT_NAME = "kiosk.items"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Picture(QQuickPaintedItem):
    """Draws `content`; nothing while it is empty or no picture. Out of the scene it holds none."""

    contentChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._content, self._image = "", QImage()
        self.setAntialiasing(False)
        self.windowChanged.connect(self._follow_window)

    def componentComplete(self) -> None:
        """Called by Qt Quick for items that QML has made."""
        super().componentComplete()
        end_with_qt(self)

    def let_go(self) -> None:
        """Forget the picture. Safe when the Qt side is gone."""
        self._content, self._image = "", QImage()

    @Slot(QQuickWindow)
    def _follow_window(self, window: QQuickWindow | None) -> None:
        if window is None:
            self.let_go()

    def _get_content(self) -> str:
        return self._content

    def _set_content(self, content: str) -> None:
        if content == self._content:
            return
        self._content, self._image = content, _image(content)
        self.contentChanged.emit()
        self.update()

    def _get_size(self) -> QSize:
        return self._image.size()

    content = Property(str, _get_content, _set_content, notify=contentChanged)
    sourceSize = Property(QSize, _get_size, notify=contentChanged)

    def paint(self, painter: QPainter) -> None:
        """Called by Qt Quick."""
        if self._image.isNull():
            return
        room = QSize(int(self.width()), int(self.height()))
        size = self._image.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left, top = (room.width() - size.width()) // 2, (room.height() - size.height()) // 2
        painter.drawImage(QRect(left, top, size.width(), size.height()), self._image)


def _image(content: str) -> QImage:
    try:
        return QImage.fromData(base64.b64decode(content, validate=True))
    except (binascii.Error, ValueError):
        return QImage()
