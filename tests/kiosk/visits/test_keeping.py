"""Who does not want values recorded is measured and told as anybody, and nothing of it is kept."""

from __future__ import annotations

from dataclasses import replace

from kiosk.faces.events import PersonLeft
from kiosk.visits.effects import NoteStep, Quarantine, SaveMeasurements
from kiosk.visits.events import EntryMade
from kiosk.visits.states import Button, State
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import WANG, Walk, pressure, pressure_arrived

UNWILLING = replace(WANG, keeps_health=False)


def unwilling() -> Walk:
    return Walk().card(person=UNWILLING).coded().warm()


def test_nothing_measured_is_saved_and_a_step_says_that_something_was() -> None:
    walk = unwilling().press(Button.SELF_CHECK).press("blood-pressure")
    assert walk.asked(SaveMeasurements) == []
    assert [note.reason for note in walk.asked(NoteStep)].count("not-kept") == 1


def test_screen_shows_the_value_and_says_it_is_not_kept() -> None:
    hall = Hall()
    hall.desks.holder = UNWILLING
    hall.card().warm().press(Button.SELF_CHECK).press("weight")

    hall.on(EntryMade("weight", "62.5", hall.view.serial))
    assert (hall.view.state, hall.view.lead) == (State.VALUE, "按您说的，不记下来")
    assert hall.view.value is not None
    assert hall.view.value.parts == (("62.5", ""),)
    assert hall.desks.measurements == []
    hall.press(Button.CONTINUE).press(Button.NO_THANKS)
    assert all("62.5" not in value for _, value in hall.view.summary)


def test_reading_after_they_left_is_not_put_aside_either() -> None:
    walk = unwilling()
    walk.on(PersonLeft())
    walk.on(pressure_arrived(walk.visit, pressure(138, 86)))
    assert walk.asked(Quarantine) == []


def test_glucose_that_is_red_calls_staff_all_the_same() -> None:
    hall = Hall()
    hall.desks.holder = UNWILLING
    hall.card().warm().press(Button.SELF_CHECK).press("glucose")

    hall.on(EntryMade("glucose_random", "20.0", hall.view.serial))
    if hall.view.state is State.SYMPTOMS:
        hall.press(Button.CHEST)
    assert hall.view.state is State.WINDOW
    assert [alert.kind for alert in hall.desks.alerts] == ["red-value"]
    assert hall.desks.measurements == []
