"""`idle`: the processor time of a terminal with nobody there."""

from __future__ import annotations

import time

from kiosk.sentences import sentence, table
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.processes import cpu_s

SECONDS = 10.0
AIM_PERCENT = 3.0


def run(conditions: Conditions) -> Result:
    """Watch all its processes for a while."""
    terminal = conditions.terminal
    before, began_s = {name: cpu_s(pid) for name, pid in terminal.processes.items()}, time.monotonic()
    time.sleep(SECONDS)
    after, seconds = {name: cpu_s(pid) for name, pid in terminal.processes.items()}, time.monotonic() - began_s
    percent = {name: 100 * (after[name] - before[name]) / seconds for name in after}
    figures = [
        Figure(f"{name}_percent", sentence("bench.idle.of-a-core", process=process), percent[name], "%")
        for name, process in table("bench.processes").items()
    ]
    figures.append(Figure("total_percent", sentence("bench.idle.together"), sum(percent.values()), "%", AIM_PERCENT))
    return Result("idle", tuple(figures), 1)
