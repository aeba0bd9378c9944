"""`preview`: what the camera picture costs while somebody stands before the terminal."""

from __future__ import annotations

import time

from kiosk.sentences import sentence
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.hall_terminal import HallTerminal
from ui.benchmarks.processes import cpu_s
from ui.benchmarks.statistics import median

RUNS = 2
PERSON = "chen-deming"
"""On the whitelist: once he is recognised the picture stays until he has answered, and nothing else moves."""
SETTLE_S = 3.0
SESSION_S = 6.0
AIM_MS = 3.0
LONGEST_S = 40.0

Spent = dict[str, float]


def run(conditions: Conditions) -> Result:
    """Compare time with the picture on the screen to as much time without."""
    runs = conditions.runs or RUNS
    terminal = conditions.terminal
    sessions = []
    for _ in range(runs):
        time.sleep(1.0)
        quiet = _spent(terminal, SESSION_S)
        sessions.append((quiet, *_session(terminal)))
    return result(sessions)


def result(sessions: list[tuple[Spent, Spent, int]]) -> Result:
    """The figures of some sessions: processor seconds of each process without and with the picture, and its frames."""
    shown = [session for session in sessions if session[2] > 0]
    if not shown:
        return Result("preview", skipped=sentence("bench.preview.no-picture"))

    def per_frame_ms(name: str) -> float:
        return median([(busy[name] - quiet[name]) * 1000 / frames for quiet, busy, frames in shown])

    ms = sentence("bench.unit.ms")
    figures = (
        Figure("kiosk_ms_per_frame", sentence("bench.preview.terminal"), per_frame_ms("kiosk"), ms, AIM_MS),
        Figure("vision_ms_per_frame", sentence("bench.preview.vision"), per_frame_ms("vision"), ms),
        Figure(
            "frames_per_s", sentence("bench.preview.frames"), median([frames / SESSION_S for _, _, frames in shown])
        ),
    )
    return Result("preview", figures, len(shown))


def _session(terminal: HallTerminal) -> tuple[Spent, int]:
    mark = terminal.mark
    terminal.demo_hall.simulator.tell("walk_up", person=PERSON)
    try:
        terminal.wait_state("confirm", within_s=LONGEST_S, since=mark)
        time.sleep(SETTLE_S)
        before = terminal.frames()
        spent = _spent(terminal, SESSION_S)
        frames = terminal.frames() - before
    finally:
        terminal.demo_hall.simulator.tell("leave")
    terminal.wait_state("attract", within_s=LONGEST_S, since=mark)
    return spent, frames


def _spent(terminal: HallTerminal, seconds: float) -> Spent:
    before = {name: cpu_s(pid) for name, pid in terminal.processes.items()}
    time.sleep(seconds)
    return {name: cpu_s(pid) - before[name] for name, pid in terminal.processes.items()}
