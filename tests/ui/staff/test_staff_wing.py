"""The wing's root: which page stands in it, and what stands there when none can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.settings import Settings
from tests.screens.audit.walk import LOOKS
from ui.sample_pictures.staff_samples import StaffSample, inside, staff_samples
from ui.sample_pictures.viewer import SampleViewer
from ui.window.touching import visible_items

BY_NAME = {sample.name: sample for sample in staff_samples()}


@dataclass(frozen=True)
class Anything:
    word: str = "王*英"


@pytest.fixture
def viewer(qt_app: QGuiApplication) -> Iterator[SampleViewer]:
    made = SampleViewer(Settings(screen=LOOKS["portrait"]))
    yield made
    made.close()


def texts(viewer: SampleViewer) -> set[str]:
    return {str(i.property("text")) for i in visible_items(viewer.shell.root) if i.inherits("QQuickText")}


def test_a_page_that_cannot_be_drawn_says_so_and_leaves_the_others_within_reach(
    viewer: SampleViewer, qt_messages: list[str]
) -> None:
    viewer.show(StaffSample("nowhere", inside("nowhere", Anything())))
    assert {"这一页现在打不开", "今日", "白名单", "上锁"} <= texts(viewer)
    assert ["NowherePage.qml" in message for message in qt_messages] == [True]
    viewer.show(BY_NAME["staff-today-usual"])
    assert "这一页现在打不开" not in texts(viewer)
    assert "王*英 · 3 号楼" in texts(viewer)


def test_a_page_without_a_view_says_so(viewer: SampleViewer, qt_messages: list[str]) -> None:
    viewer.show(BY_NAME["staff-today-usual"])
    viewer.show(BY_NAME["staff-broken-page"])
    assert "这一页现在打不开" in texts(viewer)
    assert "王*英 · 3 号楼" not in texts(viewer)
    assert qt_messages == []


def test_under_a_sheet_nothing_of_the_page_is_seen_and_its_items_stay(
    viewer: SampleViewer, qt_messages: list[str]
) -> None:
    usual = BY_NAME["staff-today-usual"].view
    viewer.show(BY_NAME["staff-today-usual"])
    viewer.shell.touch("button-devices")  # what a page was turned to is kept nowhere else
    viewer.settle()
    assert "血压计" in texts(viewer)
    viewer.show(StaffSample("asked", replace(usual, question=BY_NAME["staff-question"].view.question)))
    assert "停用 王*英？" in texts(viewer)
    assert not {"血压计", "今天", "今日"} & texts(viewer)
    viewer.show(BY_NAME["staff-today-usual"])
    assert "血压计" in texts(viewer)


def test_before_anybody_is_in_there_is_neither_navigation_nor_lock(viewer: SampleViewer) -> None:
    viewer.show(BY_NAME["staff-pin"])
    assert not {"今日", "白名单", "上锁"} & texts(viewer)
    assert {"工作人员模式", "请输入密码", "不登录，返回"} <= texts(viewer)


@pytest.mark.parametrize("look", ["portrait", "portrait-large"])
def test_announcements_are_reached_upright_also_while_every_other_door_stands_there(
    qt_app: QGuiApplication, look: str
) -> None:
    viewer = SampleViewer(Settings(screen=LOOKS[look]))
    viewer.show(BY_NAME["staff-today-four-doors"])
    assert {"告示", "走访 128 人", "复量 128 人", "回访 128 人", "3 件", "今天"} <= texts(viewer)
    viewer.close()
