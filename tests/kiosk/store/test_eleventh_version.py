"""A file written by version 11 with consents, a renewal that waits and a suspended member, opened by this program."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.own_rights import ByWhom
from kiosk.store import migrations
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database
from kiosk.whitelist.consent import ConsentKind
from tests.support.clock import ManualClock
from tests.support.older_files import make_files_as
from tests.support.store_rows import consent, enrolment, wang

ELEVEN = (
    "first_tables", "lives_of_templates", "queue_of_alerts", "alerts_taken", "ends_of_consents", "accounts",
    "consents_on_screen", "calibrations", "checks_of_devices", "follow_ups", "office",
)  # fmt: skip


def _rows(store: Archive, table: str) -> list[Row]:
    with store._core.readers.db() as db:
        return list(db.query(f"SELECT * FROM {table} ORDER BY seq"))


class Old:
    """What the file holds, and who is on its list."""

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        with Archive.open(folder, clock) as store:
            met = store.register.meet(wang(), clock.now())
            assert met is not None
            soon = store.renewals.today() + timedelta(days=9)
            kinds = (consent(until=soon), consent(ConsentKind.HEALTH))
            self.who = store.whitelist.enter(enrolment(consents=kinds), "cli:tester").resident_id
            store.renewals.later(self.who, (ConsentKind.FACE,), "terminal")
            store.own_rights.withdraw(self.who, ConsentKind.HEALTH, "li", by_whom=ByWhom.WITH_CARD)
            self.consents, self.lines = _rows(store, "consents"), _rows(store, "whitelist_entries")


@pytest.fixture
def old(folder: Path, clock: ManualClock) -> Old:
    with pytest.MonkeyPatch.context() as patch:
        make_files_as(patch, 11, ELEVEN)
        return Old(folder, clock)


def test_every_consent_and_line_is_there_and_the_new_ones_can_be_kept(
    folder: Path, clock: ManualClock, old: Old
) -> None:
    assert [row["ask_again_on"] is not None for row in old.consents] == [True, False]
    with Archive.open(folder, clock) as store:
        assert _rows(store, "consents") == old.consents
        now = _rows(store, "whitelist_entries")
        assert [row.pop("pauses") for row in now] == [None]
        assert now == old.lines
        kept = store.own_rights.summary(old.who).consent(ConsentKind.FACE)
        assert kept is not None
        assert kept.given_by == "王桂英"  # sealed for this table and row: it opens as before
        more = (consent(ConsentKind.HOME_CALLS), consent())
        assert store.whitelist.enter(enrolment(consents=more), "li").consents == ("home-calls", "face")
        store.whitelist.suspend(old.who, "li", "住院")
        store.whitelist.suspend(old.who, "li", "回来了", resume=True)
        assert [row["pauses"] for row in _rows(store, "whitelist_entries")] == ["2026-11-22/2026-11-22"]
        assert store.audit.verify().ok
        with store._core.readers.db() as db:
            assert db.execute("PRAGMA user_version").fetchone()[0] == 12
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_migration_that_fails_half_way_leaves_the_file_of_version_11(
    folder: Path, clock: ManualClock, old: Old
) -> None:
    apply = migrations._run

    def broken(db: Database, script: str) -> None:
        apply(db, script)
        if "consents_wider" in script and "home-calls" in script:
            raise RuntimeError("the power went")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "_run", broken)
        with pytest.raises(RuntimeError):
            Archive.open(folder, clock)
    with Archive.open(folder, clock) as store:
        assert _rows(store, "consents") == old.consents
