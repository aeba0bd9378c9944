"""Who is it: every way in, and every way it can go wrong."""

from __future__ import annotations

import pytest

from devices.events import CardArrived, CardKind, CardLeft, IdentityRead, ReadFailed, ReadFailure
from kiosk.faces.events import (
    FaceHint,
    FaceMatched,
    FaceSeen,
    FaceUnknown,
    PersonLeft,
    SomebodyNear,
)
from kiosk.facilities import Facility, FacilityChanged
from kiosk.visits.effects import LookUpHolder, QueryCode, RequestReading, ResolveMatch, StartFaces, StopFaces
from kiosk.visits.events import HolderFound, HolderUnknown, MatchResolved, Pressed, Touched
from kiosk.visits.situation import Timer
from kiosk.visits.states import Button, State
from tests.kiosk.visits.people import DOCUMENT, FIRST, NOW, SECOND, SOCIAL, WANG, ZHANG, Walk

ID = CardKind.ID_CARD


def test_card_is_read_then_looked_up_then_greeted() -> None:
    walk = Walk().on(CardArrived(FIRST, ID, NOW))
    assert walk.state is State.READING
    walk.on(IdentityRead(FIRST, DOCUMENT, NOW))
    assert walk.asked(LookUpHolder) == [LookUpHolder(FIRST, DOCUMENT)]
    walk.on(HolderFound(FIRST, WANG))
    assert walk.state is State.CHECKING
    assert [e.resident_id for e in walk.asked(QueryCode)] == ["r-wang"]
    assert [e.resident_id for e in walk.asked(RequestReading)] == ["r-wang"]


def test_face_is_matched_then_asked_then_greeted_like_a_card() -> None:
    walk = Walk().looking()
    assert (walk.state, walk.asked(StartFaces)) == (State.LOOKING, [StartFaces(1)])
    walk.on(FaceSeen(1, FaceHint.CLOSER, 0.4))
    assert (walk.camera.hint, walk.camera.progress) == (FaceHint.CLOSER, 0.4)
    walk.on(FaceMatched(1, "r-wang", 0.3))
    assert [e.resident_id for e in walk.asked(ResolveMatch)] == ["r-wang"]
    walk.on(MatchResolved(1, WANG))
    assert walk.state is State.CONFIRM
    walk.press(Button.YES)
    assert (walk.state, walk.current.identified_by) == (State.CHECKING, "face")
    assert len(walk.asked(QueryCode)) == len(walk.asked(RequestReading)) == 1
    assert len(walk.asked(StopFaces)) == 1


@pytest.mark.parametrize("event", [FaceUnknown(1), MatchResolved(1, None)])
def test_unknown_face_is_asked_for_a_card(event: FaceUnknown | MatchResolved) -> None:
    walk = Walk().looking().on(event)
    assert (walk.state, walk.s.variant, walk.s.resident) == (State.ASK_CARD, "unknown", None)
    assert walk.card().state is State.CHECKING


def test_not_me_leads_to_the_card_and_forgets_the_other_person() -> None:
    walk = Walk().matched().press(Button.NO)
    assert (walk.state, walk.s.variant, walk.s.resident) == (State.ASK_CARD, "denied", None)


def test_card_laid_down_while_the_camera_looks_wins() -> None:
    walk = Walk().looking().on(CardArrived(FIRST, ID, NOW))
    assert walk.state is State.READING
    assert len(walk.asked(StopFaces)) == 1
    walk.on(FaceMatched(1, "r-zhang", 0.2), MatchResolved(1, ZHANG))
    assert (walk.state, walk.s.resident) == (State.READING, None)


def test_camera_that_dies_while_looking_asks_for_a_card() -> None:
    walk = Walk().looking().on(FacilityChanged(Facility.CAMERA, False, "wire-lost"))
    assert (walk.state, walk.s.variant) == (State.ASK_CARD, "camera")


def test_camera_that_never_answers_asks_for_a_card() -> None:
    assert Walk().looking().fire(Timer.LOOK).state is State.ASK_CARD


def test_answers_of_an_earlier_camera_session_mean_nothing() -> None:
    walk = Walk().looking().press(Button.USE_CARD).press(Button.LOOK).fire(Timer.NOTICE)
    assert (walk.state, walk.terminal.camera_session) == (State.LOOKING, 2)
    walk.on(FaceMatched(1, "r-zhang", 0.1), MatchResolved(1, ZHANG), FaceUnknown(1), FaceSeen(1, FaceHint.GOOD, 1.0))
    assert (walk.state, walk.s.resident, walk.camera.progress) == (State.LOOKING, None, 0.0)
    assert walk.asked(ResolveMatch) == []


@pytest.mark.parametrize("reason", list(ReadFailure))
def test_every_read_failure_has_its_own_words(reason: ReadFailure) -> None:
    walk = Walk().on(CardArrived(FIRST, ID, NOW), ReadFailed(FIRST, reason, True, NOW))
    assert (walk.state, walk.s.variant) == (State.CARD_PROBLEM, reason.value)


def test_card_whose_holder_nobody_knows() -> None:
    walk = Walk().on(CardArrived(SOCIAL, CardKind.CONTACT_CARD, NOW), IdentityRead(SOCIAL, DOCUMENT, NOW))
    walk.on(HolderUnknown(SOCIAL))
    assert (walk.state, walk.s.variant) == (State.CARD_PROBLEM, "unknown-holder")
    assert walk.card(FIRST).state is State.CHECKING


def test_card_pulled_while_reading_asks_to_hold_still() -> None:
    walk = Walk().on(CardArrived(FIRST, ID, NOW), CardLeft(FIRST, NOW))
    assert (walk.state, walk.s.variant) == (State.CARD_PROBLEM, "moved")


def test_card_taken_after_it_was_read_is_no_problem() -> None:
    walk = Walk().on(CardArrived(FIRST, ID, NOW), IdentityRead(FIRST, DOCUMENT, NOW), CardLeft(FIRST, NOW))
    assert walk.state is State.READING
    assert walk.on(HolderFound(FIRST, WANG)).state is State.CHECKING


def test_reader_that_gives_no_answer_asks_to_lay_the_card_down_again() -> None:
    walk = Walk().on(CardArrived(FIRST, ID, NOW)).fire(Timer.READ)
    assert (walk.state, walk.s.variant) == (State.CARD_PROBLEM, "slow")
    assert walk.on(IdentityRead(FIRST, DOCUMENT, NOW)).state is State.CARD_PROBLEM


def test_reader_unplugged_while_reading() -> None:
    walk = Walk().on(CardArrived(FIRST, ID, NOW), FacilityChanged(Facility.ID_CARD, False, "wire-lost"))
    assert (walk.state, walk.s.variant, walk.terminal.card_lies) == (State.CARD_PROBLEM, "reader", False)


def test_of_two_cards_at_once_the_first_one_counts() -> None:
    walk = Walk().on(CardArrived(FIRST, ID, NOW), CardArrived(SOCIAL, CardKind.CONTACT_CARD, NOW))
    assert (walk.state, walk.current.card.two_lie) == (State.READING, True)
    walk.on(IdentityRead(SOCIAL, DOCUMENT, NOW), HolderFound(SOCIAL, ZHANG))
    assert walk.state is State.READING
    walk.on(IdentityRead(FIRST, DOCUMENT, NOW), HolderFound(FIRST, WANG))
    assert (walk.state, walk.s.resident) == (State.CHECKING, WANG)


def test_second_of_two_cards_may_be_read_after_the_first_failed() -> None:
    walk = Walk().on(CardArrived(FIRST, ID, NOW), CardArrived(SOCIAL, CardKind.CONTACT_CARD, NOW))
    walk.on(ReadFailed(FIRST, ReadFailure.DAMAGED, False, NOW), IdentityRead(SOCIAL, DOCUMENT, NOW))
    assert walk.on(HolderFound(SOCIAL, WANG)).state is State.CHECKING


def test_same_persons_second_card_changes_nothing() -> None:
    walk = Walk().result()
    visit = walk.visit
    walk.on(CardArrived(SOCIAL, CardKind.CONTACT_CARD, NOW))
    assert walk.state is State.READING
    walk.on(IdentityRead(SOCIAL, DOCUMENT, NOW), HolderFound(SOCIAL, WANG))
    assert (walk.state, walk.visit, walk.code.result is not None) == (State.RESULT, visit, True)


def test_another_persons_card_closes_the_visit_and_begins_theirs() -> None:
    walk = Walk().result().taken()
    visit = walk.visit
    walk.card(SECOND, ZHANG)
    assert (walk.state, walk.s.resident) == (State.CHECKING, ZHANG)
    assert (walk.code.result, walk.temperature.shown) == (None, None)
    assert walk.visit != visit


def test_second_card_that_cannot_be_read_closes_the_visit_when_its_own_card_is_gone() -> None:
    walk = Walk().result().taken().on(CardArrived(SECOND, ID, NOW), ReadFailed(SECOND, ReadFailure.SILENT, True, NOW))
    assert (walk.state, walk.s.variant, walk.s.resident, walk.code.result) == (State.CARD_PROBLEM, "silent", None, None)


def test_second_card_that_cannot_be_read_leaves_the_visit_when_its_own_card_lies() -> None:
    walk = Walk().result().on(CardArrived(SOCIAL, CardKind.CONTACT_CARD, NOW))
    walk.on(ReadFailed(SOCIAL, ReadFailure.LOCKED, False, NOW))
    assert walk.state is State.CARD_PROBLEM
    assert walk.taken(SOCIAL).state is State.RESULT


def test_first_touch_on_attract_only_wakes() -> None:
    walk = Walk().on(Pressed(Button.LOOK, 1))
    assert (walk.state, walk.terminal.awake) == (State.ATTRACT, True)
    assert walk.press(Button.LOOK).state is State.LOOKING


def test_attract_sleeps_again_and_sees_the_next_person() -> None:
    walk = Walk().on(Touched(), SomebodyNear()).press(Button.BACK)
    assert (walk.state, walk.terminal.awake) == (State.ATTRACT, True)
    assert walk.on(SomebodyNear()).state is State.ATTRACT
    assert walk.fire(Timer.AWAKE).on(SomebodyNear()).state is State.LOOKING


def test_somebody_who_only_passes_by_leaves_no_trace() -> None:
    walk = Walk().on(SomebodyNear(), PersonLeft()).fire(Timer.AWAY)
    assert walk.state is State.ATTRACT
    assert [type(e).__name__ for e in walk.effects if "Visit" in type(e).__name__] == ["DropVisit"]


def test_looking_is_not_offered_without_a_camera() -> None:
    walk = Walk().on(FacilityChanged(Facility.CAMERA, False, "wire-lost"), Touched(), Pressed(Button.LOOK, 2))
    assert walk.state is State.ATTRACT


def test_no_reader_and_no_face_leads_to_the_window() -> None:
    walk = Walk().on(FacilityChanged(Facility.ID_CARD, False), FacilityChanged(Facility.SOCIAL_CARD, False))
    walk.looking().on(FaceUnknown(1))
    assert (walk.state, walk.s.variant) == (State.ASK_CARD, "unknown-no-reader")
