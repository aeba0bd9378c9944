"""Blood pressure after a rest, typed numbers, red values, and readings that are nobody's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.faces.events import PersonLeft
from kiosk.facilities import Facility, FacilityChanged
from kiosk.measurements.measurement import Source
from kiosk.visits.effects import (
    Alert,
    CloseInstrument,
    LookUpLast,
    OpenInstrument,
    Quarantine,
    SaveMeasurements,
    TakeEntry,
)
from kiosk.visits.events import EntryMade, EntryRefused, EntryTaken, LastFound, Saved, SaveFailed, Touched
from kiosk.visits.situation import Timer
from kiosk.visits.states import Button, State
from tests.kiosk.visits.people import RULES, Walk, measured, pressure, pressure_arrived


def test_blood_pressure_after_a_rest() -> None:
    walk = Walk().menu().press("blood-pressure")
    assert (walk.state, walk.asked(OpenInstrument)) == (State.REST, [])
    walk.fire(Timer.REST)
    assert (walk.state, len(walk.asked(OpenInstrument))) == (State.MEASURE, 1)
    walk.on(pressure_arrived(walk.visit, pressure(138, 86)))
    assert (walk.state, len(walk.asked(CloseInstrument))) == (State.VALUE, 1)
    assert walk.asked(SaveMeasurements)[-1].key == "blood-pressure-1"
    assert walk.press(Button.CONTINUE).state is State.MENU


def by_face() -> Walk:
    walk = Walk().matched().press(Button.YES)
    return walk.coded().warm()


def by_card() -> Walk:
    return Walk().result()


@pytest.mark.parametrize("way_in", [by_face, by_card])
def test_every_way_in_opens_everything(way_in: Callable[[], Walk]) -> None:
    walk = way_in().press(Button.SELF_CHECK)
    for button, state in (
        ("glucose", State.ENTRY),
        (Button.BACK, State.MENU),
        ("weight", State.ENTRY),
        (Button.BACK, State.MENU),
        ("blood-pressure", State.REST),
        (Button.RESTED, State.MEASURE),
    ):
        assert walk.press(button).state is state
    walk.on(pressure_arrived(walk.visit, pressure(118, 76)))
    walk.press(Button.CONTINUE).press(Button.NO_THANKS)
    assert (walk.state, len(walk.self_check.values)) == (State.GOODBYE, 1)


def test_rest_that_ends_under_help_is_over_though_the_second_temperature_never_came() -> None:
    walk = Walk().card().coded().warm(None, "no-number").fire(Timer.REST).fire(Timer.CHECK)
    walk.press(Button.SELF_CHECK).press("blood-pressure").press(Button.HELP).fire(Timer.REST).press(Button.BACK)
    assert (walk.state, walk.self_check.opened) == (State.MEASURE, Facility.BLOOD_PRESSURE)


def test_hall_without_a_rest_goes_straight_to_the_cuff() -> None:
    walk = Walk(replace(RULES, rest_s=0.0)).menu().press("blood-pressure")
    assert (walk.state, walk.self_check.opened) == (State.MEASURE, Facility.BLOOD_PRESSURE)


def test_typing_never_runs_out_of_time() -> None:
    walk = Walk().menu().press("weight")
    for _ in range(30):
        walk.fire(Timer.WARN).on(Touched())
    assert (walk.state, walk.s.warning) == (State.ENTRY, False)


def test_rested_already() -> None:
    assert Walk().menu().press("blood-pressure").press(Button.RESTED).state is State.MEASURE


def test_last_times_value_is_looked_up_before_it_is_needed() -> None:
    walk = Walk().menu().press("blood-pressure")
    assert [e.metrics for e in walk.asked(LookUpLast)] == [("sys", "dia")]
    walk.on(LastFound(walk.visit, (measured("sys", 142),)), LastFound("old", (measured("dia", 99),)))
    assert [(m.metric, m.value) for m in walk.self_check.last] == [("sys", 142)]


def test_reading_without_values_is_saved_and_asked_again() -> None:
    walk = Walk().cuff()
    walk.on(pressure_arrived(walk.visit, pressure(None, None, None)))
    assert (walk.state, walk.s.variant, walk.self_check.value) == (State.MEASURE, "again", None)
    assert walk.asked(SaveMeasurements)[-1].key == "blood-pressure-1"
    walk.on(pressure_arrived(walk.visit, pressure(128, 76)))
    assert walk.state is State.VALUE


def test_person_with_a_red_value_may_sit_out_of_view() -> None:
    walk = Walk().cuff().taken()
    walk.on(pressure_arrived(walk.visit, pressure(182, 96))).press(Button.CHEST).on(PersonLeft())
    assert (walk.state, walk.s.timer(Timer.AWAY)) == (State.WINDOW, None)


def test_reading_after_the_person_left_is_nobodys() -> None:
    walk = Walk().cuff().taken().on(PersonLeft())
    walk.on(pressure_arrived(walk.visit, pressure(138, 86)))
    assert (walk.state, walk.self_check.value) == (State.MEASURE, None)
    assert [e.reason for e in walk.asked(Quarantine)] == ["person-left"]
    visit = walk.visit
    walk.fire(Timer.AWAY)
    assert walk.state is State.ATTRACT
    walk.on(pressure_arrived(visit, pressure(138, 86)))
    assert (walk.state, [e.reason for e in walk.asked(Quarantine)]) == (State.ATTRACT, ["person-left", "not-awaited"])


def test_reading_of_another_visit_is_nobodys() -> None:
    walk = Walk().cuff().on(pressure_arrived("old", pressure(182, 120)))
    assert (walk.state, walk.asked(Alert)) == (State.MEASURE, [])
    assert [e.reason for e in walk.asked(Quarantine)] == ["not-awaited"]


def test_cuff_that_breaks_down_leads_back_to_the_menu() -> None:
    walk = Walk().cuff().on(FacilityChanged(Facility.BLOOD_PRESSURE, False, "wire-lost"))
    assert (walk.state, walk.s.variant, walk.self_check.opened) == (State.MENU, "rests", None)


def test_blood_sugar_is_typed_before_or_after_a_meal() -> None:
    walk = Walk().menu().press("glucose")
    assert (walk.state, walk.self_check.entry_metric) == (State.ENTRY, "glucose_random")
    walk.press("glucose_fasting")
    assert walk.self_check.entry_metric == "glucose_fasting"
    walk.on(EntryMade("glucose_fasting", "5.6", walk.s.serial))
    assert [(e.metric, e.text) for e in walk.asked(TakeEntry)] == [("glucose_fasting", "5.6")]
    typed = replace(measured("glucose_fasting", 5.6), source=Source.SELF_REPORTED)
    walk.on(EntryTaken(walk.visit, (typed,)))
    assert walk.state is State.VALUE
    assert walk.press(Button.RETRY).self_check.entry_metric == "glucose_fasting"


def test_entry_for_another_metric_or_an_older_pad_is_a_touch_only() -> None:
    walk = Walk().menu().press("weight")
    walk.on(EntryMade("glucose_random", "5.6", walk.s.serial), EntryMade("weight", "62", walk.s.serial - 1))
    assert walk.asked(TakeEntry) == []


def test_refused_entry_says_what_to_do_and_the_pad_stays() -> None:
    walk = Walk().menu().press("weight")
    walk.on(EntryRefused(walk.visit, "weight", "请再看一眼"))
    assert (walk.state, walk.self_check.entry_problem) == (State.ENTRY, "请再看一眼")


def test_red_blood_sugar() -> None:
    walk = Walk().menu().press("glucose")
    walk.on(EntryTaken(walk.visit, (measured("glucose_random", 3.5),)))
    assert (walk.state, walk.s.variant) == (State.WINDOW, "red")
    assert [a.kind for a in walk.asked(Alert)] == ["red-value"]


def test_rest_out_of_view_then_they_are_asked_who_they_are() -> None:
    walk = Walk().menu().taken().press("blood-pressure").on(PersonLeft()).press(Button.RESTED)
    assert (walk.state, walk.self_check.opened) == (State.CONFIRM, None)
    walk.press(Button.YES)
    assert (walk.state, walk.self_check.opened) == (State.MEASURE, Facility.BLOOD_PRESSURE)


def test_only_what_the_store_committed_counts() -> None:
    walk = Walk().result()
    walk.on(Saved(walk.visit, "code"), Saved("old", "temperature-1"), SaveFailed(walk.visit, "code"))
    assert walk.current.committed == frozenset()
    assert walk.on(Saved(walk.visit, "temperature-1")).current.committed == {"temperature-1"}
