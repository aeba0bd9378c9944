"""Consents that are to be asked for anew: whose last day is near or over, of people on the list, and what they said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.expiry import Periods
from kiosk.archive.renewals import DueCount, Which
from kiosk.ids import new_id
from kiosk.people.resident import Resident
from kiosk.whitelist.consent import ConsentKind
from tests.support.clock import ManualClock
from tests.support.store_rows import consent, enrolment

FACE, ADAPTATION, HEALTH = ConsentKind.FACE, ConsentKind.ADAPTATION, ConsentKind.HEALTH
TODAY = date(2026, 11, 25)
PERIODS = Periods(health_days=365, audit_days=1095)


@pytest.fixture(autouse=True)
def _today(store: Archive, clock: ManualClock) -> None:
    clock.set_wall(datetime(2026, 11, 25, 4, 0, tzinfo=UTC))


def member(store: Archive, number: str, *kinds: tuple[ConsentKind, int | None]) -> str:
    """Somebody with these consents, each for so many days from today; None until taken back."""
    resident = Resident(id=new_id(), name="王桂英", number=number, sex="2", birth=date(1944, 3, 12))
    given = tuple(consent(kind, until=None if days is None else TODAY + timedelta(days=days)) for kind, days in kinds)
    plan = enrolment(resident=resident, consents=given, templates=())
    return store.whitelist.enter(plan, "cli:tester").resident_id


def night(store: Archive, clock: ManualClock, days: int) -> None:
    clock.set_wall(datetime(2026, 11, 25, 4, 0, tzinfo=UTC) + timedelta(days=days))
    store.expiry.purge(PERIODS, "terminal", clock_is_right=True)


def kinds(store: Archive, who: str) -> list[str]:
    return [due.kind.value for due in store.renewals.due_of(who)]


def test_what_ends_within_the_days_is_due_and_what_has_no_end_is_not(store: Archive) -> None:
    near = member(
        store, "310100194403120020", (FACE, 60), (ADAPTATION, 3), (HEALTH, None), (ConsentKind.HOME_CALLS, 50)
    )
    member(store, "310100194403120063", (FACE, 61))
    member(store, "310100194403120063", (FACE, None))
    assert [(due.resident_id, due.kind, due.until, due.text_version) for due in store.renewals.due(60)] == [
        (near, ADAPTATION, date(2026, 11, 28), "2026-11"),
        (near, ConsentKind.HOME_CALLS, date(2027, 1, 14), "2026-11"),
        (near, FACE, date(2027, 1, 24), "2026-11"),
    ]
    assert store.renewals.count(60) == DueCount(soon=1, over=0, people=1)


def test_what_the_night_ended_is_due_for_half_a_year(store: Archive, clock: ManualClock) -> None:
    who = member(store, "310100194403120020", (FACE, 0))
    clock.set_wall(datetime(2026, 11, 26, 4, 0, tzinfo=UTC))
    assert kinds(store, who) == ["face"]  # over, and the night has not been yet
    for days, due in ((1, ["face"]), (180, ["face"]), (181, [])):
        night(store, clock, days) if days == 1 else clock.set_wall(
            datetime(2026, 11, 25, 4, 0, tzinfo=UTC) + timedelta(days=days)
        )
        assert kinds(store, who) == due


def test_what_was_taken_back_is_never_asked_for(store: Archive, clock: ManualClock) -> None:
    who = member(store, "310100194403120020", (FACE, 20), (ADAPTATION, 20))
    store.upkeep.withdraw(who, "li")
    assert kinds(store, who) == ["face"]
    night(store, clock, 21)
    assert kinds(store, who) == ["face"]


def test_who_is_off_the_list_is_not_asked(store: Archive) -> None:
    who = member(store, "310100194403120020", (FACE, 20))
    store.whitelist.revoke(who, "li", "搬走")
    assert (kinds(store, who), store.renewals.due()) == ([], ())


def test_a_consent_given_anew_is_no_longer_due(store: Archive, clock: ManualClock) -> None:
    who = member(store, "310100194403120020", (FACE, 5))
    night(store, clock, 6)
    member(store, "310100194403120020", (FACE, 400))
    assert kinds(store, who) == []


def test_later_is_respected_for_a_week_and_no_for_ever(store: Archive, clock: ManualClock) -> None:
    who = member(store, "310100194403120020", (FACE, 30), (ADAPTATION, 30))
    store.renewals.later(who, (FACE,), "terminal")
    store.renewals.refuse(who, (ADAPTATION,), "terminal")
    assert [(due.kind, due.ask_again_on, due.refused) for due in store.renewals.due_of(who)] == [
        (FACE, date(2026, 12, 2), False),
        (ADAPTATION, date(9999, 12, 31), True),
    ]
    for day, asked in ((6, []), (7, [FACE])):
        clock.set_wall(datetime(2026, 11, 25, 4, 0, tzinfo=UTC) + timedelta(days=day))
        assert [due.kind for due in store.renewals.to_ask(who)] == asked
    night(store, clock, 31)
    assert [(due.kind, due.refused) for due in store.renewals.due_of(who)] == [(FACE, False), (ADAPTATION, True)]
    with store._core.readers.db() as db:
        noted = db.execute(
            "SELECT action, subject, detail FROM audit WHERE action LIKE 'consent.renewal%' ORDER BY seq"
        )
        assert noted.fetchall() == [
            ("consent.renewal-later", who, '{"kind": "face"}'),
            ("consent.renewal-refused", who, '{"kind": "adaptation"}'),
        ]


def test_an_answer_about_nothing_is_not_noted(store: Archive) -> None:
    who = member(store, "310100194403120020", (FACE, None))
    store.renewals.later(who, (FACE,), "terminal")
    assert store.renewals.due_of(who) == ()
    with store._core.readers.db() as db:
        assert db.execute("SELECT count(*) FROM audit WHERE action LIKE 'consent.renewal%'").fetchone()[0] == 0


def test_pages_go_on_where_they_were_left_though_the_list_changed(store: Archive) -> None:
    numbers = ["310100194403120020", "310100194403120047", "310100194403120063", "31010019440312008X"]
    people = [member(store, number, (FACE, 10 + at // 2)) for at, number in enumerate(numbers)]
    first = store.renewals.page(60, Which.ALL, 2)
    assert [each.resident_id for each in first] == people[:2]
    store.whitelist.revoke(people[0], "li", "搬走")
    second = store.renewals.page(60, Which.ALL, 2, first[-1].place)
    assert [each.resident_id for each in second] == people[2:]
    assert [each.resident_id for each in store.renewals.page(60, Which.ALL, 2, second[0].place, before=True)] == [
        people[1]
    ]
    assert store.renewals.page(60, Which.ALL, 2, second[-1].place) == ()


def test_those_that_end_soon_and_those_that_are_over_are_told_apart(store: Archive, clock: ManualClock) -> None:
    over = member(store, "310100194403120020", (FACE, 0), (ADAPTATION, 40))
    soon = member(store, "310100194403120063", (FACE, 2))
    night(store, clock, 1)
    by_state = {which: [each.resident_id for each in store.renewals.page(60, which, 5)] for which in Which}
    assert by_state == {Which.ALL: [over, soon], Which.OVER: [over], Which.SOON: [soon]}
    assert store.renewals.count() == DueCount(soon=1, over=1, people=2)
