"""Somebody helps a resident who is present: both are noted, the resident says yes, and the visit stays theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devices.events import CardArrived, CardKind, CardToken, IdentityRead, ReadFailed, ReadFailure
from kiosk.people.person import Person
from kiosk.visits.own_visit import OwnAct, Relation
from kiosk.visits.ports import HelperKnown
from kiosk.visits.states import Button, State
from kiosk.whitelist.consent import ConsentKind
from tests.conftest import AnnouncedLog
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import DOCUMENT, FIRST, NOW, SECOND

LI = Person("r-li", "李阿姨", "李*芳", 1962, "2")
HERS = CardToken("id", 7)


def asked() -> Hall:
    """Wang has taken her card, and wants to be helped."""
    return Hall().card().warm().take().press(Button.ERRANDS).press(Button.WITH_HELPER)


def helped() -> Hall:
    """Li's card was read, Wang said yes, they are neighbours."""
    return asked().card(SECOND).press(Button.YES).press(Button.NEIGHBOUR)


def test_helper_is_noted_once_the_resident_said_yes_and_a_strip_says_so_while_the_visit_lasts() -> None:
    hall = asked()
    assert (hall.view.headline, hall.view.lead) == ("请帮您的人\n刷身份证", "会记下是谁帮的您")
    hall.card(SECOND)
    assert (hall.view.headline, hall.desks.helped) == ("让李*芳\n帮您一起看？", [])
    hall.press(Button.YES)
    assert [b.label for b in hall.view.buttons[:4]] == ["家里人", "邻居", "护工", "别的"]
    hall.press(Button.NEIGHBOUR)
    assert hall.desks.helped == [("r-wang", "r-li", Relation.NEIGHBOUR, "screen")]
    assert (hall.view.state, hall.view.helper) == (State.RESULT, "李*芳在帮您")
    assert not hall.press(Button.ERRANDS).view.has(Button.WITH_HELPER)
    hall.press(Button.BACK).press(Button.NO_THANKS).take(SECOND).wait(60)
    assert (hall.view.state, hall.view.helper) == (State.ATTRACT, "")


def test_the_residents_own_card_says_yes_too() -> None:
    hall = asked().card(SECOND).take(SECOND)
    hall.desks.helping = HelperKnown("r-wang", None, "王*英")
    hall.card(HERS).press(Button.FAMILY)
    assert hall.desks.helped == [("r-wang", "r-li", Relation.FAMILY, "card")]


def test_the_residents_own_card_is_no_helpers() -> None:
    hall = asked()
    hall.desks.helping = HelperKnown("r-wang", None, "王*英")
    assert hall.card(HERS).view.headline == "这是您的卡"
    assert hall.desks.helped == []


def test_one_who_works_here_helps_with_their_card_and_is_not_asked_what_they_are() -> None:
    hall = asked()
    hall.desks.helping = HelperKnown(None, "wu", "吴*")
    assert hall.conductor.reads_a_helper(IdentityRead(SECOND, DOCUMENT, NOW))
    hall.card(SECOND).press(Button.YES)
    assert hall.desks.helped == [("r-wang", "wu", Relation.STAFF, "screen")]
    assert not hall.conductor.reads_a_helper(IdentityRead(SECOND, DOCUMENT, NOW))


def test_the_helpers_card_opens_nothing_of_the_helpers_in_that_visit() -> None:
    hall = helped().take(SECOND)
    hall.desks.holder = LI
    hall.card(CardToken("id", 9))
    assert (hall.view.state, hall.view.headline) == (State.RESULT, "王奶奶，早上好")
    assert hall.conductor.situation.resident is not None
    assert hall.conductor.situation.resident.resident_id == "r-wang"


def test_no_leaves_nothing_of_the_helper() -> None:
    hall = asked().card(SECOND).press(Button.NO)
    assert (hall.view.state, hall.view.helper, hall.desks.helped) == (State.ERRANDS, "", [])
    assert "李" not in repr(hall.conductor.situation.current.own.helper.name)


@pytest.mark.parametrize("what", ["pulled", "unreadable", "slow", "unknown"])
def test_helpers_card_that_says_nothing_is_asked_for_again(what: str) -> None:
    hall = asked()
    hall.on(CardArrived(SECOND, CardKind.ID_CARD, NOW))
    assert hall.view.headline == "正在看卡"
    if what == "pulled":
        hall.take(SECOND)
    elif what == "unreadable":
        hall.on(ReadFailed(SECOND, ReadFailure.SILENT, True, NOW))
    elif what == "slow":
        hall.wait(6)
    else:
        hall.desks.helping = None
        hall.on(IdentityRead(SECOND, DOCUMENT, NOW))
    assert (hall.view.state, hall.view.headline, hall.desks.helped) == (State.COMPANION, "请再刷一次", [])


def test_helper_who_walks_off_with_the_resident_in_the_middle_is_not_noted() -> None:
    assert asked().card(SECOND).press(Button.YES).wait(600).desks.helped == []


def test_what_could_not_be_noted_is_not_said(announced: AnnouncedLog) -> None:
    announced.expect("NoteHelper failed")
    hall = asked().card(SECOND).press(Button.YES)
    hall.desks.broken = {"note_helper"}
    hall.press(Button.FAMILY)
    assert (hall.view.headline, hall.view.helper) == ("没记下来", "")


def test_every_right_used_in_such_a_visit_carries_the_helper() -> None:
    hall = helped().take(SECOND).press(Button.ERRANDS).press(Button.OWN_DATA)
    hall.press(Button.CHANGE).press(Button.WITHDRAW).press(Button.CONSENT_FACE).press(Button.YES)
    assert hall.desks.did == [(OwnAct.WITHDRAW, ConsentKind.FACE, "r-wang", "r-li")]


def test_the_helpers_card_is_no_proof_for_the_residents_data() -> None:
    hall = asked()
    own = hall.conductor.situation.current.own
    assert own.by_card
    hall.card(SECOND).press(Button.YES).press(Button.OTHER)
    assert hall.conductor.situation.current.own == replace(own, helper=hall.conductor.situation.current.own.helper)


def test_own_card_that_lies_there_is_taken_away_first() -> None:
    hall = Hall().card().warm().press(Button.ERRANDS).press(Button.WITH_HELPER)
    assert hall.view.lead == "先拿开您的卡，再放他的"
    assert hall.take(FIRST).view.lead == "会记下是谁帮的您"
