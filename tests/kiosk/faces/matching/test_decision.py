"""When single searches become an answer."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.matching.decision import GOOD_FRAMES_FOR_UNKNOWN, Ballot, Matched, Policy, Unknown, is_near_enough
from kiosk.faces.matching.gallery import Found

POLICY = Policy(threshold=0.40, margin=0.05, votes=2, give_up_s=8.0)
NEAR = Found("r1", 0.30, 0.50)


@pytest.mark.parametrize(
    ("distance", "runner_up", "near"),
    [
        (0.40, 0.46, True),
        (0.401, 0.60, False),
        (0.30, 0.349, False),
        (0.30, 0.351, True),
        (0.30, math.inf, True),
        (math.nan, 0.9, False),
    ],
    ids=["on the limit", "too far", "too alike", "just apart", "only one on the list", "broken number"],
)
def test_threshold_and_margin(distance: float, runner_up: float, near: bool) -> None:
    assert is_near_enough(Found("r1", distance, runner_up), POLICY) is near


def test_two_votes_in_a_row_are_a_match() -> None:
    ballot = Ballot(POLICY, 0.0)
    assert ballot.vote(NEAR) is None
    assert ballot.progress == 0.5
    assert ballot.vote(NEAR) == Matched("r1", 0.7)


def test_votes_for_two_people_do_not_add_up() -> None:
    ballot = Ballot(POLICY, 0.0)
    other = Found("r2", 0.30, 0.50)
    assert [ballot.vote(v) for v in (NEAR, other, NEAR, other)] == [None] * 4


def test_bad_frame_between_two_votes_starts_over() -> None:
    ballot = Ballot(POLICY, 0.0)
    ballot.vote(NEAR)
    ballot.interrupt()
    assert ballot.vote(NEAR) is None
    assert ballot.vote(NEAR) == Matched("r1", 0.7)


def test_stranger_is_unknown_after_eight_good_frames() -> None:
    ballot = Ballot(POLICY, 0.0)
    far = Found("r1", 0.55, 0.60)
    assert [ballot.vote(far) for _ in range(7)] == [None] * 7
    assert ballot.vote(far) == Unknown(gave_up=False)


def test_empty_list_makes_everybody_unknown() -> None:
    ballot = Ballot(POLICY, 0.0)
    verdicts = [ballot.vote(None) for _ in range(GOOD_FRAMES_FOR_UNKNOWN)]
    assert verdicts[-1] == Unknown(gave_up=False)


def test_time_runs_out() -> None:
    ballot = Ballot(POLICY, started_s=100.0)
    assert ballot.at(107.9) is None
    assert ballot.at(108.0) == Unknown(gave_up=True)


FOUND = st.builds(
    Found, st.sampled_from(["r1", "r2"]), st.floats(0, 1.5), st.one_of(st.floats(0, 1.5), st.just(math.inf))
)


@given(st.lists(st.one_of(st.none(), FOUND), max_size=40), st.integers(1, 8))
def test_a_match_always_rests_on_its_last_consecutive_votes(frames: list[Found | None], votes: int) -> None:
    policy = Policy(0.40, 0.05, votes, 8.0)
    ballot = Ballot(policy, 0.0)
    for i, found in enumerate(frames):
        verdict = ballot.vote(found)
        assert 0.0 <= ballot.progress <= 1.0
        if isinstance(verdict, Matched):
            behind = frames[i - votes + 1 : i + 1]
            assert len(behind) == votes
            assert all(f is not None and f.resident_id == verdict.resident_id for f in behind)
            assert all(f is not None and is_near_enough(f, policy) for f in behind)
        if verdict is not None:
            break
