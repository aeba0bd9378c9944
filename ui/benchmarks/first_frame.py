"""`first-frame`: from exec to the first frame, with nothing configured and a new data folder each time."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from kiosk.commands.context import Refused
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.statistics import median

TITLE = "从启动到第一帧画面"
RUNS = 7
AIM_S = 0.5
LONGEST_S = 60.0


def run(conditions: Conditions) -> Result:
    """Start it again and again."""
    runs = conditions.runs or RUNS
    taken = [_once(conditions, conditions.folder / f"first-{number}") for number in range(runs)]
    figures = (
        Figure("median_s", "中位数", median(taken), "秒", AIM_S),
        Figure("min_s", "最快", min(taken), "秒"),
        Figure("max_s", "最慢", max(taken), "秒"),
    )
    return Result("first-frame", TITLE, figures, runs)


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
        raise Refused(f"终端没有打开：{type(error).__name__}") from error
