"""After a clean stop a large file is read behind the first visits, not before them; what is found is acted on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.store import opening
from kiosk.store.clean_stop import CleanStop
from kiosk.store.keys import load
from kiosk.store.page_check import PageCheck
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.store_folder import PAGE, fill, flip, overwrite


@pytest.fixture
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.store.clean_stop.READ_AT_ONCE_BYTES", 0)
    monkeypatch.setattr("kiosk.store.page_check.REST_S", 0.0)
    monkeypatch.setattr("kiosk.store.page_check.AGAIN_AFTER_S", 0.0)


@pytest.fixture(autouse=True)
def said(announced: AnnouncedLog) -> None:
    announced.expect("the database was damaged")
    announced.expect("of the database is damaged")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every time the whole file was read before it was opened."""
    seen: list[str] = []
    real = opening.quick_check
    monkeypatch.setattr(opening, "quick_check", lambda db: seen.append("whole") or real(db))
    return seen


def _keeping_its_dates(path: Path, page: int) -> None:
    """Damage a page as a disk does: nothing but its bytes changes."""
    before = path.stat()
    overwrite(path, page)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.usefixtures("every_file_is_large")
def test_a_clean_stop_spares_the_reading_once(folder: Path, clock: ManualClock, reads: list[str]) -> None:
    fill(folder, clock)
    reads.clear()
    store = Archive.open(folder, clock)
    assert reads == []
    assert not (folder / "kiosk.db.clean").exists()
    store._engine._page_check.join(20)
    assert store._engine._page_check.pages == (folder / "kiosk.db").stat().st_size // PAGE
    assert store.health().notices == ()
    store.close()
    assert (folder / "kiosk.db.clean").exists()


@pytest.mark.usefixtures("every_file_is_large")
def test_after_a_kill_the_whole_file_is_read(
    folder: Path, tmp_path: Path, clock: ManualClock, reads: list[str]
) -> None:
    fill(folder, clock)
    with Archive.open(folder, clock):
        shutil.copytree(folder, tmp_path / "killed")
    reads.clear()
    Archive.open(tmp_path / "killed", clock).close()
    assert reads == ["whole"]


@pytest.mark.usefixtures("every_file_is_large")
def test_a_file_that_was_touched_or_copied_is_read_whole(
    folder: Path, tmp_path: Path, clock: ManualClock, reads: list[str]
) -> None:
    fill(folder, clock)
    shutil.copytree(folder, tmp_path / "copy", copy_function=shutil.copy2)
    flip(folder / "kiosk.db", 40 * PAGE + 100)
    reads.clear()
    with Archive.open(folder, clock) as store:
        assert [notice.code for notice in store.health().notices] == ["store-damaged"]
    Archive.open(tmp_path / "copy", clock).close()
    assert reads == ["whole", "whole"]


def test_a_small_file_is_read_whole_at_every_start(folder: Path, clock: ManualClock, reads: list[str]) -> None:
    fill(folder, clock, 1)
    reads.clear()
    Archive.open(folder, clock).close()
    assert reads == ["whole"]


@pytest.mark.usefixtures("every_file_is_large")
def test_a_bad_page_found_behind_is_told_and_set_aside_at_the_next_start(
    folder: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(folder, clock, 40)
    _keeping_its_dates(folder / "kiosk.db", 60)
    monkeypatch.setattr(CleanStop, "spares_reading", lambda _: True)
    with Archive.open(folder, clock) as store:
        store._engine._page_check.join(20)
        store.settle()
        assert [notice.code for notice in store.health().notices] == ["store-suspect"]
        (alert,) = [a for a in store.alerts.open() if a.kind == "device"]
        assert alert.text == "数据库里发现坏页，请在没有人的时候重新启动终端，并告诉技术员"
    assert not (folder / "kiosk.db.clean").exists()
    monkeypatch.setattr(CleanStop, "spares_reading", lambda _: False)
    with Archive.open(folder, clock) as store:
        assert [notice.code for notice in store.health().notices] == ["store-suspect", "store-damaged"]


@pytest.mark.usefixtures("every_file_is_large")
def test_a_page_that_is_read_half_is_read_again(
    folder: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(folder, clock, 1)
    bad: list[int] = []
    check = PageCheck(folder / "kiosk.db", _key(folder), clock, bad.append)
    real, torn = os.pread, [True]

    def half_once(fd: int, size: int, at: int) -> bytes:
        block = real(fd, size, at)
        if size > PAGE and torn:
            torn.clear()
            return block[: 3 * PAGE + 50] + b"\0" + block[3 * PAGE + 51 :]
        return block

    monkeypatch.setattr("kiosk.store.page_check.os.pread", half_once)
    check.start()
    check.join(20)
    assert (bad, torn, check.pages) == ([], [], (folder / "kiosk.db").stat().st_size // PAGE)


def test_a_wrong_page_has_its_number_told(folder: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.store.page_check.AGAIN_AFTER_S", 0.0)
    fill(folder, clock, 1)
    overwrite(folder / "kiosk.db", 7)
    bad: list[int] = []
    check = PageCheck(folder / "kiosk.db", _key(folder), clock, bad.append)
    check.start()
    check.join(20)
    assert bad == [7]


def test_a_clean_stop_is_not_left_beside_another_program(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock):
        Archive.open(folder, clock).close()
        assert not (folder / "kiosk.db.clean").exists()
    assert (folder / "kiosk.db.clean").exists()


def _key(folder: Path) -> bytes:

    return load(folder / "store.key").database


def test_a_mark_that_somebody_wrote_is_not_believed(folder: Path, clock: ManualClock) -> None:
    Archive.open(folder, clock).close()
    (folder / "kiosk.db.clean").write_bytes(b"0" * 64)
    assert not CleanStop(folder / "kiosk.db", b"k" * 32).spares_reading()
    with Archive.open(folder, clock) as store:
        assert store.health().fault is None
