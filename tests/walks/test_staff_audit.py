"""The audit trail, walked by touch on both kinds of panel: chosen, read, verified, and exported by two."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.audit_review.page import AuditPage
from kiosk.desk.page import Context
from kiosk.desk.pages import PageMaker
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.members.wing import enter
from tests.support.accounts import code_at, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

PINS = {"zhou": "618257", "wu": "729368"}
BOTH = pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
) -> Iterator[StaffGlass]:
    enter(store, "王秀英", "310100194403120020")
    hire(store, "zhou", Role.AUDITOR, "周建", PINS["zhou"])
    hire(store, "wu", Role.AUDITOR, "吴敏", PINS["wu"])

    def audit(context: Context) -> AuditPage:
        return AuditPage(
            context, archive=store, exports=store.folder / "out", hall="梧桐", zone=ZoneInfo("Asia/Shanghai")
        )

    made = StaffGlass(store, clock, (PageMaker(AuditPage, audit, "list"),), orientation=request.param)
    made.settle()
    made.let_in("zhou", PINS["zhou"], code_at(made.clock.now().utc))
    yield made
    made.close()
    assert qt_messages == []


def trail(store: Archive) -> list[str]:
    with store._core.readers.db() as db:
        return [str(row[0]) for row in db.execute("SELECT action FROM audit ORDER BY seq")]


@BOTH
def test_auditor_reads_one_entry_with_its_machine_form_and_goes_back(glass: StaffGlass) -> None:
    newest = glass.view.content.entries[0]  # type: ignore[union-attr]
    glass.press(f"entry-{newest.seq}")
    assert any("audit" in text or "account" in text for text in glass.texts())
    glass.press("button-close")
    assert glass.sees(f"entry-{newest.seq}")


@BOTH
def test_auditor_chooses_by_resident_and_takes_the_choice_back(glass: StaffGlass) -> None:
    everything = len(glass.view.content.entries)  # type: ignore[union-attr]
    glass.press("field-person")
    glass.type("0020")
    assert "王*英" in glass.view.content.person  # type: ignore[union-attr]
    assert 0 < len(glass.view.content.entries) < everything  # type: ignore[union-attr]
    glass.press("button-clear")
    assert len(glass.view.content.entries) == everything  # type: ignore[union-attr]


@BOTH
def test_auditor_verifies_the_chain(glass: StaffGlass, store: Archive) -> None:
    glass.press("button-verify")
    glass.settle()
    assert glass.view.content.sound  # type: ignore[union-attr]
    assert store.audit.verify().ok
    glass.press("button-close")
    assert glass.sees("button-verify")


@BOTH
def test_export_wants_a_second_auditor_and_leaves_its_entry(glass: StaffGlass, store: Archive) -> None:
    glass.press("button-export")
    assert not glass.sees("button-account-zhou")
    assert not list(store.folder.glob("out/*"))
    if glass.sees("button-account-wu"):
        glass.press("button-account-wu")
    glass.type(PINS["wu"])
    glass.type(code_at(glass.clock.now().utc))
    glass.settle()
    (written,) = (store.folder / "out").iterdir()
    assert "310100194403120020" not in written.read_text("utf-8")
    assert "audit.exported" in trail(store)
