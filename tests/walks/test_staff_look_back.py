"""The look back, walked by touch on both kinds of panel: from 今日 to the last one who was called."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.attention.calls import Calls
from kiosk.attention.today_page import TodayPage, TodayParts
from kiosk.desk.pages import PageMaker
from kiosk.look_back.page import LookBackPage
from kiosk.settings import Settings
from tests.kiosk.archive.calibrated import record
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.members.wing import enter
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.support.store_rows import measurement
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]


def read(store: Archive, clock: ManualClock) -> list[str]:
    """王秀英's forehead, six times, by a thermometer that is found wrong afterwards; the groups, newest first."""
    enter(store, "王秀英", "310100194403120020")
    resident = store.whitelist.entries()[0].resident.id
    rows = []
    for _ in range(6):
        clock.advance(60)
        rows.append(measurement(clock, resident, raw_value=34.8, value=37.1))
    store.journal.save_measurements(tuple(rows), lambda _: None)
    store.settle()
    clock.advance(60)
    store.calibrations.sign(record(clock, "KC-1"))
    return [row.group_id for row in reversed(rows)]


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
) -> Iterator[StaffGlass]:
    hire(store, "li", Role.STAFF)
    calls = Calls(store.alerts, [], clock, lambda _: None, answer_within_s=60)
    parts = TodayParts(calls, store, Settings(), dict, lambda: True)
    zone = ZoneInfo("Asia/Shanghai")
    pages = (
        PageMaker(TodayPage, lambda context: TodayPage(context, parts), icon="home"),
        PageMaker(LookBackPage, lambda context: LookBackPage(context, store, zone), under="today"),
    )
    made = StaffGlass(store, clock, pages, orientation=request.param)
    made.settle()
    yield made
    made.close()
    assert qt_messages == []


@pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)
def test_everybody_is_called_back_from_today_to_the_last(glass: StaffGlass, store: Archive, clock: ManualClock) -> None:
    groups = read(store, clock)
    glass.let_in("li", PIN)
    glass.press("button-look-back")
    assert {"当时体温 37.1 ℃", "应是 37.5 ℃", "6 条，办好 0 条"} <= set(glass.texts())
    for group in groups[:5]:
        glass.press(f"button-reached-{group}")
    assert "6 条，办好 5 条" in glass.texts()
    glass.press("button-older")
    glass.press(f"button-not-reached-{groups[5]}")
    assert "6 条，办好 5 条" in glass.texts()
    glass.press(f"button-reached-{groups[5]}")
    assert "6 条，办好 6 条" in glass.texts()
    assert any("都办好了" in text for text in glass.texts())
    assert not any("王秀英" in text for text in glass.strings())
    glass.press("button-back")
    assert not glass.sees("button-look-back")
    assert not any("*英" in text for text in glass.strings())
