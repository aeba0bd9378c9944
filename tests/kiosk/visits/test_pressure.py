"""Blood pressure as it is measured: two readings a minute apart, a third, their mean, arms, and what goes wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.facilities import Facility, FacilityChanged
from kiosk.measurements.measurement import Measurement
from kiosk.settings import Settings
from kiosk.visits.buttons import listed
from kiosk.visits.effects import Alert, OpenInstrument, Quarantine, SaveMeasurements
from kiosk.visits.events import ReadingsArrived
from kiosk.visits.rules import Rules
from kiosk.visits.situation import Timer
from kiosk.visits.states import Button, State
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import USUAL, Walk, measured, pressure, pressure_arrived

UNPLUGGED = FacilityChanged(Facility.BLOOD_PRESSURE, False, "wire-lost")
PLUGGED = FacilityChanged(Facility.BLOOD_PRESSURE, True)
NARROW = replace(USUAL, cuff_cm=(22.0, 32.0))


def walk_to_the_cuff(rules: Rules = USUAL) -> Walk:
    return Walk(rules).cuff()


def squeeze(walk: Walk, sys: float | None, dia: float | None, pulse: float | None = 72) -> Walk:
    return walk.on(pressure_arrived(walk.visit, pressure(sys, dia, pulse)))


def shown(walk: Walk) -> list[tuple[str, float | None]]:
    """What the screen shows of the newest value."""
    value = walk.self_check.value
    assert value is not None
    return [(m.metric, m.value) for m in value.measurements]


# --- two, three, mean ---------------------------------------------------------------------------------------------
def test_two_readings_a_minute_apart_make_a_mean() -> None:
    walk = squeeze(walk_to_the_cuff(), 138, 86)
    assert (walk.state, walk.s.variant, walk.current.pause.total_s) == (State.REST, "between", 60.0)
    walk.fire(Timer.REST)
    assert (walk.state, walk.s.variant, walk.self_check.opened) == (State.MEASURE, "next", Facility.BLOOD_PRESSURE)
    squeeze(walk, 134, 84, 76)
    assert walk.state is State.VALUE
    assert shown(walk) == [("sys", 136), ("dia", 85), ("pulse", 74)]
    assert [e.key for e in walk.asked(SaveMeasurements)[-3:]] == [f"blood-pressure-{n}" for n in (1, 2, 3)]
    value = walk.self_check.value
    assert value is not None
    assert (value.key, value.short, [part[0].value for part in value.parts]) == ("blood-pressure-3", False, [138, 134])
    assert {m.assessment for m in value.measurements} == {"bp-high-normal", "pulse-normal"}


def test_twelve_apart_wants_a_third_and_the_mean_is_of_all_three() -> None:
    walk = squeeze(squeeze(walk_to_the_cuff(), 150, 86).fire(Timer.REST), 138, 86)
    assert (walk.state, walk.s.variant) == (State.REST, "third")
    squeeze(walk.fire(Timer.REST), 141, 86)
    assert (walk.state, shown(walk)[0]) == (State.VALUE, ("sys", 143))


def test_hall_that_takes_one_reading_shows_it_at_once() -> None:
    walk = squeeze(walk_to_the_cuff(replace(USUAL, bp_readings=1)), 138, 86)
    value = walk.self_check.value
    assert value is not None
    assert (walk.state, value.parts, value.short) == (State.VALUE, (), False)


@pytest.mark.parametrize("stop", [Button.ENOUGH, Button.BACK])
def test_person_who_stops_after_one_has_one_and_is_told_so(stop: str) -> None:
    walk = squeeze(walk_to_the_cuff(), 138, 86).press(stop)
    value = walk.self_check.value
    assert value is not None
    assert (walk.state, value.short, value.parts) == (State.VALUE, True, ())


def test_once_more_begins_a_sitting_of_its_own() -> None:
    walk = squeeze(walk_to_the_cuff(), 138, 86).press(Button.ENOUGH).press(Button.RETRY)
    assert (walk.state, walk.self_check.sitting.parts) == (State.MEASURE, ())
    squeeze(squeeze(walk, 120, 80).fire(Timer.REST), 122, 80)
    assert shown(walk)[0] == ("sys", 121)


def test_mean_with_its_parts_stands_on_the_screen() -> None:
    hall = Hall(Settings()).card().warm().press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    hall.squeeze(138, 86)
    assert (hall.view.headline, hall.view.countdown is not None) == ("再歇一分钟", True)
    hall.wait(60.5)
    hall.squeeze(134, 84)
    assert hall.view.value is not None
    assert [number for number, _ in hall.view.value.parts][:2] == ["136", "85"]
    assert hall.view.value.mean == "2 次的平均：138/86、134/84"
    saved = [tuple(m.value for m in each) for each in hall.desks.measurements if each[0].metric == "sys"]
    assert saved == [(138, 86, 72), (134, 84, 72), (136, 85, 72)]
    mean = hall.desks.measurements[-1]
    assert len({len(m.id) for m in mean} | {len(mean[0].group_id)}) == 1
    assert len(mean[0].id) == 36
    assert len({m.id for m in mean}) == 3


# --- what goes wrong ----------------------------------------------------------------------------------------------
def test_movement_is_once_more_and_not_counted_and_after_two_the_window_is_offered() -> None:
    walk = walk_to_the_cuff()
    moved = (measured("sys", 150, valid=False), measured("dia", 90, valid=False))
    seen = [walk.on(pressure_arrived(walk.visit, moved)).s.variant for _ in range(3)]
    assert (seen, walk.self_check.sitting.parts) == (["again", "again", "window"], ())
    assert walk.self_check.opened is Facility.BLOOD_PRESSURE
    walk.press(Button.TO_WINDOW)
    assert walk.state is State.GOODBYE
    assert [(a.kind, a.words, a.queue) for a in walk.asked(Alert)] == [("help", "measure-device", 1)]


def test_window_is_offered_and_the_cuff_still_counts() -> None:
    walk = walk_to_the_cuff()
    for _ in range(3):
        squeeze(walk, None, None, None)
    assert squeeze(walk, 138, 86).state is State.REST


def test_second_reading_that_never_comes_out_leaves_the_first() -> None:
    walk = squeeze(walk_to_the_cuff(), 138, 86).fire(Timer.REST)
    for _ in range(3):
        squeeze(walk, None, None, None)
    assert (walk.state, shown(walk)[0], walk.self_check.values[-1].short) == (State.VALUE, ("sys", 138), True)


def test_unplugged_in_mid_measurement_and_back() -> None:
    walk = walk_to_the_cuff().on(UNPLUGGED)
    assert (walk.state, walk.s.variant) == (State.MENU, "rests")
    walk.on(PLUGGED).press("blood-pressure").press(Button.RESTED)
    assert (squeeze(walk, 138, 86).state, walk.s.variant) == (State.REST, "between")
    walk.on(UNPLUGGED)
    assert (walk.state, walk.self_check.values[-1].short) == (State.VALUE, True)


def test_reading_after_the_person_left_is_nobodys_and_whoever_comes_back_is_asked() -> None:
    walk = squeeze(walk_to_the_cuff().taken(), 138, 86).on(PersonLeft()).fire(Timer.REST)
    assert walk.state is State.CONFIRM
    squeeze(walk, 190, 120)
    assert [e.reason for e in walk.asked(Quarantine)] == ["not-awaited"]
    walk.on(SomebodyNear()).press(Button.YES)
    assert (walk.state, len(walk.asked(OpenInstrument))) == (State.MEASURE, 2)
    walk.on(PersonLeft())
    squeeze(walk, 190, 120)
    assert (walk.self_check.values, walk.asked(Alert)) == ((), [])


def test_irregular_pulse_is_a_notice_and_the_value_stays() -> None:
    hall = Hall().card().warm().press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    uneven = tuple(replace(m, flags=("irregular-pulse",)) for m in pressure(128, 82))
    hall.on(pressure_arrived(hall.visit, uneven))
    assert hall.view.value is not None
    assert (hall.view.value.parts[0][0], hall.view.value.notice) == ("128", "脉搏不太齐，问问家庭医生")


# --- arms ---------------------------------------------------------------------------------------------------------
def test_arm_is_asked_once_and_fits() -> None:
    walk = Walk(NARROW).menu().press("blood-pressure")
    seen = [walk.state, walk.press(Button.ARM_MIDDLE).state]
    seen.append(walk.press(Button.BACK).press("blood-pressure").state)
    assert seen == [State.ARM_SIZE, State.REST, State.REST]


def test_cuff_that_does_not_fit_is_said_and_the_window_offered() -> None:
    walk = Walk(NARROW).menu().press("blood-pressure").press(Button.ARM_THICK)
    assert (walk.state, walk.s.variant, walk.asked(OpenInstrument)) == (State.ARM_SIZE, "unfit", [])
    walk.press(Button.BACK).press("blood-pressure")
    assert (walk.state, walk.s.variant) == (State.ARM_SIZE, "unfit")
    assert walk.press(Button.RETRY).press(Button.ARM_MIDDLE).state is State.REST
    gone = Walk(NARROW).menu().press("blood-pressure").press(Button.ARM_THIN).press(Button.TO_WINDOW)
    assert (gone.state, gone.asked(Alert)[-1].words) == (State.GOODBYE, "measure-device")


@pytest.mark.parametrize("cuff", [None, (17.0, 42.0), (15.0, 45.0)])
def test_nobody_is_asked_where_every_arm_fits(cuff: tuple[float, float] | None) -> None:
    assert Walk(replace(USUAL, cuff_cm=cuff)).menu().press("blood-pressure").state is State.REST


# --- red ----------------------------------------------------------------------------------------------------------
def told(walk: Walk) -> list[tuple[str, str]]:
    return [(a.kind, a.detail) for a in walk.asked(Alert)]


def test_first_red_reading_tells_staff_quietly_and_asks_how_they_feel() -> None:
    walk = squeeze(walk_to_the_cuff(), 184, 96)
    assert (walk.state, told(walk), walk.current.help_called) == (
        State.SYMPTOMS,
        [("red-first", "red-sys-high")],
        False,
    )


@pytest.mark.parametrize(
    ("tile", "symptom"), [(Button.HEAD, "head"), (Button.CHEST, "chest"), (Button.SENSES, "senses")]
)
def test_symptom_calls_somebody_within_the_same_step(tile: str, symptom: str) -> None:
    walk = squeeze(walk_to_the_cuff(), 184, 112)
    before = len(walk.steps)
    walk.press(tile)
    assert len(walk.steps) == before + 1
    assert (walk.state, walk.s.variant, walk.current.help_called) == (State.WINDOW, "red", True)
    assert told(walk)[-1] == ("red-value", f"red-sys-high,red-dia-high,{symptom}")
    assert walk.press(Button.BACK).state is State.VALUE


def test_red_value_that_is_confirmed_after_a_minute_calls_somebody() -> None:
    walk = squeeze(walk_to_the_cuff(), 184, 96).press(Button.NO_SYMPTOM)
    assert (walk.state, walk.s.variant) == (State.REST, "between")
    squeeze(walk.fire(Timer.REST), 182, 94)
    assert (walk.state, told(walk)[-1]) == (State.WINDOW, ("red-value", "red-sys-high"))
    assert shown(walk)[0] == ("sys", 183)


def test_red_value_that_is_not_confirmed_is_part_of_the_mean() -> None:
    walk = squeeze(walk_to_the_cuff(replace(USUAL, bp_readings=1)), 181, 90).press(Button.NO_SYMPTOM)
    squeeze(walk.fire(Timer.REST), 173, 90)
    assert (walk.state, shown(walk)[0], [kind for kind, _ in told(walk)]) == (State.VALUE, ("sys", 177), ["red-first"])


def test_red_mean_calls_somebody() -> None:
    walk = squeeze(walk_to_the_cuff(), 182, 90).press(Button.NO_SYMPTOM)
    squeeze(walk.fire(Timer.REST), 178, 90)
    assert (shown(walk)[0], walk.state) == (("sys", 180), State.WINDOW)


def test_doubtful_red_reading_is_not_lost_to_a_moving_arm() -> None:
    walk = walk_to_the_cuff()
    moved = (measured("sys", 190, valid=False), measured("dia", 100, valid=False))
    walk.on(pressure_arrived(walk.visit, moved))
    assert (walk.state, walk.self_check.sitting.parts) == (State.SYMPTOMS, ())
    walk.press(Button.NO_SYMPTOM).fire(Timer.REST).on(pressure_arrived(walk.visit, moved))
    assert (walk.state, walk.s.variant) == (State.WINDOW, "red")


@pytest.mark.parametrize("stopped", ["back", "unplugged"])
def test_red_value_that_nobody_could_confirm_calls_somebody(stopped: str) -> None:
    walk = squeeze(walk_to_the_cuff(), 184, 96).press(Button.NO_SYMPTOM)
    assert Button.ENOUGH not in listed(walk.s, walk.rules)
    walk = walk.press(Button.BACK) if stopped == "back" else walk.on(UNPLUGGED)
    assert (walk.state, told(walk)[-1][0]) == (State.WINDOW, "red-value")


def test_doubtful_red_reading_that_cannot_be_repeated_calls_somebody() -> None:
    walk = walk_to_the_cuff()
    walk.on(pressure_arrived(walk.visit, (measured("sys", 190, valid=False), measured("dia", 100, valid=False))))
    walk.press(Button.NO_SYMPTOM).on(UNPLUGGED)
    assert (walk.state, told(walk)[-1][0]) == (State.WINDOW, "red-value")


def test_unplugged_while_they_are_asked_calls_somebody_once_they_say_nothing_hurts() -> None:
    walk = squeeze(walk_to_the_cuff(), 184, 96).on(UNPLUGGED).press(Button.NO_SYMPTOM)
    assert (walk.state, told(walk)[-1][0]) == (State.WINDOW, "red-value")


def test_whoever_does_not_answer_is_looked_after_even_out_of_view() -> None:
    walk = squeeze(walk_to_the_cuff().taken(), 184, 96).on(PersonLeft()).fire(Timer.WARN).fire(Timer.LEAVE)
    assert (walk.state, walk.s.variant, walk.reason) == (State.WINDOW, "red", "no-answer")
    assert told(walk)[-1][0] == "red-value"


def test_low_pressure_is_red_beside_a_symptom_only() -> None:
    walk = squeeze(walk_to_the_cuff(), 86, 58)
    assert walk.state is State.SYMPTOMS
    dizzy = squeeze(walk_to_the_cuff(), 86, 58).press(Button.HEAD)
    assert told(dizzy)[-1] == ("red-value", "red-sys-low,head")
    squeeze(walk.press(Button.NO_SYMPTOM).fire(Timer.REST), 88, 60)
    assert (walk.state, shown(walk)[0]) == (State.VALUE, ("sys", 87))


def test_staff_read_what_it_is_and_nobody_in_public_does() -> None:
    hall = Hall(Settings()).card().warm().press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    hall.squeeze(184, 96)
    assert hall.desks.alerts[-1].text == "王奶奶：高压很高，正在问本人舒不舒服，请留意自助机"
    assert hall.view.headline == "现在觉得\n怎么样？"
    assert hall.view.value is None
    hall.press(Button.CHEST)
    assert hall.desks.alerts[-1].text == "王奶奶：高压很高、说胸口痛或发闷，要马上看，请带好急救包到自助机旁边"


def row(metric: str, value: float) -> tuple[Measurement, ...]:
    return (measured(metric, value),)


def test_another_facility_in_the_middle_of_it_is_nobodys() -> None:
    walk = walk_to_the_cuff().on(ReadingsArrived(Facility.WEIGHT, "v1", row("weight", 62.5)))
    assert (walk.state, [e.reason for e in walk.asked(Quarantine)]) == (State.MEASURE, ["not-awaited"])
