"""Reports, walked by touch on both kinds of panel: from the navigation to a real PDF on a stick."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.desk.pages import PageMaker
from kiosk.reports.page import ReportsPage
from kiosk.settings import Settings
from kiosk.sticks import Stick
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.reports.week import fill
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass
from ui.paper.pdf import PdfPaper

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
    stick: Path,
) -> Iterator[StaffGlass]:
    hire(store, "li", Role.STAFF)
    fill(store, clock)

    def plugged() -> tuple[Stick, ...]:
        return (Stick(stick, "KINGSTON", 10**9, os.stat(stick).st_dev),) if stick.is_dir() else ()

    maker = PageMaker(
        ReportsPage, lambda context: ReportsPage(context, store, Settings(), PdfPaper(), plugged), "chart"
    )
    made = StaffGlass(store, clock, (maker,), orientation=request.param)
    made.settle()
    yield made
    made.close()
    assert qt_messages == []


@pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)
def test_a_week_is_read_and_taken_away(glass: StaffGlass, stick: Path) -> None:
    glass.let_in("li", PIN)
    assert {"2026 年第 47 周 · 11/16–11/22", "还没有过完", "60", "周二 11/17"} <= set(glass.texts())
    words = {"hours": "9–10 点", "places": "𬭎㛃䶮𪟝居委", "ages": "80–84 岁", "ways": "社保卡", "measured": "体温"}
    for tab, word in words.items():
        glass.press(f"button-tab-{tab}")
        assert word in glass.texts()
    glass.press("button-tab-calls")
    assert "没有人叫，或者太少不写" in glass.texts()
    glass.press("button-older")
    assert "这段时间没有数据，或者太少不写" in glass.texts()
    glass.press("button-newer")
    glass.press("button-kind-month")
    assert "2026 年 11 月" in glass.texts()
    glass.press("button-tab-parts")
    assert "16–22 日" in glass.texts()
    glass.press("button-pdf")
    glass.press("button-xlsx")
    assert sorted(file.name for file in stick.iterdir()) == ["报表-2026-11.pdf", "报表-2026-11.xlsx"]
    assert any("可以拔了" in text for text in glass.texts())
    pages = pypdf.PdfReader(io.BytesIO((stick / "报表-2026-11.pdf").read_bytes())).pages
    assert 1 <= len(pages) <= 2
    assert not any("王秀英" in text for text in glass.strings())


@pytest.mark.parametrize("glass", ["landscape"], indirect=True)
def test_a_stick_that_was_pulled_is_said_and_the_next_touch_works(glass: StaffGlass, stick: Path) -> None:
    glass.let_in("li", PIN)
    stick.rmdir()
    glass.press("button-pdf")
    assert any("没有找到 U 盘" in text for text in glass.texts())
    stick.mkdir()
    glass.press("button-pdf")
    assert [file.name for file in stick.iterdir()] == ["报表-2026-W47.pdf"]
