"""The few statistics the benches report."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of all values do not exceed (nearest rank).

    Raises:
        ValueError: no values, or `percent` outside 0 … 100.
    """
    if not values or not 0 <= percent <= 100:
        raise ValueError("a percentile needs values, and a percent from 0 to 100")
    ranked = sorted(values)
    return ranked[max(0, math.ceil(percent / 100 * len(ranked)) - 1)]


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two middle ones. Raises ValueError without values."""
    if not values:
        raise ValueError("a median needs values")
    ranked, middle = sorted(values), len(values) // 2
    return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2


def ratio(part: float, whole: float) -> float | None:
    """`part / whole`; None when there is nothing to compare with."""
    return part / whole if whole > 0 else None
