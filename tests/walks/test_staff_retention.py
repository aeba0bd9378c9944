"""The auditor reads by touch what is kept how long and what the last night removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.audit_review.page import AuditPage
from kiosk.desk.pages import PageMaker
from kiosk.retention.page import RetentionPage
from kiosk.retention.periods import periods_of
from kiosk.settings import Retention
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.archive.test_purge import come
from tests.support.accounts import PIN, code_at, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
) -> Iterator[StaffGlass]:
    hire(store, "zhou", Role.AUDITOR)

    def trail(context: object) -> AuditPage:
        return AuditPage(context, archive=store, exports=store.folder, hall="梧桐", zone=ZONE)  # type: ignore[arg-type]

    pages = (
        PageMaker(AuditPage, trail, icon="list"),
        PageMaker(RetentionPage, lambda context: RetentionPage(context, store, Retention(), ZONE), icon="clock"),
    )
    made = StaffGlass(store, clock, pages, orientation=request.param)
    made.settle()
    yield made
    made.close()
    assert qt_messages == []


@pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)
def test_auditor_reads_what_went_and_what_goes(glass: StaffGlass, store: Archive, clock: ManualClock) -> None:
    come(store, clock, 2)
    for _ in range(10):
        clock.set_wall(clock.now().utc + timedelta(days=20))
        store.audit.note("terminal", "test.ran")
    store.expiry.purge(periods_of(Retention()), "terminal")
    glass.let_in("zhou", PIN, code_at(clock.now().utc))
    glass.press("button-page-retention")
    seen = glass.texts()
    assert {"提醒", "180 天", "提醒 2", "今晚没有到期的要删"} <= set(seen)
    assert not any("王桂英" in text for text in glass.strings())
