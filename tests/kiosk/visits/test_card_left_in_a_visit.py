"""The holder leaves in the middle of a visit and their card lies: it shows nobody anything and stops nobody."""

from __future__ import annotations

import json

import msgspec
import pytest

from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead
from kiosk.faces.events import FaceUnknown, PersonLeft, SomebodyNear
from kiosk.visits.effects import Alert, Quarantine, RequestReading, SaveMeasurements, SaveVisit, StartTimer
from kiosk.visits.events import HolderFound, Touched
from kiosk.visits.situation import Timer
from kiosk.visits.states import Button, State
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import (
    DOCUMENT,
    FIRST,
    NOW,
    SECOND,
    SOCIAL,
    WANG,
    ZHANG,
    Walk,
    pressure,
    pressure_arrived,
)
from tests.kiosk.visits.places import WAYS

SHOWS_THEIRS = (
    *(State.CHECKING, State.RESULT, State.MENU, State.ENTRY),
    *(State.VALUE, State.TREND, State.MEASURE, State.WINDOW),
)


def walked_off(walk: Walk | None = None) -> Walk:
    """The holder was there, went and did not come back at once; their card lies."""
    return (walk or Walk().on(SomebodyNear()).result()).on(PersonLeft()).fire(Timer.AWAY)


def forgotten() -> Walk:
    """They did not come back at all."""
    return walked_off().fire(Timer.FORGOTTEN)


def shown(hall: Hall) -> str:
    """Everything on the screen."""
    return json.dumps(msgspec.to_builtins(hall.view, enc_hook=str), ensure_ascii=False)


@pytest.mark.parametrize("state", SHOWS_THEIRS)
def test_card_that_lies_while_the_person_leaves_a_screen_of_theirs_hides_it(state: State) -> None:
    walk = walked_off(WAYS[state]())
    assert (walk.state, walk.s.variant, walk.s.here) == (State.CONFIRM, "card-left", state)
    assert walk.s.visit_id is not None


@pytest.mark.parametrize("state", [State.HELP, State.REST, State.REMEASURE])
def test_card_that_lies_while_the_person_leaves_a_quiet_screen_keeps_it_and_asks_them_later(state: State) -> None:
    walk = WAYS[state]().on(PersonLeft())
    assert (walk.state, walk.current.must_confirm) == (state, True)
    assert (walk.s.timer(Timer.AWAY), walk.s.timer(Timer.FORGOTTEN)) == (None, None)


def test_screen_that_shows_nobody_stays_and_they_are_asked_after_it() -> None:
    walk = walked_off(WAYS[State.DEVICE_FAULT]())
    assert (walk.state, walk.current.must_confirm) == (State.DEVICE_FAULT, True)
    walk.on(SomebodyNear()).coded().press(Button.CONTINUE)
    assert (walk.state, walk.s.variant) == (State.CONFIRM, "returned")


def test_goodbye_has_its_own_minute_for_the_card() -> None:
    walk = Walk().result().press(Button.NO_THANKS).on(PersonLeft())
    assert (walk.s.timer(Timer.FORGOTTEN), walk.s.timer(Timer.LEFT_BEHIND) is not None) == (None, True)


def test_help_pressed_before_they_were_away_long_keeps_the_visit() -> None:
    walk = Walk().result().on(PersonLeft()).press(Button.HELP)
    assert (walk.s.timer(Timer.AWAY), walk.s.timer(Timer.FORGOTTEN)) == (None, None)


def test_one_who_bends_down_for_a_moment_keeps_their_screen() -> None:
    hall = Hall().on(SomebodyNear()).card().warm()
    assert hall.on(PersonLeft()).wait(1.5).on(SomebodyNear()).wait(25).view.state is State.RESULT


def test_one_who_turns_aside_for_longer_goes_on_with_one_tap() -> None:
    walk = walked_off().on(SomebodyNear())
    assert (walk.state, walk.s.timer(Timer.FORGOTTEN)) == (State.CONFIRM, None)
    walk.press(Button.YES)
    assert (walk.state, walk.s.resident, walk.current.must_confirm) == (State.RESULT, WANG, False)
    assert walk.asked(Alert) == []


def test_times_are_two_and_twenty_seconds() -> None:
    walk = Walk().result().on(PersonLeft())
    assert [(e.timer, e.seconds) for e in walk.asked(StartTimer)][-2:] == [("away", 2.0), ("forgotten", 20.0)]


def test_screen_shows_nobody_after_two_seconds_and_is_free_after_twenty() -> None:
    hall = Hall().on(SomebodyNear()).card().warm().on(PersonLeft()).wait(2)
    assert (hall.view.headline, hall.view.code, hall.view.temperature) == ("有卡没拿走", None, None)
    assert not any(word in shown(hall) for word in ("王", "36.5", "QR"))
    hall.wait(17.5)
    assert hall.view.state is State.CONFIRM
    hall.wait(0.5)
    assert (hall.view.state, hall.view.headline) == (State.ATTRACT, "有卡没拿走")
    assert [a.text for a in hall.desks.alerts] == ["自助机上有一张卡没人拿，请先收好"]
    assert [v.outcome for v in hall.desks.visits] == [None, "left"]


def test_without_a_camera_silence_ends_it() -> None:
    hall = Hall().card().warm().wait(59)
    assert hall.view.state is State.RESULT
    assert (hall.wait(1).view.state, hall.view.summary) == (State.GOODBYE, ())


def test_newcomer_is_seen_by_the_camera_once_the_card_is_forgotten() -> None:
    walk = forgotten()
    assert (walk.state, [card.token for card in walk.terminal.forgotten]) == (State.ATTRACT, [FIRST])
    assert walk.s.visit is None
    walk.matched(ZHANG).press(Button.YES)
    assert (walk.state, walk.s.resident, walk.terminal.card_lies) == (State.CHECKING, ZHANG, False)
    assert [a.words for a in walk.asked(Alert)] == ["card-left"]


def test_newcomer_with_the_other_kind_of_card_is_served_once_the_card_is_forgotten() -> None:
    walk = forgotten().card(SOCIAL, ZHANG)
    assert (walk.state, walk.s.resident, walk.s.visit_id != "v1") == (State.CHECKING, ZHANG, True)


def test_newcomer_with_the_other_reader_need_not_wait() -> None:
    walk = walked_off().card(SOCIAL, ZHANG)
    assert (walk.state, walk.s.resident) == (State.CHECKING, ZHANG)
    assert ([c.token for c in walk.terminal.cards], [c.token for c in walk.terminal.forgotten]) == ([SOCIAL], [FIRST])
    assert [(a.words, a.who) for a in walk.asked(Alert)] == [("card-left", "王奶奶")]


def test_newcomer_who_says_it_is_not_theirs_is_looked_at() -> None:
    walk = walked_off().on(SomebodyNear()).press(Button.NO)
    assert (walk.state, walk.s.resident, [c.token for c in walk.terminal.forgotten]) == (State.LOOKING, None, [FIRST])
    assert [a.words for a in walk.asked(Alert)] == ["card-left"]
    assert [v.outcome for v in walk.asked(SaveVisit)] == [None, "left"]


def test_newcomer_who_only_touches_sees_nothing_of_them() -> None:
    walk = walked_off().on(Touched())
    assert (walk.state, walk.s.variant, walk.current.must_confirm) == (State.CONFIRM, "card-left", True)


def test_newcomer_who_looked_and_went_leaves_no_name_behind() -> None:
    walk = Walk().cuff().press(Button.BACK).press("blood-pressure").on(PersonLeft()).press(Button.RESTED)
    assert (walk.state, walk.s.variant) == (State.CONFIRM, "returned")
    assert walked_off(walk).s.variant == "card-left"


def test_newcomer_is_not_measured_as_the_one_who_left() -> None:
    walk = Walk().card().coded().on(PersonLeft()).warm(36.1)
    assert (walk.temperature.shown, [e.reason for e in walk.asked(Quarantine)]) == (None, ["person-left"])
    walk.fire(Timer.AWAY).on(SomebodyNear()).warm(36.1)
    assert (walk.temperature.shown, walk.asked(SaveMeasurements)) == (None, [])
    assert len(walk.asked(RequestReading)) == 1
    walk.press(Button.YES)
    assert (walk.state, len(walk.asked(RequestReading))) == (State.CHECKING, 2)
    cuff = Walk().cuff().on(PersonLeft())
    cuff.on(pressure_arrived(cuff.visit, pressure(138, 86)))
    assert (cuff.self_check.value, [e.reason for e in cuff.asked(Quarantine)]) == (None, ["person-left"])


def test_holder_who_takes_the_card_up_and_lays_it_down_again_begins_anew() -> None:
    walk = forgotten()
    walk.on(CardLeft(FIRST, NOW)).card(SECOND)
    assert (walk.state, walk.s.resident, walk.terminal.forgotten) == (State.CHECKING, WANG, ())
    assert len({v.visit_id for v in walk.asked(SaveVisit)}) == 2


def test_one_who_left_while_their_card_was_looked_up_is_welcomed_unseen() -> None:
    walk = Walk().on(SomebodyNear(), CardArrived(FIRST, CardKind.ID_CARD, NOW), IdentityRead(FIRST, DOCUMENT, NOW))
    walk.on(PersonLeft()).fire(Timer.AWAY).on(HolderFound(FIRST, WANG))
    assert (walk.state, walk.s.variant, walk.s.here) == (State.CONFIRM, "card-left", State.CHECKING)
    assert walk.fire(Timer.FORGOTTEN).state is State.ATTRACT


def test_second_person_who_left_while_their_card_was_looked_up_is_hidden_too() -> None:
    walk = Walk().result().taken().on(CardArrived(SOCIAL, CardKind.CONTACT_CARD, NOW))
    walk.on(IdentityRead(SOCIAL, DOCUMENT, NOW), PersonLeft(), HolderFound(SOCIAL, ZHANG))
    assert walk.fire(Timer.AWAY).s.variant == "card-left"


def test_own_second_card_that_is_known_after_they_left_is_answered_unseen() -> None:
    walk = Walk().result().on(CardArrived(SOCIAL, CardKind.CONTACT_CARD, NOW), IdentityRead(SOCIAL, DOCUMENT, NOW))
    walk.on(PersonLeft()).fire(Timer.AWAY).on(HolderFound(SOCIAL, WANG))
    assert (walk.state, walk.s.variant) == (State.CONFIRM, "card-left")


def test_card_nobody_could_read_is_forgotten_with_its_person() -> None:
    walk = WAYS[State.CARD_PROBLEM]().on(PersonLeft()).fire(Timer.AWAY)
    assert walk.state is State.CARD_PROBLEM
    walk.fire(Timer.FORGOTTEN)
    assert (walk.state, [c.token for c in walk.terminal.forgotten]) == (State.ATTRACT, [FIRST])
    walk.looking().on(FaceUnknown(walk.terminal.camera_session))
    assert walk.state is State.ASK_CARD


def test_reader_counts_on_while_a_card_is_forgotten() -> None:
    walk = forgotten().on(CardArrived(FIRST, CardKind.ID_CARD, NOW))
    assert walk.state is State.ATTRACT
    assert walk.on(CardArrived(CardToken("id", 9), CardKind.ID_CARD, NOW)).state is State.READING
