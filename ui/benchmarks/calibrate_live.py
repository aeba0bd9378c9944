"""Of `calibrate`: the page of all devices while twelve of them tell of a reading ten times a second."""

from __future__ import annotations

import json
import subprocess
import sys

from kiosk.sentences import sentence
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure
from ui.benchmarks.statistics import median

RUNS = 3
SECONDS = 5.0
AIM_PERCENT = 10.0


def figures(conditions: Conditions) -> tuple[list[Figure], int]:
    """The figures, and how often each was taken. Raises RuntimeError when the page cannot be drawn."""
    runs = conditions.runs or RUNS
    found = [_one(conditions.screen.orientation) for _ in range(runs)]
    return [
        Figure(
            "live_page_percent",
            sentence("bench.calibrate.live"),
            100 * median([one["share"] for one in found]),
            "%",
            AIM_PERCENT,
        ),
        Figure("live_page_per_s", sentence("bench.calibrate.drawn"), median([one["drawn_per_s"] for one in found])),
    ], runs


def _one(orientation: str) -> dict[str, float]:
    command = [sys.executable, "-m", "ui.benchmarks.live_page", str(SECONDS), orientation]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if ended.returncode != 0:
        raise RuntimeError(f"the page of all devices ended with {ended.returncode}")
    told: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return told
