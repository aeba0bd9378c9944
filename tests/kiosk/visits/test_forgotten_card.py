"""A card that nobody takes stops nobody: not at the camera, and not at the other reader."""

from __future__ import annotations

from devices.events import CardKind
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.facilities import Facility, FacilityChanged
from kiosk.visits.effects import Alert, SaveVisit
from kiosk.visits.situation import Timer
from kiosk.visits.states import Button, State
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import FIRST, SOCIAL, ZHANG, Walk


def left_with_the_card_lying() -> Walk:
    """王奶奶 was served, said goodbye and went; her identity card lies on its reader."""
    return Walk().on(SomebodyNear()).result().press(Button.NO_THANKS).on(PersonLeft())


def test_who_walks_off_at_the_goodbye_takes_their_words_along_though_the_card_lies() -> None:
    walk = left_with_the_card_lying()
    assert (walk.state, walk.s.resident is not None) == (State.GOODBYE, True)
    walk.fire(Timer.AWAY)
    assert (walk.state, walk.s.resident, walk.terminal.card_lies) == (State.GOODBYE, None, True)
    assert [v.outcome for v in walk.asked(SaveVisit)] == [None, "served"]


def test_back_for_the_card_within_a_moment_it_is_still_their_goodbye() -> None:
    walk = left_with_the_card_lying().on(SomebodyNear())
    assert (walk.state, walk.s.timer(Timer.AWAY)) == (State.GOODBYE, None)
    assert walk.s.resident is not None


def test_next_visitor_is_seen_by_the_camera_while_the_card_lies() -> None:
    walk = left_with_the_card_lying().fire(Timer.AWAY).on(SomebodyNear())
    assert (walk.state, walk.terminal.card_lies) == (State.LOOKING, False)
    assert [(a.words, a.visit_id) for a in walk.asked(Alert)] == [("card-left", None)]
    walk.matched(ZHANG)
    walk.press(Button.YES)
    assert (walk.state, walk.s.resident) == (State.CHECKING, ZHANG)


def test_next_visitor_before_a_camera_that_sees_nobody_come_has_a_button() -> None:
    walk = left_with_the_card_lying().fire(Timer.AWAY).press(Button.LOOK)
    assert (walk.state, [card.token for card in walk.terminal.forgotten]) == (State.LOOKING, [FIRST])


def test_next_visitor_with_the_other_card_begins_at_once_and_the_forgotten_one_ends_nothing_of_theirs() -> None:
    walk = left_with_the_card_lying().fire(Timer.AWAY).fire(Timer.LEFT_BEHIND).card(SOCIAL, ZHANG)
    assert (walk.state, walk.s.resident) == (State.CHECKING, ZHANG)
    walk.taken(FIRST)
    assert (walk.state, walk.terminal.forgotten, walk.terminal.card_lies) == (State.CHECKING, (), True)


def test_visit_by_camera_is_cleared_when_its_person_leaves_though_a_forgotten_card_lies() -> None:
    walk = left_with_the_card_lying().fire(Timer.AWAY).on(SomebodyNear())
    walk.on(PersonLeft()).fire(Timer.AWAY)
    assert (walk.state, walk.s.visit_id) == (State.ATTRACT, None)
    assert walk.s.visit is None


def test_reader_that_dies_cannot_hold_a_forgotten_card() -> None:
    walk = left_with_the_card_lying().fire(Timer.AWAY).fire(Timer.LEFT_BEHIND)
    walk.on(FacilityChanged(Facility.ID_CARD, False, "wire-lost"))
    assert (walk.state, walk.terminal.forgotten) == (State.ATTRACT, ())


def test_forgotten_card_is_named_with_its_picture_and_the_ways_that_are_left() -> None:
    hall = Hall().card().warm().press(Button.NO_THANKS).wait(60)
    hall.on(FacilityChanged(Facility.CAMERA, False, "wire-lost"))
    view = hall.view
    assert (view.headline, view.lead) == ("有卡没拿走", "请交给右侧窗口，再用卡")
    assert (view.card_lies, view.card_kind) == (True, CardKind.ID_CARD)
    assert [icon for icon, _ in view.tips] == ["insert"]
