"""A file written by version 1 of the program, with people, consents and templates in it, opened by this one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.templates import Origin
from kiosk.ids import new_id
from kiosk.store import migrations
from kiosk.store.rows import insert
from kiosk.store.sqlcipher import Database
from kiosk.whitelist.consent import ConsentKind
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.older_files import make_files_as
from tests.support.store_rows import consent, enrolment

VECTORS = (bytes(range(256)) * 2, bytes(reversed(range(256))) * 2)


def _old_file(folder: Path, clock: ManualClock) -> str:
    """王桂英 as version 1 kept her, with two templates, three consents of which one was withdrawn; her id."""
    resident_id, entry_id = new_id(), new_id()
    with Archive.open(folder, clock) as store:
        core = store._core

        def work(db: Database) -> None:
            act = core.act(db, "cli:tester")
            insert(db, "residents", {"id": resident_id, **act.when(), "updated_utc": act.when()["at_utc"], "sex": "2",
                                     "name": core.fields.seal("王桂英", "residents", "name", resident_id)})  # fmt: skip
            insert(db, "whitelist_entries", {"id": entry_id, **act.when(), "resident_id": resident_id,
                                             "status": "active", "change_seq": 1, "added_by": "x"})  # fmt: skip
            for kind, withdrawn in (("face", None), ("health", None), ("sharing", act.when()["at_utc"])):
                row_id = new_id()
                insert(db, "consents", {
                    "id": row_id, **act.when(), "resident_id": resident_id, "kind": kind, "text_version": "2026-11",
                    "purpose": "p", "place": "q", "period": "r", "how": "signature", "withdrawn_utc": withdrawn,
                    "given_by": core.fields.seal("王桂英", "consents", "given_by", row_id),
                })  # fmt: skip
            for vector in VECTORS:
                row_id = new_id()
                insert(db, "templates", {
                    "id": row_id, **act.when(), "entry_id": entry_id, "engine": "dlib", "engine_version": "20.0",
                    "vector": core.fields.seal_bytes(vector, "templates", "vector", row_id),
                })  # fmt: skip
            act.note("whitelist.added", resident_id)

        store._core.writer.call(work)
    return resident_id


@pytest.fixture
def old(folder: Path, clock: ManualClock) -> str:
    with pytest.MonkeyPatch.context() as patch:
        make_files_as(patch, 1, ("first_tables",))
        return _old_file(folder, clock)


def _columns(db: Database, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def test_old_file_is_what_version_1_made(folder: Path, clock: ManualClock, old: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        make_files_as(patch, 1, ("first_tables",))
        with Archive.open(folder, clock) as store, store._core.readers.db() as db:
            assert db.execute("PRAGMA user_version").fetchone()[0] == 1
            assert "quality" not in _columns(db, "templates")


def test_everything_of_an_old_file_is_there_and_opens(folder: Path, clock: ManualClock, old: str) -> None:
    with Archive.open(folder, clock) as store:
        parts = store.templates.in_force("dlib", "20.0")
        assert [part.vector for part in parts] == list(VECTORS)
        assert {(p.resident_id, p.quality, p.origin, p.taken) for p in parts} == {
            (old, None, Origin.ENROLLED, clock.now().utc)
        }
        assert len({part.batch for part in parts}) == 1
        (entry,) = store.whitelist.entries()
        assert (entry.active, entry.templates, entry.consents) == (True, 2, ("face", "health"))
        assert entry.resident.name == "王桂英"
        with store._core.readers.db() as db:
            for row_id, given_by in db.execute("SELECT id, given_by FROM consents").fetchall():
                assert store._core.fields.open(given_by, "consents", "given_by", row_id) == "王桂英"
        assert store.audit.verify().ok
        assert store.settings_not_in_force() == []


def test_an_old_file_takes_what_is_new(folder: Path, clock: ManualClock, old: str) -> None:
    with Archive.open(folder, clock) as store:
        store.upkeep.agree(old, consent(ConsentKind.ADAPTATION), "cli:tester")
        assert store.whitelist.entries()[0].consents == ("adaptation", "face", "health")
        store.whitelist.add(enrolment(), "cli:tester")
        store.whitelist.revoke(old, "cli:tester", "本人要求")
        assert [entry.resident.id == old for entry in store.whitelist.entries()] == [False]


def test_migration_that_fails_half_way_leaves_the_old_file(folder: Path, clock: ManualClock, old: str) -> None:
    def break_at(statement: str) -> Callable[[Database, str], None]:
        run = migrations._run

        def broken(db: Database, script: str) -> None:
            run(db, script)
            if statement in script:
                raise RuntimeError("the power went")

        return broken

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "_run", break_at("DROP TABLE consents"))
        with pytest.raises(RuntimeError):
            Archive.open(folder, clock)
    with Archive.open(folder, clock) as store:
        assert store.whitelist.entries()[0].consents == ("face", "health")
        assert len(store.templates.in_force("dlib", "20.0")) == 2


def test_last_migration_that_fails_takes_those_before_it_back(folder: Path, clock: ManualClock, old: str) -> None:
    run = migrations._run

    def broken(db: Database, script: str) -> None:
        run(db, script)
        if "CREATE TABLE announcements" in script:
            raise RuntimeError("the power went")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "_run", broken)
        with pytest.raises(RuntimeError):
            Archive.open(folder, clock)
    with pytest.MonkeyPatch.context() as patch:
        make_files_as(patch, 1, ("first_tables",))
        with Archive.open(folder, clock) as store, store._core.readers.db() as db:
            assert db.execute("SELECT name FROM _sqlite_migrations").fetchall() == [("first_tables",)]
            assert db.execute("SELECT count(*) FROM residents WHERE id = ?", [old]).fetchone() == (1,)


def test_damaged_old_file_gives_its_people_to_a_new_one(
    folder: Path, clock: ManualClock, old: str, announced: AnnouncedLog
) -> None:
    announced.expect("the database was damaged")
    path = folder / "kiosk.db"
    data = bytearray(path.read_bytes())
    data[-2048] ^= 0xFF  # the last page: what was written last, the audit chain or an index
    path.write_bytes(data)
    with Archive.open(folder, clock) as store:
        assert [part.vector for part in store.templates.in_force("dlib", "20.0")] == list(VECTORS)
        assert store.whitelist.entries()[0].consents == ("face", "health")
