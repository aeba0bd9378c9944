"""Staff leaf through days, weeks and months and take a report away on a stick."""

from __future__ import annotations

import dataclasses
import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kiosk.accounts.permissions import Permission, Role, may
from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.desk.pages import PageMaker
from kiosk.paper.sheet import Sheet, words_of
from kiosk.reports.page import ReportsPage
from kiosk.reports.view import ReportsView
from kiosk.settings import Settings
from kiosk.sticks import Stick
from kiosk.store.errors import StoreError
from tests.kiosk.desk.place import Place
from tests.kiosk.reports.week import fill
from tests.support.clock import ManualClock
from tests.support.new_store import begun


class Paper:
    """Draws the words."""

    def pdf(self, sheet: Sheet) -> bytes:
        return "\n".join((*sheet.header, sheet.stamp, sheet.file_title, *words_of(sheet))).encode()


class Hall:
    """A hall with one clerk and, perhaps, a stick."""

    def __init__(self, store: Archive, clock: ManualClock, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.plugged: tuple[Stick, ...] = (Stick(folder, "KINGSTON", 10**9, os.stat(folder).st_dev),)
        self.place = Place(
            clock,
            pages=(
                PageMaker(
                    ReportsPage,
                    lambda context: ReportsPage(context, store, Settings(), Paper(), lambda: self.plugged),
                    icon="chart",
                ),
            ),
        )

    def opens(self) -> ReportsView:
        self.place.let_in("li")
        return self.page

    @property
    def page(self) -> ReportsView:
        content = self.place.view.content
        assert isinstance(content, ReportsView)
        return content

    def does(self, name: str, **values: object) -> ReportsView:
        self.place.does(name, **values)
        self.place.desk.drain()
        return self.page

    def bars(self) -> list[tuple[str, str]]:
        return [(bar.label, bar.number) for bar in self.page.bars]

    def exported(self) -> list[tuple[str, dict[str, object]]]:
        found = self.store.audit_log.entries(Chosen(), most=10)
        return [(entry.actor, dict(entry.detail)) for entry in found if entry.action == "report.exported"]


@pytest.fixture
def hall(tmp_path: Path, clock: ManualClock) -> Iterator[Hall]:
    folder = tmp_path / "stick"
    folder.mkdir()
    with Archive.open(begun(tmp_path / "data"), clock) as store:
        fill(store, clock)
        yield Hall(store, clock, folder)


def test_it_opens_with_this_week(hall: Hall) -> None:
    page = hall.opens()
    assert (page.hall, page.period, page.running) == (
        "梧桐里社区服务中心", "2026 年第 47 周 · 11/16–11/22", "还没有过完",
    )  # fmt: skip
    assert (page.visits, page.newer, page.busy, page.nothing) == ("60", False, False, "")
    assert [tab.label for tab in page.tabs] == [
        "哪天来",
        "几点来",
        "住哪里",
        "多大年纪",
        "怎么认出",
        "量了什么",
        "叫人",
    ]
    assert hall.bars()[:4] == [("周一 11/16", "0"), ("周二 11/17", "30"), ("周三 11/18", "30"), ("周四 11/19", "0")]


@pytest.mark.parametrize(
    ("tab", "bars"),
    [
        ("hours", [("9–10 点", "60")]),
        (
            "places",
            [
                ("梧桐里居委", "30"), ("东新村居委", "20"), ("𬭎㛃䶮𪟝居委", "10"), ("别处或不知道", "0"),
            ],
        ),
        ("ways", [("身份证", "30"), ("社保卡", "0"), ("刷脸", "30"), ("人工窗口", "0"), ("没有认出", "0")]),
        ("measured", [("体温", "30")]),
        ("calls", []),
    ],
)  # fmt: skip
def test_each_table(hall: Hall, tab: str, bars: list[tuple[str, str]]) -> None:
    hall.opens()
    page = hall.does("show", tab=tab)
    assert hall.bars() == bars
    assert page.nothing == ("没有人叫，或者太少不写" if tab == "calls" else "")


def test_a_bar_is_as_long_as_its_number_is_large(hall: Hall) -> None:
    hall.opens()
    bars = hall.does("show", tab="places").bars
    assert [bar.length for bar in bars] == [1.0, pytest.approx(2 / 3), pytest.approx(1 / 3), 0.0]


def test_back_and_forth_and_another_length(hall: Hall) -> None:
    hall.opens()
    assert hall.does("older").period == "2026 年第 46 周 · 11/9–11/15"
    assert (hall.page.visits, hall.page.nothing, hall.page.bars) == ("0", "这段时间没有数据，或者太少不写", ())
    assert hall.page.newer
    assert hall.does("of", kind="month").period == "2026 年 11 月"
    assert hall.page.visits == "60"
    assert hall.does("older").period == "2026 年 10 月"
    assert hall.does("newer").period == "2026 年 11 月"
    assert hall.does("newer").period == "2026 年 11 月"
    assert hall.does("of", kind="day").period == "2026 年 11 月 22 日"
    assert hall.page.tabs[0].key == "hours"
    assert hall.does("of", kind="year").period == "2026 年 11 月 22 日"


def test_a_pdf_on_the_stick_says_who_took_it_and_nothing_of_anybody_who_came(hall: Hall) -> None:
    hall.opens()
    hall.does("export", format="pdf")
    assert hall.place.view.notice == "报表-2026-W47.pdf 存到了 U 盘 KINGSTON。可以拔了。"
    (file,) = hall.folder.iterdir()
    said = file.read_text()
    assert "李*华（li）2026-11-22 09:20 导出" in said
    assert "梧桐里社区服务中心 · 报表" in said
    assert "每个数都凑成 10 的倍数" in said
    for word in ("王秀英", "王", "310", "3 号楼", "402", "陈"):
        assert word not in said.replace("王*", "")
    assert hall.exported() == [("li", {"kind": "week", "period": "2026-W47", "format": "pdf"})]
    assert not hall.page.exporting


def test_a_workbook_has_numbers_and_says_on_every_sheet_who_took_it(hall: Hall) -> None:
    hall.opens()
    hall.does("export", format="xlsx")
    (file,) = hall.folder.iterdir()
    book = load_workbook(io.BytesIO(file.read_bytes()))
    assert book.sheetnames == ["说明", "总数", "哪天来", "几点来", "住哪里", "多大年纪", "怎么认出", "量了什么"]
    stamp = "李*华（li）2026-11-22 09:20 导出"
    assert stamp in [row[0] for row in book["说明"].iter_rows(values_only=True)]
    assert [str(sheet.oddHeader.left.text) for sheet in book] == [stamp] * 8
    places = list(book["住哪里"].iter_rows(min_row=2, values_only=True))
    assert places[0] == ("梧桐里居委", 30)
    assert places[-2:] == [("𬭎㛃䶮𪟝居委", 10), ("别处或不知道", 0)]
    assert {cell.data_type for cell in book["几点来"]["B"][1:]} == {"n"}
    words = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "王秀英" not in words
    assert hall.exported()[0][1]["format"] == "xlsx"


def test_without_a_stick_nothing_is_noted(hall: Hall) -> None:
    hall.plugged = ()
    hall.opens()
    hall.does("export", format="pdf")
    assert hall.place.view.notice == "没有找到 U 盘；请插上 U 盘，等几秒再按一次"
    assert hall.exported() == []


@pytest.mark.parametrize(("error", "said"), [(errno.ENOSPC, "满"), (errno.EIO, "拔")])
def test_a_full_or_pulled_stick_keeps_no_half_of_it(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, error: int, said: str
) -> None:
    def refuse(_: int) -> None:
        raise OSError(error, os.strerror(error))

    hall.opens()
    monkeypatch.setattr("kiosk.sticks.os.fsync", refuse)
    hall.does("export", format="xlsx")
    monkeypatch.undo()
    assert said in hall.place.view.notice
    assert list(hall.folder.iterdir()) == []
    assert not hall.page.exporting


def test_what_cannot_be_noted_is_not_taken_away(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("store-full", "")

    hall.opens()
    monkeypatch.setattr(hall.store.audit, "note", refuse)
    hall.does("export", format="pdf")
    assert hall.place.view.notice == "没有记进审计，所以没有导出。请再试一次。"
    assert list(hall.folder.iterdir()) == []


def test_a_report_that_cannot_be_read_is_no_empty_report(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("store-damaged", "")

    hall.opens()
    monkeypatch.setattr(hall.store.report_counts, "of", refuse)
    page = hall.does("older")
    assert (page.visits, page.tabs, page.nothing) == ("", (), "")
    assert hall.place.view.notice == "没有读出来，请再试一次。"


def test_staff_read_and_take_away_and_nobody_else() -> None:
    for permission in (Permission.REPORTS_READ, Permission.REPORTS_EXPORT):
        assert [role for role in Role if may(role, permission)] == [Role.STAFF]


def test_nothing_of_it_stays_when_the_page_is_left(hall: Hall) -> None:
    hall.opens()
    assert "王秀英" not in str(dataclasses.asdict(hall.page))
