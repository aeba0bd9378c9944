"""Several readings of one sitting make one value: how many are wanted, and their mean.

Two readings a minute apart, a third when they lie far apart, the mean of all that were taken: 中国高血压防治指南 2024.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from statistics import fmean

from kiosk.measurements.catalogue import metric
from kiosk.measurements.measurement import Measurement, Validity

FAR_APART = 10.0
"""mmHg. Two readings that differ by more, in either pressure, want a third."""
MEAN, PART = "mean-of-", "part:"
"""Flags of a mean: the rule with how many readings it is of, and the group id of each of them."""
LARGEST = 3
PRESSURES = ("sys", "dia")

Taken = tuple[Measurement, ...]
"""The measurements of one reading."""


def wanted(readings: Sequence[Taken], usual: int) -> int:
    """How many readings this sitting wants, 1 to 3.

    Args:
        readings: Taken so far, all valid.
        usual: How many the hall takes when they agree.
    """
    if len(readings) < 2 or len(readings) < usual:
        return usual
    first, second = (_numbers(reading) for reading in readings[:2])
    both = [name for name in PRESSURES if name in first and name in second]
    apart = any(abs(first[name] - second[name]) > FAR_APART for name in both)
    return LARGEST if apart else max(usual, 2)


def mean(readings: Sequence[Taken], ids: Sequence[str]) -> Taken:
    """The mean of two or more readings of one person in one visit: a row for every metric that all of them hold.

    A row is the last reading's with the mean for its value, not judged yet, and with the flags of all of them. It has
    no raw value, frame or calibration of its own: those are its parts'. It is rounded as its parts are.

    Args:
        readings: In the order they were taken.
        ids: A fresh id for the group, then one for each metric.

    Raises:
        ValueError: The readings are not of one person in one visit, or fewer than two.
    """
    if len(readings) < 2 or len({(m.resident_id, m.visit_id) for reading in readings for m in reading}) != 1:
        raise ValueError("a mean is of several readings of one person in one visit")
    group, *fresh = ids
    numbers = [_numbers(reading) for reading in readings]
    shared = [m for m in readings[-1] if all(m.metric in each for each in numbers)]
    own = tuple(dict.fromkeys(flag for reading in readings for m in reading for flag in m.flags))
    marks = (f"{MEAN}{len(readings)}", *(f"{PART}{reading[0].group_id}" for reading in readings))
    return tuple(
        replace(
            m,
            id=row_id,
            group_id=group,
            value=metric(m.metric).rounded(fmean(each[m.metric] for each in numbers)),
            raw_value=None,
            raw_frame=None,
            calibration_id=None,
            device_time=None,
            assessment=None,
            flags=(*own, *marks),
        )
        for m, row_id in zip(shared, fresh, strict=False)
    )


def is_mean(measurement: Measurement) -> bool:
    """Whether it was worked out of several readings."""
    return any(flag.startswith(MEAN) for flag in measurement.flags)


def parts_of(measurements: Collection[Measurement]) -> frozenset[str]:
    """Group ids of the readings that count within a mean among these, and not beside it."""
    return frozenset(flag.removeprefix(PART) for m in measurements for flag in m.flags if flag.startswith(PART))


def _numbers(reading: Taken) -> dict[str, float]:
    return {m.metric: m.value for m in reading if m.validity is Validity.VALID and m.value is not None}
