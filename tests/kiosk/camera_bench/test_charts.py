"""Curves as fractions of a chart."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.camera_bench.charts import det_view, percent, rate_at, scores_view
from kiosk.faces.matching.thresholds import strangers_like
from kiosk.gallery.curves import Curves, Prediction

BEST = np.random.default_rng(4).gumbel(3.4, 0.66, 800).astype(np.float32)
OWN = np.sort(np.random.default_rng(5).normal(12.0, 2.4, 800)).astype(np.float32)


def curves(own: np.ndarray = OWN) -> Curves:  # type: ignore[type-arg]
    return Curves(800, 4, strangers_like(800, BEST, "sface"), own, np.empty(0, np.float32))


def predicted(found: Curves, fpir: float) -> Prediction:
    made = found.predict(fpir)
    assert made is not None
    return made


def pairs_of(line: tuple[float, ...]) -> list[tuple[float, float]]:
    return list(zip(line[::2], line[1::2], strict=True))


@pytest.mark.parametrize(
    ("rate", "words"),
    [(0.001, "0.1"), (0.00045, "0.045"), (0.02, "2"), (0.0099, "0.99"), (0.123, "12"), (0.0, "0"), (1.0, "100")],
)
def test_rates_have_two_digits_that_count(rate: float, words: str) -> None:
    assert percent(rate) == words


def test_axis_of_rates_is_logarithmic() -> None:
    assert [round(rate_at(rate), 6) for rate in (1.0, 0.1, 0.01, 0.001, 0.0001, 0.0)] == [
        1.0,
        0.75,
        0.5,
        0.25,
        0.0,
        0.0,
    ]


def test_thresholds_stand_where_their_scores_are() -> None:
    found = curves()
    now = predicted(found, 0.001)
    shown = scores_view(found, now, now)
    low, high = float(BEST.min()), float(OWN.max())
    pad = 0.06 * (high - low)
    assert shown.accept == pytest.approx((now.policy.accept - low + pad) / (high - low + 2 * pad), abs=1e-4)
    assert 0 < shown.doubt < shown.accept < 1
    assert shown.before < 0
    assert shown.threshold == f"T {now.policy.accept:.2f}"
    assert shown.accept_rate == pytest.approx(0.25, abs=0.02)
    assert shown.limit == pytest.approx(rate_at(0.002))


def test_former_threshold_stands_beside_the_one_that_is_tried() -> None:
    found = curves()
    shown = scores_view(found, predicted(found, 0.001), predicted(found, 0.01))
    assert shown.before > shown.accept


def test_line_of_wrong_names_falls_and_passes_through_the_threshold() -> None:
    found = curves()
    now = predicted(found, 0.001)
    shown = scores_view(found, now, now)
    line = pairs_of(shown.fpir)
    heights = [y for _, y in line]
    assert heights[0] == 1.0
    assert heights == sorted(heights, reverse=True)
    near = min(line, key=lambda point: abs(point[0] - shown.accept))
    assert near[1] == pytest.approx(shown.accept_rate, abs=0.03)


def test_outlines_stand_apart_and_within_the_chart() -> None:
    found = curves()
    now = predicted(found, 0.001)
    shown = scores_view(found, now, now)
    peaks = [max(pairs_of(outline), key=lambda point: point[1]) for outline in (shown.strangers, shown.own)]
    assert peaks[0][0] < shown.accept < peaks[1][0]
    assert (peaks[0][1], peaks[1][1]) == (0.9, 0.74)
    assert all(0 <= value <= 1 for value in (*shown.strangers, *shown.own, *shown.fpir))


def test_members_who_are_missed_at_any_threshold_are_no_part_of_the_outline() -> None:
    found = curves(np.concatenate([np.full(5, -np.inf, np.float32), OWN]))
    now = predicted(found, 0.001)
    assert all(np.isfinite(scores_view(found, now, now).own))


def test_det_has_a_mark_for_the_rate_in_force_and_the_one_tried() -> None:
    found = curves()
    before, tried = predicted(found, 0.001), predicted(found, 0.01)
    det = det_view(found, before, tried)
    assert det is not None
    assert before.missed is not None
    assert tried.missed is not None
    assert det.before == (pytest.approx(rate_at(before.fpir)), pytest.approx(rate_at(before.missed.rate)))
    assert det.now == (pytest.approx(rate_at(tried.fpir)), pytest.approx(rate_at(tried.missed.rate)))
    assert det.now[0] > det.before[0]
    assert det.now[1] < det.before[1]
    line = pairs_of(det.line)
    assert min(y for _, y in line) >= rate_at(1 / 800) - 1e-4  # what was not measured is not drawn
    assert [x for x, _ in line] == sorted((x for x, _ in line), reverse=True)
    assert [y for _, y in line] == sorted(y for _, y in line)


def test_det_of_a_rate_at_which_nobody_is_missed_stands_on_the_axis() -> None:
    found = curves(np.sort(np.concatenate([np.float32([8.0]), OWN[OWN > 11]])))
    det = det_view(found, predicted(found, 0.001), predicted(found, 0.05))
    assert det is not None
    assert det.now[1] == 0.0


def test_no_det_without_searches() -> None:
    found = curves(np.empty(0, np.float32))
    now = predicted(found, 0.001)
    assert det_view(found, now, now) is None
