"""Readings of an instrument, in the self-check: one sitting from the first reading to the value."""

from __future__ import annotations

from dataclasses import replace

from kiosk.facilities import Facility
from kiosk.measurements.about import about
from kiosk.measurements.bands import band_for
from kiosk.measurements.measurement import Measurement, known_values, valid_values
from kiosk.measurements.red import RedVerdict, Symptom, broken_rules, red_verdict
from kiosk.measurements.sitting import mean, wanted
from kiosk.visits.asking import open_instrument
from kiosk.visits.closing import alert, farewell
from kiosk.visits.draft import Draft
from kiosk.visits.events import ReadingsArrived
from kiosk.visits.keeping import put_aside
from kiosk.visits.moves import begin_pause, go
from kiosk.visits.self_check_doubts import doubted, problem_of
from kiosk.visits.self_check_values import ask_how_they_feel, keep, note_red, red, taken
from kiosk.visits.situation import Timer
from kiosk.visits.states import State
from kiosk.visits.steps import Step
from kiosk.visits.visit import Pause, Sitting, Value

MISSES = 2
"""So often a reading that did not come out is asked for once more; then the window is offered too."""


def measure(d: Draft, reason: str, variant: str = "") -> None:
    """Wait for the instrument of the step."""
    d.pause = Pause()
    d.stop(Timer.REST)
    d.self_check = replace(d.self_check, problem="", doubted=None)
    begun = bool(d.self_check.sitting.parts or d.self_check.sitting.rules)
    go(d, State.MEASURE, reason, variant or ("next" if begun else ""))
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
        put_aside(d, event.measurements, "person-left" if awaited else "not-awaited")
        d.because("quarantined")
        return
    measurements = doubted(d, event.measurements)
    value = taken(d, event.visit_id, step.id, measurements)
    sitting = d.self_check.sitting
    found = red_verdict(known_values(measurements), before=sitting.red, asked=sitting.asked)
    complete, is_red = step.is_complete(measurements), _is_red(measurements)
    d.self_check = replace(
        d.self_check,
        problem="" if complete else problem_of(measurements),
        sitting=replace(
            sitting,
            parts=(*sitting.parts, value) if complete else sitting.parts,
            newest=value,
            misses=0 if complete else sitting.misses + 1,
            red=sitting.red or is_red,
            last_red=is_red,
        ),
    )
    note_red(d, measurements)
    if found is RedVerdict.CALL:
        _conclude(d, step)
        red(d)
    elif found is RedVerdict.ASK:
        ask_how_they_feel(d)
    else:
        _go_on(d, step)


def felt(d: Draft, symptom: Symptom | None) -> None:
    """The person said how they feel; None when they feel nothing of what was asked."""
    step = d.rules.step(d.self_check.step)
    if step is None:
        return
    if symptom is not None:
        _conclude(d, step)
        red(d, "symptom", symptom)
    else:
        _go_on(d, step)


def no_answer(d: Draft) -> None:
    """Whoever was asked how they feel says nothing: somebody goes and looks."""
    step = d.rules.step(d.self_check.step)
    if step is not None:
        _conclude(d, step)
    red(d, "no-answer")


def _go_on(d: Draft, step: Step) -> None:
    """Another reading, or the value."""
    sitting = d.self_check.sitting
    usual = d.rules.bp_readings if step.repeats else 1
    due = wanted([part.measurements for part in sitting.parts], max(usual, 2) if sitting.red else usual)
    if step.facility is not None and not d.terminal.works(step.facility):
        stop_early(d, f"{step.id}-rests", "rests")
    elif sitting.misses > MISSES and (sitting.parts or sitting.red):
        stop_early(d, "not-measured")
    elif sitting.misses and not sitting.last_red:
        go(d, State.MEASURE, "measure-again", "window" if sitting.misses > MISSES else "again")
    elif len(sitting.parts) >= due:
        finish(d, step)
    elif step.repeats:
        go(d, State.REST, "next-reading", "third" if len(sitting.parts) > 1 else "between")
        begin_pause(d, d.rules.bp_pause_s)
    else:
        measure(d, "measure-again", "reseat")


def finish(d: Draft, step: Step) -> None:
    """The value of the sitting; a red one that no other reading contradicts calls somebody."""
    parts = d.self_check.sitting.parts
    value = _conclude(d, step)
    if value is None:
        go(d, State.MENU, "not-measured")
    elif _is_red(value.measurements) or all(_is_red(part.measurements) for part in parts):
        red(d)
    else:
        go(d, State.VALUE, "measured")


def stop_early(d: Draft, reason: str, variant: str = "") -> None:
    """No further reading is to be had: what there is counts, a red value that nobody could confirm as well."""
    step, sitting = d.rules.step(d.self_check.step), d.self_check.sitting
    if step is not None and sitting.parts:
        finish(d, step)
    elif sitting.red:
        red(d)
    else:
        go(d, State.MENU, reason, variant)


def _conclude(d: Draft, step: Step) -> Value | None:
    """What the sitting makes: the mean of its readings, or the only one; without any, the newest as it is."""
    parts, newest = d.self_check.sitting.parts, d.self_check.sitting.newest
    short = step.repeats and len(parts) < d.rules.bp_readings
    value = replace(parts[-1], short=short) if parts else newest
    if step.repeats and len(parts) > 1 and d.s.visit_id is not None:
        readings = [part.measurements for part in parts]
        rows = taken(d, d.s.visit_id, step.id, _judged(d, step, mean(readings, d.given.ids)))
        value = replace(rows, parts=tuple(readings))
    if value is not None:
        keep(d, value)
    return value


def _judged(d: Draft, step: Step, rows: tuple[Measurement, ...]) -> tuple[Measurement, ...]:
    """A mean with the bands it falls into, as its parts were judged: the pressures as a pair, the rest alone."""
    who, year = d.visit.resident, int(d.given.day[:4] or 0)
    whose = about(who.birth_year if who else None, who.sex if who else "", year)
    values, judged = valid_values(rows), []
    for row in rows:
        beside = step.metrics if row.metric in step.metrics else (row.metric,)
        band = band_for({m: values[m] for m in beside if m in values}, about=whose, choice=d.rules.bands)
        judged.append(replace(row, assessment=band.id if band is not None else None))
    return tuple(judged)


def _is_red(measurements: tuple[Measurement, ...]) -> bool:
    """Valid or doubtful: a red one must not be lost to a moving arm."""
    return bool(broken_rules(known_values(measurements)))


# --- what stops it ----------------------------------------------------------------------------------------------
def back(d: Draft) -> None:
    """返回 while an instrument is wanted."""
    stop_early(d, "back")


def enough(d: Draft) -> None:
    """就量这一次."""
    stop_early(d, "one-reading")


def instrument_lost(d: Draft, facility: Facility) -> None:
    """An instrument broke down; while it was wanted, that is said on the menu, or the only reading is shown as such."""
    if d.self_check.step == facility.value and d.s.here in (State.REST, State.MEASURE):
        stop_early(d, f"{facility.value}-rests", "rests")


def at_the_window(d: Draft) -> None:
    """好，我过去: it is measured at the window, and staff are told to have the instrument ready."""
    alert(d, "help", "measure-device", queue=True, detail=d.self_check.step)
    farewell(d, "to-window", "window")


def begin_sitting(d: Draft, step: Step) -> None:
    """Nothing of an earlier sitting counts."""
    d.self_check = replace(d.self_check, step=step.id, sitting=Sitting())
