"""Whether values of ninety days went up: the middle of the slopes of all pairs of days (Theil and Sen), which one odd
value does not move, and the test of Mann and Kendall, whether more pairs go up than chance makes. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from math import sqrt

import numpy as np
import numpy.typing as npt

from kiosk.archive.home_call_facts import Point
from kiosk.home_calls.reasons import Rising
from kiosk.measurements.catalogue import metric

SPAN = timedelta(days=28)
"""Values of fewer days are no trend."""
SURE = 2.33
"""The standard normal deviate that one series without any trend in a hundred goes beyond."""


def rising(points: Sequence[Point], metric_id: str, least_days: int, least_rise: float) -> Rising | None:
    """What went up by `least_rise` or more, in the metric's unit; None where nothing did, or too little is known.

    Args:
        points: One a day, the oldest first.
    """
    count = len(points)
    if count < least_days or points[-1][0] - points[0][0] < SPAN:
        return None
    values = np.array([value for _, value in points], float)
    older, newer = _pairs(count)
    steps = values[newer] - values[older]
    score = float(np.count_nonzero(steps > 0) - np.count_nonzero(steps < 0))
    if score <= 1 or score - 1 < SURE * sqrt(_variance(values)):
        return None
    at = np.array([day.toordinal() for day, _ in points], float)
    at -= at[0]
    slope = float(np.median(steps / (at[newer] - at[older])))
    shown = metric(metric_id).rounded
    change = slope * float(at[-1])
    if not np.isfinite(change) or shown(change) < least_rise:
        return None
    middle = float(np.median(values - slope * at))
    return Rising(points[0][0], points[-1][0], metric_id, shown(middle), shown(middle + change), count)


@lru_cache(128)
def _pairs(count: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Every older and newer of two, by place."""
    older, newer = np.triu_indices(count, 1)
    return older, newer


def _variance(values: npt.NDArray[np.float64]) -> float:
    """Of the score where there is no trend; values that are equal make it smaller."""
    ties = np.unique(values, return_counts=True)[1].astype(float)
    n = float(len(values))
    return float(n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
