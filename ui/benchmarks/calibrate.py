"""`calibrate`: what the technician's bench costs. Each part brings figures of its own."""

from __future__ import annotations

from collections.abc import Callable

from ui.benchmarks import calibrate_live, calibrate_look_back
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result

PARTS: tuple[Callable[[Conditions], tuple[list[Figure], int]], ...] = (
    calibrate_look_back.figures,
    calibrate_live.figures,
)
"""Each gives its figures and how often they were taken."""


def run(conditions: Conditions) -> Result:
    """All parts, one after the other."""
    parts = [part(conditions) for part in PARTS]
    return Result("calibrate", tuple(figure for found, _ in parts for figure in found), max(runs for _, runs in parts))
