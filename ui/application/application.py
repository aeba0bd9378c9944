"""The Qt application: renderer chosen before it starts, hooks in place, fonts checked."""

from __future__ import annotations

import os
import sys

from kiosk.settings import Screen
from ui.application.large_blocks import map_large_blocks
from ui.application.renderer import choose, prepare_environment


class Application:
    """One a process. Make it before anything else of Qt.

    Attributes:
        qt: The QGuiApplication.
        mishaps: Counts of exceptions and Qt warnings.
        renderer: "software" or "gpu".

    Raises:
        ui.application.fonts.NoChineseFont: no text could be shown.
    """

    def __init__(self, screen: Screen) -> None:
        map_large_blocks()
        self.renderer = choose(screen.renderer)
        prepare_environment(self.renderer)
        if sys.platform == "linux" and not (os.environ.keys() & {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtGui import QGuiApplication

        from ui.application.fonts import text_font
        from ui.application.mishaps import Mishaps

        self.mishaps = Mishaps()
        self.mishaps.install()
        self.qt = QGuiApplication.instance() or QGuiApplication(["kiosk"])
        self.qt.setApplicationName("kiosk")
        QGuiApplication.setFont(text_font())

    def run(self) -> int:
        """The event loop, until `quit`."""
        return int(self.qt.exec())

    def quit(self) -> None:
        """End the event loop; from the GUI thread. `QGuiApplication.quit` would ask the window, which refuses."""
        self.qt.exit(0)
