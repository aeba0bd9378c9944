"""Raised values plan when somebody is measured again; coming meets it; staff look after the rest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.expiry import Periods
from kiosk.archive.follow_ups import FollowUpRefused
from kiosk.ids import new_id
from kiosk.measurements.bands import band_for
from kiosk.measurements.follow_up import FollowUp, FollowUpKind, Outcome
from kiosk.people.resident import Resident
from kiosk.store.errors import StoreError
from kiosk.whitelist.consent import ConsentKind
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, consent, enrolment, measurement, wang

AGAIN, REFER = FollowUpKind.AGAIN, FollowUpKind.REFER


@pytest.fixture
def wang_id(store: Archive, clock: ManualClock) -> str:
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    return person.resident_id


def press(
    store: Archive, clock: ManualClock, resident_id: str, sys: float, dia: float, visit: str = "v", *, kept: bool = True
) -> str:
    """A blood pressure is measured and saved, or not `kept`; the id of its higher value."""
    band, group = band_for({"sys": sys, "dia": dia}), new_id()
    assert band is not None
    rows = tuple(
        measurement(clock, resident_id, metric=name, value=value, unit="mm[Hg]", group_id=group, assessment=band.id,
                    visit_id=visit, raw_value=value, device="cuff")
        for name, value in (("sys", sys), ("dia", dia))
    )  # fmt: skip
    saved = Answer()
    store.journal.save_measurements(rows, saved)
    assert saved.wait() == [kept]
    clock.advance(60)
    return rows[0].id


def days(clock: ManualClock, count: float) -> None:
    clock.set_wall(clock.now().utc + timedelta(days=count))


def planned(store: Archive, resident_id: str) -> list[tuple[str, FollowUpKind, date]]:
    return [(f.metric, f.kind, f.due) for f in store.follow_ups.of(resident_id)]


def closed(store: Archive) -> list[tuple[str, str | None, str]]:
    with store._core.readers.db() as db:
        sql = "SELECT outcome, met_by, closed_by FROM follow_ups WHERE closed_utc IS NOT NULL ORDER BY closed_utc, seq"
        return [tuple(row) for row in db.execute(sql)]


def only(store: Archive, resident_id: str) -> FollowUp:
    (found,) = store.follow_ups.of(resident_id)
    return found


def test_raised_pressure_is_to_be_measured_again_in_three_days(
    store: Archive, clock: ManualClock, wang_id: str
) -> None:
    press(store, clock, wang_id, 150, 85, "visit-1")
    found = only(store, wang_id)
    assert (found.metric, found.kind, found.due, found.made) == ("sys", AGAIN, date(2026, 11, 25), date(2026, 11, 22))
    assert (found.band, found.visit_id) == ("bp-grade-1", "visit-1")
    with store._core.readers.db() as db:
        newest = db.execute("SELECT actor, action, subject FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    assert tuple(newest) == ("terminal", "follow-up.planned", wang_id)


def test_pressure_in_range_plans_nothing_and_high_normal_half_a_year(
    store: Archive, clock: ManualClock, wang_id: str
) -> None:
    press(store, clock, wang_id, 118, 72)
    assert planned(store, wang_id) == []
    days(clock, 1)
    press(store, clock, wang_id, 131, 72)
    assert planned(store, wang_id) == [("sys", AGAIN, date(2027, 5, 22))]


def test_whoever_comes_on_a_later_day_has_met_it(store: Archive, clock: ManualClock, wang_id: str) -> None:
    press(store, clock, wang_id, 150, 85)
    days(clock, 1)
    met_by = press(store, clock, wang_id, 117, 75)
    assert planned(store, wang_id) == []
    assert closed(store) == [("met", met_by, "terminal")]


def test_newer_value_of_the_same_day_decides(store: Archive, clock: ManualClock, wang_id: str) -> None:
    press(store, clock, wang_id, 150, 85)
    again = press(store, clock, wang_id, 151, 86)
    assert closed(store) == []
    last = press(store, clock, wang_id, 117, 75)
    assert planned(store, wang_id) == []
    assert closed(store) == [("replaced", last, "terminal")]
    assert again != last


def test_what_called_somebody_is_not_taken_back_by_a_lesser_value_of_that_day(
    store: Archive, clock: ManualClock, wang_id: str
) -> None:
    press(store, clock, wang_id, 185, 100)
    press(store, clock, wang_id, 150, 85)
    press(store, clock, wang_id, 118, 72)
    assert planned(store, wang_id) == [("sys", AGAIN, date(2026, 12, 6))]
    days(clock, 2)
    press(store, clock, wang_id, 118, 72)
    assert planned(store, wang_id) == []


def test_third_raised_day_in_a_row_is_for_the_family_doctor(store: Archive, clock: ManualClock, wang_id: str) -> None:
    press(store, clock, wang_id, 150, 85)
    press(store, clock, wang_id, 150, 85)  # twice on one day is one day
    days(clock, 3)
    press(store, clock, wang_id, 162, 85)
    assert planned(store, wang_id) == [("sys", AGAIN, date(2026, 11, 28))]
    days(clock, 4)
    press(store, clock, wang_id, 144, 85)
    assert planned(store, wang_id) == [("sys", REFER, date(2026, 11, 29))]
    days(clock, 1)
    press(store, clock, wang_id, 118, 72)
    assert planned(store, wang_id) == [("sys", REFER, date(2026, 11, 29))]  # a value in range is no word with a doctor


@pytest.mark.parametrize(("middle", "gap"), [((118, 72), 3), ((150, 85), 95)])
def test_day_in_range_and_a_gap_of_three_months_begin_the_count_anew(
    store: Archive, clock: ManualClock, wang_id: str, middle: tuple[int, int], gap: int
) -> None:
    press(store, clock, wang_id, 150, 85)
    days(clock, 3)
    press(store, clock, wang_id, *middle)
    days(clock, gap)
    press(store, clock, wang_id, 150, 85)
    assert [kind for _, kind, _ in planned(store, wang_id)] == [AGAIN]


def test_after_the_doctor_was_spoken_of_three_new_days_are_counted(
    store: Archive, clock: ManualClock, wang_id: str
) -> None:
    for _ in range(3):
        press(store, clock, wang_id, 150, 85)
        days(clock, 3)
    store.follow_ups.end(only(store, wang_id).id, Outcome.CONTACTED, "zhang", "约了周五")
    for _ in range(2):
        clock.advance(60)
        press(store, clock, wang_id, 150, 85)
        assert only(store, wang_id).kind is AGAIN
        days(clock, 3)
    press(store, clock, wang_id, 150, 85)
    assert only(store, wang_id).kind is REFER


def test_glucose_and_pressure_stand_beside_each_other(store: Archive, clock: ManualClock, wang_id: str) -> None:
    press(store, clock, wang_id, 150, 85)
    row = measurement(
        clock, wang_id, metric="glucose_fasting", value=7.4, unit="mmol/L", assessment="glucose-fasting-high"
    )
    store.journal.save_measurements((row,), Answer())
    store.settle()
    assert planned(store, wang_id) == [
        ("sys", AGAIN, date(2026, 11, 25)), ("glucose_fasting", AGAIN, date(2026, 11, 29))
    ]  # fmt: skip


def test_none_is_kept_of_one_who_took_the_consent_to_health_records_back(store: Archive, clock: ManualClock) -> None:
    given = (consent(), consent(ConsentKind.HEALTH))
    store.whitelist.add(enrolment(consents=given), "cli:tester")
    who = store.whitelist.entries()[0].resident.id
    press(store, clock, who, 150, 85)
    assert len(store.follow_ups.of(who)) == 1
    with_consent = store.follow_ups.due(date(2027, 1, 1))
    store._core.writer.call(
        lambda db: db.execute("UPDATE consents SET withdrawn_utc = at_utc WHERE kind = 'health'").rowcount
    )
    assert (store.follow_ups.of(who), with_consent.total, store.follow_ups.due(date(2027, 1, 1)).total) == ((), 1, 0)
    days(clock, 4)
    press(store, clock, who, 150, 85, kept=False)
    with store._core.readers.db() as db:
        assert db.execute("SELECT count(*) FROM follow_ups").fetchone()[0] == 1
    with pytest.raises(FollowUpRefused, match="follow-up-unwanted"):
        store.follow_ups.add(who, "sys", date(2026, 12, 9), "zhang")


def test_list_of_staff_has_the_doctor_first_then_the_longest_due(store: Archive, clock: ManualClock) -> None:
    people = []
    for number, name in (
        ("310100194403120020", "王桂英"),
        ("310100195001010011", "李小妹"),
        ("310100194805050012", "陈德明"),
    ):
        person = store.register.meet(wang(number=number, name=name), clock.now())
        assert person is not None
        people.append(person.resident_id)
    press(store, clock, people[1], 150, 85)
    days(clock, 1)
    press(store, clock, people[0], 150, 85)
    for _ in range(3):
        press(store, clock, people[2], 150, 85)
        days(clock, 2)
    found = store.follow_ups.due(date(2026, 11, 29))
    assert [(f.resident_id, f.kind) for f in found.rows] == [
        (people[2], REFER), (people[1], AGAIN), (people[0], AGAIN)
    ]  # fmt: skip
    page = store.follow_ups.due(date(2026, 11, 29), most=1, skip=1)
    assert ([f.resident_id for f in page.rows], page.total) == ([people[1]], 3)
    assert store.follow_ups.due(date(2026, 11, 25)).total == 1  # on its day it is not overdue


def test_what_staff_do_is_undone_once_and_their_note_is_sealed(
    store: Archive, clock: ManualClock, wang_id: str
) -> None:
    press(store, clock, wang_id, 150, 85)
    known = only(store, wang_id)
    store.follow_ups.end(known.id, Outcome.CONTACTED, "zhang", "女儿接的电话")
    with store._core.readers.db() as db:
        row = next(iter(db.query("SELECT id, note, closed_by FROM follow_ups")))
    assert "女儿".encode() not in bytes(row["note"])
    assert store._core.fields.open(row["note"], "follow_ups", "note", row["id"]) == "女儿接的电话"
    assert row["closed_by"] == "zhang"
    with pytest.raises(FollowUpRefused, match="follow-up-closed"):
        store.follow_ups.end(known.id, Outcome.CANCELLED, "li")
    store.follow_ups.reopen(known.id, "zhang")
    assert planned(store, wang_id) == [("sys", AGAIN, date(2026, 11, 25))]
    with pytest.raises(FollowUpRefused):
        store.follow_ups.reopen(known.id, "zhang")
    store.follow_ups.end(known.id, Outcome.CANCELLED, "zhang")
    store.follow_ups.add(wang_id, "sys", date(2026, 12, 1), "zhang")
    with pytest.raises(FollowUpRefused):
        store.follow_ups.reopen(known.id, "zhang")
    press(store, clock, wang_id, 118, 72)  # what staff planned today stays today
    assert planned(store, wang_id) == [("sys", AGAIN, date(2026, 12, 1))]


def test_goal_is_superseded_and_never_changed(store: Archive, clock: ManualClock, wang_id: str) -> None:
    first = store.goals.set(wang_id, "sys", None, 140, date(2027, 3, 31), "zhang")
    store.goals.set(wang_id, "sys", 110, 135, date(2026, 12, 31), "li")
    (goal,) = store.goals.of(wang_id)
    assert (goal.low, goal.high, goal.by) == (110, 135, "li")
    assert [goal.relation(value) for value in (109, 110, 135, 136)] == ["below", "within", "within", "above"]
    with store._core.readers.db() as db:
        kept = list(db.query("SELECT id, high, superseded_by FROM goals ORDER BY seq"))
    assert [(row["high"], row["superseded_by"]) for row in kept] == [(140.0, "li"), (135.0, None)]
    with pytest.raises(StoreError):
        store._core.writer.call(lambda db: db.execute("UPDATE goals SET high = 150 WHERE id = ?", [first]))
    assert store.goals.drop(wang_id, "sys", "zhang") is True
    assert store.goals.drop(wang_id, "sys", "zhang") is False
    assert store.goals.of(wang_id) == ()
    store.goals.set(wang_id, "sys", None, 140, date(2026, 11, 25), "zhang")
    days(clock, 4)
    assert store.goals.of(wang_id) == ()


def test_both_tables_are_shown_to_their_person_and_go_with_them(
    store: Archive, clock: ManualClock, wang_id: str
) -> None:
    press(store, clock, wang_id, 150, 85)
    store.goals.set(wang_id, "sys", None, 140, date(2027, 3, 31), "zhang")
    store.follow_ups.end(only(store, wang_id).id, Outcome.CONTACTED, "zhang", "女儿接的电话")
    masked = store.rights.show(wang_id, "zhang")
    assert masked["follow_ups"][0]["note"] == "***"
    shown = store.rights.show(wang_id, "zhang", masked=False)
    assert [(row["metric"], row["due"], row["outcome"], row["note"]) for row in shown["follow_ups"]] == [
        ("sys", "2026-11-25", "contacted", "女儿接的电话")
    ]
    assert [(row["metric"], row["high"]) for row in shown["goals"]] == [("sys", 140.0)]
    gone, _ = store.rights.forget(wang_id, "zhang", "本人要求")
    assert (gone["follow_ups"], gone["goals"]) == (1, 1)
    with store._core.readers.db() as db:
        assert [db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("follow_ups", "goals")] == [0, 0]


def test_both_go_with_the_period_of_health_data_and_keep_their_person_till_then(
    store: Archive, clock: ManualClock, wang_id: str
) -> None:
    store.follow_ups.add(wang_id, "sys", date(2026, 12, 1), "zhang")
    store.goals.set(wang_id, "sys", None, 140, date(2027, 3, 31), "zhang")
    days(clock, 366)
    other = Resident(id=new_id(), name="李小妹", number="310100195001010011", sex="1", birth=date(1950, 1, 1))
    store.whitelist.add(enrolment(resident=other), "cli:tester")
    gone = store.expiry.purge(Periods(365, 1095), "cli:tester", clock_is_right=True)
    assert (gone["follow_ups"], gone["goals"], gone["residents"]) == (1, 1, 1)
