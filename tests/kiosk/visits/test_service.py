"""Code and temperature: nobody is shamed, nothing is said too early, nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devices.events import CardArrived, CardKind, IdentityRead
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.facilities import Facility, FacilityChanged
from kiosk.health_code.profile import load as load_profile
from kiosk.instruments.rows import STEPS
from kiosk.measurements.plausibility import Reason
from kiosk.settings import Settings
from kiosk.visits.effects import Alert, Quarantine, QueryCode, RequestReading, SaveCode, SaveMeasurements
from kiosk.visits.events import CodeArrived, CodeFailed, HolderFound
from kiosk.visits.rules import rules_from
from kiosk.visits.situation import Timer
from kiosk.visits.states import Button, State
from kiosk.visits.view_builder import ViewBuilder
from kiosk.visits.visit import TemperatureStage
from kiosk.visits.visitor_words import load_words
from tests.kiosk.visits.people import (
    DISCREET,
    DOCUMENT,
    NOW,
    RULES,
    SOCIAL,
    WANG,
    Walk,
    code,
    temperature,
    temperature_arrived,
)


def test_result_waits_for_both_whichever_comes_first() -> None:
    assert Walk().card().coded().state is State.CHECKING
    assert Walk().card().coded().warm().state is State.RESULT
    assert Walk().card().warm().state is State.CHECKING
    assert Walk().card().warm().coded().state is State.RESULT


def test_raised_temperature_is_taken_again_before_a_word() -> None:
    walk = Walk().card().coded().warm(37.6, "raised")
    assert (walk.state, walk.temperature.shown, walk.asked(Alert)) == (State.REMEASURE, None, [])
    walk.fire(Timer.REST)
    assert (walk.state, walk.s.variant, len(walk.asked(RequestReading))) == (State.REMEASURE, "measuring", 2)
    walk.warm(36.6, "normal")
    assert (walk.state, walk.temperature.shown is not None) == (State.RESULT, True)
    assert walk.asked(Alert) == []


def test_twice_raised_leads_to_the_window_and_staff_are_told() -> None:
    walk = Walk().card().coded().warm(37.6, "raised").fire(Timer.REST).warm(37.8, "raised")
    assert (walk.state, walk.temperature.shown) == (State.WINDOW, None)
    assert [(a.kind, a.words, a.queue) for a in walk.asked(Alert)] == [("temperature", "temperature", 1)]


def test_very_high_tells_staff_unseen_and_still_waits_calmly() -> None:
    walk = Walk().card().coded().warm(38.9, "high")
    assert (walk.state, walk.temperature.shown) == (State.REMEASURE, None)
    assert [(a.kind, a.words) for a in walk.asked(Alert)] == [("temperature", "temperature-high")]


def test_low_is_taken_again_then_the_window() -> None:
    walk = Walk().card().coded().warm(34.2, "low")
    assert (walk.state, walk.s.variant, walk.asked(Alert)) == (State.REMEASURE, "again", [])
    walk.fire(Timer.REST).warm(34.3, "low")
    assert walk.state is State.WINDOW
    assert [(a.words, a.queue) for a in walk.asked(Alert)] == [("temperature-low", 1)]
    assert walk.current.queue_no == 1


def test_no_number_twice_asks_to_the_window_for_the_temperature_only() -> None:
    walk = Walk().card().coded().warm(None, "no-number").fire(Timer.REST).warm(None, "no-number")
    assert (walk.state, walk.temperature.stage, walk.asked(Alert)) == (State.RESULT, TemperatureStage.NO_NUMBER, [])


def test_raised_then_no_number_is_not_let_through() -> None:
    walk = Walk().card().coded().warm(37.6, "raised").fire(Timer.REST).fire(Timer.CHECK)
    assert (walk.state, [a.words for a in walk.asked(Alert)]) == (State.WINDOW, ["temperature"])


def test_rise_over_ones_own_is_taken_again_like_a_raised_one() -> None:
    walk = Walk().card().coded().warm(36.6, "raised-own")
    assert (walk.state, walk.temperature.shown, walk.temperature.doubted) == (State.REMEASURE, None, True)
    walk.fire(Timer.REST).warm(36.7, "raised-own")
    assert (walk.state, [a.words for a in walk.asked(Alert)]) == (State.WINDOW, ["temperature"])


@pytest.mark.parametrize("reason", [Reason.WARMING, Reason.ROOM_RANGE])
def test_number_that_waiting_would_not_bring_is_not_waited_for(reason: Reason) -> None:
    walk = Walk().card().coded()
    walk.on(temperature_arrived(walk.visit, (replace(temperature(None, "no-number")[0], reason=reason),)))
    assert (walk.state, walk.temperature.stage, walk.temperature.hidden_by) == (
        State.RESULT, TemperatureStage.NO_NUMBER, reason,
    )  # fmt: skip
    assert (len(walk.asked(RequestReading)), walk.asked(Alert)) == (1, [])


def test_every_reading_is_saved_shown_or_not() -> None:
    walk = Walk().card().coded().warm(37.6, "raised").fire(Timer.REST).warm(None, "no-number")
    assert [e.key for e in walk.asked(SaveMeasurements)] == ["temperature-1", "temperature-2"]


def test_thermometer_out_of_order_is_said_once_and_everything_else_goes_on() -> None:
    walk = Walk().on(FacilityChanged(Facility.TEMPERATURE, False, "wire-lost")).card()
    assert (walk.state, walk.asked(RequestReading)) == (State.DEVICE_FAULT, [])
    assert [(a.kind, a.detail) for a in walk.asked(Alert)] == [("device", "temperature")]
    walk.coded().press(Button.CONTINUE)
    assert (walk.state, walk.temperature.stage) == (State.RESULT, TemperatureStage.BROKEN)
    walk.press(Button.SELF_CHECK).press(Button.BACK)
    assert walk.state is State.RESULT


def test_staff_hear_of_a_broken_thermometer_once_not_once_a_visitor() -> None:
    walk = Walk().on(FacilityChanged(Facility.TEMPERATURE, False, "wire-lost")).card()
    walk.coded().press(Button.CONTINUE).press(Button.NO_THANKS).taken().fire(Timer.BYE)
    walk.card(SOCIAL)
    assert (walk.state, len(walk.asked(Alert))) == (State.DEVICE_FAULT, 1)


def test_thermometer_that_dies_while_measuring() -> None:
    walk = Walk().card().on(FacilityChanged(Facility.TEMPERATURE, False, "wire-lost"))
    assert walk.state is State.DEVICE_FAULT
    assert walk.press(Button.CONTINUE).state is State.CHECKING
    assert walk.coded().state is State.RESULT


def test_other_code_is_the_same_card_with_the_way_to_the_window() -> None:
    walk = Walk().card().coded("yellow").warm()
    assert walk.state is State.RESULT
    assert [(a.kind, a.detail, a.queue) for a in walk.asked(Alert)] == [("code", "yellow", 1)]
    assert walk.press(Button.TO_WINDOW).state is State.GOODBYE


def test_discreet_hall_shows_no_other_code_at_all() -> None:
    walk = Walk(DISCREET).card().coded("red").warm()
    assert (walk.state, [a.kind for a in walk.asked(Alert)]) == (State.WINDOW, ["code"])


def test_discreet_hall_hides_a_code_that_changes_under_the_menu() -> None:
    walk = Walk(DISCREET).menu().coded("yellow").press(Button.BACK)
    assert walk.state is State.WINDOW


def test_green_in_a_discreet_hall() -> None:
    assert Walk(DISCREET).result().state is State.RESULT


def test_code_service_down_goes_on_without() -> None:
    walk = Walk().card().warm()
    walk.on(CodeFailed(walk.visit, "code-gateway-unreachable"))
    assert (walk.state, walk.code.result, walk.code.failed) == (State.RESULT, None, "code-gateway-unreachable")
    assert walk.asked(Alert) == []


def test_nothing_answers_and_the_visit_goes_on() -> None:
    walk = Walk().card().fire(Timer.CHECK)
    assert (walk.state, walk.temperature.stage, walk.code.failed) == (
        State.RESULT,
        TemperatureStage.NO_NUMBER,
        "code-unavailable",
    )


def test_code_is_renewed_while_it_is_shown() -> None:
    walk = Walk().result().fire(Timer.CODE)
    assert len(walk.asked(QueryCode)) == 2
    walk.coded()
    assert (walk.state, len(walk.asked(SaveCode))) == (State.RESULT, 1)


def test_code_that_ran_out_under_the_menu_is_renewed_on_return() -> None:
    walk = Walk().menu().fire(Timer.CODE)
    assert len(walk.asked(QueryCode)) == 1
    assert len(walk.press(Button.BACK).asked(QueryCode)) == 2


def test_code_that_could_not_be_renewed_is_tried_again() -> None:
    walk = Walk().result().fire(Timer.CODE)
    walk.on(CodeFailed(walk.visit, "code-gateway-timeout"))
    assert (walk.state, walk.code.result is not None) == (State.RESULT, True)
    walk.fire(Timer.CODE)
    assert len(walk.asked(QueryCode)) == 3


def test_pause_that_ends_while_another_card_is_read_measures_nobody_yet() -> None:
    walk = Walk().card().coded().warm(37.9, "raised").on(CardArrived(SOCIAL, CardKind.CONTACT_CARD, NOW))
    walk.fire(Timer.REST)
    assert (walk.state, len(walk.asked(RequestReading))) == (State.READING, 1)
    walk.on(IdentityRead(SOCIAL, DOCUMENT, NOW), HolderFound(SOCIAL, WANG))
    assert (walk.state, walk.s.variant, len(walk.asked(RequestReading))) == (State.REMEASURE, "measuring", 2)


def test_answers_of_an_earlier_visit_are_dropped() -> None:
    walk = Walk().card()
    walk.on(
        CodeArrived("old", code("red")), CodeFailed("old", "x"), temperature_arrived("old", temperature(36.6, "normal"))
    )
    assert (walk.state, walk.code.result, walk.code.failed, walk.temperature.shown) == (
        State.CHECKING,
        None,
        None,
        None,
    )
    assert [e.reason for e in walk.asked(Quarantine)] == ["not-awaited"]


def test_temperature_that_came_when_the_person_was_gone_is_nobodys() -> None:
    walk = Walk().looking().press(Button.USE_CARD).card().taken().on(PersonLeft())
    walk.warm(36.5)
    assert [e.reason for e in walk.asked(Quarantine)] == ["person-left"]
    walk.on(SomebodyNear())
    assert (walk.state, len(walk.asked(RequestReading))) == (State.CONFIRM, 1)
    walk.press(Button.YES)
    assert (walk.state, len(walk.asked(RequestReading))) == (State.CHECKING, 2)
    assert walk.coded().warm(36.4).state is State.RESULT


def test_sitting_down_out_of_view_is_not_leaving_but_they_are_asked_before_the_second_reading() -> None:
    walk = Walk().card().coded().warm(37.6, "raised").taken().on(PersonLeft())
    assert (walk.state, walk.s.timer(Timer.AWAY)) == (State.REMEASURE, None)
    walk.fire(Timer.REST)
    assert (walk.state, walk.s.variant) == (State.CONFIRM, "returned")
    walk.press(Button.YES)
    assert (walk.state, walk.s.variant) == (State.REMEASURE, "measuring")
    assert walk.warm(36.5).state is State.RESULT


def test_somebody_else_on_the_chair_says_no() -> None:
    walk = Walk().card().coded().warm(37.6, "raised").taken().on(PersonLeft()).fire(Timer.REST).press(Button.NO)
    assert (walk.state, walk.s.resident, walk.code.result) == (State.ASK_CARD, None, None)


def test_not_waiting_calls_somebody_with_a_thermometer() -> None:
    walk = Walk().card().coded().warm(37.6, "raised").press(Button.CALL_STAFF)
    assert (walk.state, walk.s.variant) == (State.HELP, "measure")
    assert [(a.kind, a.words) for a in walk.asked(Alert)] == [("help", "measure")]
    assert walk.press(Button.BACK).state is State.REMEASURE


def test_rest_goes_on_while_help_is_on_its_way() -> None:
    walk = Walk().card().coded().warm(37.6, "raised").press(Button.HELP).fire(Timer.REST)
    assert walk.state is State.HELP
    assert walk.warm(36.5).state is State.HELP
    assert walk.press(Button.BACK).state is State.RESULT


def test_queue_numbers_rise_and_stay_with_the_visit() -> None:
    walk = Walk().card().coded("yellow").warm(37.6, "raised").fire(Timer.REST).warm(37.6, "raised")
    assert {a.queue for a in walk.asked(Alert)} == {1}
    walk.press(Button.TO_WINDOW).taken().fire(Timer.BYE).card(SOCIAL, WANG).coded("red")
    assert walk.asked(Alert)[-1].queue == 2


@pytest.mark.parametrize("rules", [RULES, DISCREET])
def test_window_after_both_problems(rules: object) -> None:
    walk = Walk(RULES if rules is RULES else DISCREET).card().coded("red").warm(37.6, "raised")
    assert walk.fire(Timer.REST).warm(37.6, "raised").state is State.WINDOW


def test_an_expired_card_is_served_noted_once_and_said_at_the_goodbye() -> None:
    walk = Walk().card(person=replace(WANG, card_expired=True)).coded().warm()
    walk.press(Button.NO_THANKS)
    assert walk.state is State.GOODBYE
    assert [alert.words for alert in walk.asked(Alert)] == ["card-expired"]
    hall = Settings()
    profile = load_profile(hall.health_code.profile)
    shown = ViewBuilder(hall, profile, rules_from(hall, profile, STEPS), load_words(STEPS))
    assert "过了有效期" in shown.build(walk.s, NOW, {}).lead
    walk.taken()
    assert "过了有效期" in shown.build(walk.s, NOW, {}).lead
