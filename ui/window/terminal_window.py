"""The window of a terminal: it cannot be closed from outside, and nothing takes the whole screen away from it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QColor, QWindow
from PySide6.QtQuick import QQuickWindow

PAPER = "#FAF4E6"
RETAKE_MS = 500
"""A window manager that makes the window small again is given time to end what it does."""


class TerminalWindow(QQuickWindow):
    """A window of Qt Quick that a passer-by can neither close nor shrink.

    Attributes:
        may_close: Whether Alt-F4, a window manager or a menu may close it, as in the demonstration.
        whole_screen: Whether the screen is this window's alone.
    """

    def __init__(self, *, may_close: bool) -> None:
        super().__init__()
        self.may_close = may_close
        self.setColor(QColor(PAPER))
        self.whole_screen = False
        self.visibilityChanged.connect(self._keep_whole_screen)

    def take_whole_screen(self) -> None:
        """Fill the screen from now on, without a pointer on it."""
        self.whole_screen = True
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.showFullScreen()

    def end(self) -> None:
        """Close it from inside."""
        self.may_close, self.whole_screen = True, False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Called by Qt for every wish to close it."""
        if self.may_close:
            super().closeEvent(event)
        else:
            event.ignore()

    @Slot(QWindow.Visibility)
    def _keep_whole_screen(self, visibility: QWindow.Visibility) -> None:
        if self.whole_screen and visibility is not QWindow.Visibility.FullScreen:
            QTimer.singleShot(RETAKE_MS, self._retake)

    @Slot()
    def _retake(self) -> None:
        if self.whole_screen:
            self.showFullScreen()
