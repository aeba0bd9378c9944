"""A file written by version 8 with people, visits, readings and calibrations in it, opened by this program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.measurement_rows import to_row
from kiosk.ids import new_id
from kiosk.measurements.measurement import Validity
from kiosk.measurements.plausibility import Reason
from kiosk.store import migrations
from kiosk.store.rows import Row, insert
from kiosk.store.sqlcipher import Database
from tests.conftest import AnnouncedLog
from tests.kiosk.archive.calibrated import record, run, unadjusted
from tests.kiosk.calibration.thermometer import black_body
from tests.support.clock import ManualClock
from tests.support.older_files import make_files_as
from tests.support.store_rows import alert, enrolment, measurement, visit, wang

NEW = ("emissivity", "ambient_c")
EIGHT = (
    "first_tables", "lives_of_templates", "queue_of_alerts", "alerts_taken", "ends_of_consents", "accounts",
    "consents_on_screen", "calibrations",
)  # fmt: skip

Rows = dict[str, list[Row]]


def _as_eighth_version(patch: pytest.MonkeyPatch) -> None:
    make_files_as(patch, 8, EIGHT)


def _read(store: Archive, clock: ManualClock, raw: float, value: float | None, resident: str, **changes: object) -> str:
    """A forehead as version 8 kept it; the group of the reading."""
    clock.advance(60)
    row = measurement(clock, resident, raw_value=raw, value=value, **changes)

    def work(db: Database) -> None:
        act = store._core.act(db, "terminal")
        insert(db, "measurements", {**{k: v for k, v in to_row(row).items() if k not in NEW}, **act.when()})

    store._core.writer.call(work)
    return row.group_id


def _rows(store: Archive) -> Rows:
    with store._core.readers.db() as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = [name for name in names if "sqlite_" not in name]
        return {table: list(db.query(f"SELECT * FROM {table}")) for table in tables}


class Old:
    """What the file holds.

    Attributes:
        rows: Every row of every table, as version 8 left it.
        resident: Whose readings they are.
        reference: The black body's certificate.
        good: The thermometer's last calibration that found it right.
        missed: The reading since then that was a fever; the one before lies before it was found right.
    """

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        with Archive.open(folder, clock) as store:
            person = store.register.meet(wang(), clock.now())
            assert person is not None
            self.resident = person.resident_id
            store.whitelist.add(enrolment(), "cli:tester")
            store.journal.save_visit(visit(clock, self.resident), lambda _: None)
            store.journal.save_alert(alert(clock, self.resident), lambda _: None)
            _read(store, clock, 34.80, 37.1, self.resident)
            _read(store, clock, 12.0, None, self.resident, validity=Validity.INVALID, reason=Reason.OUT_OF_RANGE)
            clock.advance(60)
            self.reference = black_body(id=new_id())
            store.calibrations.keep_reference(self.reference, "tang")
            store.calibrations.keep_run(run(clock, new_id()))
            self.good = unadjusted(clock, "KC-1")
            store.calibrations.sign(self.good)
            _read(store, clock, 34.20, 36.5, self.resident)
            self.missed = _read(store, clock, 34.80, 37.1, self.resident)
            store.settle()
            self.rows = _rows(store)


@pytest.fixture
def old(folder: Path, clock: ManualClock) -> Old:
    with pytest.MonkeyPatch.context() as patch:
        _as_eighth_version(patch)
        return Old(folder, clock)


def test_old_file_is_what_version_8_made(folder: Path, clock: ManualClock, old: Old) -> None:
    with pytest.MonkeyPatch.context() as patch:
        _as_eighth_version(patch)
        with Archive.open(folder, clock) as store, store._core.readers.db() as db:
            assert db.execute("PRAGMA user_version").fetchone()[0] == 8
    assert "device_checks" not in old.rows
    assert not set(NEW) & set(old.rows["measurements"][0])
    filled = {table: len(rows) for table, rows in old.rows.items() if rows}
    assert {table: filled.get(table) for table in ("measurements", "residents", "visits", "alerts", "templates")} == {
        "measurements": 4, "residents": 1, "visits": 1, "alerts": 1, "templates": 2
    }  # fmt: skip
    more = {"visit_steps", "whitelist_entries", "consents", "calibrations", "calibration_runs", "audit"}
    assert more | {"reference_certificates"} <= set(filled)


def test_every_row_is_there_and_what_is_new_is_empty(folder: Path, clock: ManualClock, old: Old) -> None:
    with Archive.open(folder, clock) as store:
        now = _rows(store)
        assert store.audit.verify().ok
    for table, before in old.rows.items():
        after = [{key: row[key] for key in before[0]} for row in now[table]] if before else []
        assert [row for row in before if row not in after] == [], table
    assert [(row["emissivity"], row["ambient_c"]) for row in now["measurements"]] == [(None, None)] * 4
    assert now["device_checks"] == []


def test_look_back_judges_old_readings_by_the_settings_of_now(folder: Path, clock: ManualClock, old: Old) -> None:
    with Archive.open(folder, clock) as store:
        clock.advance(60)
        new = measurement(clock, old.resident, raw_value=34.80, value=37.1, emissivity=0.98, ambient_c=23.0)
        store.journal.save_measurements((new,), lambda _: None)
        store.settle()
        clock.advance(60)
        wrong = record(clock, "KC-2", supersedes=old.good.id)
        store.calibrations.sign(wrong)
        found = store.look_backs.of(wrong.id)
        assert found is not None
        assert (found.looked_at, found.readings, found.days) == (3, 2, ((date(2026, 11, 22), 2),))
        affected = store.look_backs.affected(found, most=7)
    assert {(each.group_id, each.shown, each.would_be) for each in affected} == {
        (old.missed, 37.1, 37.5), (new.group_id, 37.1, 37.5)
    }  # fmt: skip


def test_migration_that_fails_half_way_leaves_the_file_of_version_8(folder: Path, clock: ManualClock, old: Old) -> None:
    apply = migrations._run

    def broken(db: Database, script: str) -> None:
        apply(db, script)
        if "ADD COLUMN ambient_c" in script:
            raise RuntimeError("the power went")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "_run", broken)
        with pytest.raises(RuntimeError):
            Archive.open(folder, clock)
    with pytest.MonkeyPatch.context() as patch:
        _as_eighth_version(patch)
        with Archive.open(folder, clock) as store:
            assert _rows(store)["measurements"] == old.rows["measurements"]
    with Archive.open(folder, clock) as store:
        assert len(_rows(store)["measurements"]) == 4


def test_damaged_file_of_version_8_gives_its_readings_to_a_new_one(
    folder: Path, clock: ManualClock, old: Old, announced: AnnouncedLog
) -> None:
    announced.expect("the database was damaged")
    path = folder / "kiosk.db"
    data = bytearray(path.read_bytes())
    data[-2048] ^= 0xFF
    path.write_bytes(data)
    with Archive.open(folder, clock) as store:
        now = _rows(store)
        assert store.calibrations.references() == (old.reference,)
        assert store.calibrations.in_force("forehead", "temp_object", clock.now()).id == old.good.id
    ids = {row["id"] for row in old.rows["measurements"]}
    assert {row["id"] for row in now["measurements"]} == ids
    assert {row["emissivity"] for row in now["measurements"]} == {None}
