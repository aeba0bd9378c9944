"""`Preview` for QML: the camera picture of the vision process as one scene-graph image node.

The picture is looked for about 30 times a second while it is shown and pictures come, four times a second while it is
shown and none come, and never while it is hidden: an idle screen costs nothing.
"""

from __future__ import annotations

from typing import Any, Protocol, cast

import shiboken6
from PySide6.QtCore import Property, QObject, QRectF, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QSGImageNode, QSGNode, QSGTexture

from ui.items.lifetime import end_with_qt

QML_IMPORT_NAME = "kiosk.items"
QML_IMPORT_MAJOR_VERSION = 1

FAST_MS = 33
SLOW_MS = 250
QUIET_AFTER = 30
"""Looks without a new picture before looking slows down."""


class Frames(Protocol):
    """`kiosk.faces.protocol.preview.PreviewReader` or alike."""

    def latest(self) -> Any:
        """The newest `kiosk.faces.protocol.preview.Frame`, the same object while nothing new came, None without one."""

    def forget(self) -> None:
        """Let go of the newest one; nobody looks at it any more."""


class PreviewSource(QObject):
    """Carries the reader through QML to the item; `frames` may be replaced when the vision process is started anew."""

    def __init__(self, frames: Frames | None = None) -> None:
        super().__init__()
        self.frames = frames

    def forget(self) -> None:
        """Nobody looks any more: the reader keeps no picture either."""
        if self.frames is not None:
            self.frames.forget()


@QmlElement
class Preview(QQuickItem):
    """Fills itself with the middle of the picture, which is shown as it comes (already mirrored).

    Nothing of a picture outlives its showing: hidden, taken out of the scene or deleted, the item holds none.
    """

    sourceChanged = Signal()
    hasPictureChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setFlag(QQuickItem.Flag.ItemHasContents)
        self._source: PreviewSource | None = None
        self._frame: Any = None
        self._image: QImage | None = None
        self._fresh = False
        self._looks_without = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self.visibleChanged.connect(self._start_or_stop)
        self.windowChanged.connect(self._start_or_stop)

    def _get_source(self) -> QObject | None:
        return self._source

    def _set_source(self, source: QObject | None) -> None:
        if source is not self._source:
            self._source = source if isinstance(source, PreviewSource) else None
            self.sourceChanged.emit()
            self._start_or_stop()

    source = Property(QObject, _get_source, _set_source, notify=sourceChanged)

    def _has_picture(self) -> bool:
        return self._image is not None

    hasPicture = Property(bool, _has_picture, notify=hasPictureChanged)

    @property
    def interval_ms(self) -> int:
        """How long between two looks; 0 when nobody looks."""
        return self._timer.interval() if self._timer.isActive() else 0

    def componentComplete(self) -> None:
        """Called by Qt Quick for items that QML has made."""
        super().componentComplete()
        end_with_qt(self)

    def let_go(self) -> None:
        """Forget the picture. Safe when the Qt side is gone."""
        self._frame = self._image = self._source = None

    # PySide's stub has no None, which Qt Quick gives on the first frame and takes for nothing to paint.
    def updatePaintNode(self, old: QSGNode | None, _: Any) -> QSGNode | None:  # type: ignore[override]
        """Called by Qt Quick when a frame is due."""
        window = self.window()
        if self._image is None or window is None or self.width() <= 0 or self.height() <= 0:
            self._forget(old)
            return None
        node = cast(QSGImageNode | None, old)
        if node is None:
            node = window.createImageNode()
            node.setOwnsTexture(True)
            self._fresh = True
        if self._fresh:
            node.setTexture(window.createTextureFromImage(self._image))
            self._fresh = False
        part = covering(self._image.size(), self.width(), self.height())
        node.setFiltering(filtering(part.width(), self.width()))
        node.setRect(QRectF(0, 0, self.width(), self.height()))
        node.setSourceRect(part)
        return node

    def _forget(self, old: QSGNode | None) -> None:
        """Take the last picture off the screen: Qt Quick goes on painting a node that is not deleted."""
        if old is not None:
            shiboken6.delete(old)

    @Slot()
    def _start_or_stop(self) -> None:
        if self.isVisible() and self.window() is not None and self._source is not None:
            if not self._timer.isActive():
                self._looks_without = 0
                self._timer.start(FAST_MS)
                self.look()
        else:
            if self._timer.isActive() and self._source is not None:
                self._source.forget()
            self._timer.stop()
            self._show(None)

    @Slot()
    def look(self) -> None:
        """Look for a newer picture; called by the timer."""
        frames = self._source.frames if self._source is not None else None
        frame = frames.latest() if frames is not None else None
        if frame is self._frame:
            self._looks_without += 1
            if self._looks_without == QUIET_AFTER:
                self._timer.setInterval(SLOW_MS)
            return
        self._looks_without = 0
        if self._timer.interval() != FAST_MS:
            self._timer.setInterval(FAST_MS)
        self._show(frame)

    def _show(self, frame: Any) -> None:
        had = self._image is not None
        if frame is None and not had:
            return
        self._frame = frame
        self._image = _image(frame) if frame is not None else None
        self._fresh = True
        if had != (self._image is not None):
            self.hasPictureChanged.emit()
        self.update()


def covering(picture: QSize, width: float, height: float) -> QRectF:
    """The middle part of a picture, in its own pixels, that fills width × height without being stretched."""
    part = min(picture.width() / width, picture.height() / height)
    shown_w, shown_h = part * width, part * height
    return QRectF((picture.width() - shown_w) / 2, (picture.height() - shown_h) / 2, shown_w, shown_h)


def filtering(picture: float, shown: float) -> QSGTexture.Filtering:
    """Smooth where the size changes much; otherwise the nearest pixel, which costs half as much in software."""
    near = 0.8 <= shown / picture <= 1.25
    return QSGTexture.Filtering.Nearest if near else QSGTexture.Filtering.Linear


def _image(frame: Any) -> QImage:
    """A copy, so that the texture alone decides how long the picture's memory is read."""
    height, width, _ = frame.array.shape
    return QImage(frame.array.data, width, height, frame.array.strides[0], QImage.Format.Format_RGB32).copy()
