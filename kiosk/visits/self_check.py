"""The self-check: a rest where a step wants one, then a reading of its instrument or a typed number."""

from __future__ import annotations

from dataclasses import replace

from kiosk.facilities import Facility
from kiosk.measurements.measurement import Measurement, Source, known_values
from kiosk.measurements.red import broken_rules
from kiosk.sentences import NO_WORDS
from kiosk.visits.asking import open_instrument
from kiosk.visits.closing import alert, call_out
from kiosk.visits.draft import Draft
from kiosk.visits.effects import LookUpLast, Quarantine, SaveMeasurements, TakeEntry
from kiosk.visits.events import EntryMade, EntryRefused, EntryTaken, LastFound, ReadingsArrived
from kiosk.visits.moves import begin_pause, go
from kiosk.visits.situation import Timer
from kiosk.visits.states import State
from kiosk.visits.steps import Step
from kiosk.visits.visit import Pause, Value


def choose(d: Draft, step: Step) -> None:
    """A tile of the menu: with the instrument where it works, else on the digit pad."""
    d.self_check = replace(d.self_check, step=step.id)
    if step.facility is None or not d.terminal.works(step.facility):
        if step.typed:
            ask(d, step.typed[0])
        return
    _look_up_last(d, step.metrics)
    if step.rests and d.rules.rest_s > 0:
        go(d, State.REST, step.id)
        begin_pause(d, d.rules.rest_s)
    else:
        measure(d, "no-rest" if step.rests else step.id)


# --- with an instrument -----------------------------------------------------------------------------------------
def measure(d: Draft, reason: str, variant: str = "") -> None:
    """Wait for the instrument of the step."""
    d.pause = Pause()
    d.stop(Timer.REST)
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
    value = _taken(d, event.visit_id, step.id, event.measurements)
    if _is_red(event.measurements):
        _keep(d, value)
        _red(d)
    elif step.is_complete(event.measurements):
        _keep(d, value)
        go(d, State.VALUE, "measured")
    else:
        go(d, State.MEASURE, "measure-again", "again")


def instrument_lost(d: Draft, facility: Facility) -> None:
    """An instrument broke down; while it was wanted, that is said on the menu."""
    if d.self_check.step == facility.value and d.s.here in (State.REST, State.MEASURE):
        go(d, State.MENU, f"{facility.value}-rests", "rests")


# --- typed values -----------------------------------------------------------------------------------------------
def ask(d: Draft, metric: str) -> None:
    """Show the digit pad."""
    _look_up_last(d, (metric,))
    d.self_check = replace(d.self_check, entry_metric=metric, entry_problem=NO_WORDS)
    go(d, State.ENTRY, "ask")


def entry_made(d: Draft, event: EntryMade) -> None:
    """確定: have it judged, if it was typed for what is asked now."""
    if d.s.state is not State.ENTRY or event.serial != d.s.serial or event.metric != d.self_check.entry_metric:
        return
    if d.visit.resident is not None:
        d.because("typed")
        who = d.visit.resident
        d.do(TakeEntry(d.visit.id, who.resident_id, event.metric, event.text, who.birth_year, who.sex))


def entry_taken(d: Draft, event: EntryTaken) -> None:
    """What was typed is a value."""
    if d.s.here is not State.ENTRY or event.visit_id != d.s.visit_id or not event.measurements:
        return
    step = d.rules.step_of_entry(event.measurements[0].metric)
    if step is None:
        return
    _keep(d, _taken(d, event.visit_id, step.id, event.measurements))
    if _is_red(event.measurements):
        _red(d)
    else:
        go(d, State.VALUE, "typed")


def entry_refused(d: Draft, event: EntryRefused) -> None:
    """Say what to do; the pad stays."""
    asked = d.s.here is State.ENTRY and event.metric == d.self_check.entry_metric
    if asked and event.visit_id == d.s.visit_id:
        d.self_check = replace(d.self_check, entry_problem=event.problem)
        d.because("entry-refused")


def switch(d: Draft, metric: str) -> None:
    """The same thing under other circumstances, such as before a meal: other limits."""
    d.self_check = replace(d.self_check, entry_metric=metric, entry_problem=NO_WORDS)
    _look_up_last(d, (metric,))
    d.because("switched")


# --- what both share --------------------------------------------------------------------------------------------
def last_found(d: Draft, event: LastFound) -> None:
    """Last time's values."""
    if event.visit_id == d.s.visit_id and d.visit.resident is not None:
        new = {m.metric for m in event.measurements}
        known = tuple(m for m in d.self_check.last if m.metric not in new)
        d.self_check = replace(d.self_check, last=(*known, *event.measurements))
        d.because("last-found")


def again(d: Draft) -> None:
    """再量一次."""
    value = d.self_check.value
    step = d.rules.step(value.step) if value is not None else None
    if value is None or step is None:
        return
    d.self_check = replace(d.self_check, step=step.id)
    first = value.measurements[0].metric
    by_hand = step.facility is None or value.measurements[0].source is Source.SELF_REPORTED
    if first in step.typed and by_hand:
        ask(d, first)
    elif step.facility is not None and d.terminal.works(step.facility):
        measure(d, "again")
    elif step.typed:
        ask(d, step.typed[0])


def menu(d: Draft, reason: str) -> None:
    """Back to the menu."""
    go(d, State.MENU, reason)


def _look_up_last(d: Draft, metrics: tuple[str, ...]) -> None:
    if d.visit.resident is not None:
        d.do(LookUpLast(d.visit.id, d.visit.resident.resident_id, metrics))


def _taken(d: Draft, visit_id: str, step: str, measurements: tuple[Measurement, ...]) -> Value:
    """Save what was measured or typed, whatever becomes of it."""
    count = d.self_check.count + 1
    d.self_check = replace(d.self_check, count=count)
    value = Value(f"{step}-{count}", step, measurements)
    d.do(SaveMeasurements(visit_id, value.key, measurements))
    return value


def _is_red(measurements: tuple[Measurement, ...]) -> bool:
    """A red value calls somebody at once, valid or doubtful: they take the second reading."""
    return bool(broken_rules(known_values(measurements)))


def _red(d: Draft) -> None:
    alert(d, "red-value", again=True)
    d.self_check = replace(d.self_check, red=True)
    call_out(d)
    go(d, State.WINDOW, "red-value", "red")


def _keep(d: Draft, value: Value) -> None:
    d.self_check = replace(d.self_check, values=(*d.self_check.values, value))
