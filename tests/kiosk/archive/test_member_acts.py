"""Staff change a member only as they saw them, and what they do is in the trail without a name or a number."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.entry_rows import Version
from kiosk.archive.members import MemberRules
from kiosk.ids import new_id
from kiosk.people.resident import Address, Resident
from kiosk.store.errors import StoreError
from kiosk.store.writer import Writer
from kiosk.whitelist.admission import WhitelistRefused
from tests.support.clock import ManualClock
from tests.support.store_rows import WANG_NUMBER, enrolment

RULES = MemberRules((("dlib", "20.0"),))


@pytest.fixture
def who(store: Archive) -> str:
    return store.whitelist.enter(enrolment(), "li").resident_id


def seen(store: Archive, resident_id: str) -> Version:
    return store.members.some((resident_id,), RULES)[0].version


def stands(store: Archive, resident_id: str) -> str:
    return store.members.standings(RULES)[resident_id].value


def trail(store: Archive, resident_id: str | None) -> list[tuple[str, str, dict[str, Any]]]:
    with store._core.readers.db() as db:
        rows = db.execute("SELECT actor, action, detail FROM audit WHERE subject IS ? ORDER BY seq", [resident_id])
        return [(actor, action, json.loads(detail)) for actor, action, detail in rows]


def moved(resident: Resident) -> Resident:
    return replace(resident, phone="13800001234", address=Address(building="11 号楼", home="302"))


def refused_as(code: str) -> Any:
    return pytest.raises(WhitelistRefused, match=f"^{code}$")


def test_an_edit_saves_the_fields_and_gives_back_what_was_there(store: Archive, who: str) -> None:
    edited = store.member_acts.edit(who, moved, seen(store, who), "li", "搬家")
    assert edited.fields == ("phone", "building", "home")
    assert (edited.before.phone, edited.before.address.home) == (None, None)
    assert trail(store, who)[-1] == ("li", "resident.corrected", {"fields": list(edited.fields), "reason": "搬家"})


def test_an_edit_of_somebody_changed_meanwhile_changes_nothing(store: Archive, who: str, clock: ManualClock) -> None:
    before = seen(store, who)
    store.rights.correct(who, lambda known: replace(known, phone="62345678"), "cli:wang(1000)", "电话")
    with refused_as("whitelist-changed"):
        store.member_acts.edit(who, moved, before, "li", "搬家")
    known = store.register.resident(who)
    assert known is not None
    assert (known.phone, known.address.home) == ("62345678", None)


def test_what_a_card_says_meanwhile_is_a_change_too(store: Archive, who: str, clock: ManualClock) -> None:
    from tests.support.store_rows import wang

    before = seen(store, who)
    clock.advance(1)
    store.register.meet(wang(nation="05"), clock.now())
    store.settle()
    with refused_as("whitelist-changed"):
        store.member_acts.edit(who, moved, before, "li", "搬家")


@pytest.mark.parametrize("deed", ["suspend", "revoke", "revoke_many"])
def test_no_deed_is_done_to_somebody_changed_meanwhile(store: Archive, who: str, deed: str) -> None:
    before = seen(store, who)
    store.whitelist.suspend(who, "cli:wang(1000)", "住院")
    store.whitelist.suspend(who, "cli:wang(1000)", "出院", resume=True)
    with refused_as("whitelist-changed"):
        match deed:
            case "suspend":
                store.whitelist.suspend(who, "li", "住院", seen=before)
            case "revoke":
                store.whitelist.revoke(who, "li", "本人要求", seen=before)
            case _:
                store.member_acts.revoke_many({who: before}, "li", "zhang", "本人要求")
    assert stands(store, who) == "valid"
    assert len(store.templates.of(who)) == 2


def test_put_back_has_neither_consent_nor_face(store: Archive, who: str) -> None:
    store.whitelist.revoke(who, "li", "弄错人")
    store.member_acts.put_back(who, seen(store, who), "li")
    assert stands(store, who) == "no-consent"
    assert store.templates.of(who, suspended=True) == []
    assert store.whitelist.entries()[0].consents == ()
    assert store.register.find(who) is None
    assert [action for _, action, _ in trail(store, who)][-2:] == ["whitelist.revoked", "whitelist.put-back"]


def test_put_back_of_somebody_changed_or_listed_or_forgotten_is_refused(store: Archive, who: str) -> None:
    listed = seen(store, who)
    with refused_as("whitelist-listed-again"):
        store.member_acts.put_back(who, listed, "li")
    store.whitelist.revoke(who, "li", "弄错人")
    with refused_as("whitelist-changed"):
        store.member_acts.put_back(who, listed, "li")
    revoked = seen(store, who)
    store.rights.forget(who, "li", "本人要求")
    with store._core.readers.db() as db:
        from kiosk.archive.entry_rows import version_of

        erased = version_of(db, who)
    assert erased is not None
    assert erased == revoked
    with refused_as("whitelist-erased"):
        store.member_acts.put_back(who, erased, "li")


def test_number_is_noted_before_it_is_read(store: Archive, who: str) -> None:
    assert store.member_acts.reveal_number(who, "li", "核对证件") == WANG_NUMBER
    assert trail(store, who)[-1] == ("li", "number.revealed", {"reason": "核对证件"})
    with refused_as("person-unknown"):
        store.member_acts.reveal_number("nobody", "li", "核对证件")


def test_number_that_cannot_be_noted_is_not_read(store: Archive, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("store-full", "SQLite SQLITE_FULL")

    monkeypatch.setattr(Writer, "call", full)
    with pytest.raises(StoreError):
        store.member_acts.reveal_number(who, "li", "核对证件")


def test_many_at_once_are_all_or_none_and_both_names_stand_in_the_trail(store: Archive, who: str) -> None:
    resident = Resident(id=new_id(), name="陈一", number=None, birth=enrolment().resident.birth)
    other = store.whitelist.enter(enrolment(resident=resident), "li").resident_id
    both = {who: seen(store, who), other: seen(store, other)}
    store.whitelist.suspend(other, "cli:wang(1000)", "住院")
    with refused_as("whitelist-changed"):
        store.member_acts.revoke_many(both, "li", "zhang", "搬走")
    assert (stands(store, who), len(store.templates.of(who))) == ("valid", 2)
    both[other] = seen(store, other)
    store.member_acts.revoke_many(both, "li", "zhang", "搬走")
    assert store.members.standings(RULES) == {who: "revoked", other: "revoked"}
    assert trail(store, other)[-1][2]["signed_by"] == "zhang"
    assert trail(store, None)[-1] == ("li", "whitelist.revoked-many", {"people": 2, "signed_by": "zhang"})


def test_nothing_of_it_leaves_a_name_or_a_number_in_the_trail(store: Archive, who: str) -> None:
    rename = lambda known: replace(known, name="王贵英", phone="13800001234")  # noqa: E731
    store.member_acts.edit(who, rename, seen(store, who), "li", "写错")
    store.member_acts.reveal_number(who, "li", "核对证件")
    store.whitelist.revoke(who, "li", "本人要求", seen=seen(store, who))
    store.member_acts.put_back(who, seen(store, who), "li")
    with store._core.readers.db() as db:
        told = str(db.execute("SELECT * FROM audit").fetchall())
    for planted in ("王桂英", "王贵英", "13800001234", WANG_NUMBER, WANG_NUMBER[-4:]):
        assert planted not in told
