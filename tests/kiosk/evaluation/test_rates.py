"""Rates against counting by hand: every threshold tried, every tie taken."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.evaluation.rates import (
    accepted_rate,
    refused_rate,
    threshold_for,
    weighted_refused,
    weighted_thresholds,
)

FEW_VALUES = st.sampled_from([-np.inf, -1.0, 0.1, 0.25, 0.3, 0.30000000000000004, 0.5, 0.9])
MANY = st.lists(FEW_VALUES | st.floats(-1, 1), min_size=1, max_size=40)
RATES = st.sampled_from([0.0, 0.001, 0.01, 0.05, 0.1, 1 / 3, 0.5, 0.999, 1.0])


def test_the_threshold_lets_exactly_the_allowed_strangers_through() -> None:
    scores = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
    threshold = threshold_for(scores, 0.2)
    assert 0.8 < threshold < 0.8 + 1e-12
    assert accepted_rate(scores, threshold) == 0.2
    assert refused_rate(np.array([0.8, 0.85, 0.9]), threshold) == pytest.approx(1 / 3)


def test_no_stranger_allowed_means_just_above_the_best_of_them() -> None:
    scores = np.array([0.2, 0.7, 0.4])
    assert threshold_for(scores, 0.001) == np.nextafter(0.7, 1)
    assert accepted_rate(scores, threshold_for(scores, 0.001)) == 0.0


def test_equal_scores_are_refused_together() -> None:
    scores = np.array([0.5, 0.5, 0.5, 0.1])
    assert accepted_rate(scores, threshold_for(scores, 0.5)) == 0.0


def test_a_rate_of_one_accepts_every_score_but_not_the_lack_of_one() -> None:
    scores = np.array([0.5, -1e300, -np.inf])
    assert accepted_rate(scores, threshold_for(scores, 1.0)) == pytest.approx(2 / 3)


def test_without_scores_there_is_no_threshold_and_no_rate() -> None:
    with pytest.raises(ValueError, match="no scores"):
        threshold_for(np.array([]), 0.1)
    assert np.isnan(accepted_rate(np.array([]), 0.5))
    assert np.isnan(refused_rate(np.array([]), 0.5))


@given(scores=MANY, rate=RATES)
def test_no_lower_threshold_would_hold_the_rate(scores: list[float], rate: float) -> None:
    values = np.array(scores)
    threshold = threshold_for(values, rate)
    assert sum(s >= threshold for s in scores) <= rate * len(scores) + 1e-9
    lower = [t for t in scores if -np.inf < t < threshold]
    if lower:
        assert sum(s >= max(lower) for s in scores) > rate * len(scores) + 1e-9


@given(
    scores=st.lists(st.tuples(FEW_VALUES, st.integers(0, 3)), min_size=1, max_size=25),
    genuine=st.lists(st.tuples(FEW_VALUES, st.integers(0, 3)), min_size=1, max_size=25),
    rate=RATES,
)
def test_weights_count_as_repeating_the_score_would(
    scores: list[tuple[float, int]], genuine: list[tuple[float, int]], rate: float
) -> None:
    falling = sorted(scores, key=lambda pair: -pair[0])
    rising = sorted(genuine)
    impostor, times = np.array([s for s, _ in falling]), np.array([[float(w) for _, w in falling]])
    mates, mate_times = np.array([s for s, _ in rising]), np.array([[float(w) for _, w in rising]])
    thresholds = weighted_thresholds(impostor, times, rate)
    repeated = np.repeat(impostor, times[0].astype(int))
    if not len(repeated):
        assert np.isnan(thresholds[0])
        assert np.isnan(weighted_refused(mates, mate_times, thresholds)[0])
        return
    assert thresholds[0] == threshold_for(repeated, rate)
    expected = refused_rate(np.repeat(mates, mate_times[0].astype(int)), float(thresholds[0]))
    assert weighted_refused(mates, mate_times, thresholds)[0] == pytest.approx(expected, nan_ok=True)


def test_the_largest_scores_alone_serve_when_the_total_is_known() -> None:
    scores = np.linspace(1, 0, 1001)
    whole = weighted_thresholds(scores, np.ones((1, 1001)), 0.01)
    tail = weighted_thresholds(scores[:50], np.ones((1, 50)), 0.01, totals=np.array([1001.0]))
    assert tail[0] == whole[0]
    beyond = weighted_thresholds(scores[:5], np.ones((1, 5)), 0.01, totals=np.array([1001.0]))
    assert beyond[0] == np.nextafter(scores[4], 2)
