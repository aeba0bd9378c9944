"""How much a value scatters: the figures beside a noise plot, and the plot itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

TALL = 100
"""Height of a plot, in its own steps."""


@dataclass(frozen=True, slots=True)
class Noise:
    """Figures of the last values, in their unit.

    Attributes:
        s: Standard deviation of one value (n - 1); None for fewer than two.
    """

    n: int
    mean: float | None = None
    s: float | None = None
    least: float | None = None
    most: float | None = None


def noise(values: Sequence[float]) -> Noise:
    """Of the values that are numbers."""
    good = [value for value in values if math.isfinite(value)]
    if not good:
        return Noise(0)
    n, mean = len(good), math.fsum(good) / len(good)
    s = math.sqrt(math.fsum((value - mean) ** 2 for value in good) / (n - 1)) if n > 1 else None
    return Noise(n, mean, s, min(good), max(good))


def plot(values: Sequence[float], least_span: float) -> str:
    """Heights from 0 (top) to `TALL` for a line around the middle, of which it fills two thirds: "50 48 61". "" for
    fewer than two.

    Args:
        least_span: Half the height stands for at least so much: what does not scatter is drawn as a line that does not.
    """
    good = [value for value in values if math.isfinite(value)]
    if len(good) < 2:
        return ""
    middle = (min(good) + max(good)) / 2
    half = max(0.75 * (max(good) - min(good)), least_span)
    return " ".join(str(round(TALL / 2 * (1 - (value - middle) / half))) for value in good)
