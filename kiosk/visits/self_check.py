"""The self-check: blood pressure after a rest, and numbers typed from other instruments."""

from __future__ import annotations

from kiosk.facilities import Facility
from kiosk.measurements.measurement import Measurement, Validity, known_values
from kiosk.measurements.red import broken_rules
from kiosk.visits.draft import Draft
from kiosk.visits.effects import LookUpLast, Quarantine, SaveMeasurements, TakeEntry
from kiosk.visits.events import (
    EntryMade,
    EntryRefused,
    EntryTaken,
    LastFound,
    PressureArrived,
)
from kiosk.visits.situation import Timer, Value
from kiosk.visits.states import State

PRESSURE = "blood-pressure"
GLUCOSE, GLUCOSE_FASTING, WEIGHT = "glucose_random", "glucose_fasting", "weight"
PRESSURE_METRICS = ("sys", "dia")


# --- blood pressure ---------------------------------------------------------------------------------------------
def rest(d: Draft) -> None:
    """Sit quietly first."""
    if not d.s.works(Facility.BLOOD_PRESSURE):
        return
    _look_up_last(d, PRESSURE_METRICS)
    if d.rules.bp_rest_s <= 0:
        measure_pressure(d, "no-rest")
        return
    d.set(rest_over=False, rest_s=d.rules.bp_rest_s)
    d.go(State.BP_REST, "blood-pressure")
    d.start(Timer.REST, d.rules.bp_rest_s)


def measure_pressure(d: Draft, reason: str, variant: str = "") -> None:
    """Wait for the cuff."""
    d.set(rest_over=False)
    d.stop(Timer.REST)
    d.go(State.BP_MEASURE, reason, variant)
    if d.s.here is State.BP_MEASURE:
        d.open_cuff()


def pressure_arrived(d: Draft, event: PressureArrived) -> None:
    """A reading of the cuff, if this person still sits there; else it is nobody's."""
    awaited = d.s.here is State.BP_MEASURE and d.s.cuff_open and event.visit_id == d.s.visit_id
    left = d.s.gone or d.s.left_view
    if not awaited or left or d.s.second is not None:
        d.do(Quarantine(event.measurements, "person-left" if awaited else "not-awaited"))
        d.because("quarantined")
        return
    key = f"{PRESSURE}-{d.s.count + 1}"
    d.set(count=d.s.count + 1)
    d.do(SaveMeasurements(event.visit_id, key, event.measurements))
    valid = {m.metric for m in event.measurements if m.validity is Validity.VALID}
    if _is_red(event.measurements):
        _keep(d, Value(key, PRESSURE, event.measurements))
        _red(d)
    elif set(PRESSURE_METRICS) <= valid:
        _keep(d, Value(key, PRESSURE, event.measurements))
        d.go(State.VALUE, "measured")
    else:
        d.go(State.BP_MEASURE, "measure-again", "again")


# --- typed values -----------------------------------------------------------------------------------------------
def ask(d: Draft, metric: str) -> None:
    """Show the digit pad."""
    _look_up_last(d, (metric,))
    d.set(entry_metric=metric, entry_problem="")
    d.go(State.ENTRY, "ask")


def entry_made(d: Draft, event: EntryMade) -> None:
    """確定: have it judged, if it was typed for what is asked now."""
    if d.s.state is not State.ENTRY or event.serial != d.s.serial or event.metric != d.s.entry_metric:
        return
    if d.s.visit_id is not None and d.s.resident is not None:
        d.because("typed")
        d.do(TakeEntry(d.s.visit_id, d.s.resident.resident_id, event.metric, event.text))


def entry_taken(d: Draft, event: EntryTaken) -> None:
    """What was typed is a value."""
    if d.s.here is not State.ENTRY or event.visit_id != d.s.visit_id or not event.measurements:
        return
    metric = event.measurements[0].metric
    key = f"{metric}-{d.s.count + 1}"
    d.set(count=d.s.count + 1)
    d.do(SaveMeasurements(event.visit_id, key, event.measurements))
    _keep(d, Value(key, metric, event.measurements))
    if _is_red(event.measurements):
        _red(d)
    else:
        d.go(State.VALUE, "typed")


def entry_refused(d: Draft, event: EntryRefused) -> None:
    """Say what to do; the pad stays."""
    if d.s.here is State.ENTRY and event.visit_id == d.s.visit_id and event.metric == d.s.entry_metric:
        d.set(entry_problem=event.problem)
        d.because("entry-refused")


def switch_glucose(d: Draft, metric: str) -> None:
    """Before or after a meal: other limits."""
    d.set(entry_metric=metric, entry_problem="")
    _look_up_last(d, (metric,))
    d.because("meal")


# --- what both share --------------------------------------------------------------------------------------------
def last_found(d: Draft, event: LastFound) -> None:
    """Last time's values."""
    if event.visit_id == d.s.visit_id and d.s.resident is not None:
        known = tuple(m for m in d.s.last if all(m.metric != new.metric for new in event.measurements))
        d.set(last=(*known, *event.measurements))
        d.because("last-found")


def again(d: Draft) -> None:
    """再量一次."""
    value = d.s.value
    if value is None:
        return
    if value.metric != PRESSURE:
        ask(d, value.metric)
    elif d.s.works(Facility.BLOOD_PRESSURE):
        measure_pressure(d, "again")


def menu(d: Draft, reason: str) -> None:
    """Back to the menu."""
    d.go(State.MENU, reason)


def pressure_rests(d: Draft) -> None:
    """The cuff broke down while it was wanted."""
    if d.s.here in (State.BP_REST, State.BP_MEASURE):
        d.go(State.MENU, "blood-pressure-rests", "pressure-rests")


def _look_up_last(d: Draft, metrics: tuple[str, ...]) -> None:
    if d.s.visit_id is not None and d.s.resident is not None:
        d.do(LookUpLast(d.s.visit_id, d.s.resident.resident_id, metrics))


def _is_red(measurements: tuple[Measurement, ...]) -> bool:
    """A red value calls somebody at once, valid or doubtful: they take the second reading."""
    return bool(broken_rules(known_values(measurements)))


def _red(d: Draft) -> None:
    d.alert("red-value", again=True)
    d.set(red=True, help_called=True)
    d.go(State.WINDOW, "red-value", "red")


def _keep(d: Draft, value: Value) -> None:
    d.set(value=value, values=(*d.s.values, value))
