"""Whether a number can be true at all. What cannot is kept as invalid with its frame: never clamped, never dropped."""

from __future__ import annotations

import math
from enum import StrEnum

from kiosk.measurements.catalogue import metric

LEAST_PULSE_PRESSURE = 10
"""mmHg: systolic minus diastolic pressure below this is a measuring error."""


class Reason(StrEnum):
    """Why a measurement is not, or not surely, valid. Each is a key of `resources/sentences/zh-CN/faults.toml`."""

    NO_ANSWER = "no-answer"  # the device did not answer
    UNSTEADY = "unsteady"  # the samples of one measurement lay too far apart
    UNREADABLE = "unreadable"  # something came that is not in the device's format
    DEVICE_ERROR = "device-error"  # the device reported an error in place of values
    MOVEMENT = "movement"  # the device noticed movement
    CONTRADICTING = "contradicting"  # numbers that cannot be true together
    SEARCHING = "searching"  # the device was still measuring
    NO_FINGER = "no-finger"  # the sensor was on nobody, or slipped
    STORED = "stored-reading"  # out of the device's memory
    DEMONSTRATION = "demonstration-reading"  # the device showed what it can do
    TESTING = "testing-reading"  # the device tested or calibrated itself
    CONTROL_SOLUTION = "control-solution"  # a drop from a bottle
    ABOVE_RANGE = "above-device-range"  # more than the device can tell
    BELOW_RANGE = "below-device-range"  # less than the device can tell
    SAMPLE = "sample-too-small"  # too little blood on the strip
    STRIP = "strip-problem"  # a wrong strip, put in wrongly or pulled early
    TEMPERATURE = "device-temperature"  # the device was too cold or too warm
    EMPTY = "empty-record"  # a place of the device's memory that held nothing
    NOTHING_SENT = "nothing-sent"  # the device connected, and sent no value
    PARTIAL = "partial-record"  # one part of a record that comes in several
    OUT_OF_RANGE = "out-of-range"  # no living person has this value, or no device of this kind can tell
    PULSE_PRESSURE = "pulse-pressure"  # systolic and diastolic pressure are too near, or the wrong way round
    SKIN_RANGE = "skin-range"  # no forehead is this cold or hot: nobody there, hair, a hot cup
    SPOT = "spot-not-filled"  # the forehead does not fill what the sensor sees
    WARMING = "warming-up"  # the sensor has not been on for long enough
    CUFF_LOOSE = "cuff-loose"  # the cuff is too wide on the arm
    POSITION = "position"  # the arm was not at the height of the heart
    FAR_FROM_LAST = "far-from-last"  # so far from the person's last that it may be somebody else's
    ROOM_RANGE = "room-range"  # the room is outside the conditions a forehead can be measured in


def implausible(metric_id: str, value: float) -> Reason | None:
    """OUT_OF_RANGE when the value, as shown, lies outside the metric's hard limits; None when it may be true."""
    entry = metric(metric_id)
    if not math.isfinite(value):
        return Reason.OUT_OF_RANGE
    low, high = entry.hard
    return None if low <= entry.rounded(value) <= high else Reason.OUT_OF_RANGE


def implausible_pressure(sys: float, dia: float) -> Reason | None:
    """What is wrong with a pair of pressures, None when nothing is. A pair is judged whole."""
    out = implausible("sys", sys) or implausible("dia", dia)
    if out is not None:
        return out
    return Reason.PULSE_PRESSURE if sys - dia < LEAST_PULSE_PRESSURE else None
