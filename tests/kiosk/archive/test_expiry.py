"""What its period is over for goes, and nothing else; the trail can still be checked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.expiry import ClockLeapt, Periods
from kiosk.archive.whitelist import WhitelistChange
from kiosk.store.audit import ChainHead
from kiosk.store.errors import StoreError
from kiosk.store.sqlcipher import Database
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, alert, enrolment, measurement, visit, wang

PERIODS = Periods(health_days=365, audit_days=1095, alerts_days=365)


def come(store: Archive, clock: ManualClock) -> str:
    """王桂英 comes, is measured, and goes."""
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    saved = Answer()
    store.journal.save_visit(visit(clock, person.resident_id), saved)
    store.journal.save_measurements((measurement(clock, person.resident_id),), saved)
    store.journal.save_alert(alert(clock, person.resident_id), saved)
    saved.wait(3)
    return person.resident_id


def later(clock: ManualClock, days: float) -> None:
    clock.set_wall(clock.now().utc + timedelta(days=days))


def count(store: Archive, table: str) -> int:
    with store._core.readers.db() as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def purge(store: Archive) -> dict[str, int]:
    return store.expiry.purge(PERIODS, "cli:tester", clock_is_right=True)


def test_rows_go_after_their_period_and_younger_ones_stay(store: Archive, clock: ManualClock) -> None:
    come(store, clock)
    later(clock, 364)
    come(store, clock)
    assert store.expiry.due(PERIODS) == {}
    assert purge(store) == {}
    later(clock, 2)
    due = store.expiry.due(PERIODS)
    assert (due["measurements"], due["visits"], due["alerts"]) == (1, 1, 1)
    gone = purge(store)
    assert (gone["measurements"], gone["visits"], gone["alerts"]) == (1, 1, 1)
    assert (count(store, "measurements"), count(store, "visits"), count(store, "visit_steps")) == (1, 1, 2)
    assert store.audit.verify().ok
    assert store.expiry.last() == clock.now().utc


def test_somebody_of_whom_nothing_else_is_kept_goes_too(store: Archive, clock: ManualClock) -> None:
    come(store, clock)
    later(clock, 366)
    assert purge(store)["residents"] == 1
    assert (count(store, "residents"), count(store, "documents"), count(store, "outbox")) == (0, 0, 0)


def test_member_of_the_whitelist_stays_without_ever_coming(store: Archive, clock: ManualClock) -> None:
    store.whitelist.add(enrolment(), "cli:tester")
    later(clock, 4000)
    purge(store)
    (entry,) = store.whitelist.entries()
    assert (entry.resident.name, entry.templates) == ("王桂英", 2)


def test_row_of_a_wrong_clock_goes_with_its_neighbours_not_by_its_own_date(store: Archive, clock: ManualClock) -> None:
    come(store, clock)
    now = clock.now().utc
    clock.set_wall(datetime(2001, 1, 1, tzinfo=UTC))
    come(store, clock)
    clock.set_wall(now + timedelta(days=1))
    assert purge(store) == {}
    assert count(store, "measurements") == 2
    later(clock, 370)
    come(store, clock)
    later(clock, 366)
    purge(store)
    assert count(store, "measurements") == 0


def test_clock_that_leapt_deletes_nothing_until_somebody_looked_at_it(store: Archive, clock: ManualClock) -> None:
    come(store, clock)
    later(clock, 800)
    with pytest.raises(ClockLeapt) as leapt:
        store.expiry.purge(PERIODS, "terminal")
    assert leapt.value.days == 800
    come(store, clock)  # entries of the wrong year do not make the leap unseen
    with pytest.raises(ClockLeapt):
        store.expiry.purge(PERIODS, "terminal")
    assert count(store, "measurements") == 2
    purge(store)
    assert count(store, "measurements") == 1
    assert store.expiry.purge(PERIODS, "terminal") == {}


def test_trail_is_whole_after_its_oldest_entries_went(store: Archive, clock: ManualClock) -> None:
    come(store, clock)
    noted_early = store.audit.head()
    later(clock, 1096)
    come(store, clock)
    noted = store.audit.head()
    assert purge(store)["audit"] == noted_early.seq
    report = store.audit.verify(noted)
    assert report.ok
    assert report.head.seq > noted.seq
    assert store.audit.verify(noted_early).ok
    assert not store.audit.verify(ChainHead(noted_early.seq, bytes(32))).ok
    later(clock, 1200)
    purge(store)
    assert store.audit.verify().ok
    with pytest.raises(StoreError, match="store-refused"):
        store._core.writer.call(lambda db: db.execute("DELETE FROM audit"))


@pytest.mark.parametrize("sql", [
    "DELETE FROM audit WHERE seq = (SELECT min(seq) FROM audit)",
    "DELETE FROM audit WHERE action = 'audit.purged'",
    "UPDATE audit SET actor = 'x' WHERE action = 'audit.purged'",
    "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
])  # fmt: skip
def test_what_is_done_to_the_trail_after_a_purge_is_found(store: Archive, clock: ManualClock, sql: str) -> None:
    come(store, clock)
    later(clock, 1096)
    come(store, clock)
    purge(store)

    def behind(db: Database) -> None:
        db.execute("DROP TRIGGER audit_is_never_changed")
        db.execute("DROP TRIGGER audit_is_never_deleted")
        assert db.execute(sql).rowcount == 1

    store._core.writer.call(behind)
    assert not store.audit.verify().ok


def test_revoked_line_goes_after_the_trails_period_but_the_newest_change_stays_known(
    store: Archive, clock: ManualClock
) -> None:
    heard: list[WhitelistChange] = []
    store.whitelist.add(enrolment(), "cli:tester")
    who = store.whitelist.entries()[0].resident.id
    store.whitelist.revoke(who, "cli:tester", "本人要求")
    later(clock, 1100)
    store.whitelist.on_change(heard.append)
    purge(store)
    assert count(store, "whitelist_entries") == 1
    again = store.whitelist.enter(enrolment(), "cli:tester")
    assert [(c.entry_id, c.active) for c in heard] == [(again.entry_id, True)]
    assert purge(store)["whitelist_entries"] == 1
    assert (count(store, "whitelist_entries"), count(store, "residents")) == (1, 1)
