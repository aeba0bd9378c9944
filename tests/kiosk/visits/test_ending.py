"""Help, silence, walking away, goodbye."""

from __future__ import annotations

from devices.events import CardArrived, CardKind
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.facilities import Facility, FacilityChanged
from kiosk.visits.effects import Alert, DropVisit, SaveVisit, StartTimer
from kiosk.visits.events import Pressed, Touched
from kiosk.visits.situation import Timer
from kiosk.visits.states import Button, State
from tests.kiosk.visits.people import FIRST, NOW, SECOND, SOCIAL, WANG, ZHANG, Walk


def empty(walk: Walk) -> bool:
    """Whether nothing of any visit is left."""
    return walk.s.visit is None and walk.s.covered is None


def test_goodbye_stays_until_the_card_is_taken_and_a_moment_longer() -> None:
    walk = Walk().result().press(Button.NO_THANKS)
    assert (walk.state, walk.s.timer(Timer.BYE)) == (State.GOODBYE, None)
    walk.taken()
    assert (walk.state, walk.s.timer(Timer.BYE) is not None) == (State.GOODBYE, True)
    walk.fire(Timer.BYE)
    assert (walk.state, empty(walk)) == (State.ATTRACT, True)
    assert [(v.outcome, v.identified_by) for v in walk.asked(SaveVisit)] == [(None, "id-card"), ("served", "id-card")]


def test_touch_on_the_goodbye_gives_it_its_whole_time_again() -> None:
    walk = Walk().result().taken().press(Button.NO_THANKS)
    first = walk.s.timer(Timer.BYE)
    walk.on(Touched())
    assert (walk.state, walk.s.timer(Timer.BYE) != first) == (State.GOODBYE, True)
    assert [e.seconds for e in walk.asked(StartTimer) if e.timer == "bye"] == [8.0, 8.0]


def test_touch_on_the_goodbye_does_not_end_it_while_the_card_lies() -> None:
    walk = Walk().result().press(Button.NO_THANKS).on(Touched())
    assert (walk.state, walk.s.timer(Timer.BYE)) == (State.GOODBYE, None)
    assert walk.s.timer(Timer.LEFT_BEHIND) is not None


def test_touch_on_the_goodbye_of_one_who_is_sent_to_the_window_gives_a_minute_again() -> None:
    walk = Walk().card().coded("yellow").warm().taken().press(Button.TO_WINDOW).on(Touched())
    assert [e.seconds for e in walk.asked(StartTimer) if e.timer == "bye"] == [60.0, 60.0]


def test_card_left_behind_tells_staff_and_hides_the_person() -> None:
    walk = Walk().result().press(Button.NO_THANKS).fire(Timer.LEFT_BEHIND)
    assert (walk.state, empty(walk)) == (State.ATTRACT, True)
    assert [(a.kind, a.words) for a in walk.asked(Alert)] == [("device", "card-left")]
    assert [card.token for card in walk.terminal.forgotten] == [FIRST]
    assert (walk.taken().state, walk.terminal.forgotten) == (State.ATTRACT, ())


def test_next_visitor_may_come_while_a_card_is_left_behind() -> None:
    walk = Walk().result().press(Button.NO_THANKS)
    first = walk.visit
    walk.card(SOCIAL, ZHANG)
    assert (walk.state, walk.s.resident, walk.visit != first) == (State.CHECKING, ZHANG, True)
    assert [v.outcome for v in walk.asked(SaveVisit) if v.visit_id == first] == [None, "served"]


def test_silence_warns_thirty_seconds_before_and_then_clears() -> None:
    walk = Walk().result().taken()
    assert [e.seconds for e in walk.asked(StartTimer) if e.timer == "warn"][-1] == 30.0
    walk.fire(Timer.WARN)
    assert (walk.state, walk.s.warning) == (State.RESULT, True)
    assert [e.seconds for e in walk.asked(StartTimer) if e.timer == "leave"] == [30.0]
    walk.fire(Timer.LEAVE)
    assert (walk.state, empty(walk)) == (State.ATTRACT, True)
    assert walk.asked(SaveVisit)[-1].outcome == "timed-out"


def test_any_touch_extends_as_often_as_one_likes() -> None:
    walk = Walk().result()
    for _ in range(50):
        walk.fire(Timer.WARN).on(Touched())
        assert (walk.state, walk.s.warning, walk.s.timer(Timer.LEAVE)) == (State.RESULT, False, None)
    walk.fire(Timer.WARN).press(Button.STILL_HERE)
    assert (walk.state, walk.s.warning) == (State.RESULT, False)


def test_silence_is_excused_three_times_while_somebody_is_still_seen() -> None:
    walk = Walk().on(SomebodyNear()).card()
    walk.coded().warm()
    for _ in range(3):
        walk.fire(Timer.WARN)
        assert walk.s.warning is False
    assert walk.fire(Timer.WARN).s.warning is True


def test_press_meant_for_an_older_screen_only_extends() -> None:
    walk = Walk().result()
    old = walk.s.serial
    walk.press(Button.SELF_CHECK).on(Pressed(Button.NO_THANKS, old))
    assert walk.state is State.MENU


def test_button_that_is_not_on_the_screen_only_extends() -> None:
    walk = Walk().result().fire(Timer.WARN)
    walk.on(Pressed(Button.YES, walk.s.serial))
    assert (walk.state, walk.s.warning, walk.reason) == (State.RESULT, False, "extended")


def test_silence_with_a_card_on_the_reader_asks_to_take_it() -> None:
    walk = Walk().result().fire(Timer.WARN).fire(Timer.LEAVE)
    assert (walk.state, empty(walk)) == (State.GOODBYE, True)
    assert walk.taken().state is State.ATTRACT


def test_walking_away_clears_the_screen() -> None:
    walk = Walk().result().taken().on(PersonLeft())
    assert [e.seconds for e in walk.asked(StartTimer) if e.timer == "away"] == [2.0]
    walk.fire(Timer.AWAY)
    assert (walk.state, empty(walk)) == (State.ATTRACT, True)


def test_touching_keeps_it() -> None:
    walk = Walk().result().taken().on(PersonLeft(), Touched())
    assert (walk.state, walk.s.timer(Timer.AWAY)) == (State.RESULT, None)


def test_whoever_stands_there_after_the_person_left_is_asked_who_they_are() -> None:
    walk = Walk().result().taken().on(PersonLeft(), SomebodyNear())
    assert (walk.state, walk.s.variant, walk.s.timer(Timer.AWAY)) == (State.CONFIRM, "returned", None)
    assert walk.press(Button.YES).state is State.RESULT


def test_one_with_the_card_on_the_reader_may_turn_round_unasked() -> None:
    assert Walk().result().on(PersonLeft(), SomebodyNear()).state is State.RESULT


def test_card_taken_after_its_person_was_no_longer_seen_clears_the_screen() -> None:
    walk = Walk().result().on(PersonLeft()).fire(Timer.AWAY).taken()
    assert walk.s.timer(Timer.FORGOTTEN) is None
    assert walk.fire(Timer.AWAY).state is State.ATTRACT


def test_card_in_the_pocket_is_not_the_end() -> None:
    walk = Walk().result().taken()
    assert (walk.state, walk.s.timer(Timer.WARN) is not None) == (State.RESULT, True)
    assert walk.press(Button.SELF_CHECK).state is State.MENU


def test_help_from_attract_and_back() -> None:
    walk = Walk().press(Button.HELP)
    assert (walk.state, [a.kind for a in walk.asked(Alert)]) == (State.HELP, ["help"])
    walk.press(Button.BACK)
    assert (walk.state, empty(walk)) == (State.ATTRACT, True)
    assert walk.asked(SaveVisit)[-1].outcome == "help"


def test_help_in_the_middle_continues_where_it_was() -> None:
    walk = Walk().cuff().press(Button.HELP)
    assert (walk.state, walk.self_check.opened) == (State.HELP, Facility.BLOOD_PRESSURE)
    walk.press(Button.BACK)
    assert (walk.state, walk.self_check.opened) == (State.MEASURE, Facility.BLOOD_PRESSURE)
    assert walk.current.help_called is True
    walk.press(Button.HELP)
    assert [alert.kind for alert in walk.asked(Alert)] == ["help", "help"]  # it says again that somebody comes


def test_help_keeps_the_words_of_a_problem() -> None:
    walk = Walk().on(CardArrived(FIRST, CardKind.ID_CARD, NOW)).fire(Timer.READ).press(Button.HELP).press(Button.BACK)
    assert (walk.state, walk.s.variant) == (State.CARD_PROBLEM, "slow")


def test_answers_arrive_while_help_is_on_its_way() -> None:
    walk = Walk().card().press(Button.HELP).coded().warm()
    assert walk.state is State.HELP
    assert walk.press(Button.BACK).state is State.RESULT


def test_somebody_else_behind_the_help_screen_is_asked_first() -> None:
    walk = Walk().result().taken().press(Button.HELP).on(PersonLeft()).press(Button.BACK)
    assert (walk.state, walk.s.variant) == (State.CONFIRM, "returned")
    assert walk.press(Button.YES).state is State.RESULT


def test_help_while_a_second_card_is_read_lets_go_of_the_first_person() -> None:
    walk = Walk().result().taken().on(CardArrived(SECOND, CardKind.ID_CARD, NOW)).press(Button.HELP)
    assert (walk.state, walk.s.resident, walk.code.result) == (State.HELP, None, None)


def test_card_laid_down_on_the_help_screen_is_read() -> None:
    walk = Walk().press(Button.HELP).card()
    assert (walk.state, walk.s.resident, walk.current.help_called) == (State.CHECKING, WANG, True)


def test_unconfirmed_face_that_leaves_is_logged_without_a_person() -> None:
    walk = Walk().on(SomebodyNear(), PersonLeft()).fire(Timer.AWAY)
    assert len(walk.asked(DropVisit)) == 1


def test_reader_that_dies_at_goodbye_does_not_hold_the_screen() -> None:
    walk = Walk().result().press(Button.NO_THANKS).on(FacilityChanged(Facility.ID_CARD, False, "wire-lost"))
    assert walk.fire(Timer.BYE).state is State.ATTRACT


def test_back_after_leaving_the_view_says_goodbye_to_nobody_by_name() -> None:
    walk = Walk().card().coded().warm(37.9, "raised").taken().on(PersonLeft()).press(Button.BACK)
    assert (walk.state, empty(walk)) == (State.ATTRACT, True)
