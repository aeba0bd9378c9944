"""A window without a wing, to place a control in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem, QQuickWindow

import ui.items.pinyin  # what Python adds to QML for the controls: Pinyin …
import ui.items.preview_item  # … Preview …
import ui.items.qr_item  # … and QrCode
from kiosk.settings import Settings
from tests.support.clock import ManualClock
from ui.application.event_loop import wait_ms
from ui.panel import Panel
from ui.qml_values import lay

UI = Path(ui.__file__).parent


class Bare:
    """A window and an engine with a panel, and nothing else: no visit, no staff."""

    def __init__(self, clock: ManualClock) -> None:
        self.window, self.engine = QQuickWindow(), QQmlEngine()
        self.window.resize(1080, 600)
        self.window.show()
        self.engine.addImportPath(str(UI.parent))
        self.panel = Panel(Settings(demonstration=True), clock, lambda _, __: None)
        lay(self.engine, self.panel)
        self._placed: list[tuple[QQmlComponent, QQuickItem]] = []

    def place(self, source: str, properties: dict[str, Any]) -> QQuickItem:
        """An item of this source, 600 by 300 px unless told otherwise."""
        component = QQmlComponent(self.engine)
        component.setData(source.encode(), QUrl())
        item = component.createWithInitialProperties({"width": 600, "height": 300, **properties})
        assert isinstance(item, QQuickItem), component.errorString()
        item.setParentItem(self.window.contentItem())
        self._placed.append((component, item))  # it owns the item
        wait_ms(20)
        return item

    def evaluate(self, item: QQuickItem, code: str) -> object:
        """What a line of QML says in the scope of an item."""
        expression = QQmlExpression(self.engine.contextForObject(item), item, code)
        return expression.evaluate()

    def close(self) -> None:
        """Items before their window, both before the engine."""
        self.window.close()
        for _, item in self._placed:
            item.setParentItem(None)  # type: ignore[arg-type]  # PySide's stub: no None, which takes an item out
            item.deleteLater()
        self.window.deleteLater()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
