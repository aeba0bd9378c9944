"""`tap`: from the card on the reader to the code on the screen, and whose share of it is how large."""

from __future__ import annotations

import time

from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.hall_terminal import Tap
from ui.benchmarks.statistics import median, percentile, ratio

TITLE = "刷身份证到随申码上屏"
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
    figures = [
        Figure("identity_ms", "刷卡到认出人，中位数", middle([t.identity_s - t.laid_s for t in taps]), "毫秒"),
        Figure("code_ms", "刷卡到码上屏，中位数", middle(to_code), "毫秒"),
        Figure("code_p90_ms", "刷卡到码上屏，百分之九十不超过", percentile(to_code, 90) * 1000, "毫秒"),
        Figure("first_code_ms", "开机后第一次刷卡到码上屏", to_code[0] * 1000, "毫秒"),
        Figure("look_ms", "其中：等读卡器下一次看卡", middle([t.found_s - t.laid_s for t in taps]), "毫秒"),
        Figure("reader_ms", "其中：读卡器、卡和串口线", reader, "毫秒"),
        Figure("gateway_ms", "其中：网关查询", middle([t.query_s for t in taps]), "毫秒"),
        Figure("own_share_ms", "其余是终端自己的，中位数", middle(own), "毫秒", AIM_OWN_MS),
        Figure("own_share_max_ms", "终端自己的，最慢一次", max(own) * 1000, "毫秒"),
    ]
    share = ratio(median(own) * 1000, reader)
    if share is not None:
        figures.append(Figure("own_to_reader", "终端自己的和读卡器的之比", share))
    return Result("tap", TITLE, tuple(figures), len(taps))


def own_share_s(tap: Tap) -> float:
    """What is left of a tap without waiting for the reader, the card, the wire and the code service.

    What the driver and the terminal do while bytes are still coming in is counted as the wire's.
    """
    return (tap.identity_s - tap.read_s) + (tap.frame_s - tap.identity_s - tap.query_s)
