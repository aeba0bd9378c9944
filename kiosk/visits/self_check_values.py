"""What a visit measured or typed: saved whatever becomes of it, kept for the screen; a red value calls somebody."""

from __future__ import annotations

from dataclasses import replace

from kiosk.measurements.measurement import Measurement, known_values
from kiosk.measurements.red import Symptom, suspected
from kiosk.visits import own_history
from kiosk.visits.closing import alert, call_out
from kiosk.visits.draft import Draft
from kiosk.visits.effects import LookUpLast
from kiosk.visits.events import LastFound
from kiosk.visits.keeping import save_measurements
from kiosk.visits.moves import go
from kiosk.visits.states import State
from kiosk.visits.visit import Value


def last_found(d: Draft, event: LastFound) -> None:
    """Last time's values."""
    if event.visit_id == d.s.visit_id and d.visit.resident is not None:
        new = {m.metric for m in event.measurements}
        known = tuple(m for m in d.self_check.last if m.metric not in new)
        d.self_check = replace(d.self_check, last=(*known, *event.measurements))
        d.because("last-found")


def look_up_last(d: Draft, metrics: tuple[str, ...]) -> None:
    """Ask for last time's values of these metrics."""
    if d.visit.resident is not None:
        d.do(LookUpLast(d.visit.id, d.visit.resident.resident_id, metrics))
    own_history.look_up(d, metrics)


def taken(d: Draft, visit_id: str, step: str, measurements: tuple[Measurement, ...]) -> Value:
    """Save what was measured or typed, whatever becomes of it."""
    count = d.self_check.count + 1
    d.self_check = replace(d.self_check, count=count)
    value = Value(f"{step}-{count}", step, measurements)
    save_measurements(d, value.key, measurements)
    return value


def keep(d: Draft, value: Value) -> None:
    """It has numbers: it is what the screen shows next."""
    d.self_check = replace(d.self_check, values=(*d.self_check.values, value))


def note_red(d: Draft, measurements: tuple[Measurement, ...]) -> None:
    """Remember which rules a reading breaks, for whoever is called."""
    found = (rule.id for rule in suspected(known_values(measurements)))
    sitting = d.self_check.sitting
    d.self_check = replace(d.self_check, sitting=replace(sitting, rules=tuple(dict.fromkeys((*sitting.rules, *found)))))


def ask_how_they_feel(d: Draft) -> None:
    """Staff know of it already, with no sound; the visitor is asked calmly."""
    sitting = d.self_check.sitting
    alert(d, "red-first", again=True, detail=",".join(sitting.rules))
    d.self_check = replace(d.self_check, sitting=replace(sitting, asked=True))
    go(d, State.SYMPTOMS, "red-first")


def red(d: Draft, reason: str = "red-value", symptom: Symptom | None = None) -> None:
    """Somebody is called at once, and the window shown. Nobody is asked first whether it is they: the screen that tells
    somebody to sit down names nobody.
    """
    detail = (*d.self_check.sitting.rules, *((symptom.value,) if symptom is not None else ()))
    alert(d, "red-value", again=True, detail=",".join(detail))
    d.self_check = replace(d.self_check, red=True)
    call_out(d)
    go(d, State.WINDOW, reason, "red", open_to_all=True)
