"""Theme and controls belong to every wing: each file loads in a window that has none, without a word from Qt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

import ui.items.preview_item  # what Python adds to QML for the controls: Preview …
import ui.items.qr_item  # … and QrCode
from kiosk.settings import Settings
from tests.support.clock import ManualClock
from ui.application.event_loop import wait_ms
from ui.panel import Panel
from ui.qml_values import lay
from ui.window.touching import Finger, centre_of

UI = Path(ui.__file__).parent
THEME = sorted(file.stem for file in (UI / "theme").glob("*.qml"))
CONTROLS = sorted(file.stem for file in (UI / "controls").glob("*.qml"))
OF_A_WING = re.compile(
    r"\b(?:Visit|Staff|Technician)\b|\bkiosk\.(?!panel\b|items\b)\w+|\bui\.(?!theme\b|controls\b)\w+"
)

VALUE = {
    "title": "额温", "unit": "℃", "badge": "正常", "badgeShape": "ok", "note": "9:20 量的", "waiting": "",
    "parts": [{"number": "36.5", "caption": ""}],
}  # fmt: skip
PROPERTIES: dict[str, dict[str, Any]] = {
    "Badge": {"text": "正常"},
    "Banner": {"title": "网络断了", "body": "记录照样保存", "kind": "offline"},
    "DigitKey": {"word": "7"},
    "DigitPad": {"deleteWord": "删除", "okWord": "确定"},
    "Doorway": {"progress": 0.5, "guide": True, "showsPreview": True},
    "FittingLabel": {"text": "阿卜杜热合曼·买买提爷爷，早上好"},
    "Icon": {"name": "card"},
    "Label": {"text": "好"},
    "LippedButton": {"label": "好", "icon": "check", "sub": "一分钟"},
    "Moon": {"progress": 0.3},
    "NumberText": {"value": "36.5", "unit": "℃"},
    "Outline": {"path": "M0 0 H100 V100", "fill": "#1D2427"},
    "Senior": {"wave": True, "glasses": True},
    "SenseLabel": {"words": "歇一会儿，再量一次"},
    "TipDisc": {"icon": "seat", "text": "坐好"},
    "TipRow": {"icon": "ok", "text": "坐好，别说话"},
    "TopLine": {"demoWord": "演示"},
    "TouchTarget": {"caption": "好"},
    "ValueCard": {"value": VALUE},
}
"""What a page gives the control; what is not named here needs nothing."""


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
        component = QQmlComponent(self.engine)
        component.setData(source.encode(), QUrl())
        item = component.createWithInitialProperties({"width": 600, "height": 300, **properties})
        assert isinstance(item, QQuickItem), component.errorString()
        item.setParentItem(self.window.contentItem())
        self._placed.append((component, item))  # it owns the item
        wait_ms(20)
        return item

    def close(self) -> None:
        """Items before their window, both before the engine."""
        self.window.close()
        for _, item in self._placed:
            item.setParentItem(None)  # type: ignore[arg-type]  # PySide's stub: no None, which takes an item out
            item.deleteLater()
        self.window.deleteLater()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def bare(qt_app: QGuiApplication, clock: ManualClock) -> Iterator[Bare]:
    made = Bare(clock)
    yield made
    made.close()
    wait_ms(1)


@pytest.mark.parametrize("control", CONTROLS)
def test_control_is_drawn_where_there_is_no_wing(bare: Bare, qt_messages: list[str], control: str) -> None:
    empty = bare.window.grabWindow()
    bare.place(f"import ui.controls\n{control} {{}}", PROPERTIES.get(control, {}))
    drawn = bare.window.grabWindow()
    assert qt_messages == []
    assert (drawn == empty) is (control == "TouchTarget")  # which is a place, not a picture


@pytest.mark.parametrize("singleton", THEME)
def test_theme_answers_where_there_is_no_wing(bare: Bare, qt_messages: list[str], singleton: str) -> None:
    known = {"Metrics": ("width", 1080), "Theme": ("contrast", False), "Type": ("base", 48)}
    name, value = known[singleton]
    item = bare.place(f"import QtQuick\nimport ui.theme\nItem {{ property var it: {singleton}.{name} }}", {})
    assert (item.property("it"), qt_messages) == (value, [])


@pytest.mark.parametrize("folder", ["theme", "controls"])
def test_neither_names_a_wing(folder: str) -> None:
    named = [
        f"{file.name}: {found[0]}"
        for file in sorted((UI / folder).glob("*.qml"))
        for found in OF_A_WING.finditer(file.read_text(encoding="utf-8"))
    ]
    assert named == []


def test_a_button_of_any_page_says_that_it_was_pressed(bare: Bare, qt_messages: list[str]) -> None:
    source = """
import QtQuick
import ui.controls
Item {
    id: page
    property int presses
    LippedButton { label: "好"; width: 400; height: 168; onPressed: page.presses += 1 }
}"""
    page = bare.place(source, {})
    button = page.childItems()[0]
    finger = Finger(bare.window)
    finger.touch(centre_of(button))
    bare.panel.turn_page()
    finger.touch(centre_of(button))  # too early
    assert (page.property("presses"), qt_messages) == (1, [])
