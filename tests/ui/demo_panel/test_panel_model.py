"""What the demonstration's panel tells the simulated hall."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

import resources
from devices.simulators.profile import load_cast
from ui.application.event_loop import wait_ms
from ui.demo_panel.panel_model import DemoPanelModel


class Hall:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []

    def tell(self, what: str, **details: Any) -> None:
        self.told.append((what, details))


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("walk_up", [("stand", {"person": "zhou-meihua"}), ("walk_up", {"person": "zhou-meihua"})]),
        ("turn_left", [("turn_head", {"side": "left", "person": "zhou-meihua"})]),
        ("turn_right", [("turn_head", {"side": "right", "person": "zhou-meihua"})]),
        ("hold_photo", [("hold_photo", {"of": "wang-guiying", "person": "zhou-meihua"})]),
        ("leave", [("leave", {})]),
    ],
)
def test_button_of_the_panel_is_a_command_of_the_hall(
    qt_app: QGuiApplication, what: str, told: list[tuple[str, dict[str, Any]]]
) -> None:
    hall = Hall()
    demo_hall = SimpleNamespace(
        cast=load_cast(resources.path("cast")), simulator=hall, abilities=set(), gateway=None, left_out=[]
    )
    model = DemoPanelModel(SimpleNamespace(), demo_hall)  # type: ignore[arg-type]
    model.choose("zhou-meihua")
    model.act(what)
    model._worker.shutdown()
    assert hall.told == told


def test_nobody_holds_up_their_own_photograph(qt_app: QGuiApplication) -> None:
    hall = Hall()
    demo_hall = SimpleNamespace(
        cast=load_cast(resources.path("cast")), simulator=hall, abilities=set(), gateway=None, left_out=[]
    )
    model = DemoPanelModel(SimpleNamespace(), demo_hall)  # type: ignore[arg-type]
    model.choose("wang-guiying")
    model.act("hold_photo")
    model._worker.shutdown()
    assert hall.told == [("hold_photo", {"of": "li-xiulan", "person": "wang-guiying"})]


def test_black_body_and_the_sensor_of_the_thermometer_are_buttons_of_the_panel(qt_app: QGuiApplication) -> None:
    hall = Hall()
    demo_hall = SimpleNamespace(
        cast=load_cast(resources.path("cast")), simulator=hall, abilities=set(), gateway=None, left_out=[]
    )
    model = DemoPanelModel(SimpleNamespace(), demo_hall)  # type: ignore[arg-type]
    model.putBlackBody(37)
    model.putBlackBody(0)
    model.toggleAged()
    model.toggleAged()
    model._worker.shutdown()
    assert hall.told == [
        ("black_body", {"celsius": 37}),
        ("leave", {}),
        ("sensor_error", {"gain": 0.985, "offset_c": 0.165}),
        ("sensor_error", {}),
    ]


def test_display_of_the_monitor_no_driver_knows_is_told_on_the_panel(qt_app: QGuiApplication) -> None:
    def tell(what: str, **details: Any) -> dict[str, Any]:
        return {"sys": 140, "dia": 87, "pulse": 73}

    demo_hall = SimpleNamespace(
        cast=load_cast(resources.path("cast")), simulator=SimpleNamespace(tell=tell), abilities=set(), gateway=None
    )
    model = DemoPanelModel(SimpleNamespace(), demo_hall)  # type: ignore[arg-type]
    model.act("unknown")
    model._worker.shutdown()
    wait_ms(1)
    assert model._display_says == "没驱动的血压计显示 140 / 87，脉搏 73"
