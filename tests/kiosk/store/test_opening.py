"""Starting on whatever lies in the folder: never a crash, never a wrong word, nothing readable lost."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.store.errors import StoreError
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, enrolment, measurement, settled, wang

PAGE = 4096


def _filled(folder: Path, clock: ManualClock, count: int = 300) -> str:
    """A store with one person, a whitelist entry and many measurements, closed; the person's id."""
    with Archive.open(folder, clock) as store:
        store.whitelist.add(enrolment(), "cli:tester")
        person = store.register.meet(wang(), clock.now())
        assert person is not None
        done = Answer()
        store.journal.save_measurements(tuple(measurement(clock, person.resident_id) for _ in range(count)), done)
        assert done.wait() == [True]
    return person.resident_id


def _overwrite(path: Path, first_page: int, pages: int = 1) -> None:
    with path.open("r+b") as file:
        file.seek(first_page * PAGE)
        file.write(os.urandom(pages * PAGE))


def test_everything_in_the_folder_is_private(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock) as store:
        store.audit.note("cli:tester", "test.done")
        modes = {p.name: oct(p.stat().st_mode & 0o777) for p in folder.iterdir()}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert set(modes) == {
        "ballast",
        "kiosk.db",
        "kiosk.db-wal",
        "kiosk.db-shm",
        "kiosk.db.check",
        "kiosk.db.first",
        "kiosk.db.head",
        "store.key",
        "store.lock",
    }
    assert set(modes.values()) == {"0o600"}


def test_folder_others_may_read_is_closed_to_them(folder: Path, clock: ManualClock) -> None:
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    Archive.open(folder, clock).close()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_data_is_there_at_the_next_start(folder: Path, clock: ManualClock) -> None:
    resident_id = _filled(folder, clock)
    with Archive.open(folder, clock) as store:
        assert store.records.counts()["measurements"] == 300
        person = store.register.find(resident_id)
        assert person is not None
        assert (person.greeting, person.masked_name) == ("王奶奶", "王*英")
        assert store.health().notices == ()
        assert store.audit.verify().ok


def test_wrong_key_is_called_a_key_and_touches_nothing(folder: Path, tmp_path: Path, clock: ManualClock) -> None:
    _filled(folder, clock)
    _filled(tmp_path / "other hall", clock, 1)
    shutil.copy(tmp_path / "other hall" / "store.key", folder / "store.key")
    before = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != "store.lock"}
    with pytest.raises(StoreError) as refused:
        Archive.open(folder, clock)
    assert refused.value.code == "store-key"
    assert {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != "store.lock"} == before


def test_database_of_another_kiosk_is_called_a_key(folder: Path, tmp_path: Path, clock: ManualClock) -> None:
    _filled(folder, clock, 1)
    _filled(tmp_path / "other hall", clock, 1)
    shutil.copy(tmp_path / "other hall" / "kiosk.db", folder / "kiosk.db")
    with pytest.raises(StoreError) as refused:
        Archive.open(folder, clock)
    assert refused.value.code == "store-key"
    assert not list(folder.glob("*.corrupt*"))


def test_missing_key_beside_a_database_is_not_replaced(folder: Path, clock: ManualClock) -> None:
    _filled(folder, clock, 1)
    (folder / "store.key").unlink()
    with pytest.raises(StoreError) as refused:
        Archive.open(folder, clock)
    assert refused.value.code == "store-key"
    assert not (folder / "store.key").exists()


def test_key_may_lie_elsewhere(folder: Path, tmp_path: Path, clock: ManualClock) -> None:
    Archive.open(folder, clock, key_file=tmp_path / "credential").close()
    assert not (folder / "store.key").exists()
    with pytest.raises(StoreError):
        Archive.open(folder, clock)
    Archive.open(folder, clock, key_file=tmp_path / "credential").close()


def test_newer_schema_is_refused(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock) as store:
        store._core.writer.outside(lambda db: db.execute("PRAGMA user_version = 99"))
    with pytest.raises(StoreError) as refused:
        Archive.open(folder, clock)
    assert refused.value.code == "store-newer"
    assert not list(folder.glob("*.corrupt*"))


def test_file_of_another_program_is_refused_and_kept(folder: Path, clock: ManualClock) -> None:
    folder.mkdir(mode=0o700)
    with sqlite3.connect(folder / "kiosk.db") as other:
        other.execute("CREATE TABLE theirs (a)")
    other.close()
    content = (folder / "kiosk.db").read_bytes()
    with pytest.raises(StoreError) as refused:
        Archive.open(folder, clock)
    assert refused.value.code == "store-key"
    assert (folder / "kiosk.db").read_bytes() == content


def test_damaged_pages_give_up_every_readable_row(folder: Path, clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("the database was damaged; kept as kiosk.db.corrupt.20261122T012000Z")
    resident_id = _filled(folder, clock, 2000)
    pages = (folder / "kiosk.db").stat().st_size // PAGE
    _overwrite(folder / "kiosk.db", pages // 3, 3)
    with Archive.open(folder, clock) as store:
        (notice,) = store.health().notices
        assert (notice.code, notice.set_aside) == ("store-damaged", "kiosk.db.corrupt.20261122T012000Z")
        saved = (store.records.counts()["measurements"], notice.rows["outbox"])
        assert 3900 < sum(saved) < 4000  # three pages hold some dozens of the 4000 rows
        assert store.register.find(resident_id) is not None
        assert store.audit.verify().ok
        with store._core.readers.db() as db:
            (row,) = db.query("SELECT * FROM alerts")
        assert store._core.fields.open(row["text"], "alerts", "text", row["id"]) == (
            "数据库有损坏，坏文件已另存，请告诉技术员；旧文件留作 kiosk.db.corrupt.20261122T012000Z；"
            f"找回 {sum(notice.rows.values())} 行，原来至少 {sum(notice.known.values())} 行"
        )
        done = Answer()
        store.journal.save_measurements((measurement(clock, resident_id),), done)
        assert done.wait() == [True]
    assert (folder / notice.set_aside).stat().st_size == pages * PAGE
    with Archive.open(folder, clock) as again:
        assert again.health().notices == (notice,)


def test_one_flipped_bit_is_noticed(folder: Path, clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("the database was damaged")
    _filled(folder, clock)
    with (folder / "kiosk.db").open("r+b") as file:
        file.seek(20 * PAGE + 100)
        byte = file.read(1)
        file.seek(20 * PAGE + 100)
        file.write(bytes([byte[0] ^ 1]))
    with Archive.open(folder, clock) as store:
        assert [n.code for n in store.health().notices] == ["store-damaged"]


def test_damaged_first_page_is_damage_not_a_wrong_key(
    folder: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("damaged")
    _filled(folder, clock, 1)
    with (folder / "kiosk.db").open("r+b") as file:
        file.seek(600)
        file.write(bytes(64))
    with Archive.open(folder, clock) as store:
        (notice,) = store.health().notices
        assert (notice.code, notice.rows) == ("store-damaged", notice.known)
        assert store.records.counts()["measurements"] == 1
        assert store.register.meet(wang(), clock.now()) is not None


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_done_to_the_file_the_store_opens_or_says_why(
    folder: Path, clock: ManualClock, announced: AnnouncedLog, seed: int
) -> None:
    announced.expect("d")
    _filled(folder, clock, 40)
    chance = random.Random(seed)
    path = folder / "kiosk.db"
    data = bytearray(path.read_bytes())
    kind = seed % 4
    if kind == 0:
        del data[chance.randrange(len(data)) :]
    elif kind == 1:
        for _ in range(chance.randrange(1, 40)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == 2:
        data += os.urandom(chance.randrange(1, 3 * PAGE))
    else:
        start = chance.randrange(len(data))
        data[start : start + PAGE] = bytes(len(data[start : start + PAGE]))
    path.write_bytes(data)
    try:
        store = Archive.open(folder, clock)
    except StoreError as error:
        said = error.code
    else:
        said = "opened"
    if said != "opened":
        assert said == "store-key"  # a salt that no longer fits looks like another file
        assert path.read_bytes() == data
        return
    with store:
        assert store.register.meet(wang(), clock.now()) is not None


def test_deleted_database_is_begun_anew_and_told(folder: Path, clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("the database file is gone")
    _filled(folder, clock, 1)
    (folder / "kiosk.db").unlink()
    with Archive.open(folder, clock) as store:
        assert [n.code for n in store.health().notices] == ["store-missing"]
        assert store.records.counts()["alerts"] == 1


def test_database_deleted_under_the_running_program_is_written_back(
    folder: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the database file is gone from its place")
    resident_id = _filled(folder, clock, 5)
    with Archive.open(folder, clock) as store:
        for part in folder.glob("kiosk.db*"):
            part.unlink()
        done = Answer()
        store.journal.save_measurements((measurement(clock, resident_id),), done)
        assert done.wait() == [True]
        _idle(store, clock)
        assert [n.code for n in store.health().notices] == ["store-missing"]
        assert store.records.counts()["measurements"] == 6
    with Archive.open(folder, clock) as store:
        assert store.records.counts()["measurements"] == 6
        assert [n.in_words() for n in store.health().notices] == ["数据库文件不见了，请告诉技术员；内容已原样写回"]


def test_file_put_in_place_of_the_running_one_is_set_aside(
    folder: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the database file is gone from its place")
    _filled(folder, clock, 5)
    old_copy = (folder / "kiosk.db").read_bytes()
    with Archive.open(folder, clock) as store:
        (folder / "kiosk.db").unlink()
        (folder / "kiosk.db").write_bytes(old_copy)
        _idle(store, clock)
        (notice,) = store.health().notices
        assert (folder / notice.set_aside).read_bytes() == old_copy
        assert store.records.counts()["measurements"] == 5


def test_damage_while_running_is_repaired_and_the_event_is_kept(
    folder: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("damaged")
    announced.expect("store write failed (store-refused), try 1")  # its owner was on a lost page
    resident_id = _filled(folder, clock, 2000)
    with Archive.open(folder, clock) as store:
        store._core.writer.outside(lambda db: db.execute("PRAGMA cache_size = 0").fetchall())
        pages = (folder / "kiosk.db").stat().st_size // PAGE
        _overwrite(folder / "kiosk.db", 2, pages - 2)
        done = Answer()
        store.journal.save_measurements((measurement(clock, resident_id),), done)
        done.wait()
        settled(store)
        assert [n.code for n in store.health().notices] == ["store-damaged"]
        assert store.health().fault is None
        counts = store.records.counts()
        assert counts["measurements"] + counts["quarantine"] == 1
        assert store.audit.verify().ok


def test_second_program_shares_the_store(store: Archive, folder: Path) -> None:
    """What the command line does while the terminal runs."""
    code = (
        "import sys; from pathlib import Path; from devices.clock import SystemClock\n"
        "from kiosk.archive.archive import Archive\n"
        "with Archive.open(Path(sys.argv[1]), SystemClock()) as store: store.audit.note('cli:other', 'test.done')"
    )
    for _ in range(2):
        store.audit.note("cli:tester", "test.done")
        subprocess.run([sys.executable, "-c", code, str(folder)], check=True, timeout=30)
    report = store.audit.verify()
    assert (report.ok, report.rows) == (True, 4)


def test_damage_is_not_repaired_while_another_program_holds_the_file(
    folder: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("store")
    _filled(folder, clock, 500)
    with Archive.open(folder, clock):
        _overwrite(folder / "kiosk.db", 12, 10)
        with pytest.raises(StoreError) as refused:
            Archive.open(folder, clock)
        assert refused.value.code in ("store-damaged", "store-busy")
        assert not list(folder.glob("*.corrupt*"))


def _idle(store: Archive, clock: ManualClock) -> None:
    """Let the writer's idle work run once."""
    clock.advance(0.6)
    for _ in range(2):  # the work before the second call begins with what is due
        store._core.writer.call(lambda db: None)
