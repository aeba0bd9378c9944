"""A wing that has been made: its view model and its pages in the window."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem

from ui.qml_values import lay
from ui.window.wing import Surroundings, Wing, WingModel

log = logging.getLogger("ui")

UI = Path(__file__).resolve().parent.parent


class WingBroken(RuntimeError):
    """The QML of a wing cannot be loaded; why is in the log."""


class OpenWing:
    """One wing in the window. GUI thread only.

    Args:
        instead: A picture to show when the wing's QML cannot be loaded.

    Attributes:
        model: Its view model.
        root: Its pages; not painted while another wing is shown.
        loaded: Whether `root` is the wing's own.

    Raises:
        WingBroken: it cannot be loaded, and nothing is to be shown instead.
    """

    def __init__(
        self, wing: Wing, surroundings: Surroundings, engine: QQmlEngine, *, instead: Path | None = None
    ) -> None:
        self.name, self.loaded = wing.name, True
        self.model: WingModel = wing.model(surroundings)
        lay(engine, self.model)
        root = self._load(engine, UI / wing.root)
        if root is None and instead is not None:
            self.loaded, root = False, self._load(engine, instead)
        if root is None:
            raise WingBroken(wing.name)
        self.root: QQuickItem = root

    def hide(self) -> None:
        """Leave the window to another wing."""
        self.root.setVisible(False)
        self.model.set_aside()

    def end(self) -> None:
        """Take the pages out of the window for good."""
        self.root.setParentItem(None)  # type: ignore[arg-type]  # PySide's stub: no None, which takes an item out
        self.root.deleteLater()

    def _load(self, engine: QQmlEngine, path: Path) -> QQuickItem | None:
        self._component = QQmlComponent(engine, QUrl.fromLocalFile(str(path)))  # it owns the item
        item: QObject | None = None if self._component.isError() else self._component.create()
        if isinstance(item, QQuickItem):
            return item
        for error in self._component.errors():
            log.error("%s:%d: %s", Path(error.url().path()).name, error.line(), error.description())
        return None
