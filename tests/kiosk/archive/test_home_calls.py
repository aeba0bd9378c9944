"""What the rules of home calls read of the store, of whom, and how a home call is noted, taken back and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.archive.consent_rows import withdraw_consents
from kiosk.archive.expiry import Periods
from kiosk.archive.home_call_facts import Facts, HomeCallFacts, Wanted
from kiosk.archive.home_calls import HomeCallGone, Outcome
from kiosk.archive.look_back import LookBack
from kiosk.archive.own_rights import ByWhom
from kiosk.archive.whitelist import Enrolment
from kiosk.ids import new_id
from kiosk.measurements.measurement import Validity
from kiosk.measurements.plausibility import Reason
from kiosk.people.resident import Address, Resident
from kiosk.people.zone import SHANGHAI
from kiosk.store.sqlcipher import Database
from kiosk.whitelist.consent import ConsentKind
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, consent, measurement, visit
from tests.support.store_rows import wang as card_of_wang

EVERYTHING = Wanted(coming=True, metrics=("sys", "weight"), follow_ups=True)


def on_the_list(store: Archive, name: str = "王秀英", *kinds: ConsentKind) -> str:
    """Somebody on the whitelist; with these consents, else with those to face, health records and home calls."""
    resident = Resident(
        new_id(),
        name,
        None,
        birth=date(1944, 3, 12),
        phone="13800000000",
        address=Address(building="3 号楼", home="402 室"),
    )
    consents = tuple(map(consent, kinds or (ConsentKind.FACE, ConsentKind.HEALTH, ConsentKind.HOME_CALLS)))
    return store.whitelist.enter(Enrolment(resident, consents), "zhang").resident_id


def comes(store: Archive, clock: ManualClock, resident_id: str | None) -> None:
    saved = Answer()
    store.journal.save_visit(visit(clock, resident_id), saved)
    assert saved.wait() == [True]


def measures(store: Archive, clock: ManualClock, resident_id: str, **changes: object) -> None:
    row = {"metric": "sys", "value": 150, "unit": "mm[Hg]", "device": "cuff", "assessment": "bp-grade-1"} | changes
    store.journal.save_measurements((measurement(clock, resident_id, **row),), lambda _: None)
    store.settle()


def days(clock: ManualClock, count: float) -> None:
    clock.set_wall(clock.now().utc + timedelta(days=count))


def read(store: Archive) -> Facts:
    return store.home_call_facts.read(EVERYTHING)


def test_days_of_coming_are_those_of_the_hall_each_once_and_anybody_opens_it(
    store: Archive, clock: ManualClock
) -> None:
    wang = on_the_list(store)
    comes(store, clock, wang)
    clock.advance(600)
    comes(store, clock, wang)
    days(clock, 1)
    comes(store, clock, None)  # somebody nobody knows
    days(clock, 14.3 / 24)  # shortly before midnight in Shanghai
    comes(store, clock, wang)
    days(clock, 10)
    facts = read(store)
    assert facts.came == {wang: [date(2026, 11, 22), date(2026, 11, 23)]}
    assert facts.open_days == [date(2026, 11, 22), date(2026, 11, 23)]
    assert facts.today == date(2026, 12, 3)


def test_who_is_off_the_list_suspended_or_was_never_on_it_is_not_watched(store: Archive, clock: ManualClock) -> None:
    here, off, ill = (on_the_list(store, name) for name in ("王秀英", "陈德明", "顾阿宝"))
    stranger = store.register.meet(card_of_wang(), clock.now())
    assert stranger is not None
    for who in (here, off, ill, stranger.resident_id):
        comes(store, clock, who)
        measures(store, clock, who)
    store.whitelist.revoke(off, "zhang", "搬走了")
    store.whitelist.suspend(ill, "zhang", "住院")
    days(clock, 10)
    facts = read(store)
    assert set(facts.came) == {here}
    assert set(facts.values) == {(here, "sys")}
    assert [each.resident_id for each in facts.follow_ups] == [here]
    assert len(facts.open_days) == 1
    store.whitelist.suspend(ill, "zhang", "回来了", resume=True)
    assert set(read(store).came) == {here, ill}


def test_values_and_follow_ups_are_read_of_those_alone_whose_consent_to_health_records_is_in_force(
    store: Archive, clock: ManualClock
) -> None:
    agreed, never_asked = on_the_list(store), on_the_list(store, "陈德明", ConsentKind.FACE)
    for who in (agreed, never_asked):
        measures(store, clock, who)
    days(clock, 10)
    facts = read(store)
    assert ({who for who, _ in facts.values}, {each.resident_id for each in facts.follow_ups}) == ({agreed}, {agreed})
    store._core.writer.call(lambda db: withdraw_consents(store._core.act(db, "zhang"), agreed, ConsentKind.HEALTH))
    assert (read(store).values, read(store).follow_ups) == ({}, ())


def test_day_stands_for_its_newest_valid_value_and_the_mean_of_a_sitting_counts(
    store: Archive, clock: ManualClock
) -> None:
    wang = on_the_list(store)
    measures(store, clock, wang, value=190)
    clock.advance(60)
    measures(store, clock, wang, value=140)
    measures(store, clock, wang, value=150, flags=("mean-of-2",))
    measures(store, clock, wang, value=141)
    days(clock, 1)
    doubtful: dict[str, Any] = {"validity": Validity.DOUBTFUL, "reason": Reason.MOVEMENT}
    measures(store, clock, wang, value=199, **doubtful)
    measures(store, clock, wang, metric="weight", value=61.5, unit="kg", device=None)
    days(clock, 89)
    assert read(store).values == {
        (wang, "sys"): [(date(2026, 11, 22), 150.0)],
        (wang, "weight"): [(date(2026, 11, 23), 61.5)],
    }
    days(clock, 1)
    assert set(read(store).values) == {(wang, "weight")}  # ninety days are over for the pressure


def test_only_what_a_rule_asks_for_is_read_and_of_one_person_only_theirs(store: Archive, clock: ManualClock) -> None:
    wang, chen = on_the_list(store), on_the_list(store, "陈德明")
    for who in (wang, chen):
        comes(store, clock, who)
        measures(store, clock, who)
    days(clock, 10)
    nothing = store.home_call_facts.read(Wanted(coming=False, metrics=(), follow_ups=False))
    assert (nothing.came, nothing.open_days, nothing.values, nothing.follow_ups) == ({}, [], {}, ())
    one = store.home_call_facts.read(EVERYTHING, chen)
    assert (set(one.came), set(one.values), [f.resident_id for f in one.follow_ups]) == (
        {chen},
        {(chen, "sys")},
        [chen],
    )
    assert one.came == {chen: list(read(store).came[chen])}


def test_L17_way_of_identification_makes_no_difference_and_nothing_of_a_face_is_read(
    store: Archive, clock: ManualClock
) -> None:
    wang = on_the_list(store)
    comes(store, clock, wang)
    measures(store, clock, wang)
    asked = AskedReaders(store)
    facts = HomeCallFacts(replace(store._core, readers=asked), SHANGHAI)  # type: ignore[arg-type]
    by_card = facts.read(EVERYTHING)
    store._core.writer.call(lambda db: db.execute("UPDATE visits SET identified_by = 'face'"))
    assert facts.read(EVERYTHING) == by_card
    assert by_card.came == {wang: [date(2026, 11, 22)]}
    statements = " ".join(asked.statements)
    assert "FROM visits" in statements
    assert [word for word in ("*", "identified_by", "templates", "look_alikes") if f" {word}" in statements] == ["*"]
    assert [each for each in asked.statements if "*" in each] == [
        each for each in asked.statements if "follow_ups" in each
    ]


class AskedReaders:
    """The store's readers; what is asked of them is kept."""

    def __init__(self, store: Archive) -> None:
        self._readers, self.statements = store._core.readers, list[str]()

    @contextmanager
    def db(self) -> Iterator[Any]:
        with self._readers.db() as db:
            yield _Asked(db, self.statements)


class _Asked:
    def __init__(self, db: Database, statements: list[str]) -> None:
        self._db, self._statements = db, statements

    def execute(self, sql: str, *values: Any) -> Any:
        self._statements.append(sql)
        return self._db.execute(sql, *values)

    def query(self, sql: str, *values: Any) -> Any:
        self._statements.append(sql)
        return self._db.query(sql, *values)


def test_days_of_coming_are_read_of_those_alone_who_agreed_and_no_more_once_it_is_taken_back(
    store: Archive, clock: ManualClock
) -> None:
    agreed, health_only = on_the_list(store), on_the_list(store, "陈德明", ConsentKind.FACE, ConsentKind.HEALTH)
    for who in (agreed, health_only):
        comes(store, clock, who)
    facts = read(store)
    assert (set(facts.came), facts.agreed, facts.open_days) == ({agreed}, {agreed}, [date(2026, 11, 22)])
    store.own_rights.withdraw(agreed, ConsentKind.HOME_CALLS, "terminal", by_whom=ByWhom.ON_SCREEN)
    assert (read(store).came, read(store).agreed) == ({}, frozenset())


def test_days_of_coming_are_read_four_months_back_and_no_further(store: Archive, clock: ManualClock) -> None:
    wang = on_the_list(store)
    comes(store, clock, wang)
    days(clock, 1)
    comes(store, clock, wang)
    days(clock, 120)
    assert read(store).came == {wang: [date(2026, 11, 23)]}
    days(clock, 1)
    assert read(store).came == {}


def test_home_calls_end_on_their_last_day_and_with_the_line_of_the_list(store: Archive, clock: ManualClock) -> None:
    kinds = (consent(), consent(ConsentKind.HOME_CALLS, until=date(2026, 11, 23)))
    resident = Resident(new_id(), "王秀英", None, birth=date(1944, 3, 12))
    wang = store.whitelist.enter(Enrolment(resident, kinds), "zhang").resident_id
    days(clock, 1)
    assert read(store).agreed == {wang}
    days(clock, 1)
    assert read(store).agreed == frozenset()
    chen = on_the_list(store, "陈德明")
    store.whitelist.revoke(chen, "zhang", "搬走了")
    kept = {one.kind: one.withdrawn is None for one in store.own_rights.summary(chen).consents}
    assert kept == {ConsentKind.FACE: False, ConsentKind.HEALTH: True, ConsentKind.HOME_CALLS: False}


def test_pauses_that_are_over_are_known_by_their_days_and_so_is_the_day_of_listing(
    store: Archive, clock: ManualClock
) -> None:
    wang = on_the_list(store)
    days(clock, 2)
    store.whitelist.suspend(wang, "zhang", "住院")
    days(clock, 3)
    store.whitelist.suspend(wang, "zhang", "还在住院")  # once more: the first days are not lost
    days(clock, 1)
    assert read(store).agreed == frozenset()
    store.whitelist.suspend(wang, "zhang", "回来了", resume=True)
    facts = read(store)
    assert facts.since == {wang: date(2026, 11, 22)}
    first, last = date(2026, 11, 24), date(2026, 11, 28)
    assert facts.pauses == {wang: ((first, date(2026, 11, 27)), (date(2026, 11, 27), last))}
    store.whitelist.suspend(wang, "zhang", "点错了", resume=True)
    assert read(store).pauses == facts.pauses


# --- notes ----------------------------------------------------------------------------------------------------------
def test_home_call_is_noted_sealed_and_in_the_trail_and_lets_its_rules_rest(store: Archive, clock: ManualClock) -> None:
    wang = on_the_list(store)
    made = store.home_calls.note(wang, ("absent", "overdue"), Outcome.MET, "li", note="腿疼，女儿在照顾")
    days(clock, 1)
    store.home_calls.note(wang, ("absent",), Outcome.NOT_FOUND, "gu", again_on=date(2026, 11, 26))
    newest, first = store.home_calls.of(wang)
    assert (first.id, first.rules, first.outcome, first.by) == (made, ("absent", "overdue"), Outcome.MET, "li")
    assert (first.note, newest.note, newest.again_on) == ("腿疼，女儿在照顾", None, date(2026, 11, 26))
    assert read(store).rests == {(wang, "absent"): date(2026, 11, 26), (wang, "overdue"): date(2026, 12, 22)}
    with store._core.readers.db() as db:
        raw = db.execute("SELECT note FROM home_calls ORDER BY seq").fetchone()[0]
    assert "腿疼".encode() not in raw
    entry = store.audit_log.entries(Chosen(), most=1)[0]
    assert (entry.actor, entry.action, entry.subject) == ("gu", "home-call.noted", wang)
    assert "腿疼" not in str(store.audit_log.entries(Chosen(), most=9))


def test_newest_one_is_taken_back_once_and_the_one_before_holds_again(store: Archive, clock: ManualClock) -> None:
    wang = on_the_list(store)
    store.home_calls.note(wang, ("absent",), Outcome.MET, "li", again_on=date(2026, 12, 1))
    wrong = store.home_calls.note(wang, ("absent",), Outcome.NOT_NEEDED, "li", again_on=date(2027, 5, 1))
    store.home_calls.take_back(wrong, "li")
    assert read(store).rests == {(wang, "absent"): date(2026, 12, 1)}
    assert store.audit_log.entries(Chosen(), most=1)[0].action == "home-call.taken-back"
    with pytest.raises(HomeCallGone, match="home-call-gone"):
        store.home_calls.take_back(wrong, "li")


def test_telephone_is_in_the_trail_before_anybody_reads_it(store: Archive) -> None:
    wang = on_the_list(store)
    assert store.home_calls.phone(wang, "li") == "13800000000"
    entry = store.audit_log.entries(Chosen(), most=1)[0]
    assert (entry.actor, entry.action, entry.subject) == ("li", "home-call.phone-shown", wang)
    with pytest.raises(HomeCallGone, match="home-call-person"):
        store.home_calls.phone(new_id(), "li")


def test_doors_are_whole_and_of_those_still_known(store: Archive) -> None:
    wang = on_the_list(store)
    found = store.home_calls.doors([wang, new_id()])
    assert [(door.name, door.address.building, door.address.home) for door in found.values()] == [
        ("王秀英", "3 号楼", "402 室")]  # fmt: skip


def test_person_sees_them_and_forgetting_or_time_deletes_them(store: Archive, clock: ManualClock) -> None:
    wang = on_the_list(store)
    store.home_calls.note(wang, ("absent",), Outcome.MET, "li", note="都好")
    shown = store.rights.show(wang, "zhang", masked=False, reason="本人要看")["home_calls"]
    assert [(row["rules"], row["outcome"], row["note"]) for row in shown] == [("absent", "met", "都好")]
    days(clock, 366)
    gone = store.expiry.purge(Periods(health_days=365, audit_days=1095), "terminal", clock_is_right=True)
    assert gone["home_calls"] == 1
    store.home_calls.note(wang, ("absent",), Outcome.MET, "li")
    store.rights.forget(wang, "zhang", "本人要求")
    assert store.home_calls.of(wang) == ()
    with pytest.raises(HomeCallGone, match="home-call-person"):
        store.home_calls.note(new_id(), ("absent",), Outcome.MET, "li")


def test_value_of_a_device_that_was_found_wrong_is_left_out(
    store: Archive, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = on_the_list(store)
    measures(store, clock, wang, value=150)
    days(clock, 1)
    measures(store, clock, wang, value=160)
    days(clock, 1)
    before, line = clock.now().utc - timedelta(hours=30), (0.0, 1.0)
    wrong = LookBack("c", "cuff", "sys", None, before, line, line, looked_at=2, readings=1, days=())
    monkeypatch.setattr("kiosk.archive.home_call_facts.looked_back", lambda db: iter((wrong,)))
    assert read(store).values == {(wang, "sys"): [(date(2026, 11, 23), 160.0)]}
    monkeypatch.setattr("kiosk.archive.home_call_facts.looked_back", lambda db: iter((replace(wrong, device="x"),)))
    assert len(read(store).values[wang, "sys"]) == 2
