"""Curves of a gallery as fractions of a chart. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, isfinite, log10

import numpy as np
import numpy.typing as npt

from kiosk.camera_bench.gallery_view import DetView, ScoresView, TickView
from kiosk.evaluation.verdict import MOST_FNIR, MOST_POLICY_FPIR
from kiosk.gallery.curves import Curves, Prediction
from kiosk.sentences import sentence

BINS = 96
SMOOTH = np.exp(-0.5 * (np.arange(-6, 7) / 2.2) ** 2)
"""Outlines are smoothed over two bins, a fiftieth of the axis: a few dozen scores look like a shape all the same."""
LOWEST_RATE = 1e-4
"""Of both logarithmic axes of rates; 100 % is their upper end."""
STRANGERS_HIGH, OWN_HIGH = 0.9, 0.74
"""Peaks of the two outlines: only their place and form say anything."""
SWEPT = 90
STEPS = (1.0, 2.0, 5.0)


def percent(rate: float) -> str:
    """Two digits that count, without the sign: 0.1, 0.045, 12."""
    number = 100 * rate
    if number == 0:
        return "0"
    digits = max(0, 1 - floor(log10(abs(number))))
    text = f"{number:.{min(digits, 6)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scores_view(curves: Curves, before: Prediction, tried: Prediction) -> ScoresView:
    """Both outlines, the FPIR over the threshold, and the thresholds tried and in force. It must have been measured."""
    strangers = curves.strangers
    if strangers is None:
        raise ValueError("a gallery that was not measured")
    own = curves.own[np.isfinite(curves.own)]
    low, high = _span(strangers.best, own, (before.policy.accept, tried.policy.accept))
    fpir = tried.policy.fpir

    def at(score: float) -> float:
        return (score - low) / (high - low)

    swept = np.linspace(low, high, SWEPT)
    rates = [strangers.fpir_at(float(score), fpir) for score in swept]
    same = before.policy.accept == tried.policy.accept
    accept = tried.policy.accept
    return ScoresView(
        strangers=_outline(strangers.best, low, high, STRANGERS_HIGH),
        own=_outline(own, low, high, OWN_HIGH) if len(own) else (),
        fpir=_flat([(at(float(x)), rate_at(r)) for x, r in zip(swept, rates, strict=True) if r >= LOWEST_RATE]),
        ticks=tuple(TickView(at(value), f"{value:g}") for value in _round(low, high)),
        rates=tuple(TickView(rate_at(rate), f"{percent(rate)} %") for rate in (1.0, 0.1, 0.01, 0.001)),
        accept=at(accept),
        accept_rate=rate_at(tried.fpir),
        doubt=at(tried.policy.doubt),
        before=-1.0 if same else at(before.policy.accept),
        limit=rate_at(MOST_POLICY_FPIR),
        threshold=f"T {accept:.2f}",
        doubt_words=sentence("gallery-bench.chart.doubt", least=f"{tried.policy.doubt:.2f}", most=f"{accept:.2f}"),
        limit_words=sentence("gallery-bench.chart.limit", rate=percent(MOST_POLICY_FPIR)),
    )


def det_view(curves: Curves, before: Prediction, tried: Prediction) -> DetView | None:
    """Missed over wrongly named by threshold; None where nobody was searched, or nobody was ever missed."""
    strangers, own = curves.strangers, curves.own
    if strangers is None or not len(own):
        return None
    fpir = tried.policy.fpir
    points = []
    for score in np.linspace(*_span(strangers.best, own[np.isfinite(own)], (tried.policy.accept,)), 2 * SWEPT):
        wrong, missed = strangers.fpir_at(float(score), fpir), curves.missed_at(float(score))
        if missed is not None and missed.hits and wrong >= LOWEST_RATE:
            points.append((rate_at(wrong), rate_at(missed.rate)))
    if not points:
        return None
    ticks = tuple(TickView(rate_at(rate), f"{percent(rate)} %") for rate in (1.0, 0.1, 0.01, 0.001, 0.0001))
    return DetView(
        line=_flat(points),
        now=_point(tried),
        before=() if before.policy.fpir == fpir else _point(before),
        fpirs=ticks,
        fnirs=ticks,
        limit_fpir=rate_at(MOST_POLICY_FPIR),
        limit_fnir=rate_at(MOST_FNIR),
        limit_fpir_words=sentence("gallery-bench.chart.limit", rate=percent(MOST_POLICY_FPIR)),
        limit_fnir_words=sentence("gallery-bench.chart.limit", rate=percent(MOST_FNIR)),
        words=sentence("gallery-bench.chart.det", pictures=len(own)),
    )


def rate_at(rate: float) -> float:
    """Where a rate lies on a logarithmic axis, from 0.01 to 100 %."""
    return 1 + log10(min(1.0, max(LOWEST_RATE, rate))) / -log10(LOWEST_RATE)


def _point(prediction: Prediction) -> tuple[float, ...]:
    missed = prediction.missed
    return (rate_at(prediction.fpir), 0.0 if missed is None or not missed.hits else rate_at(missed.rate))


def _span(best: npt.NDArray[np.float32], own: npt.NDArray[np.float32], marks: Sequence[float]) -> tuple[float, float]:
    every = [float(best.min()), float(best.max()), *marks, *((float(own.min()), float(own.max())) if len(own) else ())]
    low, high = min(filter(isfinite, every)), max(filter(isfinite, every))
    pad = 0.06 * max(1e-3, high - low)
    return low - pad, high + pad


def _outline(values: npt.NDArray[np.float32], low: float, high: float, peak: float) -> tuple[float, ...]:
    counts, edges = np.histogram(values, bins=BINS, range=(low, high))
    smooth = np.convolve(counts, SMOOTH, "same")
    heights = smooth / max(1e-9, float(smooth.max())) * peak
    middles = (edges[:-1] + edges[1:]) / 2
    inner = [((float(x) - low) / (high - low), float(y)) for x, y in zip(middles, heights, strict=True)]
    return _flat([(0.0, 0.0), *inner, (1.0, 0.0)])


def _flat(points: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    return tuple(round(value, 4) for point in points for value in point)


def _round(low: float, high: float) -> list[float]:
    """Four to nine round numbers in between."""
    rough = (high - low) / 6
    power = 10 ** floor(log10(rough))
    step = next((each * power for each in STEPS if each * power >= rough), 10 * power)
    first = int(np.ceil(low / step))
    return [round(n * step, 6) for n in range(first, int(np.floor(high / step)) + 1)]
