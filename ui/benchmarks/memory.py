"""`memory`: what the terminal's processes hold, when it is ready and after visits."""

from __future__ import annotations

from kiosk.sentences import sentence, table
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.processes import Memory, memory
from ui.benchmarks.tap import PERSON

VISITS = 10
AIM_MB = 700.0


def run(conditions: Conditions) -> Result:
    """At the start, and after as many visits as it takes to have had ten."""
    visits = conditions.runs or VISITS
    terminal = conditions.terminal
    while terminal.served < visits:
        terminal.tap(PERSON)
    return result(terminal.at_start, {n: memory(pid) for n, pid in terminal.processes.items()}, terminal.served)


def result(start: dict[str, Memory], after: dict[str, Memory], visits: int) -> Result:
    """The figures of two looks."""
    figures = []
    for name, process in table("bench.processes").items():
        figures += [
            Figure(
                f"{name}_rss_start_mb", sentence("bench.memory.at-start", process=process), start[name].rss_mb, "MB"
            ),
            Figure(
                f"{name}_rss_mb",
                sentence("bench.memory.after-visits", process=process, visits=visits),
                after[name].rss_mb,
                "MB",
            ),
        ]
        pss_mb = after[name].pss_mb
        if pss_mb is not None:
            figures.append(
                Figure(
                    f"{name}_pss_mb",
                    sentence("bench.memory.after-visits-pss", process=process, visits=visits),
                    pss_mb,
                    "MB",
                )
            )
    total = sum(now.rss_mb for now in after.values())
    figures.append(Figure("total_rss_mb", sentence("bench.memory.together"), total, "MB", AIM_MB))
    return Result("memory", tuple(figures), visits)
