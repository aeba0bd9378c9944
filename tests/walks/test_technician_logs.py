"""The log and the bundle, walked by touch on both kinds of panel."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.desk.pages import PageMaker
from kiosk.diagnostics.page import LogsPage, LogsParts
from tests.conftest import AnnouncedLog
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.diagnostics.hall import Terminal
from tests.support.accounts import code_at, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

PIN = "618257"
BOTH = pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)


@pytest.fixture
def hall(clock: ManualClock, tmp_path: Path, announced: AnnouncedLog) -> Iterator[Terminal]:
    announced.expect("line ")
    made = Terminal(clock, tmp_path)
    made.log.attach("1.2")
    for number in range(8):
        logging.getLogger("kiosk.store").log(30 + 10 * (number % 2), "line %d", number)
    yield made
    made.log.detach()


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    hall: Terminal,
    clock: ManualClock,
) -> Iterator[StaffGlass]:
    hire(store, "zhou", Role.TECHNICIAN, "周平", PIN)
    parts = LogsParts(hall.source, hall.log, store.audit, hall._plugged)
    made = StaffGlass(
        store, clock, (PageMaker(LogsPage, lambda c: LogsPage(c, parts), icon="list"),), orientation=request.param
    )
    made.settle()
    made.let_in("zhou", PIN, code_at(made.clock.now().utc))
    yield made
    made.close()
    assert qt_messages == []


@BOTH
def test_lines_are_narrowed_and_turned_and_the_bundle_is_put_on_a_stick(
    glass: StaffGlass, hall: Terminal, store: Archive
) -> None:
    assert "line 7" in glass.texts()
    assert "line 1" not in glass.texts()
    glass.press("button-older")
    assert "line 1" in glass.texts()
    glass.press("level-errors")
    assert [text for text in glass.texts() if text.startswith("line ")] == ["line 7", "line 5", "line 3", "line 1"]
    glass.press("tab-versions")
    assert "SQLCipher" in glass.texts()
    glass.press("tab-parts")
    assert "device-timeout check the cable" in glass.texts()

    hall.pulled = True
    glass.press("button-export")
    assert any("没有：姓名、证件号" in text for text in glass.texts())
    glass.press("button-sheet-no")
    glass.press("button-export")
    glass.press("button-sheet-yes")
    assert "没有找到 U 盘；请插上 U 盘，等几秒再按一次" in glass.texts()
    hall.pulled = False
    glass.passes(3)
    glass.press("button-export")
    glass.press("button-sheet-yes")
    (file,) = hall.usb.iterdir()
    assert any(f"已存到 U 盘：{file.name}" in text for text in glass.texts())
    noted = [entry for entry in store.audit_log.entries(Chosen()) if entry.action == "diagnostics.exported"]
    assert [entry.actor for entry in noted] == ["zhou"]
