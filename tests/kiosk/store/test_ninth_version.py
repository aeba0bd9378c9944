"""A file written by version 9 with people, visits, readings and checks in it, opened by this program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.measurement_rows import to_row
from kiosk.measurements.follow_up import FollowUpKind
from kiosk.store import migrations
from kiosk.store.rows import Row, insert
from kiosk.store.sqlcipher import Database
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.older_files import make_files_as
from tests.support.store_rows import Answer, alert, enrolment, measurement, visit, wang

NINE = (
    "first_tables", "lives_of_templates", "queue_of_alerts", "alerts_taken", "ends_of_consents", "accounts",
    "consents_on_screen", "calibrations", "checks_of_devices",
)  # fmt: skip
NEW = {"follow_ups", "goals"}

Rows = dict[str, list[Row]]


def _as_ninth_version(patch: pytest.MonkeyPatch) -> None:
    make_files_as(patch, 9, NINE)


def _press(store: Archive, clock: ManualClock, resident: str, sys: float) -> None:
    """A raised pressure as version 9 kept it, which planned nothing."""
    clock.advance(60)
    row = measurement(clock, resident, metric="sys", value=sys, unit="mm[Hg]", assessment="bp-grade-1")

    def work(db: Database) -> None:
        insert(db, "measurements", {**to_row(row), **store._core.act(db, "terminal").when()})

    store._core.writer.call(work)


def _rows(store: Archive) -> Rows:
    with store._core.readers.db() as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = [name for name in names if "sqlite_" not in name]
        return {table: list(db.query(f"SELECT * FROM {table}")) for table in tables}


class Old:
    """What the file holds: every row of every table as version 9 left it, and whose readings they are."""

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        with Archive.open(folder, clock) as store:
            person = store.register.meet(wang(), clock.now())
            assert person is not None
            self.resident = person.resident_id
            store.whitelist.add(enrolment(), "cli:tester")
            store.journal.save_visit(visit(clock, self.resident), lambda _: None)
            store.journal.save_alert(alert(clock, self.resident), lambda _: None)
            _press(store, clock, self.resident, 150)
            clock.advance(2 * 86400)
            _press(store, clock, self.resident, 152)
            store.settle()
            self.rows = _rows(store)


@pytest.fixture
def old(folder: Path, clock: ManualClock) -> Old:
    with pytest.MonkeyPatch.context() as patch:
        _as_ninth_version(patch)
        return Old(folder, clock)


def test_every_row_is_there_and_what_is_new_is_empty(folder: Path, clock: ManualClock, old: Old) -> None:
    assert not NEW & set(old.rows)
    filled = {"measurements": 2, "residents": 1, "visits": 1, "alerts": 1, "templates": 2}
    assert {table: len(old.rows[table]) for table in filled} == filled
    with Archive.open(folder, clock) as store:
        now = _rows(store)
        assert store.audit.verify().ok
        with store._core.readers.db() as db:
            assert db.execute("PRAGMA user_version").fetchone()[0] == 12
    kept = {t: [{key: row[key] for key in before[0]} for row in now[t]] for t, before in old.rows.items() if before}
    assert kept == {table: before for table, before in old.rows.items() if before and table != "audit"} | {
        "audit": kept["audit"]
    }
    assert kept["audit"][: len(old.rows["audit"])] == old.rows["audit"]
    assert {table: now[table] for table in NEW} == {table: [] for table in NEW}


def test_pressures_of_before_count_towards_the_family_doctor(folder: Path, clock: ManualClock, old: Old) -> None:
    with Archive.open(folder, clock) as store:
        clock.advance(2 * 86400)
        row = measurement(clock, old.resident, metric="sys", value=151, unit="mm[Hg]", assessment="bp-grade-1")
        saved = Answer()
        store.journal.save_measurements((row,), saved)
        assert saved.wait() == [True]
        (found,) = store.follow_ups.of(old.resident)
    assert (found.kind, found.due) == (FollowUpKind.REFER, date(2026, 11, 26))


def test_migration_that_fails_half_way_leaves_the_file_of_version_9(folder: Path, clock: ManualClock, old: Old) -> None:
    apply = migrations._run

    def broken(db: Database, script: str) -> None:
        apply(db, script)
        if "CREATE TABLE goals" in script:
            raise RuntimeError("the power went")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "_run", broken)
        with pytest.raises(RuntimeError):
            Archive.open(folder, clock)
    with pytest.MonkeyPatch.context() as patch:
        _as_ninth_version(patch)
        with Archive.open(folder, clock) as store:
            assert _rows(store)["measurements"] == old.rows["measurements"]
    with Archive.open(folder, clock) as store:
        assert set(_rows(store)) >= NEW


def test_damaged_file_gives_its_follow_ups_and_goals_to_a_new_one(
    folder: Path, clock: ManualClock, old: Old, announced: AnnouncedLog
) -> None:
    announced.expect("the database was damaged")
    with Archive.open(folder, clock) as store:
        store.follow_ups.add(old.resident, "sys", date(2026, 12, 1), "zhang")
        store.goals.set(old.resident, "sys", 110, 140, date(2027, 3, 31), "zhang")
        store.settle()
        before = _rows(store)
    path = folder / "kiosk.db"
    data = bytearray(path.read_bytes())
    data[-2048] ^= 0xFF
    path.write_bytes(data)
    with Archive.open(folder, clock) as store:
        now = _rows(store)
    kept = {table: {row["id"] for row in before[table]} for table in NEW}
    assert {table: {row["id"] for row in now[table]} for table in NEW} == kept
