"""The page of the log: newest first, narrowed, turned; the bundle on a stick, or a sentence and nothing on it."""

from __future__ import annotations

import io
import logging
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.sentences import sentence
from kiosk.store.migrations import SCHEMA_VERSION
from tests.conftest import AnnouncedLog
from tests.kiosk.diagnostics.hall import Terminal
from tests.support.clock import ManualClock

STORE = logging.getLogger("kiosk.store")


@pytest.fixture
def hall(tmp_path: Path, clock: ManualClock, announced: AnnouncedLog) -> Iterator[Terminal]:
    announced.expect("line")
    made = Terminal(clock, tmp_path)
    made.log.attach("1.2")
    yield made
    made.log.detach()


def texts(hall: Terminal) -> list[str]:
    return [row.text for row in hall.page.view().rows]


def test_newest_line_is_on_top_and_levels_narrow(hall: Terminal) -> None:
    STORE.warning("line one")
    hall.clock.advance(61)
    STORE.error("line two")
    rows = hall.page.view().rows
    assert [(row.head, row.text, row.word) for row in rows] == [
        ("11-22 09:21:01 · kiosk.store", "line two", "错误"),
        ("11-22 09:20:00 · kiosk.store", "line one", "提醒"),
        ("11-22 09:20:00 · kiosk.log", "terminal begins, version 1.2", ""),
    ]
    hall.page.level("warnings")
    assert texts(hall) == ["line two", "line one"]
    hall.page.level("errors")
    assert texts(hall) == ["line two"]
    assert hall.page.view().note.startswith("已运行 1 分钟 · 磁盘还有 ")


def test_older_page_stays_while_lines_come(hall: Terminal) -> None:
    for number in range(13):
        STORE.error("line %d", number)
    assert texts(hall)[0] == "line 12"
    hall.page.older()
    assert (texts(hall)[0], hall.page.view().place) == ("line 6", "第 2 页，共 3 页")
    STORE.error("line new")
    assert texts(hall)[0] == "line 6"
    hall.page.older()
    assert texts(hall) == ["line 0", "terminal begins, version 1.2"]
    assert not hall.page.view().older
    hall.page.older()
    hall.page.newer()
    hall.page.newer()
    assert texts(hall)[0] == "line new"


def test_parts_stand_in_the_order_of_how_bad_they_are(hall: Terminal) -> None:
    hall.page.tab("parts")
    assert [(row.word, row.text) for row in hall.page.view().rows] == [
        ("坏了", "device-timeout check the cable"),
        ("留意", "none"),
        ("正常", "41 GB"),
    ]
    assert hall.page.view().levels == ()


def test_versions_are_those_that_run(hall: Terminal) -> None:
    hall.page.tab("versions")
    shown = {row.head: row.text for row in hall.page.view().rows}
    assert shown["记录的格式"] == str(SCHEMA_VERSION)
    assert shown["SQLCipher"].startswith("4.")


def test_nothing_is_exported_before_it_was_said_what_goes_out(hall: Terminal) -> None:
    hall.page.export()
    assert list(hall.usb.iterdir()) == []
    assert "没有：姓名、证件号" in hall.asked.body
    hall.confirm()
    (file,) = hall.usb.iterdir()
    assert file.name == "diagnostics-20261122-092000.zip"
    assert hall.page.view().done == sentence("diagnostics.exported", file=file.name)
    assert hall.notes == [("zhou", "diagnostics.exported", {"file": file.name})]
    assert zipfile.ZipFile(io.BytesIO(file.read_bytes())).testzip() is None


def test_without_a_stick_nothing_is_made_and_it_says_so(hall: Terminal) -> None:
    hall.pulled = True
    hall.findings = None  # type: ignore[assignment]
    hall.page.export()
    hall.confirm()
    assert hall.page.view().problem == "没有找到 U 盘；请插上 U 盘，等几秒再按一次"
    assert hall.notes == []


@pytest.mark.parametrize(("number", "said"), [(28, "U 盘满了"), (5, "U 盘被拔掉或坏了"), (30, "U 盘是只读的")])
def test_stick_that_fails_halfway_keeps_nothing(
    hall: Terminal, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def fails(fd: int) -> None:
        raise OSError(number, "")

    monkeypatch.setattr(os, "fsync", fails)
    hall.page.export()
    hall.confirm()
    assert hall.page.view().problem.startswith(said)
    assert hall.page.view().done == ""
    assert list(hall.usb.iterdir()) == []
    assert hall.notes == []


def test_log_that_cannot_be_written_is_said(hall: Terminal) -> None:
    (hall.data_dir / "terminal.log").unlink()
    (hall.data_dir / "terminal.log").symlink_to("/dev/full")
    hall.log.close()
    STORE.error("line")
    assert hall.page.view().problem.startswith("日志写不进磁盘")
