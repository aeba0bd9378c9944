"""A reading of an instrument, in the self-check."""

from __future__ import annotations

from dataclasses import replace

from kiosk.facilities import Facility
from kiosk.visits.asking import open_instrument
from kiosk.visits.draft import Draft
from kiosk.visits.effects import Quarantine
from kiosk.visits.events import ReadingsArrived
from kiosk.visits.moves import go
from kiosk.visits.self_check_doubts import doubted, problem_of
from kiosk.visits.self_check_values import is_red, keep, red, taken
from kiosk.visits.situation import Timer
from kiosk.visits.states import State
from kiosk.visits.visit import Pause


def measure(d: Draft, reason: str, variant: str = "") -> None:
    """Wait for the instrument of the step."""
    d.pause = Pause()
    d.stop(Timer.REST)
    d.self_check = replace(d.self_check, problem="", doubted=None)
    go(d, State.MEASURE, reason, variant)
    step = d.rules.step(d.self_check.step)
    if d.s.here is State.MEASURE and step is not None and step.facility is not None:
        open_instrument(d, step.facility)


def readings_arrived(d: Draft, event: ReadingsArrived) -> None:
    """A reading of an instrument, if this person still sits there; else it is nobody's."""
    step = d.rules.step(event.facility.value)
    open_for_them = d.self_check.opened is event.facility and event.visit_id == d.s.visit_id
    awaited = d.s.here is State.MEASURE and open_for_them
    left = d.visit.out_of_view or d.visit.must_confirm
    if not awaited or left or d.card.second is not None or step is None:
        d.do(Quarantine(event.measurements, "person-left" if awaited else "not-awaited"))
        d.because("quarantined")
        return
    measurements = doubted(d, event.measurements)
    value = taken(d, event.visit_id, step.id, measurements)
    if is_red(measurements):
        keep(d, value)
        red(d)
    elif step.is_complete(measurements):
        keep(d, value)
        go(d, State.VALUE, "measured")
    else:
        d.self_check = replace(d.self_check, problem=problem_of(measurements))
        go(d, State.MEASURE, "measure-again", "again")


def instrument_lost(d: Draft, facility: Facility) -> None:
    """An instrument broke down; while it was wanted, that is said on the menu."""
    if d.self_check.step == facility.value and d.s.here in (State.REST, State.MEASURE):
        go(d, State.MENU, f"{facility.value}-rests", "rests")
