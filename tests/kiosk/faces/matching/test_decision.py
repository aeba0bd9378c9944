"""From frames to one answer."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from kiosk.faces.engines.engine import Vector
from kiosk.faces.matching.decision import Ballot, Evidence, LookAlike, Matched, Unknown, Verdict
from kiosk.faces.matching.gallery import Gallery
from kiosk.faces.matching.policy import Policy
from tests.kiosk.faces.matching.plain_engine import PlainEngine, axis, entry, gallery_of

POLICY = Policy(accept=0.6, doubt=0.4, margin=0.05, frames=3, one_to_one=0.45, fpir=0.001, people=3)
GALLERY = gallery_of(entry("a", axis(0)), entry("b", axis(1)), entry("c", axis(2)))


def like(number: int, similarity: float, other: int = 20) -> Vector:
    """A vector of this similarity to one axis, the rest along another that nobody has."""
    return axis(number, towards=other, by=float(np.sqrt(1 / similarity**2 - 1)))


def ballot(policy: Policy = POLICY, gallery: Gallery = GALLERY) -> Ballot:
    return Ballot(PlainEngine(), gallery, policy, 8.0, 100.0)


def after(votes: Ballot, *vectors: Vector) -> Verdict | None:
    """The verdict of the last of these frames; none before it."""
    for vector in vectors[:-1]:
        assert votes.add(Evidence(vector, 1.0)) is None
    return votes.add(Evidence(vectors[-1], 1.0))


def test_member_is_named_after_the_frames_the_policy_wants() -> None:
    votes = ballot()
    verdict = after(votes, like(0, 0.8), like(0, 0.7), like(0, 0.75))
    assert isinstance(verdict, Matched)
    assert (verdict.resident_id, verdict.sure) == ("a", True)
    assert verdict.score == pytest.approx(0.75, abs=0.01)
    assert votes.progress == 1.0


def test_frames_that_differ_at_random_are_stronger_together() -> None:
    shots = [like(0, 0.5, other=20), like(0, 0.5, other=21), like(0, 0.5, other=22)]
    verdict = after(ballot(), *shots)
    assert isinstance(verdict, Matched)
    assert verdict.sure
    assert verdict.score == pytest.approx(0.707, abs=0.001)


def test_stranger_is_unknown_after_eight_good_frames() -> None:
    assert after(ballot(), *[like(0, 0.2)] * 8) == Unknown(gave_up=False)


def test_between_no_and_yes_the_person_is_asked() -> None:
    verdict = after(ballot(), *[like(1, 0.5)] * 8)
    assert isinstance(verdict, Matched)
    assert (verdict.resident_id, verdict.sure) == ("b", False)


def test_time_up_with_enough_frames_gives_the_doubtful_answer_else_unknown() -> None:
    votes = ballot()
    after(votes, *[like(1, 0.5)] * 4)
    assert votes.at(107.9) is None
    verdict = votes.at(108.0)
    assert isinstance(verdict, Matched)
    assert not verdict.sure
    too_few = ballot()
    too_few.add(Evidence(like(1, 0.9), 1.0))
    assert too_few.at(108.0) == Unknown(gave_up=True)


def test_two_members_equally_alike_are_not_told_apart_by_chance() -> None:
    between = axis(0, towards=1, by=0.98)
    assert after(ballot(), *[between] * 8) == Unknown(gave_up=False)


def test_frames_that_disagree_name_nobody() -> None:
    frames = [like(0, 0.95), like(1, 0.9), like(0, 0.95), like(1, 0.9)]
    votes = ballot()
    assert [votes.add(Evidence(v, 1.0)) for v in frames] == [None] * 4


def test_frames_that_name_too_many_for_one_to_win_are_not_followed_by_more() -> None:
    disagreeing = [like(0, 0.5), like(1, 0.5), like(2, 0.5), like(0, 0.5)]
    assert after(ballot(), *disagreeing, like(1, 0.5)) == Unknown(gave_up=False)  # 2 of 5: at most 5 of 8, 6 are wanted


def test_frames_of_which_enough_can_still_name_one_are_looked_at_to_the_end() -> None:
    verdict = after(ballot(), like(1, 0.5), like(2, 0.5), *[like(0, 0.7)] * 6)
    assert isinstance(verdict, Matched)
    assert verdict.resident_id == "a"


def test_look_alikes_the_frames_are_divided_between_are_asked_for_the_card() -> None:
    policy = msgspec.structs.replace(POLICY, look_alikes=frozenset({"a", "b"}))
    votes = ballot(policy)
    frames = [like(0, 0.9), like(1, 0.7), like(2, 0.3), like(1, 0.7), like(2, 0.3)]
    assert [votes.add(Evidence(v, 1.0)) for v in frames] == [None] * 5


def test_look_alike_is_sent_to_the_card_even_when_sure() -> None:
    policy = msgspec.structs.replace(POLICY, look_alikes=frozenset({"a", "b"}))
    assert after(ballot(policy), *[like(0, 0.9)] * 3) == LookAlike("a")


def test_another_person_starts_over() -> None:
    votes = ballot()
    after(votes, like(0, 0.9), like(0, 0.9))
    votes.start_over()
    assert votes.progress == 0.0
    verdict = after(votes, *[like(1, 0.9)] * 3)
    assert isinstance(verdict, Matched)
    assert verdict.resident_id == "b"


def test_better_frames_weigh_more() -> None:
    votes = ballot()
    for vector, quality in ((like(0, 0.9), 1.0), (like(0, 0.5), 0.1), (like(0, 0.5), 0.1)):
        verdict = votes.add(Evidence(vector, quality))
    assert isinstance(verdict, Matched)
    assert verdict.score > 0.85


def test_second_opinion_is_asked_once_a_decision_and_can_tip_it() -> None:
    asked = []

    def second() -> Vector:
        asked.append(1)
        return np.array([0.2, 0.0, 0.0], np.float32)

    votes = Ballot(PlainEngine(), GALLERY, POLICY, 8.0, 0.0, second)
    verdict = after(votes, *[like(0, 0.5)] * 3)
    assert isinstance(verdict, Matched)
    assert verdict.sure
    assert len(asked) == 1


def test_empty_gallery_knows_nobody() -> None:
    assert after(ballot(gallery=gallery_of()), *[axis(0)] * 3) == Unknown(gave_up=False)


def test_evicted_while_looking_is_not_named() -> None:
    gallery = gallery_of(entry("a", axis(0)), entry("b", axis(1)))
    votes = ballot(gallery=gallery)
    after(votes, like(0, 0.9), like(0, 0.9))
    gallery.evict("a")
    assert not isinstance(votes.add(Evidence(like(0, 0.9), 1.0)), Matched)


def test_declared_twins_too_alike_for_any_margin_are_asked_for_the_card_at_once() -> None:
    policy = msgspec.structs.replace(POLICY, look_alikes=frozenset({"a", "b"}))
    twins = gallery_of(entry("a", axis(0)), entry("b", axis(0, towards=1, by=0.02)), entry("c", axis(2)))
    assert after(ballot(policy, twins), *[like(0, 0.95)] * 3) == LookAlike("a")


def test_undeclared_twins_are_told_nothing() -> None:
    twins = gallery_of(entry("a", axis(0)), entry("b", axis(0, towards=1, by=0.02)), entry("c", axis(2)))
    assert after(ballot(gallery=twins), *[like(0, 0.95)] * 8) == Unknown(gave_up=False)
