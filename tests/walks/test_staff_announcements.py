"""An announcement is written by touch, stands on the visitor's first screen, and is taken down again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.announcing.page import AnnouncementsPage
from kiosk.announcing.showing import Showing
from kiosk.archive.archive import Archive
from kiosk.desk.pages import PageMaker
from kiosk.visits.view import VisitView
from tests.kiosk.archive.conftest import folder, store
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass
from ui.sample_pictures.samples import samples

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
    shown: list[VisitView] = []
    showing = Showing(store.announcements, clock, shown.append)
    showing.show(next(sample.view for sample in samples() if sample.name == "attract"))

    def make(context: object) -> AnnouncementsPage:
        return AnnouncementsPage(context, store, showing.board.read)  # type: ignore[arg-type]

    made = StaffGlass(store, clock, (PageMaker(AnnouncementsPage, make, icon="home"),), orientation=request.param)
    made.shown = shown  # type: ignore[attr-defined]
    made.settle()
    yield made
    made.close()
    assert qt_messages == []


@pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)
def test_it_is_written_put_up_and_taken_down_by_touch(glass: StaffGlass, store: Archive) -> None:
    shown: list[VisitView] = glass.shown  # type: ignore[attr-defined]
    glass.let_in("li", PIN)
    glass.press("button-write")
    glass.press("field-title")
    for letter in "ceshi":
        glass.press(f"key-{letter}")
    glass.press("candidate-0")
    glass.press("button-keys-done")
    assert "梧桐里" in glass.texts()  # the name plate of the lane, which stands above it on the first screen too
    glass.press("button-last-more")
    glass.press("button-post")
    (one,) = store.announcements.in_force()
    assert shown[-1].announcement is not None
    assert shown[-1].announcement.title == one.title
    stood = shown[-1]
    glass.press(f"button-withdraw-{one.id}")
    glass.press("button-sheet-yes")
    assert store.announcements.in_force() == ()
    assert shown[-1].announcement is None
    glass.shell.show_wing("visitor")
    glass.shell.apply(stood)
    assert one.title in glass.texts()
