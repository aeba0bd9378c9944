"""Somebody helps a member whose consents are asked for anew at the desk; who it was stands with what is saved."""

from __future__ import annotations

import json
from typing import Any

from kiosk.archive.archive import Archive
from kiosk.desk.events import LockPressed
from tests.kiosk.enrolling.hall import Enrolling, document

DAUGHTER = document(number="310100195003120062", name="李芳")


def entry(store: Archive, action: str) -> dict[str, Any]:
    with store._core.readers.db() as db:
        (row,) = db.execute("SELECT detail FROM audit WHERE action = ? ORDER BY seq DESC LIMIT 1", [action]).fetchall()
    return dict(json.loads(row[0]))


def known(hall: Enrolling) -> str:
    """She is on the list; her card lies there again."""
    hall.enrol()
    hall.do("begin_anew")
    hall.card()
    resident = hall.store.register.by_number("310100194403120020")
    assert resident is not None
    return resident.id


def is_helped(hall: Enrolling, relation: str = "family") -> None:
    hall.do("note_helper")
    hall.card(DAUGHTER)
    for name, more in (("helper_agreed", {}), ("helper_is", {"relation": relation})):
        assert hall.page.helper is not None
        hall.do(name, turn=hall.page.helper.turn, **more)


def test_L13_consent_renewed_with_a_helper_names_both_in_one_entry(hall: Enrolling, store: Archive) -> None:
    who = known(hall)
    assert (hall.page.may_be_helped, hall.page.has_helper) == (True, False)
    is_helped(hall)
    assert (hall.page.step, hall.page.helped) == ("consents", "家里人在帮，本人点了同意")
    (row,) = store.companions.of(who)
    hall.agree(face=True, health=True, adaptation=False)
    hall.do("look")
    hall.takes_face()
    assert hall.do("save").step == "done"
    said = entry(store, "whitelist.updated")
    assert (said["companion"], said["relation"], said["confirmed_by"]) == (row.helper.resident_id, "family", "screen")


def test_person_who_refuses_everything_with_a_helper_is_taken_off_with_their_name(
    hall: Enrolling, store: Archive
) -> None:
    known(hall)
    is_helped(hall, "carer")
    hall.agree(face=False, health=False)
    hall.do("save")
    assert entry(store, "whitelist.revoked")["relation"] == "carer"


def test_person_who_does_not_want_the_helper_is_asked_alone(hall: Enrolling, store: Archive) -> None:
    who = known(hall)
    hall.do("note_helper")
    hall.card(DAUGHTER)
    hall.do("without_helper")
    hall.agree(face=True, health=True, adaptation=False)
    hall.do("look")
    hall.takes_face()
    hall.do("save")
    assert "companion" not in entry(store, "whitelist.updated")
    assert (store.companions.of(who), store.register.by_number(DAUGHTER.number or "")) == ((), None)


def test_next_person_has_not_the_helper_of_the_last(hall: Enrolling) -> None:
    known(hall)
    is_helped(hall)
    hall.do("begin_anew")
    assert hall.card().has_helper is False


def test_helper_is_noted_before_the_person_is_asked_and_only_for_somebody_known(hall: Enrolling) -> None:
    hall.card()
    hall.do("note_helper")
    assert (hall.page.may_be_helped, hall.page.helper) == (False, None)
    hall.do("begin_anew")
    known(hall)
    hall.do("ask", how="screen")
    hall.do("answer", kind="face", agreed=True)
    hall.do("put_aside")
    hall.do("note_helper")
    assert (hall.page.step, hall.page.may_be_helped, hall.page.helper) == ("consents", False, None)


def test_lock_while_the_person_is_asked_about_the_helper_forgets_the_helper(hall: Enrolling, store: Archive) -> None:
    who = known(hall)
    hall.do("note_helper")
    hall.card(DAUGHTER)
    hall.happens(LockPressed())
    hall.let_in("li")
    assert (hall.page.step, hall.page.helper, hall.page.has_helper) == ("consents", None, False)
    assert store.companions.of(who) == ()
