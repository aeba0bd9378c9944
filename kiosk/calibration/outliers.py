"""Readings that lie apart from the others of their point (Grubbs, two-sided, 5 %; GB/T 4883, ISO 5725-2)."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, stdev

_CRITICAL = (
    (3, 1.154), (4, 1.481), (5, 1.715), (6, 1.887), (7, 2.020), (8, 2.127), (9, 2.215), (10, 2.290), (11, 2.355),
    (12, 2.412), (13, 2.462), (14, 2.507), (15, 2.548), (16, 2.586), (17, 2.620), (18, 2.652), (19, 2.681),
    (20, 2.708), (21, 2.734), (22, 2.758), (23, 2.780), (24, 2.802), (25, 2.822), (26, 2.841), (27, 2.859),
    (28, 2.876), (29, 2.893), (30, 2.908), (40, 3.036), (50, 3.128), (100, 3.384),
)  # fmt: skip


def critical(n: int) -> float:
    """G beyond which a reading is an outlier among n; between two rows the larger. Infinite for fewer than three."""
    if n < _CRITICAL[0][0]:
        return float("inf")
    return next((g for rows, g in _CRITICAL if rows >= n), _CRITICAL[-1][1])


def outlier(readings: Sequence[float], resolution: float = 0.0) -> int | None:
    """Index of the reading farthest from the mean where Grubbs finds it an outlier; None where there is none.

    One step of the display is never one: nine times 34.6 and once 34.7 is how a display shows 34.64.
    """
    if len(readings) < 3:
        return None
    mean, s = fmean(readings), stdev(readings)
    index = max(range(len(readings)), key=lambda each: abs(readings[each] - mean))
    apart = abs(readings[index] - mean)
    return index if s and apart > 1.5 * resolution and apart / s > critical(len(readings)) else None
