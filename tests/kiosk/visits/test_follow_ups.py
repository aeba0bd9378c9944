"""What is due is told gently, what a value plans stands beside it, and nothing is told that is not kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk.facilities import Facility, FacilityChanged
from kiosk.measurements.follow_up import FollowUp, FollowUpKind, Goal
from kiosk.visits.effects import LookUpFollowUps
from kiosk.visits.events import FollowUpsFound, Saved
from kiosk.visits.states import Button, State
from kiosk.visits.view_follow_up import day_words
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import Walk, pressure, pressure_arrived

TODAY = date(2026, 11, 22)  # a Sunday
DUE = FollowUp("f", "r-wang", "sys", FollowUpKind.AGAIN, TODAY, date(2026, 11, 19), "bp-grade-1", "v-before")
GOAL = Goal("g", "sys", None, 140, date(2027, 3, 31), "zhang", datetime(2026, 11, 1, tzinfo=UTC))


def arrived(*follow_ups: FollowUp, goals: tuple[Goal, ...] = ()) -> Hall:
    """王奶奶 at her result, as the store knows her."""
    hall = Hall()
    hall.desks.due, hall.desks.wanted = follow_ups, goals
    hall.card().warm()
    assert hall.view.state is State.RESULT
    return hall


def measured(hall: Hall, sys: float, dia: float, *planned: FollowUp) -> Hall:
    """A pressure is measured; the store has planned these by the time it has it."""
    hall.press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    hall.desks.due = tuple(replace(f, visit_id=hall.visit) for f in planned)
    return hall.on(pressure_arrived(hall.visit, pressure(sys, dia)))


def test_they_are_asked_for_once_somebody_is_known_and_when_the_store_took_a_value() -> None:
    walk = Walk().menu()
    assert [e.resident_id for e in walk.asked(LookUpFollowUps)] == ["r-wang"]
    walk.press("blood-pressure").press(Button.RESTED).on(pressure_arrived(walk.visit, pressure(150, 85)))
    assert len(walk.asked(LookUpFollowUps)) == 1
    walk.on(Saved(walk.visit, "code"))
    assert len(walk.asked(LookUpFollowUps)) == 1
    walk.on(Saved(walk.visit, "blood-pressure-1"))
    assert len(walk.asked(LookUpFollowUps)) == 2


def test_an_answer_for_an_earlier_visit_is_dropped() -> None:
    walk = Walk().menu()
    walk.on(FollowUpsFound("v-old", (DUE,), (GOAL,)))
    assert (walk.s.current.follow_ups, walk.s.current.goals) == ((), ())
    walk.on(FollowUpsFound(walk.visit, (DUE,), (GOAL,)))
    assert (walk.s.current.follow_ups, walk.s.current.goals) == ((DUE,), (GOAL,))


def test_one_who_returns_is_told_what_can_be_measured_today_without_a_name() -> None:
    hall = arrived(DUE)
    assert hall.view.lead == "您可以进去了，今天可以量一量血压"
    hall.press(Button.SELF_CHECK)
    assert (hall.view.lead, hall.view.follow_up) == ("今天可以量一量血压", "今天可以量一量血压")
    assert hall.view.follow_up.key == "follow-up.due-today"


@pytest.mark.parametrize(
    ("follow_up", "told"),
    [
        (replace(DUE, due=date(2026, 11, 23)), True),
        (replace(DUE, due=date(2026, 11, 24)), False),
        (replace(DUE, due=date(2026, 10, 1)), True),
        (replace(DUE, metric="spo2"), False),  # nothing measures it here
        (replace(DUE, kind=FollowUpKind.REFER), False),
    ],
)
def test_told_from_the_day_before_and_of_what_can_be_measured_here(follow_up: FollowUp, told: bool) -> None:
    assert (arrived(follow_up).press(Button.SELF_CHECK).view.lead == "今天可以量一量血压") is told


def test_not_told_of_an_instrument_that_rests() -> None:
    hall = arrived(DUE).on(FacilityChanged(Facility.BLOOD_PRESSURE, False, "wire-lost"))
    assert hall.press(Button.SELF_CHECK).view.follow_up == ""


def test_what_a_value_plans_stands_beside_it_and_on_the_goodbye() -> None:
    planned = replace(DUE, due=date(2026, 11, 25), made=TODAY)
    hall = measured(arrived(), 150, 85, planned)
    assert hall.view.follow_up == "下周三前后，请再来量一次血压"
    hall.press(Button.CONTINUE).press(Button.NO_THANKS)
    assert hall.view.state is State.GOODBYE
    assert hall.view.follow_up == "下周三前后，请再来量一次血压"
    assert hall.view.summary[-1] == ("再来量血压", "下周三前后")


def test_nothing_is_said_of_what_the_store_did_not_keep() -> None:
    hall = arrived(DUE)
    hall.desks.commits = False
    measured(hall, 150, 85, replace(DUE, due=date(2026, 11, 25)))
    assert hall.view.follow_up == ""
    hall.press(Button.CONTINUE).press(Button.NO_THANKS)
    assert (hall.view.follow_up, [row for row in hall.view.summary if "再来" in row[0]]) == ("", [])


def test_third_raised_day_is_told_before_another_day() -> None:
    refer = replace(DUE, kind=FollowUpKind.REFER, due=TODAY)
    glucose = replace(DUE, id="g", metric="glucose_fasting", due=date(2026, 11, 21))
    hall = measured(arrived(), 150, 85, glucose, refer)
    assert hall.view.follow_up == "几天的血压都偏高，请找家庭医生"
    hall.press(Button.CONTINUE).press(Button.NO_THANKS)
    assert hall.view.summary[-1] == ("血压偏高", "请找家庭医生")


def test_goal_says_how_the_value_stands_to_it_and_the_band_stays() -> None:
    hall = measured(arrived(goals=(GOAL,)), 150, 85)
    assert hall.view.value is not None
    assert hall.view.value.goal == "家庭医生定的目标：高压不超过 140 mmHg，高一些"
    assert hall.view.value.badge == "高于参考范围"
    hall.press(Button.CONTINUE)
    measured_again = measured(hall.press(Button.BACK), 136, 85)
    assert measured_again.view.value is not None
    assert measured_again.view.value.goal == "家庭医生定的目标：高压不超过 140 mmHg，在目标里"


def test_of_two_goals_the_one_that_is_missed_is_told() -> None:
    dia = replace(GOAL, metric="dia", low=60, high=80)
    hall = measured(arrived(goals=(GOAL, dia)), 136, 85)
    assert hall.view.value is not None
    assert hall.view.value.goal == "家庭医生定的目标：低压 60～80 mmHg，高一些"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 23), "明天"),
        (date(2026, 11, 24), "后天"),
        (date(2026, 11, 25), "下周三"),
        (date(2026, 11, 29), "下周日"),
        (date(2026, 11, 30), "11 月 30 日"),
        (date(2027, 1, 21), "1 月 21 日"),
        (date(2027, 1, 22), "明年 1 月"),
        (date(2027, 5, 21), "明年 5 月"),
    ],
)
def test_day_is_told_as_people_say_it(due: date, words: str) -> None:
    assert day_words(due, TODAY) == words
    assert day_words(date(2026, 11, 20), date(2026, 11, 17)) == "这周五"
