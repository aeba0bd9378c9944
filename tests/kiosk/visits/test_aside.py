"""An inner wing is shown: nothing of a visitor stays, nobody is served unseen, and whoever waits is told."""

from __future__ import annotations

import pytest

from devices.events import CardArrived, CardKind, CardLeft, IdentityRead, ReadFailed, ReadFailure
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.facilities import Facility, FacilityChanged
from kiosk.visits.buttons import listed
from kiosk.visits.draft import Given
from kiosk.visits.effects import (
    Alert,
    CloseInstrument,
    LookUpHolder,
    Quarantine,
    SaveVisit,
    StartFaces,
    StopFaces,
    StopTimer,
    VisitorWaits,
    Waiting,
)
from kiosk.visits.events import HolderFound, NetworkChanged, Pressed, Resumed, SetAside, TimerFired, Touched
from kiosk.visits.situation import Timer
from kiosk.visits.states import Button, State
from kiosk.visits.table import step
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import DOCUMENT, FIRST, NOW, SECOND, WANG, Walk, pressure, pressure_arrived
from tests.kiosk.visits.places import WAYS, events_at

ARRIVED = CardArrived(FIRST, CardKind.ID_CARD, NOW)
READ = IdentityRead(FIRST, DOCUMENT, NOW)


def aside(walk: Walk | None = None) -> Walk:
    """An inner wing has been opened."""
    return (walk or Walk()).on(SetAside())


def told(walk: Walk) -> list[Waiting]:
    return [effect.how for effect in walk.asked(VisitorWaits)]


@pytest.mark.parametrize("state", list(State))
def test_nothing_of_a_visit_is_left_from_any_screen(state: State) -> None:
    walk = aside(WAYS[state]())
    assert (walk.state, walk.s.visit, walk.s.covered, walk.s.timers) == (State.ATTRACT, None, None, ())
    assert (walk.terminal.cards, walk.reason, listed(walk.s, walk.rules)) == ((), "set-aside", ())


@pytest.mark.parametrize("state", list(State))
def test_no_event_begins_anything_while_the_wing_is_open(state: State) -> None:
    walk = aside(WAYS[state]())
    for event in events_at(walk.s):
        if not isinstance(event, Resumed):
            made = step(walk.s, event, walk.rules, Given("v-next", "2026-11-22"))
            assert (made.situation.visit, made.situation.state, made.situation.timers) == (None, State.ATTRACT, ())
            assert {type(effect) for effect in made.effects} <= {VisitorWaits, Quarantine}, event


def test_visit_is_closed_as_when_its_person_walks_away() -> None:
    walk = aside(Walk().cuff().taken())
    assert [v.outcome for v in walk.asked(SaveVisit)] == [None, "left"]
    assert [e.facility for e in walk.asked(CloseInstrument)] == [Facility.BLOOD_PRESSURE]
    assert walk.asked(Alert) == []


def test_camera_session_is_let_go() -> None:
    walk = Walk().looking()
    assert walk.asked(StopFaces) == []
    assert len(aside(walk).asked(StopFaces)) == 1


def test_card_that_lies_when_the_wing_opens_is_forgotten_and_not_read_again() -> None:
    walk = aside(Walk().result())
    assert [card.token for card in walk.terminal.forgotten] == [FIRST]
    assert [a.words for a in walk.asked(Alert)] == ["card-left"]
    assert walk.on(ARRIVED, Resumed()).state is State.ATTRACT
    assert told(walk) == []
    assert walk.taken().terminal.forgotten == ()


def test_card_laid_down_meanwhile_is_told_and_read_once_the_wing_is_closed() -> None:
    walk = aside().on(ARRIVED, READ)
    assert (told(walk), walk.s.visit, walk.asked(LookUpHolder)) == ([Waiting.CARD], None, [])
    walk.on(Resumed())
    assert (walk.state, walk.reason, walk.s.timer(Timer.READ) is not None) == (State.READING, "resumed", True)
    assert [e.token for e in walk.asked(LookUpHolder)] == [FIRST]
    assert (walk.terminal.reads, walk.on(HolderFound(FIRST, WANG)).state) == ((), State.CHECKING)


def test_card_still_being_read_when_the_wing_closes_is_waited_for() -> None:
    walk = aside().on(ARRIVED, Resumed())
    assert (walk.state, walk.asked(LookUpHolder)) == (State.READING, [])
    assert len(walk.on(READ).asked(LookUpHolder)) == 1


def test_card_that_could_not_be_read_meanwhile_says_so() -> None:
    walk = aside().on(ARRIVED, ReadFailed(FIRST, ReadFailure.DAMAGED, False, NOW), Resumed())
    assert (walk.state, walk.s.variant) == (State.CARD_PROBLEM, "damaged")


def test_card_taken_away_again_leaves_nothing() -> None:
    walk = aside().on(ARRIVED, READ, CardLeft(FIRST, NOW))
    assert (walk.terminal.cards, walk.terminal.reads) == ((), ())
    assert walk.on(Resumed()).state is State.ATTRACT


def test_what_a_dead_reader_had_read_is_gone() -> None:
    walk = aside().on(ARRIVED, READ, FacilityChanged(Facility.ID_CARD, False, "wire-lost"))
    assert (walk.terminal.cards, walk.terminal.reads, walk.terminal.works(Facility.ID_CARD)) == ((), (), False)


def test_answer_about_a_card_that_does_not_lie_there_is_not_kept() -> None:
    assert aside().on(ARRIVED, IdentityRead(SECOND, DOCUMENT, NOW)).terminal.reads == ()


def test_help_and_somebody_new_are_told_and_a_touch_is_the_wings_own() -> None:
    walk = aside().on(Touched(), Pressed(Button.HELP, 0), Pressed(Button.LOOK, 0))
    assert (told(walk), walk.asked(Alert)) == ([Waiting.HELP], [])
    walk.on(SomebodyNear(), SomebodyNear(), PersonLeft(), SomebodyNear())
    assert told(walk) == [Waiting.HELP, Waiting.NEAR, Waiting.NEAR]


def test_whoever_opened_the_wing_is_not_somebody_new() -> None:
    assert told(aside(Walk().on(SomebodyNear())).on(SomebodyNear())) == []


def test_whoever_came_meanwhile_and_still_stands_there_is_looked_at() -> None:
    walk = aside().on(SomebodyNear(), Resumed())
    assert (walk.state, walk.reason) == (State.LOOKING, "resumed")  # the notice first, then the camera
    assert walk.terminal.came is False


@pytest.mark.parametrize("events", [(), (SomebodyNear(), PersonLeft())])
def test_nobody_is_looked_at_who_did_not_come_or_has_gone(events: tuple[SomebodyNear | PersonLeft, ...]) -> None:
    walk = aside(Walk().on(SomebodyNear())).on(*events[1:]) if not events else aside().on(*events)
    assert walk.on(Resumed()).state is State.ATTRACT


def test_whoever_came_meanwhile_to_a_terminal_without_a_camera_may_touch() -> None:
    walk = aside(Walk().on(FacilityChanged(Facility.CAMERA, False, "camera-gone"))).on(SomebodyNear(), Resumed())
    assert (walk.state, walk.asked(StartFaces)) == (State.ATTRACT, [])


def test_screen_is_awake_when_it_is_back_and_sleeps_again() -> None:
    walk = aside().on(Resumed())
    assert (walk.state, walk.terminal.aside, walk.terminal.awake) == (State.ATTRACT, False, True)
    assert walk.fire(Timer.AWAKE).terminal.awake is False


def test_resumed_without_a_wing_and_a_wing_twice_change_nothing() -> None:
    walk = Walk().result()
    assert (walk.on(Resumed()).state, walk.reason) == (State.RESULT, "ignored")
    at = aside().s
    assert aside(Walk(situation=at)).s == at


def test_facilities_the_network_and_readings_go_on() -> None:
    walk = aside().on(FacilityChanged(Facility.CAMERA, False, "wire-lost"), NetworkChanged(False))
    assert (walk.terminal.works(Facility.CAMERA), walk.terminal.online) == (False, False)
    walk.on(pressure_arrived("v1", pressure(138, 86)))
    assert [e.reason for e in walk.asked(Quarantine)] == ["not-awaited"]


def test_timer_of_the_visit_that_was_closed_ends_nothing() -> None:
    walk = Walk().result()
    leave = walk.s.timer(Timer.WARN)
    assert leave is not None
    aside(walk).on(TimerFired(Timer.WARN, leave))
    assert (walk.reason, StopTimer("warn") in walk.effects) == ("ignored", True)


def test_conductor_hands_on_who_waits_and_shows_nobody() -> None:
    hall = Hall().card().warm().on(SetAside())
    assert (hall.view.state, hall.view.buttons, hall.view.code) == (State.ATTRACT, (), None)
    hall.on(CardArrived(SECOND, CardKind.ID_CARD, NOW), IdentityRead(SECOND, DOCUMENT, NOW))
    assert (hall.waits, hall.desks.asked.count("meet")) == ([Waiting.CARD], 1)
    assert (hall.wait(120).view.state, hall.view.headline.count("王")) == (State.ATTRACT, 0)
    assert hall.on(Resumed()).view.headline == "王奶奶，早上好"
