"""An office's list is taken over by touch alone, on both kinds of panel: a real workbook, a stick, the real reader."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.desk.pages import PageMaker
from kiosk.importing.list_reader import ListReader
from kiosk.importing.page import ImportPage
from kiosk.importing.parts import ImportParts
from kiosk.imports.checking import ImportRules
from kiosk.people.zone import SHANGHAI
from kiosk.sticks import Stick
from tests.kiosk.archive.conftest import folder, store
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.support.office_list import name_of, number_of
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

WRONG = number_of(2)[:-1] + ("1" if number_of(2)[-1] != "1" else "2")
BOTH = pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)


def workbook(*rows: tuple[str, ...]) -> bytes:
    """A list as an office keeps it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("姓名", "身份证号", "联系电话", "民族", "同意人脸识别", "同意书编号", "签字日期", "自留一栏"))
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def person(at: int, number: str = "") -> tuple[str, ...]:
    return (name_of(at), number or number_of(at), "13800138000", "汉", "是", f"纸-{at:04}", "2026-11-20", "甲")


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    path = tmp_path / "KINGSTON"
    path.mkdir()
    (path / "十一月新增名单.xlsx").write_bytes(workbook(person(0), person(1), person(2, WRONG)))
    return Stick(path, "KINGSTON", 1 << 30, path.stat().st_dev)


@pytest.fixture
def plugged(stick: Stick) -> list[Stick]:
    return []


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
    plugged: list[Stick],
) -> Iterator[StaffGlass]:
    hire(store, "li", Role.STAFF, "李丽华")
    reader = ListReader(ImportRules(store.whitelist.rules), lambda: clock.now().utc.astimezone(SHANGHAI).date())
    parts = ImportParts(
        reader, store.imports, store.audit, lambda: tuple(plugged), SHANGHAI, None, store.audit_log.account_names
    )
    pages = (PageMaker(ImportPage, lambda context: ImportPage(context, parts), "upload"),)
    made = StaffGlass(store, clock, pages, orientation=request.param)
    made.settle()
    made.let_in("li", PIN)
    yield made
    made.close()
    assert qt_messages == []


def active(store: Archive) -> list[str]:
    return [entry.resident.name or "" for entry in store.whitelist.entries() if entry.active]


@BOTH
def test_list_with_one_wrong_row_is_taken_over_its_row_given_back_and_all_of_it_undone(
    glass: StaffGlass, store: Archive, stick: Stick, plugged: list[Stick]
) -> None:
    assert "请插上 U 盘" in glass.texts()
    plugged.append(stick)
    glass.passes(1.1)
    assert {"选一张名单", "十一月新增名单.xlsx"} <= set(glass.texts())
    glass.press("file-0")
    glass.press("button-read")

    assert "还有 1 列没说" in glass.texts()
    glass.press("column-7")
    assert "“自留一栏”是什么？" in glass.texts()
    glass.press("button-mean-out")
    glass.press("button-columns-said")

    assert {"3", "2", "0", "1", "证件号最后一位算不对"} <= set(glass.texts())
    assert any("不导入：民族、自留一栏" in text for text in glass.texts())
    glass.press("row-4")
    assert any(text.startswith("第 4 行 · 张*") for text in glass.texts())
    glass.press("button-back")
    glass.press("counter-new")
    assert glass.texts().count("新增") == 3  # the counter and two rows
    assert active(store) == []
    glass.press("button-next")
    assert "2 行写着编号和日期" in glass.texts()
    assert not glass.sees("button-undo")
    glass.press("button-papers")
    glass.press("button-next")
    assert "导入好了：新增 2 人，更新 0 人" in glass.texts()
    assert sorted(active(store)) == sorted([name_of(0), name_of(1)])

    glass.press("button-errors")
    (sheet,) = stick.path.glob("导入-要改的行-*.xlsx")
    cells = [[str(cell) for cell in row] for row in load_workbook(sheet).active.iter_rows(values_only=True)]
    assert any("证件号最后一位算不对" in row for row in cells)
    assert not any(WRONG in cell for row in cells for cell in row)

    glass.press("button-undo")
    assert "撤销这次导入？" in glass.texts()
    glass.press("button-sheet-yes")
    assert "撤销好了：拿掉 2 人，改回 0 人" in glass.texts()
    assert active(store) == []
    glass.press("button-another")
    kept = list(glass.strings())
    assert not any("张*" in text or "310*" in text or name_of(1) in text or number_of(1) in text for text in kept)


@BOTH
def test_stick_pulled_while_the_list_is_looked_at_and_locked_in_between(
    glass: StaffGlass, store: Archive, stick: Stick, plugged: list[Stick]
) -> None:
    plugged.append(stick)
    glass.passes(1.1)
    glass.press("file-0")
    plugged.clear()
    glass.passes(1.1)
    assert {"请插上 U 盘", "U 盘拔掉了"} <= set(glass.texts())
    plugged.append(stick)
    glass.passes(1.1)
    glass.press("file-0")
    glass.press("button-read")
    glass.press("column-7")
    glass.press("button-mean-out")
    plugged.clear()
    glass.passes(61)
    assert glass.wings[-1] == "visitor"
    assert not any("张*" in text for text in glass.strings())
    glass.let_in("li", PIN)
    glass.press("button-columns-said")
    assert "证件号最后一位算不对" in glass.texts()
    glass.press("button-errors")
    assert "没有找到 U 盘；请插上 U 盘，等几秒再按一次" in glass.texts()
    assert active(store) == []
