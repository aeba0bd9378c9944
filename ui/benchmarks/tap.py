"""`tap`: from the card on the reader to the code on the screen, and whose share of it is how large."""

from __future__ import annotations

import time

from kiosk.sentences import sentence
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.hall_terminal import Tap
from ui.benchmarks.statistics import median, percentile, ratio

RUNS = 10
PERSON = "wang-guiying"
PHASE_S = 0.061
"""Taps are shifted by this against each other, so that they do not all meet the same moment of the reader's round."""
AIM_OWN_MS = 100.0


def run(conditions: Conditions) -> Result:
    """One visit after the other."""
    runs = conditions.runs or RUNS
    terminal = conditions.terminal
    taps = []
    for number in range(runs):
        time.sleep(number * PHASE_S % 0.5)
        taps.append(terminal.tap(PERSON))
    return result(taps)


def result(taps: list[Tap]) -> Result:
    """The figures of some taps."""

    def middle(values: list[float]) -> float:
        return median(values) * 1000

    own = [own_share_s(tap) for tap in taps]
    reader = middle([tap.read_s - tap.found_s for tap in taps])
    to_code = [tap.frame_s - tap.laid_s for tap in taps]
    ms = sentence("bench.unit.ms")
    figures = [
        Figure("identity_ms", sentence("bench.tap.identity"), middle([t.identity_s - t.laid_s for t in taps]), ms),
        Figure("code_ms", sentence("bench.tap.code"), middle(to_code), ms),
        Figure("code_p90_ms", sentence("bench.tap.code-p90"), percentile(to_code, 90) * 1000, ms),
        Figure("first_code_ms", sentence("bench.tap.first-code"), to_code[0] * 1000, ms),
        Figure("look_ms", sentence("bench.tap.look"), middle([t.found_s - t.laid_s for t in taps]), ms),
        Figure("reader_ms", sentence("bench.tap.reader"), reader, ms),
        Figure("gateway_ms", sentence("bench.tap.gateway"), middle([t.query_s for t in taps]), ms),
        Figure("own_share_ms", sentence("bench.tap.own"), middle(own), ms, AIM_OWN_MS),
        Figure("own_share_max_ms", sentence("bench.tap.own-slowest"), max(own) * 1000, ms),
    ]
    share = ratio(median(own) * 1000, reader)
    if share is not None:
        figures.append(Figure("own_to_reader", sentence("bench.tap.own-to-reader"), share))
    return Result("tap", tuple(figures), len(taps))


def own_share_s(tap: Tap) -> float:
    """What is left of a tap without waiting for the reader, the card, the wire and the code service.

    What the driver and the terminal do while bytes are still coming in is counted as the wire's.
    """
    return (tap.identity_s - tap.read_s) + (tap.frame_s - tap.identity_s - tap.query_s)
