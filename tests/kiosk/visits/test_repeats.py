"""The second temperature: three readings five seconds apart, and their middle one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.facilities import Facility, FacilityChanged
from kiosk.health_code.profile import load as load_profile
from kiosk.measurements.plausibility import Reason
from kiosk.settings import Settings, Temperature
from kiosk.visits.effects import Alert, Quarantine, RequestReading, SaveMeasurements
from kiosk.visits.rules import rules_from
from kiosk.visits.situation import Timer
from kiosk.visits.states import Button, State
from kiosk.visits.visit import TemperatureStage
from tests.kiosk.visits.people import RULES, Walk, temperature, temperature_arrived

THREE = replace(RULES, repeats=3)
LEVELS = {"normal": 36.6, "raised": 37.6, "high": 38.8, "low": 34.2}


def second(*found: str) -> Walk:
    """A first reading that is raised, a pause, and the repeats with these verdicts."""
    walk = Walk(THREE).card().coded().warm(37.6, "raised").fire(Timer.REST)
    for number, verdict in enumerate(found):
        if number:
            walk.fire(Timer.REPEAT)
        walk.warm(LEVELS.get(verdict), verdict)
    return walk


def test_hall_says_how_many_and_how_far_apart() -> None:
    profile = load_profile(Settings().health_code.profile)
    usual = rules_from(Settings(), profile, ())
    other = rules_from(Settings(temperature=Temperature(repeats=2, repeat_s=8)), profile, ())
    assert (usual.repeats, usual.repeat_s) == (3, 5.0)
    assert (other.repeats, other.repeat_s) == (2, 8.0)


def test_each_is_asked_for_and_saved_and_nothing_is_said_before_the_third() -> None:
    walk = second("normal", "normal")
    assert (walk.state, walk.s.variant, walk.temperature.shown) == (State.REMEASURE, "measuring", None)
    assert len(walk.asked(RequestReading)) == 3
    walk.fire(Timer.REPEAT).warm(36.7, "normal")
    assert (walk.state, len(walk.asked(RequestReading))) == (State.RESULT, 4)
    assert [e.key for e in walk.asked(SaveMeasurements)] == [f"temperature-{n}" for n in (1, 2, 3, 4)]
    assert walk.temperature.repeats == ()


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (("normal", "raised", "normal"), State.RESULT),
        (("raised", "normal", "raised"), State.WINDOW),
        (("high", "normal", "normal"), State.RESULT),
        (("no-number", "normal", "raised"), State.WINDOW),  # of two the higher
        (("no-number", "no-number", "normal"), State.RESULT),
        (("no-number", "no-number", "no-number"), State.WINDOW),  # the first was raised
        (("low", "low", "normal"), State.WINDOW),
    ],
)
def test_middle_one_decides(found: tuple[str, ...], state: State) -> None:
    walk = second(*found)
    assert walk.state is state
    assert len(walk.asked(Alert)) == (state is State.WINDOW)


def test_shown_is_the_middle_one() -> None:
    walk = Walk(THREE).card().coded().warm(37.6, "raised").fire(Timer.REST)
    walk.warm(36.9, "normal").fire(Timer.REPEAT).warm(36.2, "normal").fire(Timer.REPEAT).warm(36.5, "normal")
    assert walk.temperature.shown is not None
    assert walk.temperature.shown.value == 36.5


def test_thermometer_that_falls_silent_among_them_leaves_what_there_is() -> None:
    walk = second("normal").fire(Timer.REPEAT).fire(Timer.CHECK)
    assert (walk.state, walk.temperature.stage) == (State.RESULT, TemperatureStage.SHOWN)
    silent = second().on(temperature_arrived(second().visit, ()))
    assert silent.state is State.WINDOW


def test_thermometer_that_breaks_among_them_leads_to_the_window() -> None:
    walk = second("normal").on(FacilityChanged(Facility.TEMPERATURE, False, "wire-lost"))
    assert (walk.state, walk.s.timer(Timer.REPEAT)) == (State.WINDOW, None)


def test_whoever_leaves_among_them_ends_them() -> None:
    walk = second("normal").press(Button.BACK)
    assert walk.s.timer(Timer.REPEAT) is None
    assert walk.s.here is State.GOODBYE


def test_what_comes_while_nobody_is_seen_is_nobodys_and_taken_again() -> None:
    walk = second("normal").on(SomebodyNear(), PersonLeft()).fire(Timer.REPEAT)
    walk.warm(36.6, "normal")
    assert walk.asked(Quarantine)[-1].reason == "person-left"
    assert len(walk.temperature.repeats) == 1


def test_what_cannot_be_used_says_why_when_no_other_came() -> None:
    walk = Walk(THREE).card().coded().warm(None, "no-number").fire(Timer.REST)
    spot = (replace(temperature(None, "no-number")[0], reason=Reason.SPOT),)
    for number in range(3):
        if number:
            walk.fire(Timer.REPEAT)
        walk.on(temperature_arrived(walk.visit, spot))
    assert (walk.state, walk.temperature.stage) == (State.RESULT, TemperatureStage.NO_NUMBER)
