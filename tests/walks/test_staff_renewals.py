"""A consent ends soon: seen on the list of members, filtered, and the person opened, by touches alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.desk.pages import PageMaker
from kiosk.gallery.judging import member_rules
from kiosk.members.index import MemberIndex
from kiosk.members.list_page import MembersPage
from kiosk.members.member_page import MemberPage
from kiosk.members.room import Room
from kiosk.renewing.page import RenewalsPage
from kiosk.settings import Settings
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.archive.conftest import folder, store
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.support.store_rows import consent, enrolment
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
) -> Iterator[StaffGlass]:
    hire(store, "li", Role.STAFF)
    settings = Settings()
    rules = member_rules(settings)
    room = Room(store, MemberIndex(store.member_lines, rules), rules, settings)
    pages = (
        PageMaker(MembersPage, lambda context: MembersPage(context, room), icon="list"),
        PageMaker(MemberPage, lambda context: MemberPage(context, room), under="members"),
        PageMaker(RenewalsPage, lambda context: RenewalsPage(context, store, 60), under="members"),
    )
    made = StaffGlass(store, clock, pages, orientation=request.param)
    made.settle()
    yield made
    made.close()
    assert qt_messages == []


@pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)
def test_consent_that_ends_soon_is_found_by_touch(glass: StaffGlass, store: Archive, clock: ManualClock) -> None:
    today: date = store.renewals.today()
    ends = today + timedelta(days=5)
    store.whitelist.enter(enrolment(consents=(consent(until=ends), consent(ConsentKind.HOME_CALLS, until=ends))), "t")
    glass.let_in("li", PIN)
    glass.press("button-renew")
    assert {"王*英", "下次来会在屏幕上问"} <= {part for text in glass.texts() for part in text.split("\n")}
    assert any("人脸、没来就走访" in text for text in glass.texts())
    glass.press("button-filter-over")
    assert "没有要续的" in glass.texts()
    glass.press("button-filter-soon")
    glass.press("row-0")
    assert glass.view.page == "member"
    assert not any("王桂英" in text for text in glass.strings())
    glass.press("button-back")
    assert glass.view.page == "renewals"
    assert {"王*英"} <= {part for text in glass.texts() for part in text.split("\n")}
