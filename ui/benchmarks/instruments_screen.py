"""Of `instruments`: from the last byte of a measurement on its wire to the screen that answers it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from kiosk.sentences import sentence
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure
from ui.benchmarks.hall_terminal import DEAF_S, VISIT_S, HallTerminal, TerminalSilent, Word
from ui.benchmarks.statistics import median

RUNS = 10
PERSON = "wang-guiying"
STEP = "blood-pressure"
AIM_MS = 50.0
SCREENS = 6
"""So many lie between a measurement and the goodbye at the most."""


def figures(conditions: Conditions) -> tuple[list[Figure], int]:
    """Visits by card in which the blood pressure is measured once.

    The instrument's own minute is not in it: it ends with the last byte.
    """
    runs = conditions.runs or RUNS
    terminal = conditions.terminal
    taken = [_measured(terminal) * 1000 for _ in range(runs)]
    ms = sentence("bench.unit.ms")
    return [
        Figure("wire_to_screen_ms", sentence("bench.instruments.screen"), median(taken), ms, AIM_MS),
        Figure("wire_to_screen_max_ms", sentence("bench.instruments.screen-slowest"), max(taken), ms),
    ], runs


def _measured(terminal: HallTerminal) -> float:
    """One visit; seconds from the wire to the end of the first frame of another screen."""
    simulator, mark = terminal.demo_hall.simulator, terminal.mark
    simulator.tell("stand", person=PERSON)
    simulator.tell("tap", person=PERSON)
    try:
        _press(terminal, "result", "self-check", mark)
        _press(terminal, "menu", STEP, mark)
        _press(terminal, "rest", "rested", mark)
        terminal.wait(_drawn("measure"), VISIT_S, mark)
        asked = terminal.mark
        simulator.tell("cuff", values=[118, 74, 66])
        frame = terminal.wait(lambda word: word["what"] == "drawn" and word["state"] != "measure", VISIT_S, asked)
        written_s = float(simulator.tell("cuff_times")["written_at_s"])
        _take_leave(terminal)
    finally:
        simulator.tell("pull")
        simulator.tell("leave")
    terminal.wait_state("attract", within_s=VISIT_S, since=asked)
    return float(frame["frame_s"]) - written_s


def _take_leave(terminal: HallTerminal) -> None:
    """Whatever is asked after a measurement, on the way out."""
    mark = terminal.mark
    for _ in range(SCREENS):
        time.sleep(DEAF_S)
        for button in ("no-thanks", "continue", "back"):
            with contextlib.suppress(TerminalSilent):
                terminal.touch(f"button-{button}")
                break
        with contextlib.suppress(TerminalSilent):
            terminal.wait_state("goodbye", "attract", within_s=0.2, since=mark)
            return


def _drawn(state: str) -> Callable[[Word], bool]:
    def fits(word: Word) -> bool:
        return bool(word["what"] == "drawn" and word["state"] == state)

    return fits


def _press(terminal: HallTerminal, state: str, button: str, mark: int) -> None:
    terminal.wait(_drawn(state), VISIT_S, mark)
    time.sleep(DEAF_S)
    terminal.touch(f"button-{button}")
