"""The list of home calls out of the printer: whole names, a rare one, doors and reasons, and room to write."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.accounts.session import Session
from kiosk.archive.home_calls import Door
from kiosk.home_calls.print_list import Wish, sheet_of
from kiosk.home_calls.reasons import Absent, Attention, Overdue
from kiosk.home_calls.room import Listed
from kiosk.measurements.follow_up import FollowUpKind
from kiosk.people.resident import Address
from kiosk.sentences import Refusal
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from ui.paper.pdf import PdfPaper

__all__ = ["qapp_cls", "qt_app", "qt_messages"]

NOVEMBER = date(2026, 11, 9)
GONE = Absent(NOVEMBER, before=9, missed=14)
LATE = Overdue(NOVEMBER, "sys", FollowUpKind.AGAIN, urgent=False)


def wish(name: str) -> tuple[Wish, dict[str, Door]]:
    people = (
        Listed(Attention("w", (GONE, LATE)), "王*英", "3 号楼"),
        Listed(Attention("x", (LATE,)), "𬭎*", "11 号楼"),
    )
    doors = {
        "w": Door("王秀英", Address(building="3 号楼", home="402 室")),
        "x": Door(name, Address(building="11 号楼", home="2 单元 101 室")),
    }
    first, second = (Session.begin(f"id-{login}", login, login, Role.STAFF) for login in ("li", "gu"))
    return Wish(people, "", "paper", first, second, datetime(2026, 11, 29, 10, 20)), doors


def test_rare_name_is_on_the_page_and_never_a_box(qt_app: QGuiApplication) -> None:
    asked, doors = wish("𬭎㛃")
    pdf = PdfPaper().pdf(sheet_of(asked, doors, "梧桐里社区服务中心"))
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") == 1
    with pytest.raises(Refusal, match="glyph"):
        PdfPaper().pdf(sheet_of(asked, wish("王\U0001f9ff")[1], "梧桐里社区服务中心"))
