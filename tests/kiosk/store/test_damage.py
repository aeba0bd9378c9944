"""Damage of every kind: what can be read is carried over, in one piece, and staff hear of it until they say so."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.archive.archive import Archive
from kiosk.doctor import records
from kiosk.store import replacing
from kiosk.store.audit import AuditChain
from kiosk.store.errors import StoreError
from kiosk.store.opening import StoreFile
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.store_folder import PAGE, fill, flip, overwrite

SIDES = ("kiosk.db.first", "kiosk.db.head")
Hurt = Callable[[Path], None]


def size(folder: Path) -> int:
    return (folder / "kiosk.db").stat().st_size


def cut(folder: Path, length: int) -> None:
    os.truncate(folder / "kiosk.db", length)


def zeros(folder: Path, start: int, length: int) -> None:
    with (folder / "kiosk.db").open("r+b") as file:
        file.seek(start)
        file.write(bytes(length))


def reopened(folder: Path, clock: ManualClock) -> tuple[dict[str, int], tuple[str, bool]]:
    """Counts of what lies there now, the notice's code, and whether the audit trail is sound."""
    with Archive.open(folder, clock) as store:
        (notice,) = store.health().notices
        assert store.audit.verify().ok
        return store.records.counts(), (notice.code, notice.proved)


ALL = {"residents": 1, "visits": 12, "measurements": 36}


@pytest.fixture(params=[True, False], ids=["with-sides", "of-an-older-program"])
def filled(folder: Path, clock: ManualClock, announced: AnnouncedLog, request: pytest.FixtureRequest) -> Path:
    """A filled folder; an older program left nothing beside the file but its check."""
    announced.expect("the database was damaged")
    fill(folder, clock)
    if not request.param:
        for name in SIDES:
            (folder / name).unlink()
    return folder


@pytest.mark.parametrize("hurt", [
    pytest.param(lambda f: flip(f / "kiosk.db", 3), id="salt-bit"),
    pytest.param(lambda f: flip(f / "kiosk.db", 15, 0x81), id="salt-two-bits"),
    pytest.param(lambda f: flip(f / "kiosk.db", 7, 0xFF), id="salt-byte"),
    pytest.param(lambda f: zeros(f, 16, 3000), id="first-page-behind-the-salt"),
    pytest.param(lambda f: zeros(f, 4000, 96), id="first-page-end"),
])  # fmt: skip
def test_damaged_salt_or_first_page_costs_no_row(filled: Path, clock: ManualClock, hurt: Hurt) -> None:
    hurt(filled)
    counts, told = reopened(filled, clock)
    assert counts | ALL == counts
    assert told == ("store-damaged", True)


@pytest.mark.parametrize("hurt", [
    pytest.param(lambda f: zeros(f, 0, 16), id="salt"),
    pytest.param(lambda f: zeros(f, 0, PAGE), id="page"),
    pytest.param(lambda f: overwrite(f / "kiosk.db", 1), id="noise"),
])  # fmt: skip
def test_lost_salt_costs_no_row_and_is_proved_only_where_it_was_kept(
    filled: Path, clock: ManualClock, hurt: Hurt
) -> None:
    kept = (filled / "kiosk.db.first").exists()
    hurt(filled)
    counts, told = reopened(filled, clock)
    assert counts | ALL == counts
    assert told == ("store-damaged", kept)


@pytest.mark.parametrize("missing", [8, PAGE // 2, PAGE, 2 * PAGE + 100, 20 * PAGE])
def test_short_file_gives_every_row_whose_page_is_there(filled: Path, clock: ManualClock, missing: int) -> None:
    whole = (filled / "kiosk.db").read_bytes()
    cut(filled, len(whole) - missing)
    with Archive.open(filled, clock) as store:
        (notice,) = store.health().notices
        assert notice.code == "store-damaged"
        lost = sum(notice.known.values()) - sum(notice.rows.values())
        assert lost >= 0
        assert sum(notice.rows.values()) >= 12 * 8 - 20 * missing // PAGE - 20
        assert (filled / notice.set_aside).read_bytes() == whole[: len(whole) - missing]


@pytest.mark.parametrize("left", [0, 1, 15, 100, PAGE - 1])
def test_scrap_of_a_file_is_a_missing_file(
    folder: Path, clock: ManualClock, announced: AnnouncedLog, left: int
) -> None:
    announced.expect("the database")
    fill(folder, clock, 1)
    cut(folder, left)
    counts, told = reopened(folder, clock)
    assert (counts["measurements"], counts["alerts"], told) == (0, 1, ("store-missing", True))
    (found,) = [f for f in records.examine(folder, clock) if f.key == "store.notices"]
    assert found.found.endswith("一行也没有找回")


def test_file_of_zeros_is_a_missing_file(folder: Path, clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("the database")
    fill(folder, clock, 1)
    for name in SIDES:
        (folder / name).unlink()
    zeros(folder, 0, size(folder))
    assert reopened(folder, clock)[1][0] == "store-missing"


@pytest.mark.parametrize("name", SIDES)
@pytest.mark.parametrize("hurt", [
    pytest.param(lambda p: flip(p, 40), id="bit"),
    pytest.param(lambda p: os.truncate(p, 0), id="empty"),
    pytest.param(lambda p: p.unlink(), id="gone"),
    pytest.param(lambda p: os.truncate(p, 600), id="cut"),
])  # fmt: skip
def test_damaged_side_file_alone_is_no_finding(folder: Path, clock: ManualClock, name: str, hurt: Hurt) -> None:
    fill(folder, clock, 1)
    hurt(folder / name)
    with Archive.open(folder, clock) as store:
        assert store.health().notices == ()
        assert store.records.counts()["measurements"] == 3


def test_first_page_is_kept_with_every_table_on_it(folder: Path, clock: ManualClock) -> None:
    fill(folder, clock, 1)
    before = (folder / "kiosk.db.first").read_bytes()
    Archive.open(folder, clock).close()
    assert (folder / "kiosk.db.first").read_bytes() == before
    assert before[:16] == (folder / "kiosk.db").read_bytes()[:16]


def test_measurement_whose_owner_is_lost_is_kept_below_nobody(
    folder: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the database was damaged")
    resident_id = fill(folder, clock)
    with Archive.open(folder, clock) as store, store._core.readers.db() as db:
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'residents'").fetchone()[0]
        entries = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'whitelist_entries'").fetchone()[0]
    overwrite(folder / "kiosk.db", page)
    overwrite(folder / "kiosk.db", entries)
    with Archive.open(folder, clock) as store:
        assert store.records.counts()["measurements"] == 36
        assert store.register.find(resident_id) is None
        with store._core.readers.db() as db:
            told = db.execute("SELECT name, number_index, sex FROM residents WHERE id = ?", [resident_id])
            assert told.fetchone() == (None, None, "0")
            assert db.execute("SELECT count(*), suspended_by FROM whitelist_entries").fetchone() == (1, "salvage")
            assert db.execute("SELECT count(*) FROM templates").fetchone() == (2,)


def test_notice_lasts_until_somebody_acknowledges_its_alert(
    folder: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the database was damaged")
    fill(folder, clock)
    flip(folder / "kiosk.db", 39 * PAGE + 7)
    Archive.open(folder, clock).close()
    for _ in range(2):
        (found,) = [f for f in records.examine(folder, clock) if f.key == "store.notices"]
        assert "旧文件留作 kiosk.db.corrupt.20261122T012000Z；找回 128 行，原来至少 128 行" in found.found
    with Archive.open(folder, clock) as store:
        (notice,) = store.health().notices
        store._core.writer.call(
            lambda db: db.execute("UPDATE alerts SET acknowledged_utc = at_utc WHERE id = ?", [notice.id])
        )
        clock.advance(0.6)
        for _ in range(2):
            store._core.writer.call(lambda db: None)
        assert store.health().notices == ()
    assert not (folder / "kiosk.db.notices").exists()
    assert not [f for f in records.examine(folder, clock) if f.key == "store.notices"]


def test_notice_outlives_the_database_it_is_about(folder: Path, clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("the database was damaged")
    announced.expect("the database file is gone")
    fill(folder, clock)
    flip(folder / "kiosk.db", 39 * PAGE + 7)
    Archive.open(folder, clock).close()
    (folder / "kiosk.db").unlink()
    with Archive.open(folder, clock) as store:
        assert [n.code for n in store.health().notices] == ["store-damaged", "store-missing"]
        assert store.records.counts()["alerts"] == 2


STEPS = ("write_whole", "sync_folder", "sync_file", "connect", "migrate", "carry_over", "write_alert", "os.replace")


def _interrupted(monkeypatch: pytest.MonkeyPatch, at: int, error: Callable[[], BaseException]) -> Callable[[], int]:
    """Raise before the step of that number of a replacement; gives the number of steps that were begun."""
    begun = 0

    def around(step: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            nonlocal begun
            begun += 1
            if begun == at:
                raise error()
            return step(*args, **kwargs)

        return wrapped

    for step in STEPS:
        monkeypatch.setattr(f"kiosk.store.replacing.{step}", around(_named(step)))
    monkeypatch.setattr(Path, "rename", around(Path.rename))
    monkeypatch.setattr(Path, "unlink", around(Path.unlink))
    return lambda: begun


def _named(step: str) -> Callable[..., Any]:
    return os.replace if step == "os.replace" else getattr(replacing, step)  # type: ignore[no-any-return]


class Killed(BaseException):
    """What a kill looks like from within."""


def no_space() -> BaseException:
    return OSError(28, "No space left on device")


@pytest.fixture
def hurt(folder: Path, clock: ManualClock, announced: AnnouncedLog) -> Path:
    """A folder whose database has lost a page of the audit trail's index, and whose log holds the newest visit."""
    announced.expect("the database was damaged")
    fill(folder, clock)
    flip(folder / "kiosk.db", 39 * PAGE + 7)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("error", [Killed, no_space], ids=["killed", "no-space"])
def test_interrupted_anywhere_it_is_begun_again_and_nothing_is_lost(
    hurt: Path, clock: ManualClock, announced: AnnouncedLog, error: Callable[[], BaseException]
) -> None:
    announced.expect("what is kept beside the database cannot be written: store-full")
    damaged = (hurt / "kiosk.db").read_bytes()
    at, finished = 0, False
    while not finished:
        at += 1
        folder = hurt.with_name(f"step-{at}")
        shutil.copytree(hurt, folder, ignore=shutil.ignore_patterns("ballast"))
        with pytest.MonkeyPatch.context() as patch:
            steps = _interrupted(patch, at, error)
            file = StoreFile(folder, clock)
            with contextlib.suppress(Killed, StoreError):
                file.open().close()
                file.close()
            finished = steps() < at
        file = StoreFile(folder, clock)
        db = file.open()
        told = db.execute("SELECT (SELECT count(*) FROM visits), (SELECT count(*) FROM measurements)").fetchone()
        assert told == (12, 36), f"step {at}"
        assert AuditChain(file.keys.audit).verify(db).ok
        (notice,) = file.notices
        assert (notice.code, sum(notice.rows.values())) == ("store-damaged", 128), f"step {at}"
        db.close()
        file.close()
        assert (folder / notice.set_aside).read_bytes() == damaged, f"step {at}"
        assert sorted(p.name for p in folder.iterdir()) == [
            "kiosk.db", "kiosk.db.check", "kiosk.db.clean", notice.set_aside, "kiosk.db.first", "kiosk.db.head",
            "kiosk.db.notices", notice.set_aside.replace("corrupt", "trail"), "never-back-up", "store.key",
            "store.lock",
        ]  # fmt: skip
        shutil.rmtree(folder)
    assert at > 20


def test_ballast_is_thrown_overboard_for_a_replacement(hurt: Path, clock: ManualClock) -> None:
    with pytest.MonkeyPatch.context() as patch:
        tried: list[int] = []
        real = replacing.carry_over

        def first_time_full(*args: Any) -> Any:
            tried.append(1)
            if len(tried) == 1:
                raise OSError(28, "No space left on device")
            return real(*args)

        patch.setattr(replacing, "carry_over", first_time_full)
        with Archive.open(hurt, clock) as store:
            assert store.records.counts()["measurements"] == 36
    assert len(tried) == 2


def test_file_set_aside_is_never_touched_again(hurt: Path, clock: ManualClock) -> None:
    Archive.open(hurt, clock).close()
    (aside,) = hurt.glob("kiosk.db.corrupt.*")
    before = (aside.read_bytes(), aside.stat().st_mtime_ns)
    for _ in range(2):
        Archive.open(hurt, clock).close()
        records.examine(hurt, clock)
    assert (aside.read_bytes(), aside.stat().st_mtime_ns) == before
    assert not list(hurt.glob("kiosk.db.corrupt.*-*"))
