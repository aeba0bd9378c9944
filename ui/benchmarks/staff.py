"""`staff`: the inner wing with a whitelist of a hundred thousand. Each part brings figures of its own."""

from __future__ import annotations

from collections.abc import Callable

from ui.benchmarks import staff_list, staff_revoke, staff_unlock
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result

PARTS: tuple[Callable[[Conditions], tuple[list[Figure], int]], ...] = (
    staff_list.figures,
    staff_unlock.figures,
    staff_revoke.figures,
)
"""Each gives its figures and how often they were taken."""


def run(conditions: Conditions) -> Result:
    """All parts, one after the other."""
    parts = [part(conditions) for part in PARTS]
    return Result("staff", tuple(figure for figures, _ in parts for figure in figures), max(runs for _, runs in parts))
