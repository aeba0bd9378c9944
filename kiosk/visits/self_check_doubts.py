"""A reading that may be somebody else's, and what is said of one that gave no value."""

from __future__ import annotations

from dataclasses import replace

from kiosk.measurements.measurement import Measurement, Validity, known_values, valid_values
from kiosk.measurements.plausibility import Reason
from kiosk.visits.draft import Draft

FAR_KG = 10.0
"""Nobody is told apart by weight, and such a difference from the last time is asked about (openScale issue 1001)."""
SAME_KG = 1.0
"""A second weight so near the first one is of whoever stood there before."""


def doubted(d: Draft, measurements: tuple[Measurement, ...]) -> tuple[Measurement, ...]:
    """The same, doubtful where the weight lies far from the person's last: they are asked to step on once more. What
    the second one confirms is theirs; people do change.
    """
    now, last = valid_values(measurements).get("weight"), known_values(d.self_check.last).get("weight")
    if now is None or last is None or abs(now - last) <= FAR_KG:
        d.self_check = replace(d.self_check, doubted=None)
        return measurements
    before = d.self_check.doubted
    if before is not None and abs(now - before) <= SAME_KG:
        return measurements
    d.self_check = replace(d.self_check, doubted=now)
    return tuple(_in_doubt(each) if each.validity is Validity.VALID else each for each in measurements)


def problem_of(measurements: tuple[Measurement, ...]) -> str:
    """Why there is no value, as a code of the sentences; "" where nothing says it."""
    reason = next((each.reason for each in measurements if each.reason is not None), None)
    return "" if reason is None else reason.value


def _in_doubt(measurement: Measurement) -> Measurement:
    return replace(measurement, validity=Validity.DOUBTFUL, reason=Reason.FAR_FROM_LAST, assessment=None)
