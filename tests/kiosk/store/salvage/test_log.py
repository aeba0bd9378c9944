"""The log read without SQLite: what SQLite would replay, and what it would pass over in silence."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kiosk.store.connection import connect
from kiosk.store.salvage.image import Image
from kiosk.store.salvage.log import FRAME_BYTES, HEADER_BYTES, read_log
from kiosk.store.salvage.pages import PageCipher
from tests.support.store_folder import flip

KEY = bytes(range(32))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The log of ten transactions, as it lay there when the power failed."""
    path = tmp_path / "a.db"
    path.touch()
    db = connect(path, KEY)
    db.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for n in range(10):
        db.execute("INSERT INTO t VALUES (?, ?)", [n, str(n) * 700])
    (tmp_path / "cut").mkdir()
    for name in ("a.db", "a.db-wal"):
        shutil.copy(tmp_path / name, tmp_path / "cut" / name)
    db.close()
    return tmp_path / "cut" / "a.db-wal"


def rows_by_sqlite(log: Path) -> int:
    """What SQLite finds, in a copy."""
    folder = log.parent.with_name("copy")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(log.parent, folder)
    db = connect(folder / "a.db", KEY)
    try:
        return int(db.execute("SELECT count(*) FROM t").fetchone()[0])
    finally:
        db.close()


def commits(log: Path) -> tuple[int, int]:
    told = read_log(log)
    return sum(f.commit for f in told.replayed), sum(f.commit for f in told.beyond)


def place(frame: int) -> int:
    return HEADER_BYTES + frame * FRAME_BYTES


def test_whole_log_is_replayed_to_its_end(log: Path) -> None:
    assert (commits(log), rows_by_sqlite(log)) == ((10, 0), 10)
    assert not read_log(log).cut


def test_missing_or_headless_log_holds_nothing(log: Path) -> None:
    log.write_bytes(log.read_bytes()[:20])
    assert read_log(log).empty
    log.unlink()
    assert read_log(log).empty


@pytest.mark.parametrize("offset", [2, 6, 9, 17, 24 + 100, 24 + 4090])
@pytest.mark.parametrize("frame", [0, 3, 6])
def test_flipped_bit_anywhere_in_a_frame_ends_what_is_replayed(log: Path, frame: int, offset: int) -> None:
    flip(log, place(frame) + offset)
    replayed, beyond = commits(log)
    assert replayed == rows_by_sqlite(log)
    assert replayed < 10
    assert replayed + beyond >= 8
    assert read_log(log).cut


def test_damaged_header_hides_the_whole_log_from_sqlite_only(log: Path) -> None:
    flip(log, 17)
    assert (commits(log), rows_by_sqlite(log)) == ((0, 10), 0)
    assert read_log(log).cut


@pytest.mark.parametrize("kept_bytes", [0, 1, 24, 4000])
def test_log_that_ends_within_a_frame_is_replayed_to_the_commit_before(log: Path, kept_bytes: int) -> None:
    os.truncate(log, place(5) + kept_bytes)
    assert commits(log) == (rows_by_sqlite(log), 0)
    assert not read_log(log).cut


def test_torn_last_transaction_is_no_finding(log: Path) -> None:
    """A power cut in the middle of a commit that nobody was told of."""
    last = log.stat().st_size // FRAME_BYTES - 1
    flip(log, place(last) + 30)
    assert not read_log(log).cut


def test_frames_of_an_older_round_are_not_of_this_log(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    db = connect(path, KEY)
    db.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)")
    for n in range(10):
        db.execute("INSERT INTO t VALUES (?, ?)", [n, str(n) * 700])
    db.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    db.execute("INSERT INTO t VALUES (10, '')")
    told = read_log(tmp_path / "a.db-wal")
    db.close()
    assert (sum(f.commit for f in told.replayed), told.beyond) == (1, ())


def test_page_is_the_newest_of_the_log_that_is_whole(log: Path) -> None:
    database = log.with_name("a.db")
    cipher = PageCipher(KEY, database.read_bytes()[:16])
    frames = read_log(log).replayed
    newest = [frame for frame in frames if frame.page == frames[-1].page]
    with Image(database, cipher, log, frames) as image:
        whole = image.page(newest[-1].page)
    with Image(database, cipher, log, frames[: frames.index(newest[-1])]) as image:
        before = image.page(newest[-1].page)
    flip(log, newest[-1].offset + 50)
    with Image(database, cipher, log, frames) as image:
        assert image.page(newest[-1].page) == before != whole
