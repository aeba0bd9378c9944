"""L12: each class of data goes by its own period, in small transactions, said in one entry of the trail; a purge that
was cut off goes on where it stood.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.archive import expired_rows, purging
from kiosk.archive.archive import Archive
from kiosk.archive.expired_rows import newest_expired
from kiosk.archive.expiry import Periods
from kiosk.ids import new_id
from kiosk.people.resident import Resident
from kiosk.store.core import Act
from kiosk.store.rows import insert
from kiosk.store.sqlcipher import Database
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.store_rows import Answer, alert, enrolment, measurement, visit, wang

PERIODS = Periods(
    health_days=200, audit_days=400, alerts_days=100, home_calls_days=300, announcements_days=30, set_aside_days=30
)


class CutOff(Exception):
    """The power went."""


def days(clock: ManualClock, count: float) -> None:
    clock.set_wall(clock.now().utc + timedelta(days=count))


def purge(store: Archive, **more: object) -> dict[str, int]:
    return store.expiry.purge(PERIODS, "terminal", clock_is_right=True, **more)  # type: ignore[arg-type]


def entries(store: Archive, action: str) -> list[dict[str, object]]:
    with store._core.readers.db() as db:
        found = db.execute("SELECT detail FROM audit WHERE action = ? ORDER BY seq", [action]).fetchall()
    return [json.loads(row[0]) for row in found]


def come(store: Archive, clock: ManualClock, times: int = 1) -> str:
    """王桂英 comes, is measured, asks for help, and goes."""
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    saved = Answer()
    for _ in range(times):
        store.journal.save_visit(visit(clock, person.resident_id), saved)
        store.journal.save_measurements((measurement(clock, person.resident_id),), saved)
        store.journal.save_alert(alert(clock, person.resident_id), saved)
    saved.wait(3 * times)
    return person.resident_id


def written(store: Archive, table: str, **columns: object) -> None:
    """A row of now."""

    def work(db: Database) -> None:
        act: Act = store._core.act(db, "t")
        insert(db, table, {"id": new_id(), **act.when(), **columns})

    store._core.writer.call(work)


def count(store: Archive, table: str) -> int:
    with store._core.readers.db() as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.mark.parametrize(
    ("table", "period"),
    [("measurements", 200), ("visits", 200), ("outbox", 200), ("alerts", 100), ("home_calls", 300),
     ("companions", 300), ("imports", 400)],
)  # fmt: skip
def test_L12_each_class_goes_after_its_own_period_and_not_a_day_before(
    store: Archive, clock: ManualClock, table: str, period: int
) -> None:
    who = store.whitelist.enter(enrolment(), "t").resident_id
    come(store, clock)
    written(store, "home_calls", resident_id=who, rules="absent", outcome="met", by="li")
    written(store, "companions", resident_id=who, visit_id=new_id(), helper_account="li", relation="staff",
            confirmed_by="screen")  # fmt: skip
    written(store, "imports", by="li", file_name=b"x", file_sha256="0" * 64, rows_read=1, added=1, changed=0, same=0,
            refused=0, faces=0, undo_until_utc="2026-11-23T01:20:00.000000+00:00")  # fmt: skip
    there = count(store, table)
    days(clock, period - 0.5)
    assert table not in store.expiry.due(PERIODS)
    purge(store)
    assert count(store, table) == there
    days(clock, 1)
    assert store.expiry.due(PERIODS)[table] == there
    assert purge(store)[table] == there
    assert count(store, table) == 0


def test_L12_announcement_goes_by_its_last_day(store: Archive, clock: ManualClock) -> None:
    clock.set_wall(datetime(2026, 11, 25, 4, tzinfo=UTC))
    written(store, "announcements", title="量血压", body="", first_day="2026-11-01", last_day="2026-12-01", by="li")
    for day, left in ((date(2026, 12, 31), 1), (date(2027, 1, 1), 0)):
        clock.set_wall(datetime.combine(day, datetime.min.time(), UTC))
        purge(store)
        assert count(store, "announcements") == left


def test_L12_one_entry_says_how_many_of_each_class_and_how_long_it_took(store: Archive, clock: ManualClock) -> None:
    come(store, clock, 3)
    days(clock, 201)
    gone = purge(store)
    (entry,) = entries(store, "store.purged")
    assert entry["rows"] == gone
    assert (gone["measurements"], gone["visits"], gone["alerts"]) == (3, 3, 3)
    assert isinstance(entry["seconds"], float)
    assert entry["resumed"] is False
    assert count(store, "purges") == 0


def test_L12_purge_that_the_power_cut_ended_goes_on_and_counts_both_parts(
    folder: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "AT_ONCE", 4)
    monkeypatch.setattr(purging, "MOST_AT_ONCE", 4)
    with Archive.open(begun(folder), clock) as store:
        come(store, clock, 20)
        days(clock, 201)
        rests = list[float]()

        def cut(seconds: float) -> None:
            rests.append(seconds)
            if len(rests) == 3:
                raise CutOff

        with pytest.raises(CutOff):
            purge(store, pause=cut)
        left = count(store, "alerts")
        assert 0 < left < 20
        assert entries(store, "store.purged") == []
    with Archive.open(folder, clock) as store:
        gone = purge(store)
        (entry,) = entries(store, "store.purged")
        assert gone["alerts"] == 20
        assert (entry["resumed"], entry["rows"]) == (True, gone)
        assert store.audit.verify().ok


def test_L12_visit_waits_for_one_small_transaction_at_most(
    store: Archive, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "AT_ONCE", 4)
    monkeypatch.setattr(purging, "MOST_AT_ONCE", 8)
    come(store, clock, 30)
    days(clock, 201)
    alive = list[int]()

    def visits_go_on(_: float) -> None:
        saved = Answer()
        store.journal.save_visit(visit(clock, None), saved)
        assert saved.wait() == [True]
        alive.append(count(store, "alerts"))

    assert purge(store, pause=visits_go_on)["alerts"] == 30
    steps = [before - after for before, after in zip([30, *alive], alive, strict=False) if before != after]
    assert max(steps) <= 8
    assert count(store, "visits") == len(alive)  # those that came meanwhile


def test_longer_transactions_make_the_next_one_smaller(store: Archive, clock: ManualClock) -> None:
    run = purging.Purging(store._core, "t", lambda _: None)
    for took_s, rows in ((0.001, 400), (0.001, 800), (0.001, 1000), (0.02, 500), (0.02, 250), (1.0, 125), (1.0, 62)):
        run._rest(200, took_s)
        assert run._at_once == rows


def test_rows_of_a_clock_that_stood_ahead_do_not_hide_old_ones_behind_them(
    store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expired_rows, "STEP", 10)
    stamps = ["2020-01-01"] * 30 + ["2031-01-01"] * 60 + ["2020-02-01"] * 40 + ["2026-01-01"] * 200

    def work(db: Database) -> None:
        act = store._core.act(db, "t")
        for stamp in stamps:
            row = {"id": new_id(), **act.when(), "at_utc": f"{stamp}T00:00:00.000000+00:00", "clock_suspect": 0}
            insert(db, "outbox", {**row, "topic": "visit", "row_id": new_id(), "sent_utc": None})

    store._core.writer.call(work)
    with store._core.readers.db() as db:
        assert newest_expired(db, "outbox", "2025-01-01") == 130
        assert newest_expired(db, "outbox", "2019-01-01") == 0
        assert newest_expired(db, "outbox", "2027-01-01") == 330
        assert newest_expired(db, "visits", "2027-01-01") == 0


def test_people_nothing_is_kept_of_go_page_by_page(
    store: Archive, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.archive.expired_people.PEOPLE_AT_ONCE", 3)
    for name in ("王一", "王二", "王三", "王四", "王五", "王六", "王七"):
        somebody = Resident(new_id(), name, None, birth=date(1944, 3, 12))
        store.whitelist.enter(enrolment(resident=somebody, templates=()), "t")
    for entry in store.whitelist.entries()[:6]:
        store.whitelist.revoke(entry.resident.id, "t", "搬走")
    days(clock, 201)
    assert purge(store)["residents"] == 6
    assert len(store.whitelist.entries()) == 1


def test_failures_and_purges_are_told_newest_first(store: Archive, clock: ManualClock) -> None:
    come(store, clock)
    days(clock, 101)
    purge(store)
    store.expiry.note_failure("clock-leapt", days=412)
    failed, made = store.expiry.past()
    assert (failed.failure, failed.days, failed.rows, failed.seconds) == ("clock-leapt", 412, {}, None)
    assert (made.failure, made.rows, made.actor) == (None, {"alerts": 1}, "terminal")
    assert store.expiry.last() == made.at


def test_periods_are_the_settings(store: Archive) -> None:
    from kiosk.retention.periods import periods_of
    from kiosk.settings import Retention

    asked = Retention(health_days=2, audit_days=181, set_aside_days=3, alerts_days=31, home_calls_days=32,
                      announcements_days=4)  # fmt: skip
    assert periods_of(asked) == replace(PERIODS, health_days=2, audit_days=181, set_aside_days=3, alerts_days=31,
                                        home_calls_days=32, announcements_days=4)  # fmt: skip
