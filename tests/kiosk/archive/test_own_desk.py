"""What the terminal may ask of the archive for whoever stands there: facts, renewals, helpers."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.companions import HelpedBy
from kiosk.archive.own_desk import ArchiveOwnDesk, OwnRules
from kiosk.ids import new_id
from kiosk.visits.effects import DoOwn
from kiosk.visits.own_visit import Helper, HelperStage, OwnAct, Relation
from kiosk.whitelist.admission import WhitelistRefused
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentKind, consent_texts
from tests.support.clock import ManualClock
from tests.support.store_rows import consent, enrolment, measurement, wang

SOON, OVER = date(2026, 12, 3), date(2026, 11, 1)
NOBODY = Helper()


def desk(store: Archive, years: int = 3) -> ArchiveOwnDesk:
    return ArchiveOwnDesk(store, OwnRules(consent_years=years), lambda number: "wu" if number == "9" else None)


def member(store: Archive, *consents: object) -> str:
    given = consents or (consent(until=SOON), consent(ConsentKind.HEALTH))
    return store.whitelist.enter(enrolment(consents=given), "zhang").resident_id


def wanted(who: str, act: OwnAct, kind: ConsentKind | None = None, helper: Helper = NOBODY) -> DoOwn:
    visit = new_id()
    return DoOwn(visit, who, act, kind, visit, helper)


def details(store: Archive, action: str) -> list[str]:
    with store._core.readers.db() as db:
        return [row[0] for row in db.execute("SELECT detail FROM audit WHERE action = ? ORDER BY seq", [action])]


def test_facts_are_what_stands_with_the_number_masked(store: Archive, clock: ManualClock) -> None:
    who = member(store)
    store.journal.save_measurements((measurement(clock, who),), lambda _: None)
    store.settle()
    facts = desk(store).facts(who)
    assert (facts.number, facts.consents) == ("310***********0020", (ConsentKind.FACE, ConsentKind.HEALTH))
    assert (facts.values, facts.has_health, facts.keeps_health, facts.health_days) == (1, True, True, 365)
    assert facts.face_since == date(2026, 11, 22)
    desk(store).do(wanted(who, OwnAct.WITHDRAW, ConsentKind.FACE))
    assert desk(store).facts(who).face_since is None


def test_L19_what_ends_soon_is_asked_for_in_the_newest_words_and_a_childs_is_not(store: Archive) -> None:
    who = member(store)
    (due,) = desk(store).renewals(who)
    words = consent_texts(NEWEST_TEXT)["face"].text
    assert (due.kind, due.until, due.over, due.text) == (ConsentKind.FACE, SOON, False, words)
    assert due.text.key == f"consents.{NEWEST_TEXT}.face.text"
    child = consent(until=SOON, given_by="王强", guardian_relation="父亲")
    assert desk(store).renewals(member(store, child)) == ()


def test_home_calls_are_offered_once_beside_what_ends_where_days_are_counted(store: Archive) -> None:
    who, rules = member(store), OwnRules(consent_years=3, counts_days=True)
    counting = ArchiveOwnDesk(store, rules, lambda _: None)
    face, offer = counting.renewals(who)
    assert (face.kind, offer.kind, offer.until, offer.is_offer) == (
        ConsentKind.FACE, ConsentKind.HOME_CALLS, None, True)  # fmt: skip
    assert offer.text == consent_texts(NEWEST_TEXT)["home-calls"].text
    assert [due.kind for due in desk(store).renewals(who)] == [ConsentKind.FACE]
    counting.do(wanted(who, OwnAct.REFUSE, ConsentKind.HOME_CALLS))
    kept = store.own_rights.summary(who).consent(ConsentKind.HOME_CALLS)
    assert kept is not None
    assert (kept.withdrawn, kept.text_version) == (kept.given, NEWEST_TEXT)
    assert [due.kind for due in counting.renewals(who)] == [ConsentKind.FACE]  # a no is not asked again
    nothing_ends = member(store, consent())
    assert counting.renewals(nothing_ends) == ()


def test_home_calls_that_were_agreed_to_hold_as_long_as_the_hall_says(store: Archive) -> None:
    who = member(store)
    desk(store).do(wanted(who, OwnAct.RENEW, ConsentKind.HOME_CALLS))
    kept = store.own_rights.summary(who).consent(ConsentKind.HOME_CALLS)
    assert kept is not None
    assert (kept.until, kept.withdrawn, kept.how.value) == (date(2029, 11, 22), None, "screen")


def test_what_is_over_is_said_to_be_over(store: Archive) -> None:
    assert [due.over for due in desk(store).renewals(member(store, consent(until=OVER)))] == [True]


@pytest.mark.parametrize(("years", "until"), [(3, date(2029, 11, 22)), (0, None)])
def test_a_renewed_consent_holds_as_long_as_the_hall_says(store: Archive, years: int, until: date | None) -> None:
    who = member(store)
    changes = []
    store.whitelist.on_change(changes.append)
    desk(store, years).do(wanted(who, OwnAct.RENEW, ConsentKind.FACE))
    kept = store.own_rights.summary(who).consent(ConsentKind.FACE)
    assert kept is not None
    assert (kept.until, kept.how.value, kept.text_version) == (until, "screen", NEWEST_TEXT)
    assert desk(store, years).renewals(who) == ()
    assert changes
    assert store.own_rights.summary(who).templates == 2


def test_who_is_not_on_the_list_renews_nothing(store: Archive) -> None:
    who = member(store)
    store.whitelist.revoke(who, "zhang", "搬走了")
    with pytest.raises(WhitelistRefused):
        desk(store).do(wanted(who, OwnAct.RENEW, ConsentKind.FACE))


def test_no_ends_it_now_and_later_puts_off_all_of_it(store: Archive) -> None:
    who = member(store, consent(until=SOON), consent(ConsentKind.ADAPTATION, until=SOON))
    desk(store).do(wanted(who, OwnAct.LATER))
    assert desk(store).renewals(who) == ()
    assert len(details(store, "consent.renewal-later")) == 2
    desk(store).do(wanted(who, OwnAct.REFUSE, ConsentKind.FACE))
    assert store.own_rights.summary(who).templates == 0
    assert '"by_whom": "on-screen"' in details(store, "consent.withdrawn")[0]


def test_L13_who_helped_stands_in_the_trail_of_each_act_and_nobody_who_was_only_asked(store: Archive) -> None:
    who = member(store)
    pending = Helper(HelperStage.ASKED, None, False, "r-li", None, "李*芳")
    desk(store).do(wanted(who, OwnAct.WITHDRAW, ConsentKind.HEALTH, pending))
    assert "companion" not in details(store, "consent.withdrawn")[0]
    noted = Helper(HelperStage.NOTED, None, False, None, "wu", "吴*", "screen")
    desk(store).do(wanted(who, OwnAct.DELETE_HEALTH, None, noted))
    desk(store).do(wanted(who, OwnAct.FORGET, None, noted))
    assert '"companion": "wu"' in details(store, "resident.health-deleted")[0]
    assert '"companion": "wu"' in details(store, "resident.forgotten")[0]


def test_helper_is_a_resident_or_an_account_and_never_the_person(store: Archive, clock: ManualClock) -> None:
    who = member(store)
    known = desk(store).helper(wang(number="9"), clock.now())
    assert known is not None
    assert (known.account, known.resident_id, known.name) == ("wu", None, "w*")
    with pytest.raises(ValueError, match="somebody else"):
        store.companions.note(new_id(), who, HelpedBy(resident_id=who), Relation.OTHER, "screen")
    store.companions.note(new_id(), who, HelpedBy(account="wu"), Relation.STAFF, "card")
    (one,) = store.companions.of(who)
    assert (one.helper.key, one.relation, one.confirmed_by) == ("wu", Relation.STAFF, "card")


def test_a_helper_who_is_forgotten_is_gone_from_the_visits_they_helped_in(store: Archive, clock: ManualClock) -> None:
    who = member(store)
    li = desk(store).helper(wang(number="310100196205061247", name="李芳"), clock.now())
    assert li is not None
    assert li.resident_id is not None
    store.companions.note(new_id(), who, HelpedBy(resident_id=li.resident_id), Relation.FAMILY, "screen")
    store.settle()
    store.rights.forget(li.resident_id, "zhang", "asked")
    assert store.companions.of(who) == ()
