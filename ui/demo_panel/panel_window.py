"""The window of the demonstration's panel, beside the terminal's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from devices.clock import Instant
from kiosk.sentences import sentence
from kiosk.visits.states import State
from ui.demonstration.demo_hall import DemoHall

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickView

    from ui.demo_panel.panel_model import DemoPanelModel
    from ui.terminal import Terminal

HERE = Path(__file__).resolve().parent


class DemoPanelWindow:
    """Opens when the terminal is ready; closing it leaves the terminal alone."""

    def __init__(self, demo_hall: DemoHall) -> None:
        self._demo_hall = demo_hall
        self._model: DemoPanelModel | None = None
        self._view: QQuickView | None = None

    def transition(self, state: State, reason: str, at: Instant) -> None:
        """The terminal went on; any thread."""
        if self._model is not None:
            self._model.transition(state, reason, at)

    def open(self, terminal: Terminal) -> None:
        """Show it. GUI thread."""
        from PySide6.QtCore import QUrl
        from PySide6.QtQuick import QQuickView

        from ui.demo_panel.panel_model import DemoPanelModel
        from ui.panel import Panel
        from ui.qml_values import lay

        assert terminal.kiosk is not None
        self._model = DemoPanelModel(terminal.kiosk, self._demo_hall)
        # An engine of its own: this window is not deaf when the terminal's page changes.
        self._view = QQuickView()
        self._view.engine().addImportPath(str(HERE.parent.parent))
        lay(self._view.engine(), Panel(self._demo_hall.settings, parent=self._view))
        self._view.setTitle(sentence("demonstration.panel.title"))
        self._view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self._view.setInitialProperties({"demo": self._model})
        self._view.setSource(QUrl.fromLocalFile(str(HERE / "DemoPanel.qml")))
        window = terminal.shell.window
        self._view.setPosition(window.x() + window.width() + 24, window.y())
        self._view.show()

    def close(self) -> None:
        """Close the window and end its worker."""
        from PySide6.QtCore import QUrl

        if self._view is not None:
            self._view.close()
            self._view.setSource(QUrl())  # the page goes before the model it reads
            self._view = None
        if self._model is not None:
            self._model.close()
            self._model = None
