"""What is usual for a person: the middle of what they measured lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

BASELINE_FOR = timedelta(days=30)
LEAST_READINGS, LEAST_DAYS = 5, 3
"""Fewer say nothing of what is usual. From memory, for the clinic to approve."""


@dataclass(frozen=True, slots=True, repr=False)
class Baseline:
    """The median of a person's own values, in the metric's unit, and of how many on how many days it is."""

    median: float
    readings: int
    days: int


def baseline_of(values: Sequence[tuple[date, float]]) -> Baseline | None:
    """Of values with their days in the hall's calendar; None when they are too few, or of too few days."""
    days = len({day for day, _ in values})
    if len(values) < LEAST_READINGS or days < LEAST_DAYS:
        return None
    return Baseline(round(median(value for _, value in values), 2), len(values), days)
