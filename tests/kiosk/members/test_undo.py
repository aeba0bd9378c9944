"""Which step may be undone, by whom, until when."""

from __future__ import annotations

from kiosk.accounts.permissions import Role
from kiosk.accounts.session import Session
from kiosk.archive.entry_rows import Version
from kiosk.members.undo import Step, Undo

STEP = Step("suspend", "r1", "王*英", Version(3, "2026-11-22T01:20:00.000000+00:00"))
LI = Session.begin("id-li", "li", "李丽华", Role.STAFF)


def test_by_the_same_stay_for_ten_minutes() -> None:
    undo = Undo()
    assert undo.offered(LI, 1000.0) is None
    undo.keep(STEP, LI, 1000.0)
    assert undo.offered(LI, 1599.9) is STEP
    assert undo.offered(LI, 1600.0) is None
    assert undo.offered(LI, 1001.0) is None


def test_not_by_another_stay_of_the_same_account_and_then_by_nobody() -> None:
    undo = Undo()
    undo.keep(STEP, LI, 1000.0)
    assert undo.offered(Session.begin("id-li", "li", "李丽华", Role.STAFF), 1001.0) is None
    assert undo.offered(LI, 1002.0) is None
