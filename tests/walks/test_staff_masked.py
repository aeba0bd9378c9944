"""Nobody revealed a number: no page of the wing publishes it or the whole name, and the log has neither."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.audit_review.page import AuditPage
from kiosk.desk.pages import PageMaker
from kiosk.members.index import MemberIndex
from kiosk.members.list_page import MembersPage
from kiosk.members.member_page import MemberPage
from kiosk.members.room import Room
from kiosk.settings import Settings
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.members.wing import RULES, enter
from tests.support.accounts import PIN, code_at, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

NUMBER, NAME = "310100194403120020", "王秀英"
AUDITOR_PIN = "618257"


def strings_of(value: object) -> Iterator[str]:
    """Every string inside a view, also what its repr leaves out."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for part in fields(value):
            yield from strings_of(getattr(value, part.name))
    elif isinstance(value, Mapping):
        for pair in value.items():
            yield from strings_of(pair)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from strings_of(one)


def everything(glass: StaffGlass) -> str:
    """What is published, what the wing's objects hold and what can be read."""
    return "\n".join((*strings_of(glass.view), *glass.strings(), *glass.texts()))


@pytest.mark.slow
def test_L9_nobody_asked_and_no_view_and_no_log_has_the_number_or_the_name(
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    enter(store, NAME, NUMBER)
    hire(store, "li", Role.STAFF, "李丽华")
    hire(store, "zhou", Role.AUDITOR, "周建", AUDITOR_PIN)
    room = Room(store, MemberIndex(store.member_lines, RULES), RULES, Settings())
    zone = ZoneInfo("Asia/Shanghai")

    def audit(context: object) -> AuditPage:
        return AuditPage(context, archive=store, exports=store.folder / "out", hall="梧桐", zone=zone)  # type: ignore[arg-type]

    pages = (
        PageMaker(MembersPage, lambda context: MembersPage(context, room), "list"),
        PageMaker(MemberPage, lambda context: MemberPage(context, room)),
        PageMaker(AuditPage, audit, "list"),
    )
    glass = StaffGlass(store, clock, pages)
    try:
        glass.settle()
        published: list[str] = []
        glass.let_in("li", PIN)
        published.append(everything(glass))
        assert [entry.page for entry in glass.view.navigation] == ["members"]
        glass.press("row-0")
        assert "310***********0020" in glass.texts()
        published.append(everything(glass))
        glass.press("button-lock")
        glass.asks_for_the_pin("zhou")
        glass.type(AUDITOR_PIN)
        glass.type(code_at(glass.clock.now().utc))
        assert glass.sees("button-verify")
        published.append(everything(glass))
    finally:
        glass.close()
    for text in (*published, caplog.text):
        assert NUMBER not in text
        assert NAME not in text
    assert "*英" in published[1]
    assert "打开审计记录" in published[2]
    assert qt_messages == []
