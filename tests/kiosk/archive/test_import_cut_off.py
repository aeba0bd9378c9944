"""An import that is cut off leaves nothing: by a kill, a power cut, a full disk. Once acknowledged, all of it stays."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.store.errors import StoreError
from kiosk.store.opening import StoreFile
from kiosk.store.space import SpaceLimits
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.office_list import FACE, candidate, counts, plan, rows_of

PEOPLE = 60
KILLS = 6
SECTOR = 512
TABLES = ("residents", "whitelist_entries", "consents", "templates", "imports", "import_rows")

WORKERS = """
import os
import sys
from pathlib import Path
from devices.clock import SystemClock
from kiosk.archive import import_commit, import_undo
from kiosk.archive.archive import Archive
from tests.support.office_list import FACE, candidate, plan, rows_of

def work(folder, people, undoes):
    import_commit.AT_ONCE = import_undo.AT_ONCE = 10
    with Archive.open(Path(folder), SystemClock()) as store:
        rows = rows_of(store, *(candidate(at) for at in range(people)))
        if not undoes:
            print("ready", os.getpid(), flush=True)
        done = store.imports.commit(plan(rows, {row.row: FACE for row in rows}), "staff")
        if undoes:
            print("ready", os.getpid(), flush=True)
            store.imports.undo(done.import_id, "staff")
        print("done", flush=True)
        sys.stdin.read()

for at, folder in enumerate(sys.argv[2:]):
    pid = os.fork()
    if pid == 0:
        work(folder, int(sys.argv[1]), at % 2)
    os.waitpid(pid, 0)
    print("ended", flush=True)
"""
"""One process after the other that takes a list over, every second one also back, until it is killed. What they import
is read once, by a parent that opens nothing and has no thread."""


def whole(found: dict[str, int], people: int) -> dict[str, int]:
    """What must be there of a batch, given whether anything is."""
    if found["imports"] == 0:
        return dict.fromkeys(TABLES, 0)
    return {"residents": people, "whitelist_entries": people, "consents": 2 * people, "templates": people,
            "imports": 1, "import_rows": people}  # fmt: skip


@pytest.mark.slow
def test_killed_in_the_middle_it_is_there_whole_or_not_at_all(tmp_path: Path, clock: ManualClock) -> None:
    chance = random.Random(11)
    folders = [begun(tmp_path / str(attempt)) for attempt in range(KILLS)]
    command = [sys.executable, "-c", WORKERS, str(PEOPLE), *map(str, folders)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        for at, folder in enumerate(folders):
            ready, pid = parent.stdout.readline().split()
            assert ready == "ready"
            killer = threading.Timer(chance.uniform(0.0, 0.1), os.kill, (int(pid), signal.SIGKILL))
            killer.start()
            told = list(iter(parent.stdout.readline, "ended\n"))
            killer.join()
            with Archive.open(folder, clock) as store:
                _check_after_kill(store, undoes=at % 2 == 1, is_done=told == ["done\n"])


def _check_after_kill(store: Archive, *, undoes: bool, is_done: bool) -> None:
    assert store.audit.verify().ok
    found = counts(store, *TABLES)
    if undoes:
        (one,) = store.imports.recent()
        assert (one.undone is not None) >= is_done
        if one.undone is None:
            store.imports.undo(one.id, "staff")
        assert counts(store, "consents", "templates", "import_rows") == dict.fromkeys(
            ("consents", "templates", "import_rows"), 0
        )
        assert store.whitelist.entries() == []
    else:
        assert found == whole(found, PEOPLE)
        assert (found["imports"] == 1) >= is_done


@pytest.mark.parametrize("seed", range(4))
def test_power_cut_while_it_is_written_leaves_all_or_nothing(tmp_path: Path, clock: ManualClock, seed: int) -> None:
    """Of what was written and not flushed, each sector is there or not."""
    run, chance = begun(tmp_path / "run"), random.Random(seed)
    log, database = run / "kiosk.db-wal", run / "kiosk.db"
    with Archive.open(run, clock) as store:
        rows = rows_of(store, *(candidate(at) for at in range(12)))
        before = (database.read_bytes(), log.read_bytes(), (run / "kiosk.db.head").read_bytes())
        store.imports.commit(plan(rows, {2: FACE}), "staff")
        assert database.read_bytes() == before[0]
        after = log.read_bytes()
    torn = bytearray(after if seed else after[: len(before[1]) + SECTOR])
    for at in range(len(before[1]), len(torn), SECTOR):
        if chance.random() < 0.2:
            torn[at : at + SECTOR] = bytes(len(torn[at : at + SECTOR]))
    cut = tmp_path / "cut"
    cut.mkdir(mode=0o700)
    for name in ("store.key", "kiosk.db.check", "kiosk.db.first"):
        (cut / name).write_bytes((run / name).read_bytes())
        (cut / name).chmod(0o600)
    for name, content in (("kiosk.db", before[0]), ("kiosk.db-wal", bytes(torn)), ("kiosk.db.head", before[2])):
        (cut / name).write_bytes(content)
    file = StoreFile(cut, ManualClock())
    db = file.open()
    try:
        found = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
        assert found == {**whole(found, 12), "templates": found["imports"]}
    finally:
        db.close()
        file.close()


def test_power_cut_between_preview_and_commit_leaves_nothing(tmp_path: Path, clock: ManualClock) -> None:
    folder = begun(tmp_path / "data")
    with Archive.open(folder, clock) as store:
        before = counts(store, *TABLES, "audit")
        rows_of(store, *(candidate(at) for at in range(12)))
        assert counts(store, *TABLES, "audit") == before
    with Archive.open(folder, clock) as store:
        assert counts(store, *TABLES) == dict.fromkeys(TABLES, 0)


def test_disk_that_is_full_leaves_nothing_and_the_same_file_goes_in_later(
    tmp_path: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    if os.geteuid() != 0:
        pytest.skip("mounting a tmpfs needs root")
    announced.expect("store")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("tmpfs cannot be mounted here")
    try:
        limits = SpaceLimits(ballast_bytes=0, min_free_bytes=1024)
        with Archive.open(begun(disk / "data"), clock, limits=limits) as store:
            rows = rows_of(store, *(candidate(at) for at in range(100)))
            room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            (disk / "filler").write_bytes(bytes(room - 100 * 1024))
            with pytest.raises(StoreError) as full:
                store.imports.commit(plan(rows, {2: FACE}), "staff")
            assert full.value.code == "store-full"
            assert counts(store, *TABLES) == dict.fromkeys(TABLES, 0)
            (disk / "filler").unlink()
            assert store.imports.commit(plan(rows, {2: FACE}), "staff").added == 100
    finally:
        subprocess.run(["umount", str(disk)], check=True)
