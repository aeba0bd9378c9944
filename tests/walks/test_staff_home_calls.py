"""A regular who stopped coming, from the first page to the note of a home call and back, by touches alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.archive.home_calls import Outcome
from kiosk.archive.own_rights import ByWhom
from kiosk.attention.calls import Calls
from kiosk.attention.today_page import TodayPage, TodayParts
from kiosk.desk.pages import PageMaker
from kiosk.home_calls.page import HomeCallsPage
from kiosk.home_calls.person_page import HomeCallPage
from kiosk.settings import Settings
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.home_calls.test_home_calls_page import Hall
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]


@pytest.fixture
def hall(store: Archive, clock: ManualClock, tmp_path: Path) -> Hall:
    (tmp_path / "stick").mkdir()
    return Hall(store, clock, tmp_path / "stick")


@pytest.fixture
def glass(
    request: pytest.FixtureRequest, qt_app: QGuiApplication, qt_messages: list[str], hall: Hall, clock: ManualClock
) -> Iterator[StaffGlass]:
    for login in ("li", "gu"):
        hire(hall.store, login, Role.STAFF)
    calls = Calls(hall.store.alerts, [], clock, lambda _: None, answer_within_s=60)
    parts = TodayParts(calls, hall.store, Settings(), dict, lambda: True, home_calls=hall.room.waits)
    pages = (
        PageMaker(TodayPage, lambda context: TodayPage(context, parts), icon="home"),
        PageMaker(HomeCallsPage, lambda context: HomeCallsPage(context, hall.room), icon="homecall"),
        PageMaker(HomeCallPage, lambda context: HomeCallPage(context, hall.room), under="home-calls"),
    )
    made = StaffGlass(hall.store, clock, pages, orientation=request.param)
    made.settle()
    yield made
    made.close()
    assert qt_messages == []


@pytest.mark.slow
@pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)
def test_one_who_stopped_coming_is_opened_noted_taken_back_and_printed(
    glass: StaffGlass, hall: Hall, tmp_path: Path
) -> None:
    wang, chen = hall.joins("王秀英"), hall.joins("陈德明", "11 号楼")
    hall.four_days_and_gone(wang, chen)
    glass.let_in("li", PIN)
    glass.press("button-home-calls")
    assert {"王*英", "陈*明", "以前 4 周来过 4 天，11 月 25 日以后没再来", "11 月 25 日起"} <= set(glass.texts())
    assert "“不再来”“来得少了”只看同意了的 2 人" in glass.texts()
    glass.press("button-rule-overdue")
    assert "这里没有要走访的人" in glass.texts()
    glass.press("button-rule-all")
    glass.press("button-buildings")
    glass.press("button-building-1")
    assert "陈*明" not in glass.texts()
    glass.press("row-0")
    assert {"王*英 · 3 号楼", "5 周里来过 4 天", "还没走访过"} <= set(glass.texts())
    glass.press("button-phone")
    assert "电话 13800000000" in glass.texts()
    glass.passes(20.0)
    assert not any("13800000000" in text for text in glass.strings())
    glass.press("button-outcome-met")
    glass.press("button-again-90")
    glass.press("button-note")
    for key in "hao":
        glass.press(f"key-{key}")
    glass.press("candidate-0")
    glass.press("button-note-done")
    glass.press("button-save")
    (call,) = hall.store.home_calls.of(wang)
    assert (call.outcome, call.by, len(call.note or "")) == (Outcome.MET, "li", 1)
    assert "这里没有要走访的人" in glass.texts()
    glass.press("button-undo")
    assert ("王*英" in glass.texts(), hall.store.home_calls.of(wang)) == (True, ())
    glass.press("button-print")
    glass.press("button-whole")
    glass.press("button-stick")
    glass.type(PIN)  # only one other can sign: the pad stands there at once
    assert len(list((tmp_path / "stick").iterdir())) == 1
    hall.store.own_rights.withdraw(wang, ConsentKind.HOME_CALLS, "terminal", by_whom=ByWhom.ON_SCREEN)
    glass.press("button-page-today")
    glass.press("button-page-home-calls")
    assert "王*英" not in glass.texts()
    assert {"陈*明", "“不再来”“来得少了”只看同意了的 1 人"} <= set(glass.texts())
    assert not any("王秀英" in text for text in glass.strings())
