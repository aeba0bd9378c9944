"""What a touch shows of the calibration a value rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.settings import Screen, Settings
from tests.screens.audit.rules import audit
from tests.screens.audit.walk import scene_of
from ui.sample_pictures.samples import samples
from ui.sample_pictures.viewer import SampleViewer
from ui.window.touching import Finger, centre_of, visible_item, visible_items

RESULT = next(sample for sample in samples() if sample.name == "result")
NO_TEMPERATURE = next(sample for sample in samples() if sample.name == "result-no-temperature")
PRESSURE = next(sample for sample in samples() if sample.name == "value-first")
NUMBER = "证书 20260728-01"


@pytest.fixture(params=[("portrait", 1.0), ("landscape", 1.25)], ids=str)
def viewer(request: pytest.FixtureRequest, qt_app: QGuiApplication) -> Iterator[SampleViewer]:
    orientation, scale = request.param
    screen = Screen(orientation=orientation, text_scale=scale, less_motion=True, full_screen=False)
    made = SampleViewer(Settings(screen=screen))
    yield made
    made.close()


def shown(viewer: SampleViewer) -> set[str]:
    return {str(item.property("text")) for item in visible_items(viewer.shell.root)}


def touch(viewer: SampleViewer) -> None:
    Finger(viewer.shell.window).touch(centre_of(visible_item(viewer.shell.root, "button-certificate*")))
    viewer.settle()


def test_a_touch_shows_number_and_uncertainty_and_another_puts_them_away(
    viewer: SampleViewer, qt_messages: list[str]
) -> None:
    scene_of(viewer, RESULT, qt_messages)
    assert "已校准" in shown(viewer)
    assert NUMBER not in shown(viewer)
    touch(viewer)
    lines = {NUMBER, "仪器不确定度 0.17 ℃（k=2）", "校准到 2026-11-22 有效"}
    assert lines <= shown(viewer)
    assert "36.5" not in shown(viewer)
    touch(viewer)
    assert "36.5" in shown(viewer)
    assert not lines & shown(viewer)


def test_what_is_shown_keeps_every_rule_of_a_screen(viewer: SampleViewer, qt_messages: list[str]) -> None:
    scene = scene_of(viewer, RESULT, qt_messages)
    touch(viewer)
    assert audit(replace(scene, image=viewer.shell.grab())) == []


def test_the_next_visitor_finds_it_put_away(viewer: SampleViewer, qt_messages: list[str]) -> None:
    scene_of(viewer, RESULT, qt_messages)
    touch(viewer)
    scene_of(viewer, NO_TEMPERATURE, qt_messages)
    scene_of(viewer, RESULT, qt_messages)
    assert NUMBER not in shown(viewer)


def test_both_pressures_stand_under_one_certificate(viewer: SampleViewer, qt_messages: list[str]) -> None:
    scene = scene_of(viewer, PRESSURE, qt_messages)
    assert {"已校准", "9:20 量的"} <= shown(viewer)
    touch(viewer)
    assert {"证书 20260802-02", "仪器不确定度 1.2 mmHg（k=2）"} <= shown(viewer)
    assert not {"128", "82", "72"} & shown(viewer)
    assert audit(replace(scene, image=viewer.shell.grab())) == []
    touch(viewer)
    assert {"128", "82", "72"} <= shown(viewer)
