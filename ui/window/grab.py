"""A picture of an item at any size, whatever the size of its window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem

TIMEOUT_MS = 5_000


def grab_item(item: QQuickItem, size: QSize) -> QImage:
    """Raises TimeoutError when no picture came within five seconds."""
    grabbed: Any = item.grabToImage(size)
    if grabbed is None:
        raise TimeoutError("the screen cannot be grabbed while it is hidden")
    loop = QEventLoop()
    grabbed.ready.connect(loop.quit)
    QTimer.singleShot(TIMEOUT_MS, loop.quit)
    loop.exec()
    image: QImage = grabbed.image()
    if image.isNull():
        raise TimeoutError("no picture of the screen within five seconds")
    return image
