"""Visits, values and calls of a span of time are counted in the store, by its indexes, and nobody is read out of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from devices.clock import Instant
from kiosk.archive import report_counts
from kiosk.archive.archive import Archive
from kiosk.archive.report_counts import Call
from kiosk.archive.resident_rows import save as save_resident
from kiosk.ids import new_id
from kiosk.people.resident import Address, Resident
from kiosk.visits.ports import StaffAlert, VisitRecord
from tests.support.clock import ManualClock
from tests.support.store_rows import measurement

BEGIN, END = datetime(2026, 11, 21, 16, tzinfo=UTC), datetime(2026, 11, 22, 16, tzinfo=UTC)
KINDS = ("help", "red-value")


class Hall:
    def __init__(self, store: Archive, clock: ManualClock) -> None:
        self.store, self.clock = store, clock

    def at(self, hour: int, minute: int = 0, day: int = 22) -> Instant:
        return Instant(datetime(2026, 11, day, hour, minute, tzinfo=UTC), 5.0)

    def resident(self, name: str, committee: str | None = None, born: int | None = None) -> str:
        birth = date(born, 3, 12) if born else None
        person = Resident(new_id(), name, None, birth=birth, address=Address(committee=committee, building="3 号楼"))
        self.store._core.writer.call(lambda db: save_resident(self.store._core.act(db, "t"), person))
        return person.id

    def comes(self, at: Instant, resident: str | None = None, by: str | None = None) -> str:
        row = VisitRecord(new_id(), resident, by, at, at, "done", ())
        self.store.journal.save_visit(row, lambda _: None)
        return row.visit_id

    def measures(self, at: Instant, resident: str, visit: str | None, **changes: object) -> None:
        row = measurement(self.clock, resident, visit_id=visit, taken_at=at, **changes)
        self.store.journal.save_measurements((row,), lambda _: None)

    def counted(self) -> report_counts.Counts:
        self.store.settle()
        return self.store.report_counts.of([(BEGIN, END)], KINDS)[0]


@pytest.fixture
def hall(store: Archive, clock: ManualClock) -> Hall:
    return Hall(store, clock)


def test_visits_by_quarter_way_committee_and_birth(hall: Hall) -> None:
    wang, chen = hall.resident("王秀英", "甲居委", 1944), hall.resident("陈明德")
    hall.comes(hall.at(15, 59, day=21), wang, "face")  # the evening before
    hall.comes(hall.at(16, 0, day=21), wang, "id-card")
    hall.comes(hall.at(1, 20), wang, "id-card+face")
    hall.comes(hall.at(1, 29), chen, "face")
    hall.comes(hall.at(1, 30))
    hall.comes(hall.at(16, 0), wang, "face")  # the day after
    found = hall.counted()
    assert found.came == {
        datetime(2026, 11, 21, 16, 0, tzinfo=UTC): 1,
        datetime(2026, 11, 22, 1, 15, tzinfo=UTC): 2,
        datetime(2026, 11, 22, 1, 30, tzinfo=UTC): 1,
    }
    assert found.visits == 4
    assert found.ways == {"id-card": 1, "id-card+face": 1, "face": 1, None: 1}
    assert found.committees == {"甲居委": 2, None: 2}
    assert found.births == {1944: 2, None: 2}


def test_each_span_is_counted_by_itself(hall: Hall) -> None:
    wang = hall.resident("王秀英", "甲居委", 1944)
    hall.comes(hall.at(15, day=21), wang, "face")
    hall.comes(hall.at(1), wang, "id-card")
    hall.comes(hall.at(2), wang, "id-card")
    hall.store.settle()
    evening = (BEGIN.replace(day=20), BEGIN)
    assert [each.ways for each in hall.store.report_counts.of([evening, (BEGIN, END)], KINDS)] == [
        {"face": 1},
        {"id-card": 2},
    ]


def test_a_metric_counts_once_a_visit_with_what_was_said_last(hall: Hall) -> None:
    wang = hall.resident("王秀英")
    visit = hall.comes(hall.at(1), wang, "face")
    for minute, value, said in ((1, 37.6, "raised"), (9, 36.8, "normal")):
        hall.measures(hall.at(1, minute), wang, visit, value=value, assessment=said)
    hall.measures(hall.at(1, 10), wang, visit, metric="pulse", unit="/min", value=70.0, assessment="pulse-normal")
    hall.measures(hall.at(2), wang, None, value=36.5, assessment="normal")
    hall.measures(hall.at(3), wang, None, value=36.6)
    hall.measures(hall.at(16), wang, None, value=36.6, assessment="normal")  # the day after
    assert hall.counted().measured == {
        ("temp_body", "normal"): 2, ("temp_body", None): 1, ("pulse", "pulse-normal"): 1,
    }  # fmt: skip


def test_calls_of_people_with_how_long_they_waited(hall: Hall, clock: ManualClock) -> None:
    visit = hall.comes(hall.at(1))
    for kind, about in (("help", visit), ("help", visit), ("device", None), ("help", None)):
        hall.store.journal.save_alert(StaffAlert(new_id(), about, None, kind, "请人帮忙", clock.now()), lambda _: None)
    hall.store.settle()
    clock.advance(95)
    for alert in hall.store.alerts.open():
        if alert.visit_id == visit:
            hall.store.alerts.take(alert.id, "li")
    begin = clock.now().utc.replace(hour=0)
    span = (begin, begin.replace(hour=23))
    assert hall.store.report_counts.of([span], KINDS)[0].calls == (
        Call("help", 95.0),
        Call("help", None),
    )
    assert hall.store.report_counts.of([span], ("red-value",))[0].calls == ()


def test_a_clerk_went_to_whom_the_terminal_did_not_know(hall: Hall, clock: ManualClock) -> None:
    now = clock.now()
    came = {name: hall.comes(now, by=by) for name, by in (("gone-to", None), ("twice", None), ("waits", None))}
    came |= {"known": hall.comes(now, hall.resident("王秀英"), "face"), "about-a-device": hall.comes(now)}
    for name, kind in [(name, "help") for name in came if name != "about-a-device"] + [
        ("twice", "red-value"), ("about-a-device", "device"),
    ]:  # fmt: skip
        row = StaffAlert(new_id(), came[name], None, kind, f"请人帮忙 {kind}", now)
        hall.store.journal.save_alert(row, lambda _: None)
    hall.store.settle()
    for alert in hall.store.alerts.open():
        if alert.visit_id != came["waits"]:
            hall.store.alerts.take(alert.id, "li")
    day = (now.utc.replace(hour=0), now.utc.replace(hour=23))
    (found,) = hall.store.report_counts.of([day], KINDS)
    assert found.ways == {"window": 2, "face": 1, None: 2}
    assert found.visits == 5


def test_where_a_clerk_went_to_everybody_nobody_was_left_unknown(hall: Hall, clock: ManualClock) -> None:
    visit = hall.comes(clock.now())
    hall.store.journal.save_alert(StaffAlert(new_id(), visit, None, "help", "请人", clock.now()), lambda _: None)
    hall.store.settle()
    hall.store.alerts.take(hall.store.alerts.open()[0].id, "li")
    day = (clock.now().utc.replace(hour=0), clock.now().utc.replace(hour=23))
    assert hall.store.report_counts.of([day], KINDS)[0].ways == {"window": 1}


def test_whoever_is_forgotten_goes_out_of_the_counts_too(hall: Hall) -> None:
    wang = hall.resident("王秀英", "甲居委", 1944)
    hall.comes(hall.at(1), wang, "face")
    hall.store.settle()
    hall.store.rights.forget(wang, "t", "本人要求")
    found = hall.counted()
    assert (found.visits, found.committees, found.births) == (0, {}, {})


@pytest.mark.parametrize("name", ["_CAME", "_WAYS", "_AT_WINDOW", "_COMMITTEES", "_BIRTHS", "_MEASURED", "_CALLS"])
def test_every_query_finds_its_span_by_an_index(store: Archive, name: str) -> None:
    sql = getattr(report_counts, name).format(kinds="?")
    span, more = ["2026", "2027"], {"_CALLS": ["help"], "_AT_WINDOW": ["help", "2026", "2027"]}
    values = [*span, *more.get(name, [])]
    with store._core.readers.db() as db:
        plan = [str(row[3]) for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any("at_utc>? AND at_utc<?" in step for step in plan), plan
    assert not any(step.startswith("SCAN") and "subquery" not in step.lower() and "(" not in step for step in plan), (
        plan
    )


def test_nothing_in_it_says_who(hall: Hall) -> None:
    hall.comes(hall.at(1), hall.resident("王秀英", "甲居委", 1944), "face")
    told = repr(hall.counted())
    assert not any(word in told for word in ("王秀英", "3 号楼", "-7"))
