"""Who is enrolled and who is searched for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.evaluation.folders import FolderFault
from kiosk.evaluation.trials import Design, default_size, draw
from tests.kiosk.evaluation.made_up import one_pool, two_folders


def dice(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


@given(
    counts=st.lists(st.integers(1, 6), min_size=2, max_size=12),
    enrol=st.integers(1, 4),
    frames=st.integers(1, 3),
    pick=st.sampled_from(["first", "random"]),
    seed=st.integers(0, 99),
)
def test_no_picture_is_both_enrolled_and_searched_with(
    counts: list[int], enrol: int, frames: int, pick: str, seed: int
) -> None:
    people = one_pool(counts)
    able = sum(count >= enrol for count in counts)
    if not able:
        with pytest.raises(FolderFault):
            default_size(people, Design(None, enrol))
        return
    trial = draw(people, Design(max(1, able // 2), enrol, frames, pick), dice(seed))
    used = [p for row in trial.enrolled for p in row]
    probed = [p for probe in trial.probes for p in probe]
    assert len(set(used + probed)) == len(used) + len(probed)
    assert all(1 <= len(row) <= enrol for row in trial.enrolled)
    fillers = {who for who, row in zip(trial.members, trial.enrolled, strict=True) if len(row) < enrol}
    assert not fillers & set(trial.searchers)
    assert all(len(probe) == frames for probe in trial.probes)
    assert all(people.owners[p] == who for who, probe in zip(trial.searchers, trial.probes, strict=True) for p in probe)
    assert all(people.owners[p] == who for who, row in zip(trial.members, trial.enrolled, strict=True) for p in row)


def test_first_pictures_are_enrolled_and_the_rest_searched_with() -> None:
    trial = draw(one_pool([3, 1]), Design(1, 2), dice())
    assert (trial.members, trial.enrolled) == ([0], [(0, 1)])
    assert (trial.searchers, trial.probes) == ([0, 1], [(2,), (3,)])


def test_who_comes_back_is_enrolled_before_who_only_fills() -> None:
    people = two_folders([1, 1, 1, 1], [1, 0, 1, 0])
    assert sorted(draw(people, Design(2, 1), dice()).members) == [0, 2]
    assert sorted(draw(people, Design(3, 1), dice()).members)[:1] == [0]
    assert sorted(draw(people, Design(4, 1), dice()).members) == [0, 1, 2, 3]


def test_a_gallery_larger_than_the_people_there_is_refused() -> None:
    with pytest.raises(FolderFault, match=r"名单要 5 人，但这里能建档的只有 2 人"):
        draw(one_pool([2, 1]), Design(5, 2), dice())


def test_probes_come_from_another_session_than_the_enrolment() -> None:
    people = one_pool([5], [["s1", "s1", "s1", "s2", "s2"]])
    trial = draw(people, Design(1, 2), dice())
    assert trial.enrolled == [(0, 1)]
    assert trial.probes == [(3,), (4,)]


def test_frames_of_two_sessions_are_never_fused_and_too_few_are_left_out() -> None:
    people = one_pool([1, 5], [["s1"], ["s1", "s1", "s1", "s2", "s2"]])
    trial = draw(people, Design(1, 1, probe_images=2), dice(3))
    if trial.members == [0]:
        assert trial.probes == [(1, 2), (4, 5)]
    assert all(len({people.session(p) for p in probe}) == 1 for probe in trial.probes)


def test_default_size_leaves_strangers() -> None:
    assert default_size(two_folders([1, 1, 1], [1, 1, 0]), Design(None, None)) == 1
    assert default_size(two_folders([1, 1, 0], [1, 1, 1]), Design(None, None)) == 2
    assert default_size(one_pool([2, 2, 1, 1, 1, 1]), Design(None, 1)) == 2
    assert default_size(one_pool([2, 2, 2, 2]), Design(None, 1)) == 2


def test_all_pictures_of_a_member_are_enrolled_when_no_number_is_given() -> None:
    people = two_folders([3, 1], [1, 1])
    trial = draw(people, Design(2, None), dice())
    assert sorted(len(row) for row in trial.enrolled) == [1, 3]


def test_people_with_fewer_pictures_fill_the_gallery_but_are_not_searched_for() -> None:
    people = one_pool([4, 1, 1, 2, 1, 1])
    trial = draw(people, Design(4, 3), dice())
    assert sorted(len(pictures) for pictures in trial.enrolled) in ([1, 1, 1, 3], [1, 1, 2, 3])
    assert trial.searchers.count(0) == 1
    assert not {person for person in trial.members if person != 0} & set(trial.searchers)
