"""A file written by version 10 with people, consents and calls in it, opened by this program."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.store import migrations
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database
from tests.support.clock import ManualClock
from tests.support.older_files import make_files_as
from tests.support.store_rows import alert, enrolment, visit, wang

TEN = (
    "first_tables", "lives_of_templates", "queue_of_alerts", "alerts_taken", "ends_of_consents", "accounts",
    "consents_on_screen", "calibrations", "checks_of_devices", "follow_ups",
)  # fmt: skip
NEW = {"imports", "import_rows", "companions", "home_calls", "announcements", "purges"}

Rows = dict[str, list[Row]]


def _rows(store: Archive) -> Rows:
    with store._core.readers.db() as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: list(db.query(f"SELECT * FROM {table}")) for table in names if "sqlite_" not in table}


class Old:
    """What the file holds: every row of every table as version 10 left it, and who is on its list."""

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        with Archive.open(folder, clock) as store:
            person = store.register.meet(wang(), clock.now())
            assert person is not None
            self.resident = person.resident_id
            store.whitelist.add(enrolment(), "cli:tester")
            store.journal.save_visit(visit(clock, self.resident), lambda _: None)
            store.journal.save_alert(alert(clock, self.resident), lambda _: None)
            store.settle()
            self.rows = _rows(store)


@pytest.fixture
def old(folder: Path, clock: ManualClock) -> Old:
    with pytest.MonkeyPatch.context() as patch:
        make_files_as(patch, 10, TEN)
        return Old(folder, clock)


def test_every_row_is_there_and_what_is_new_is_empty(folder: Path, clock: ManualClock, old: Old) -> None:
    assert not NEW & set(old.rows)
    with Archive.open(folder, clock) as store:
        now = _rows(store)
        assert store.audit.verify().ok
        with store._core.readers.db() as db:
            assert db.execute("PRAGMA user_version").fetchone()[0] == 12
    for table, before in old.rows.items():
        kept = [{column: row[column] for column in before[0]} for row in now[table]] if before else []
        assert kept[: len(before)] == before, table
    assert {table: now[table] for table in NEW} == {table: [] for table in NEW}
    papers = {(row["paper"], row["signed_on"], row["ended_utc"], row["ask_again_on"]) for row in now["consents"]}
    assert papers == {(None, None, None, None)}


def test_consents_of_before_hold_and_nobody_is_asked_anew(folder: Path, clock: ManualClock, old: Old) -> None:
    with Archive.open(folder, clock) as store:
        assert store.renewals.due(60) == ()
        kinds = {consent.kind.value for consent in store.own_rights.summary(old.resident).consents}
        assert "face" in kinds
        assert store.templates.of(old.resident)


def test_migration_that_fails_half_way_leaves_the_file_of_version_10(
    folder: Path, clock: ManualClock, old: Old
) -> None:
    apply = migrations._run

    def broken(db: Database, script: str) -> None:
        apply(db, script)
        if "CREATE TABLE home_calls" in script:
            raise RuntimeError("the power went")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "_run", broken)
        with pytest.raises(RuntimeError):
            Archive.open(folder, clock)
    with pytest.MonkeyPatch.context() as patch:
        make_files_as(patch, 10, TEN)
        with Archive.open(folder, clock) as store:
            assert _rows(store)["consents"] == old.rows["consents"]
    with Archive.open(folder, clock) as store:
        assert set(_rows(store)) >= NEW
