"""The second temperature is several, a few seconds apart, and the middle one counts: one bad aim decides nothing."""

from __future__ import annotations

from dataclasses import replace

from kiosk.facilities import Facility
from kiosk.measurements.measurement import Measurement, Validity
from kiosk.visits.draft import Draft
from kiosk.visits.effects import RequestReading
from kiosk.visits.situation import Timer
from kiosk.visits.states import State


def are_all(d: Draft, body: Measurement | None) -> bool:
    """Keep one more; whether it was the last. A thermometer that gives nothing at all is not asked again.

    Args:
        body: The reading, of a forehead or with the reason why of none; None when nothing came.
    """
    if body is None:
        return True
    d.temperature = replace(d.temperature, repeats=(*d.temperature.repeats, body))
    if len(d.temperature.repeats) >= d.rules.repeats:
        return True
    d.start(Timer.REPEAT, d.rules.repeat_s)
    d.because("repeat")
    return False


def middle(d: Draft) -> Measurement | None:
    """The middle one of those with a number, of two the higher; else the last one; None without any. They are
    forgotten.
    """
    repeats = d.temperature.repeats
    d.temperature = replace(d.temperature, repeats=())
    numbers = [(m.value, m) for m in repeats if m.validity is Validity.VALID and m.value is not None]
    if numbers:
        return sorted(numbers, key=lambda each: each[0])[len(numbers) // 2][1]
    return repeats[-1] if repeats else None


def due(d: Draft) -> None:
    """A few seconds have passed: take the next."""
    if d.s.here is State.REMEASURE and d.s.measuring and d.visit.resident is not None:
        d.because("repeat")
        d.do(RequestReading(Facility.TEMPERATURE, d.visit.id, d.visit.resident.resident_id))
        d.start(Timer.CHECK, d.rules.check_s)
