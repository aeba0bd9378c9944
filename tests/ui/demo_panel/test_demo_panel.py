"""The demonstration's panel on its own: it loads without the terminal's engine and every touch reaches the hall."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickView, QQuickWindow

import resources
from devices.simulators.profile import load_cast
from kiosk.settings import Settings
from tests.ui.demo_panel.test_panel_model import Hall
from ui.application.event_loop import wait_ms
from ui.demo_panel.panel_window import DemoPanelWindow
from ui.demonstration.demo_staff import DemoStaff
from ui.window.touching import Finger, centre_of, visible_items


class Shown:
    """The panel's window beside an empty one, and the hall it tells."""

    def __init__(self) -> None:
        self.hall = Hall()
        demo_hall: Any = SimpleNamespace(
            cast=load_cast(resources.path("cast")),
            simulator=self.hall,
            abilities={"card-service"},
            gateway=None,
            left_out=["社保卡：没有 pcscd"],
            settings=Settings(demonstration=True),
            staff=DemoStaff(),
        )
        terminal: Any = SimpleNamespace(kiosk=SimpleNamespace(), shell=SimpleNamespace(window=QQuickWindow()))
        self.panel = DemoPanelWindow(demo_hall)
        self.panel.open(terminal)
        assert self.panel._view is not None
        self.view: QQuickView = self.panel._view
        self.view.resize(560, 1200)
        wait_ms(50)
        self._finger = Finger(self.view)

    def button(self, label: str) -> QQuickItem:
        root = self.view.rootObject()
        assert root is not None
        return next(item for item in visible_items(root) if item.property("label") == label)

    def touch(self, label: str) -> None:
        self._finger.touch(centre_of(self.button(label)))
        wait_ms(1)

    def told(self) -> list[tuple[str, dict[str, Any]]]:
        assert self.panel._model is not None
        self.panel._model._worker.submit(lambda: None).result(3)
        return self.hall.told


@pytest.fixture
def shown(qt_app: QGuiApplication, qt_messages: list[str]) -> Iterator[Shown]:
    made = Shown()
    yield made
    made.panel.close()
    wait_ms(1)
    assert qt_messages == []


def test_chosen_person_does_what_is_touched(shown: Shown) -> None:
    shown.touch("周美华")
    shown.touch("拿走身份证")
    shown.touch("走到镜头前")
    assert shown.told() == [
        ("pull", {}),
        ("stand", {"person": "zhou-meihua"}),
        ("walk_up", {"person": "zhou-meihua"}),
    ]


def test_quick_touches_all_count(shown: Shown) -> None:
    """Here nobody is protected from their own speed: the operator plays several people at once."""
    for _ in range(3):
        shown.touch("走开")
    assert shown.told() == [("leave", {})] * 3


def test_pulled_plug_is_marked_by_a_cross(shown: Shown) -> None:
    assert (shown.button("体温计").property("icon"), shown.button("体温计").property("kind")) == ("", "secondary")
    shown.touch("体温计")
    assert (shown.button("体温计").property("icon"), shown.button("体温计").property("kind")) == ("cross", "quiet")
    assert shown.told() == [("unplug", {"part": "thermometer"})]
