"""The log is taken away, cut, changed or exchanged, while the store is open or between two starts: it is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.store.salvage.log import FRAME_BYTES, HEADER_BYTES, read_log
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.store_folder import fill, flip
from tests.support.store_rows import Answer, measurement

Hurt = Callable[[Path], None]


def save(store: Archive, clock: ManualClock, resident_id: str, count: int = 1) -> None:
    """Measurements, each a transaction of its own."""
    done = Answer()
    for _ in range(count):
        store.journal.save_measurements((measurement(clock, resident_id),), done)
    assert done.wait(count) == [True] * count


def idle(store: Archive, clock: ManualClock, rounds: int = 1) -> None:
    """Let the writer's idle work run."""
    for _ in range(rounds):
        clock.advance(0.6)
        for _ in range(2):  # the work before the second call begins with what is due
            store._core.writer.call(lambda db: None)


class Fallen:
    """Copies of a folder as a power cut would have left it, at several moments of one run.

    `base`: all in the database. `early`: 2 rows in the log. `late`: 10 rows in the log. `again`: brought into the
    database since, then 3 rows in a log begun anew.
    """

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        self.root = folder.parent
        resident_id = fill(folder, clock, 1)
        with Archive.open(folder, clock) as store:
            save(store, clock, resident_id)
            idle(store, clock, 3)
            self._copy(folder, "base")
            save(store, clock, resident_id, 2)
            self._copy(folder, "early")
            save(store, clock, resident_id, 8)
            self._copy(folder, "late")
            idle(store, clock, 3)
            save(store, clock, resident_id, 3)
            self._copy(folder, "again")

    def _copy(self, folder: Path, name: str) -> None:
        shutil.copytree(folder, self.root / name, ignore=shutil.ignore_patterns("ballast", "*-shm"))

    def take(self, name: str, **parts: str) -> Path:
        """A copy of that moment, with some files from another one."""
        taken = self.root / "taken"
        shutil.copytree(self.root / name, taken)
        for part, other in parts.items():
            file = {"log": "kiosk.db-wal", "database": "kiosk.db", "head": "kiosk.db.head"}[part]
            (taken / file).unlink()
            shutil.copy(self.root / other / file, taken / file)
        return taken


@pytest.fixture
def fallen(folder: Path, clock: ManualClock) -> Fallen:
    return Fallen(folder, clock)


def opened(folder: Path, clock: ManualClock) -> tuple[int, list[str]]:
    """How many measurements are there, and what is told."""
    with Archive.open(folder, clock) as store:
        assert store.audit.verify().ok
        return store.records.counts()["measurements"], [n.code for n in store.health().notices]


@pytest.mark.parametrize(("moment", "rows"), [("base", 4), ("early", 6), ("late", 14), ("again", 17)])
def test_power_cut_alone_is_no_finding(fallen: Fallen, clock: ManualClock, moment: str, rows: int) -> None:
    taken = fallen.take(moment)
    assert opened(taken, clock) == (rows, [])
    assert opened(taken, clock) == (rows, [])


@pytest.mark.parametrize("older", ["base", "early"])
def test_older_head_is_no_finding(fallen: Fallen, clock: ManualClock, older: str) -> None:
    """A power cut keeps the head back: it is not flushed."""
    assert opened(fallen.take("late", head=older), clock) == (14, [])


def test_missing_log_is_told(fallen: Fallen, clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("the database lacks the newest entries it once had")
    taken = fallen.take("late")
    (taken / "kiosk.db-wal").unlink()
    assert opened(taken, clock) == (4, ["store-older"])
    assert opened(taken, clock) == (4, ["store-older"])
    assert not list(taken.glob("*.older*"))


def test_log_cut_short_is_told(fallen: Fallen, clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("the database lacks the newest entries it once had")
    taken = fallen.take("late")
    os.truncate(taken / "kiosk.db-wal", (taken / "kiosk.db-wal").stat().st_size * 2 // 3)
    rows, told = opened(taken, clock)
    assert 6 <= rows < 14
    assert told == ["store-older"]


def test_earlier_copy_of_the_log_is_told(fallen: Fallen, clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("the database lacks the newest entries it once had")
    assert opened(fallen.take("late", log="early"), clock) == (6, ["store-older"])


def test_log_from_before_the_last_checkpoint_is_not_replayed(
    fallen: Fallen, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the write-ahead log is not of this file and is left out")
    announced.expect("the database lacks the newest entries it once had")
    taken = fallen.take("again", log="early")
    before = (taken / "kiosk.db-wal").read_bytes()
    rows, told = opened(taken, clock)
    assert (rows, told) == (14, ["store-log", "store-older"])
    (aside,) = taken.glob("kiosk.db.found.*-wal")
    assert aside.read_bytes() == before


def test_older_database_beside_a_newer_log_is_told_apart_before_anything_is_touched(
    fallen: Fallen, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the database was damaged")
    taken = fallen.take("again", database="base")
    older = (taken / "kiosk.db").read_bytes()
    log = (taken / "kiosk.db-wal").read_bytes()
    rows, told = opened(taken, clock)
    assert 7 <= rows <= 17  # what stood only on pages of the newer file that no frame holds is lost
    assert told == ["store-older"]
    (aside,) = (path for path in taken.glob("kiosk.db.older.*") if not path.name.endswith("-wal"))
    assert aside.read_bytes() == older
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == log


def test_restored_backup_without_a_log_is_told(fallen: Fallen, clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("the database lacks the newest entries it once had")
    taken = fallen.take("again", database="base")
    (taken / "kiosk.db-wal").unlink()
    assert opened(taken, clock) == (4, ["store-older"])


def test_log_of_another_store_is_left_out(
    fallen: Fallen, folder: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the write-ahead log is not of this file and is left out")
    other = folder.with_name("other")
    resident_id = fill(other, clock, 1)
    with Archive.open(other, clock) as store:
        save(store, clock, resident_id)
        log = (other / "kiosk.db-wal").read_bytes()
    taken = fallen.take("base")
    (taken / "kiosk.db-wal").write_bytes(log)
    assert opened(taken, clock) == (4, ["store-log"])


@pytest.mark.parametrize("offset", [0, 4, 9, 24 + 700])
@pytest.mark.parametrize("where", ["first", "middle", "header"])
def test_flipped_bit_in_the_log_costs_one_page_at_most(
    fallen: Fallen, clock: ManualClock, announced: AnnouncedLog, where: str, offset: int
) -> None:
    announced.expect("the database was damaged")
    taken = fallen.take("late")
    frames = len(read_log(taken / "kiosk.db-wal").replayed)
    frame = {"first": 0, "middle": frames // 2, "header": -1}[where]
    flip(taken / "kiosk.db-wal", offset + 3 if frame < 0 else HEADER_BYTES + frame * FRAME_BYTES + offset)
    assert opened(taken, clock) == (14, ["store-damaged"])


def test_flipped_bit_in_the_last_transaction_is_told(
    fallen: Fallen, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the database")
    taken = fallen.take("late")
    flip(taken / "kiosk.db-wal", (taken / "kiosk.db-wal").stat().st_size - 100)
    rows, told = opened(taken, clock)
    assert rows >= 13
    assert told in (["store-damaged"], ["store-older"])


def test_rows_lie_in_the_log_for_seconds_only(folder: Path, clock: ManualClock) -> None:
    resident_id = fill(folder, clock, 1)
    with Archive.open(folder, clock) as store:
        save(store, clock, resident_id, 5)
        assert (folder / "kiosk.db-wal").stat().st_size > 0
        idle(store, clock, 3)
        assert (folder / "kiosk.db-wal").stat().st_size == 0
        assert store._engine._file._head.read().base == store.audit.head().seq


def test_reader_in_the_way_is_not_waited_for(folder: Path, clock: ManualClock) -> None:
    resident_id = fill(folder, clock, 1)
    with Archive.open(folder, clock) as store:
        with store._core.readers.db() as reading:
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM visits").fetchone()
            save(store, clock, resident_id)
            idle(store, clock, 3)
            assert (folder / "kiosk.db-wal").stat().st_size > 0
            assert store.settings_not_in_force() == []
            reading.execute("COMMIT")
        idle(store, clock, 3)
        assert (folder / "kiosk.db-wal").stat().st_size == 0


@pytest.fixture
def running(folder: Path, clock: ManualClock) -> Iterator[Archive]:
    """A store with 3 measurements in the database and 10 in the log."""
    resident_id = fill(folder, clock, 1)
    with Archive.open(folder, clock) as store:
        idle(store, clock, 3)
        save(store, clock, resident_id, 10)
        yield store


def replaced(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


@pytest.mark.parametrize("hurt", [
    pytest.param(lambda f: (f / "kiosk.db-wal").unlink(), id="log-unlinked"),
    pytest.param(lambda f: (f / "kiosk.db-shm").unlink(), id="index-unlinked"),
    pytest.param(lambda f: (f / "kiosk.db-wal").rename(f / "moved"), id="log-moved"),
    pytest.param(lambda f: replaced(f / "kiosk.db-wal", b"x" * 5000), id="log-exchanged"),
    pytest.param(lambda f: os.truncate(f / "kiosk.db-wal", 0), id="log-emptied"),
    pytest.param(lambda f: os.truncate(f / "kiosk.db-wal", 9000), id="log-cut"),
    pytest.param(lambda f: flip(f / "kiosk.db-wal", HEADER_BYTES + 24 + 90), id="frame-flipped"),
    pytest.param(lambda f: flip(f / "kiosk.db-wal", 5), id="header-flipped"),
])  # fmt: skip
def test_log_lost_while_running_costs_no_row(
    running: Archive, folder: Path, clock: ManualClock, announced: AnnouncedLog, hurt: Hurt
) -> None:
    announced.expect("the write-ahead log is not what was written; writing everything back")
    hurt(folder)
    idle(running, clock, 3)
    assert [n.code for n in running.health().notices] == ["store-log"]
    assert running.records.counts()["measurements"] == 13
    assert running.audit.verify().ok
    assert running.records.counts()["alerts"] == 2
    running.close()
    assert opened(folder, clock) == (13, ["store-log"])


def test_damaged_frame_never_covers_a_whole_page(
    running: Archive, folder: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    """When nothing has the page in memory any more, its older version stays and the rest is carried over."""
    announced.expect("the")
    announced.expect("store idle work: store-damaged")
    running._core.writer.outside(lambda db: db.execute("PRAGMA cache_size = 1").fetchall())
    frames = read_log(folder / "kiosk.db-wal").replayed
    for frame in frames[:6]:
        flip(folder / "kiosk.db-wal", frame.offset + 90)
    idle(running, clock, 3)
    assert running.records.counts()["measurements"] >= 3
    assert running.health().fault is None
    assert {n.code for n in running.health().notices} <= {"store-damaged", "store-log"}
    assert running.health().notices
    assert running.audit.verify().ok
