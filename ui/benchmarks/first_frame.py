"""`first-frame`: from exec to the first frame, with nothing configured and a new data folder each time."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from kiosk.commands.context import Refused
from kiosk.sentences import sentence
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.statistics import median

RUNS = 7
AIM_S = 0.5
LONGEST_S = 60.0


def run(conditions: Conditions) -> Result:
    """Start it again and again."""
    runs = conditions.runs or RUNS
    taken = [_once(conditions, conditions.folder / f"first-{number}") for number in range(runs)]
    seconds = sentence("bench.unit.s")
    figures = (
        Figure("median_s", sentence("bench.first-frame.median"), median(taken), seconds, AIM_S),
        Figure("min_s", sentence("bench.first-frame.fastest"), min(taken), seconds),
        Figure("max_s", sentence("bench.first-frame.slowest"), max(taken), seconds),
    )
    return Result("first-frame", figures, runs)


def _once(conditions: Conditions, folder: Path) -> float:
    folder.mkdir(parents=True)
    config = folder / "kiosk.toml"
    config.write_text(f'[screen]\norientation = "{conditions.screen.orientation}"\n', encoding="utf-8")
    command = [sys.executable, "-m", "kiosk.cli", "run", "--windowed"]
    command += ["--config", str(config), "--data", str(folder / "data")]
    started_s = time.monotonic()
    try:
        done = subprocess.run(
            [*command, "--report-first-frame", repr(started_s)],
            capture_output=True, text=True, timeout=LONGEST_S, check=True,
        )  # fmt: skip
        return float(done.stdout.split()[-1])
    except (subprocess.SubprocessError, IndexError, ValueError) as error:
        raise Refused(sentence("bench.first-frame.not-opened", error=type(error).__name__)) from error
