"""What a power cut may leave on a disk that honours a flush: nothing acknowledged is lost, and nothing is told.

Files are copied after every acknowledged commit. Of what was written and not flushed since, each sector of 512 bytes is
there or not, on its own: the tail of the log, the noted head, and while the log is brought into the database every page
of the database.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.store.opening import StoreFile
from tests.support.clock import ManualClock
from tests.support.store_folder import fill
from tests.support.store_rows import Answer, measurement

SECTOR = 512


@dataclass(frozen=True)
class Moment:
    """The files after an acknowledged commit, and how many measurements were acknowledged."""

    database: bytes
    log: bytes
    head: bytes
    rows: int


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Moment]]:
    """A run of twelve commits with the log brought into the database after every fourth; the folder at its start."""
    folder, clock = tmp_path_factory.mktemp("run") / "data", ManualClock()
    resident_id = fill(folder, clock, 2)
    moments: list[Moment] = []
    with Archive.open(folder, clock) as store:
        for n in range(12):
            done = Answer()
            store.journal.save_measurements((measurement(clock, resident_id),), done)
            assert done.wait() == [True]
            moments.append(_moment(folder, 7 + n))
            if n % 4 == 3:
                for _ in range(6):
                    clock.advance(0.6)
                    store._core.writer.call(lambda db: None)
                moments.append(_moment(folder, 7 + n))
    return folder, moments


def _moment(folder: Path, rows: int) -> Moment:
    database, log, head = (folder / f"kiosk.db{suffix}" for suffix in ("", "-wal", ".head"))
    return Moment(database.read_bytes(), log.read_bytes(), head.read_bytes(), rows)


def _mixed(chance: random.Random, before: bytes, after: bytes) -> bytes:
    """Each sector from before or after; what is longer may be cut at any sector."""
    length = max(len(before), len(after))
    sectors = []
    for at in range(0, length, SECTOR):
        old, new = before[at : at + SECTOR], after[at : at + SECTOR]
        sectors.append(new if new and (not old or chance.random() < 0.5) else old)
    return b"".join(sectors)


def _start(folder: Path, run: Path, database: bytes, log: bytes, head: bytes) -> tuple[int, list[str]]:
    folder.mkdir(mode=0o700)
    for name in ("store.key", "kiosk.db.check", "kiosk.db.first"):
        (folder / name).write_bytes((run / name).read_bytes())
        (folder / name).chmod(0o600)
    for suffix, content in (("", database), ("-wal", log), (".head", head)):
        (folder / f"kiosk.db{suffix}").write_bytes(content)
    file = StoreFile(folder, ManualClock())
    db = file.open()
    try:
        return int(db.execute("SELECT count(*) FROM measurements").fetchone()[0]), [n.code for n in file.notices]
    finally:
        db.close()
        file.close()


@pytest.mark.parametrize("seed", range(16))
def test_cut_while_a_commit_is_written(history: tuple[Path, list[Moment]], tmp_path: Path, seed: int) -> None:
    run, moments = history
    chance = random.Random(seed)
    at = chance.choice([n for n in range(len(moments) - 1) if moments[n].database == moments[n + 1].database])
    now, later = moments[at], moments[at + 1]
    log = now.log + _mixed(chance, b"", later.log[len(now.log) :])[: SECTOR * chance.randrange(40)]
    log = bytearray(log)
    for place in range(len(now.log), len(log), SECTOR):
        if chance.random() < 0.4:
            log[place : place + SECTOR] = bytes(len(log[place : place + SECTOR]))
    head = _mixed(chance, chance.choice(moments[: at + 1]).head, now.head)
    rows, told = _start(tmp_path / "data", run, now.database, bytes(log), head)
    assert now.rows <= rows <= later.rows
    assert told == []


@pytest.mark.parametrize("seed", range(16))
def test_cut_while_the_log_is_brought_into_the_database(
    history: tuple[Path, list[Moment]], tmp_path: Path, seed: int
) -> None:
    run, moments = history
    chance = random.Random(seed)
    at = chance.choice([n for n in range(len(moments) - 1) if moments[n].database != moments[n + 1].database])
    before, after = moments[at], moments[at + 1]
    assert before.rows == after.rows
    database = _mixed(chance, before.database, after.database)
    head = _mixed(chance, chance.choice(moments[: at + 1]).head, before.head)
    assert _start(tmp_path / "data", run, database, before.log, head) == (before.rows, [])


@pytest.mark.parametrize("at", [4, 9, 14])
def test_cut_right_after_the_log_was_brought_in(history: tuple[Path, list[Moment]], tmp_path: Path, at: int) -> None:
    run, moments = history
    now, before = moments[at], moments[at - 1]
    for n, log in enumerate((now.log, before.log)):
        for m, head in enumerate((now.head, before.head)):
            assert _start(tmp_path / f"{n}{m}", run, now.database, log, head) == (now.rows, [])
