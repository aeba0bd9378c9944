"""`instruments`: what the self-check's values cost. Each part brings figures of its own."""

from __future__ import annotations

from collections.abc import Callable

from ui.benchmarks import instruments_export, instruments_gatt, instruments_screen, instruments_serial
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result

PARTS: tuple[Callable[[Conditions], tuple[list[Figure], int]], ...] = (
    instruments_screen.figures,
    instruments_serial.figures,
    instruments_gatt.figures,
    instruments_export.figures,
)
"""Each gives its figures and how often they were taken."""


def run(conditions: Conditions) -> Result:
    """All parts, one after the other."""
    parts = [part(conditions) for part in PARTS]
    return Result(
        "instruments", tuple(figure for found, _ in parts for figure in found), max(runs for _, runs in parts)
    )
