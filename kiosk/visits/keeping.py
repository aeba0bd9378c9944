"""What was measured is handed to the store, unless whoever it is does not want their values kept."""

from __future__ import annotations

from kiosk.measurements.measurement import Measurement
from kiosk.visits.draft import Draft
from kiosk.visits.effects import NoteStep, Quarantine, SaveMeasurements

NOT_KEPT = "not-kept"
"""Reason of the step that stands in the visit's record in place of a value: that something was measured, not what."""


def save_measurements(d: Draft, key: str, measurements: tuple[Measurement, ...]) -> None:
    """Have values of this visit's person recorded; of one who does not want that, only that there were some."""
    if _is_unwanted(d, measurements):
        d.do(NoteStep(d.visit.id, d.s.state, NOT_KEPT))
    else:
        d.do(SaveMeasurements(d.visit.id, key, measurements))


def put_aside(d: Draft, measurements: tuple[Measurement, ...], reason: str) -> None:
    """Keep readings that are nobody's; not where they would be theirs who wants none kept."""
    if _is_unwanted(d, measurements):
        d.do(NoteStep(d.visit.id, d.s.state, NOT_KEPT))
    else:
        d.do(Quarantine(measurements, reason))


def _is_unwanted(d: Draft, measurements: tuple[Measurement, ...]) -> bool:
    who = d.visit.resident
    if who is None or who.keeps_health:
        return False
    return all(m.resident_id in (None, who.resident_id) for m in measurements)
