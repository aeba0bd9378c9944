"""`preview`: what the camera picture costs the terminal while somebody stands before it."""

from __future__ import annotations

import time

from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.hall_terminal import HallTerminal
from ui.benchmarks.processes import cpu_s
from ui.benchmarks.statistics import median

TITLE = "摄像头画面"
RUNS = 2
PERSON = "wu-guoqiang"
"""Not on the whitelist: the camera session lasts until it gives up."""
SESSION_S = 5.0
AIM_MS = 3.0
LONGEST_S = 40.0


def run(conditions: Conditions) -> Result:
    """Compare sessions with as much time without one."""
    runs = conditions.runs or RUNS
    terminal = conditions.terminal
    quiet = _spent(terminal, SESSION_S)
    kiosk_ms, vision_ms, fps = [], [], []
    for _ in range(runs):
        spent, frames = _session(terminal)
        if frames:
            kiosk_ms.append((spent["kiosk"] - quiet["kiosk"]) * 1000 / frames)
            vision_ms.append((spent["vision"] - quiet["vision"]) * 1000 / frames)
            fps.append(frames / SESSION_S)
    if not fps:
        return Result("preview", TITLE, skipped="没有画面上屏")
    figures = (
        Figure("kiosk_ms_per_frame", "终端进程，每帧", median(kiosk_ms), "毫秒", AIM_MS),
        Figure("vision_ms_per_frame", "视觉进程（含找脸认人），每帧", median(vision_ms), "毫秒"),
        Figure("frames_per_s", "每秒上屏的帧数", median(fps)),
    )
    return Result("preview", TITLE, figures, runs)


def _session(terminal: HallTerminal) -> tuple[dict[str, float], int]:
    mark = terminal.mark
    terminal.stage.hall.tell("walk_up", person=PERSON)
    try:
        terminal.wait_state("looking", within_s=LONGEST_S, since=mark)
        time.sleep(0.5)  # the screen has slid in
        before = terminal.frames()
        spent = _spent(terminal, SESSION_S)
        return spent, terminal.frames() - before
    finally:
        terminal.stage.hall.tell("leave")
        terminal.wait_state("attract", within_s=LONGEST_S, since=mark)


def _spent(terminal: HallTerminal, seconds: float) -> dict[str, float]:
    before = {name: cpu_s(pid) for name, pid in terminal.processes.items()}
    time.sleep(seconds)
    return {name: cpu_s(pid) - before[name] for name, pid in terminal.processes.items()}
