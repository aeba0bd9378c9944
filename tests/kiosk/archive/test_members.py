"""What staff read of a member: standing, consents, faces, days of visits; and that nobody else's comes with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from kiosk.archive.archive import Archive
from kiosk.archive.members import Member, MemberRules
from kiosk.archive.templates import NewTemplate
from kiosk.ids import new_id
from kiosk.people.resident import Resident
from kiosk.whitelist.consent import ConsentKind
from kiosk.whitelist.standing import Face
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, consent, enrolment, visit

RULES = MemberRules((("dlib", "20.0"),))


def enter(store: Archive, name: str, **more: object) -> str:
    resident = Resident(id=new_id(), name=name, number=None, sex="2", birth=date(1944, 3, 12))
    return store.whitelist.enter(enrolment(resident=resident, **more), "li").resident_id


def one(store: Archive, resident_id: str, rules: MemberRules = RULES) -> Member:
    (member,) = store.members.some((resident_id,), rules)
    return member


def test_everybody_stands_somehow(store: Archive, clock: ManualClock) -> None:
    clock.set_wall(datetime(2024, 1, 2, 4, 0, tzinfo=UTC))
    fine = enter(store, "陈一")
    clock.set_wall(datetime(2026, 11, 22, 4, 0, tzinfo=UTC))
    ending = enter(store, "陈二", consents=(consent(until=date(2026, 12, 1)),))
    other = enter(store, "陈三", templates=(NewTemplate("sface", "1", b"x"),))
    faceless = enter(store, "陈四", templates=())
    resting, gone = enter(store, "陈五"), enter(store, "陈六")
    store.whitelist.suspend(resting, "li", "住院")
    store.whitelist.revoke(gone, "li", "本人要求")
    assert store.members.standings(RULES) == {
        fine: "valid", ending: "expiring", other: "to-enrol", faceless: "to-enrol", resting: "suspended",
        gone: "revoked",
    }  # fmt: skip
    assert [one(store, who).facts.face for who in (fine, other, faceless)] == [Face.STORED, Face.UNUSABLE, Face.NONE]
    clock.set_wall(datetime(2027, 1, 1, 16, 30, tzinfo=UTC))  # 2 January in Shanghai
    assert store.members.standings(RULES)[fine] == "to-enrol"
    assert store.members.standings(RULES)[ending] == "no-consent"


def test_a_second_engine_in_use_wants_templates_of_its_own(store: Archive) -> None:
    who = enter(store, "陈一")
    assert one(store, who, MemberRules((("dlib", "20.0"), ("sface", "1")))).standing == "to-enrol"


def test_who_came_back_stands_by_the_newest_line(store: Archive) -> None:
    who = enter(store, "陈一")
    store.whitelist.revoke(who, "li", "误会")
    known = store.register.resident(who)
    assert known is not None
    again = enter(store, "陈一")  # without a number nobody is the same person
    assert store.members.standings(RULES) == {who: "revoked", again: "valid"}


def test_forgotten_people_are_not_members(store: Archive) -> None:
    who = enter(store, "陈一")
    store.rights.forget(who, "li", "本人要求")
    assert store.members.standings(RULES) == {}
    assert store.members.some((who,), RULES) == []
    assert store.members.file(who, RULES) is None


def test_rows_come_in_the_order_that_was_asked_for(store: Archive) -> None:
    first, second = enter(store, "陈一"), enter(store, "陈二")
    found = store.members.some((second, "nobody", first), RULES)
    assert [member.resident.name for member in found] == ["陈二", "陈一"]
    assert store.members.some((), RULES) == []


def test_file_of_a_member(store: Archive, clock: ManualClock) -> None:
    kinds = (consent(until=date(2029, 11, 22)), consent(ConsentKind.HEALTH))
    who, other = enter(store, "陈一", consents=kinds), enter(store, "陈二")
    saved = Answer()
    for days in (0, 0, 1, 3):
        clock.set_wall(datetime(2026, 11, 22, 15, 50, tzinfo=UTC) + timedelta(days=days))
        store.journal.save_visit(visit(clock, who), saved)
        store.journal.save_visit(visit(clock, other), saved)
    saved.wait(8)
    clock.set_wall(datetime(2026, 11, 25, 16, 10, tzinfo=UTC))
    store.journal.save_visit(visit(clock, who), saved)
    saved.wait(9)
    file = store.members.file(who, RULES)
    assert file is not None
    assert file.days == (date(2026, 11, 26), date(2026, 11, 25), date(2026, 11, 23))
    assert (file.enrolled, file.adapted, file.cards, file.look_alikes) == (2, 0, 0, 0)
    assert [(c.kind.value, c.text_version, c.until, c.given_by, c.how.value) for c in file.consents] == [
        ("face", "2026-11", date(2029, 11, 22), "王桂英", "signature"),
        ("health", "2026-11", None, "王桂英", "signature"),
    ]
    assert file.member.standing == "valid"
    assert file.member.since == datetime(2026, 11, 22, 1, 20, tzinfo=UTC)


def test_only_the_newest_consent_of_a_kind_is_shown_with_its_end(store: Archive, clock: ManualClock) -> None:
    plan = enrolment()
    who = store.whitelist.enter(plan, "li").resident_id
    store.whitelist.enter(replace(plan, consents=(consent(text_version="2027-01"),), templates=()), "li")
    store.whitelist.revoke(who, "li", "本人要求")
    file = store.members.file(who, RULES)
    assert file is not None
    assert [(c.text_version, c.withdrawn) for c in file.consents] == [("2027-01", clock.now().utc)]
