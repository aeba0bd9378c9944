"""From scores of frames to live, doubtful or attack."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.liveness.fusion import Limits, Liveness, fuse, judge

LIMITS = Limits(threshold=0.30, doubt=0.10)
SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=8)


def test_living_frames_are_live_and_printed_ones_an_attack() -> None:
    assert judge([0.9, 0.8, 0.95, 0.7], LIMITS) is Liveness.LIVE
    assert judge([0.01, 0.02, 0.004, 0.1], LIMITS) is Liveness.ATTACK


def test_scores_near_the_threshold_are_doubtful() -> None:
    assert judge([0.25, 0.35, 0.3], LIMITS) is Liveness.DOUBTFUL


def test_no_score_at_all_is_doubtful() -> None:
    assert judge([], LIMITS) is Liveness.DOUBTFUL
    assert judge([None, None], LIMITS) is Liveness.DOUBTFUL
    assert fuse([None]) is None


def test_one_good_frame_is_not_enough_for_life() -> None:
    assert judge([0.99], LIMITS) is Liveness.DOUBTFUL
    assert judge([0.99, None, None, 0.99, None], LIMITS) is Liveness.DOUBTFUL


def test_one_frame_is_enough_for_an_attack() -> None:
    assert judge([0.01], LIMITS) is Liveness.ATTACK


def test_one_perfect_frame_does_not_outweigh_three_printed_ones() -> None:
    assert judge([1.0, 0.02, 0.02, 0.02], LIMITS) is Liveness.ATTACK


def test_one_blurred_frame_does_not_condemn_a_living_person() -> None:
    assert judge([0.05, 0.95, 0.9, 0.97], LIMITS) is Liveness.LIVE


def test_mean_is_of_logarithmic_odds() -> None:
    assert fuse([0.9, 0.1]) == pytest.approx(0.5)
    assert fuse([0.5, None, 0.9]) == pytest.approx(0.75)


def test_a_camera_has_its_own_threshold() -> None:
    assert judge([0.45, 0.45], Limits(0.30, 0.10)) is Liveness.LIVE
    assert judge([0.45, 0.45], Limits(0.60, 0.10)) is Liveness.ATTACK


@pytest.mark.parametrize(("threshold", "doubt"), [(0.0, 0.0), (1.0, 0.0), (0.2, 0.2), (0.9, 0.1), (0.5, -0.1)])
def test_limits_that_leave_no_room_for_an_answer_are_refused(threshold: float, doubt: float) -> None:
    with pytest.raises(ValueError, match="not within 0 and 1"):
        Limits(threshold, doubt)


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_out_of_bounds_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match="not within 0 and 1"):
        fuse([0.5, score])


@given(SCORES)
def test_fused_score_lies_between_the_least_and_the_greatest(scores: list[float]) -> None:
    fused = fuse(scores)
    assert fused is not None
    assert min(1 - 0.0025, min(scores)) - 1e-9 <= fused <= max(0.0025, max(scores)) + 1e-9


@given(SCORES, st.integers(0, 7), st.floats(0, 1))
def test_a_better_frame_never_makes_the_answer_worse(scores: list[float], which: int, better: float) -> None:
    which %= len(scores)
    improved = [*scores[:which], max(scores[which], better), *scores[which + 1 :]]
    order = [Liveness.ATTACK, Liveness.DOUBTFUL, Liveness.LIVE]
    assert order.index(judge(improved, LIMITS)) >= order.index(judge(scores, LIMITS))


@given(st.permutations([0.1, 0.4, 0.8, 0.99]))
def test_order_of_frames_does_not_matter(scores: list[float]) -> None:
    assert fuse(scores) == pytest.approx(fuse([0.1, 0.4, 0.8, 0.99]))
