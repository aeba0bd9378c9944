"""The store as a command that only reads opens it: it makes nothing, changes nothing, and believes nothing stale."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.reading import ReadingArchive
from kiosk.store.connection import connect_to_read
from kiosk.store.errors import StoreError
from kiosk.store.keys import load
from tests.support.clock import ManualClock
from tests.support.store_folder import fill, overwrite


def _all_of(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file: when it was written, its mode and its bytes."""
    return {p.name: (p.stat().st_mtime_ns, p.stat().st_mode, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def _measured(store: ReadingArchive) -> int:
    return len(list(store.records.measurements()))


def _code(folder: Path, clock: ManualClock) -> str:
    with pytest.raises(StoreError) as refused, ReadingArchive.open(folder, clock) as store:
        _measured(store)
    return refused.value.code


def _as_after_a_kill(folder: Path, clock: ManualClock, copy: Path) -> None:
    """A folder as it lies there when the terminal was killed with rows in its log."""
    with Archive.open(folder, clock) as store:
        store.audit.note("cli:tester", "test.noted")
        shutil.copytree(folder, copy)


def test_a_closed_store_is_read_without_a_trace(folder: Path, clock: ManualClock) -> None:
    fill(folder, clock)
    before, of_folder = _all_of(folder), folder.stat().st_mtime_ns
    with ReadingArchive.open(folder, clock) as store:
        assert _measured(store) == 36
        assert [entry.templates for entry in store.whitelist.entries()] == [2]
        assert store.audit.verify().ok
    assert _all_of(folder) == before
    assert folder.stat().st_mtime_ns == of_folder


def test_beside_a_running_terminal_its_newest_rows_are_read(folder: Path, clock: ManualClock) -> None:
    fill(folder, clock)
    with Archive.open(folder, clock) as terminal, ReadingArchive.open(folder, clock) as store:
        before = store.audit.head().seq
        terminal.audit.note("cli:tester", "test.noted")
        names = {path.name for path in folder.iterdir()}
        assert store.audit.head().seq == before + 1
        assert {path.name for path in folder.iterdir()} == names
    assert sorted(p.name for p in folder.glob("kiosk.db-*")) == []


def test_a_terminal_that_starts_while_somebody_reads_is_read_along(folder: Path, clock: ManualClock) -> None:
    fill(folder, clock)
    with ReadingArchive.open(folder, clock) as store:
        before = store.audit.head().seq
        with Archive.open(folder, clock) as terminal:
            terminal.audit.note("cli:tester", "test.noted")
            assert store.audit.head().seq == before + 1
        assert store.audit.head().seq == before + 1


def test_what_was_read_while_a_terminal_began_to_write_is_not_believed(folder: Path, clock: ManualClock) -> None:
    fill(folder, clock)
    with ReadingArchive.open(folder, clock) as store:
        with (
            pytest.raises(StoreError, match="store-busy"),
            store._core.readers.db(),
            Archive.open(folder, clock) as terminal,
        ):
            terminal.audit.note("cli:tester", "test.noted")
        assert _measured(store) == 36


def test_rows_in_the_log_of_a_killed_terminal_are_read(folder: Path, tmp_path: Path, clock: ManualClock) -> None:
    fill(folder, clock)
    killed = tmp_path / "killed"
    _as_after_a_kill(folder, clock, killed)
    names = {path.name for path in killed.iterdir()}
    assert (killed / "kiosk.db-wal").stat().st_size > 0
    database = (killed / "kiosk.db").read_bytes()
    with ReadingArchive.open(killed, clock) as store, Archive.open(folder, clock) as original:
        assert store.audit.head() == original.audit.head()
    assert {path.name for path in killed.iterdir()} == names
    assert (killed / "kiosk.db").read_bytes() == database


def test_a_log_without_its_index_waits_for_the_terminal(folder: Path, tmp_path: Path, clock: ManualClock) -> None:
    fill(folder, clock)
    killed = tmp_path / "killed"
    _as_after_a_kill(folder, clock, killed)
    (killed / "kiosk.db-shm").unlink()
    assert _code(killed, clock) == "store-unfinished"
    assert not (killed / "kiosk.db-shm").exists()


def test_a_mistyped_folder_is_refused_and_not_made(tmp_path: Path, clock: ManualClock) -> None:
    assert _code(tmp_path / "typo" / "deeper", clock) == "store-none"
    assert not (tmp_path / "typo").exists()
    (tmp_path / "empty").mkdir()
    assert _code(tmp_path / "empty", clock) == "store-none"
    assert list((tmp_path / "empty").iterdir()) == []
    (tmp_path / "file").write_text("x")
    assert _code(tmp_path / "file", clock) == "store-none"


@pytest.mark.parametrize("page", [1, 5, 40])
def test_damage_is_said_and_left_as_it_is(page: int, folder: Path, clock: ManualClock) -> None:
    fill(folder, clock, 40)
    overwrite(folder / "kiosk.db", page, pages=30)
    before = _all_of(folder)
    assert _code(folder, clock) == "store-unrepaired"
    assert _all_of(folder) == before


def test_a_database_that_is_gone_is_not_begun_anew(folder: Path, clock: ManualClock) -> None:
    fill(folder, clock)
    (folder / "kiosk.db").unlink()
    before = _all_of(folder)
    assert _code(folder, clock) == "store-unrepaired"
    assert _all_of(folder) == before


def test_another_key_is_called_another_key(folder: Path, tmp_path: Path, clock: ManualClock) -> None:
    fill(folder, clock)
    Archive.open(tmp_path / "other", clock).close()
    shutil.copy(tmp_path / "other" / "store.key", folder / "store.key")
    assert _code(folder, clock) == "store-key"
    (folder / "store.key").unlink()
    assert _code(folder, clock) == "store-key"
    assert not (folder / "store.key").exists()


def test_an_older_schema_is_read_as_far_as_it_goes(folder: Path, clock: ManualClock) -> None:
    fill(folder, clock)
    with Archive.open(folder, clock) as store:
        store._core.writer.call(lambda db: db.execute("ALTER TABLE alerts DROP COLUMN note"))
        store._core.writer.call(lambda db: db.execute("PRAGMA user_version = 2"))
    with ReadingArchive.open(folder, clock) as store:
        assert _measured(store) == 36
        with pytest.raises(StoreError, match="store-unfinished"):
            store.alerts.open()


def test_a_newer_schema_is_refused(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock) as store:
        store._core.writer.call(lambda db: db.execute("PRAGMA user_version = 99"))
    assert _code(folder, clock) == "store-newer"


def test_writing_is_a_mistake_of_the_program(folder: Path, clock: ManualClock) -> None:
    Archive.open(folder, clock).close()
    with ReadingArchive.open(folder, clock) as store, pytest.raises(RuntimeError, match="opened for reading"):
        store.audit.note("cli:tester", "test.noted")


def test_the_connection_itself_cannot_write(folder: Path, clock: ManualClock) -> None:
    Archive.open(folder, clock).close()
    for immutable in (False, True):
        db = connect_to_read(folder / "kiosk.db", load(folder / "store.key").database, immutable=immutable)
        with pytest.raises(Exception, match="readonly"):
            db.execute("DELETE FROM audit")
        db.close()


def test_an_examination_does_not_hold_the_folder(folder: Path, clock: ManualClock) -> None:
    Archive.open(folder, clock).close()
    with ReadingArchive.open(folder, clock):
        held = os.open(folder / "store.lock", os.O_RDWR)
        import fcntl

        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(held)


def test_however_slowly_rows_are_taken_the_log_can_be_emptied(folder: Path, clock: ManualClock) -> None:
    fill(folder, clock, 12)
    with Archive.open(folder, clock) as terminal, ReadingArchive.open(folder, clock) as store:
        rows = store.records.measurements()
        next(rows)
        terminal.audit.note("cli:tester", "test.noted")
        emptied = terminal._core.writer.outside(
            lambda db: tuple(db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())  # (busy, frames, moved)
        )
        assert emptied == (0, 0, 0)
        assert len(list(rows)) == 35


def test_batches_give_every_row_once_and_in_order(
    folder: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(folder, clock, 4)
    with ReadingArchive.open(folder, clock) as store:
        whole = [record.measurement.id for record in store.records.measurements()]
        assert len(whole) == 12
        for batch in (1, 5, 6, 12):
            monkeypatch.setattr("kiosk.archive.measurement_log.BATCH", batch)
            assert [record.measurement.id for record in store.records.measurements()] == whole
