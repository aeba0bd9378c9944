"""`idle`: the processor time of a terminal with nobody there."""

from __future__ import annotations

import time

from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.memory import NAMES
from ui.benchmarks.processes import cpu_s

TITLE = "没人时的处理器占用"
SECONDS = 10.0
AIM_PERCENT = 3.0


def run(conditions: Conditions) -> Result:
    """Watch all its processes for a while."""
    terminal = conditions.terminal
    before, began_s = {name: cpu_s(pid) for name, pid in terminal.processes.items()}, time.monotonic()
    time.sleep(SECONDS)
    after, seconds = {name: cpu_s(pid) for name, pid in terminal.processes.items()}, time.monotonic() - began_s
    percent = {name: 100 * (after[name] - before[name]) / seconds for name in after}
    figures = [Figure(f"{name}_percent", f"{label}，占一个核", percent[name], "%") for name, label in NAMES.items()]
    figures.append(Figure("total_percent", "合计，占一个核", sum(percent.values()), "%", AIM_PERCENT))
    return Result("idle", TITLE, tuple(figures), 1)
