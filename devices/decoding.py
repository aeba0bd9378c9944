"""What a decoder makes of bytes: a measurement, or a refusal that says why. It never raises and never guesses."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from devices.clock import Instant
from devices.events import Quality, Quantity, Reading
from devices.metrics import conversion, known

CLOCK_UNSET = "clock-unset"
"""Flag: the device has a clock, and it was never set. Such a device may have a memory: its value is not thereby new."""
LIVE = "just-measured"
"""Flag: the driver knows by other means than the device's clock that this was measured now."""
MOVEMENT, CUFF_LOOSE, POSITION, IRREGULAR = "movement", "cuff-loose", "position", "irregular-pulse"
"""Flags of a pressure. The first three ask for another measurement, the last is a notice beside a sound value."""

_DIGITS = 6
"""Behind the point a value keeps so many: 61 / 10000 mol/L are 6.1 mmol/L, not 6.1000000000000005."""


class RefusalCode(StrEnum):
    """Why bytes are no measurement. Each is a key of `resources/sentences/zh-CN/faults.toml`."""

    UNREADABLE = "unreadable"  # not in the format: too short, too long, a wrong checksum, a date that is none
    OUT_OF_RANGE = "out-of-range"  # a number outside the limits of the metric catalogue
    CONTRADICTING = "contradicting"  # numbers that cannot be true together
    DEVICE_ERROR = "device-error"  # the device says that it could not measure
    SEARCHING = "searching"  # the device is still measuring: not yet a value
    UNSTEADY = "unsteady"  # a scale that has not settled, or that somebody stepped off
    NO_FINGER = "no-finger"  # the sensor is on nobody, or slipped
    STORED = "stored-reading"  # out of the device's memory: somebody's, some time ago
    DEMONSTRATION = "demonstration-reading"  # the device shows what it can do
    TESTING = "testing-reading"  # the device tests or calibrates itself
    CONTROL_SOLUTION = "control-solution"  # a drop from a bottle, not from a person
    ABOVE_RANGE = "above-device-range"  # more than the device can tell
    BELOW_RANGE = "below-device-range"  # less than the device can tell
    SAMPLE = "sample-too-small"  # too little blood on the strip
    STRIP = "strip-problem"  # a wrong strip, put in wrongly or pulled early
    TEMPERATURE = "device-temperature"  # the device is too cold or too warm to measure
    EMPTY = "empty-record"  # a place of the device's memory that holds nothing
    NOTHING_SENT = "nothing-sent"  # the device connected, and sent no value
    PARTIAL = "partial-record"  # one part of a record that comes in several


@dataclass(frozen=True, slots=True, repr=False)
class Decoded:
    """A measurement as bytes told it: each value in its metric's unit and inside its limits. Its repr carries no value.

    Attributes:
        quality: GOOD or DOUBTFUL.
        device_time: The device's own clock, naive local civil time; None without a clock or with one never set.
        flags: Words such as MOVEMENT, CLOCK_UNSET.
    """

    quantities: tuple[Quantity, ...]
    quality: Quality = Quality.GOOD
    device_time: datetime | None = None
    flags: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Decoded {','.join(q.metric for q in self.quantities)} {self.quality.value}>"

    def value(self, metric: str) -> float | None:
        """The number of one metric, None when it is absent."""
        return next((q.value for q in self.quantities if q.metric == metric), None)


@dataclass(frozen=True, slots=True)
class Refused:
    """No measurement.

    Attributes:
        detail: The device's own word for it, such as "E44"; "" where there is none.
    """

    code: RefusalCode
    detail: str = ""


Outcome = Decoded | Refused


@dataclass(frozen=True, slots=True, repr=False)
class Heard:
    """One frame off a line, and what it says.

    Attributes:
        raw: The frame, with nothing in it that names a person.
    """

    raw: bytes
    outcome: Outcome


def quantity(metric: str, value: float, unit: str) -> Quantity:
    """A value in its metric's unit. Raises ValueError for a unit that has no way there: an error in the decoder."""
    way = conversion(unit, metric)
    if way is None:
        raise ValueError(f"no way from {unit} to {metric}")
    factor, addend = way
    return Quantity(metric, round(value * factor + addend, _DIGITS), known()[metric].unit)


def decoded(
    quantities: Iterable[Quantity],
    *,
    doubtful: bool = False,
    device_time: datetime | None = None,
    flags: Iterable[str] = (),
) -> Outcome:
    """A measurement; refused whole when one value lies outside its metric's limits."""
    held = tuple(quantities)
    if not held or not all(_possible(each) for each in held):
        return Refused(RefusalCode.OUT_OF_RANGE)
    return Decoded(held, Quality.DOUBTFUL if doubtful else Quality.GOOD, device_time, tuple(flags))


def pressure(sys: float, dia: float, unit: str = "mm[Hg]", mean: float | None = None) -> tuple[Quantity, ...] | Refused:
    """Both pressures, or the refusal of a pair that is none: the lower one not below the upper, the mean not between.

    Args:
        mean: Mean arterial pressure in the same unit, None where the device gives none.
    """
    if not sys > dia or (mean is not None and not dia <= mean <= sys):
        return Refused(RefusalCode.CONTRADICTING)
    return quantity("sys", sys, unit), quantity("dia", dia, unit)


def reading_of(device: str, outcome: Outcome, metrics: Iterable[str], raw: bytes, at: Instant) -> Reading:
    """What a driver tells of an outcome.

    Args:
        metrics: What a refusal lacks: its reading has these without a value, and the code among its flags.
        raw: The bytes, with nothing in them that names a person.
    """
    if isinstance(outcome, Decoded):
        return Reading(device, outcome.quantities, outcome.quality, raw, at, outcome.device_time, outcome.flags)
    nothing = tuple(Quantity(metric, None, known()[metric].unit) for metric in metrics)
    flags = (outcome.code.value, *((f"error-{outcome.detail}",) if outcome.detail else ()))
    return Reading(device, nothing, Quality.INVALID, raw, at, flags=flags)


def _possible(each: Quantity) -> bool:
    low, high = known()[each.metric].hard
    return each.value is not None and math.isfinite(each.value) and low <= each.value <= high
