"""What drawn people do before the camera."""

from __future__ import annotations

import itertools

from devices.simulators import clips
from devices.simulators.profile import FaceLooks

WANG, CHEN = FaceLooks(seed=1), FaceLooks(seed=4)


def test_person_walks_up_growing_and_ends_where_standing_begins() -> None:
    shot = clips.walking_up(WANG)
    sizes = [scene[0].head for scene in shot.scenes]
    assert sizes == sorted(sizes)
    assert sizes[0] < 0.2
    last, first = shot.scenes[-1][0], clips.standing(WANG).scenes[0][0]
    assert (last.head, last.x) == (first.head, first.x)
    assert not shot.loops


def test_standing_person_blinks_once_in_two_seconds() -> None:
    openness = [scene[0].pose.openness for scene in clips.standing(WANG).scenes]
    assert len(openness) == 30
    assert openness.count(0.0) == 2
    assert openness[0] == openness[-1] == 1.0


def test_leaving_person_ends_outside_the_picture() -> None:
    last = clips.leaving(WANG).scenes[-1][0]
    assert last.x + last.head < 0


def test_turning_person_looks_to_both_sides() -> None:
    angles = [scene[0].pose.yaw_deg for scene in clips.turning(WANG, widest_deg=24).scenes]
    assert (min(angles), max(angles)) == (-24, 24)


def test_second_person_is_smaller_and_stands_beside() -> None:
    for near, far in clips.two_standing(WANG, CHEN).scenes:
        assert near.looks is WANG
        assert far.looks is CHEN
        assert far.head < 0.7 * near.head
        assert far.x - near.x > 0.3


def test_two_side_by_side_are_as_near_as_each_other_and_both_whole() -> None:
    for left, right in clips.side_by_side(WANG, CHEN).scenes:
        assert (left.looks, right.looks) == (WANG, CHEN)
        assert right.head > 0.8 * left.head
        assert left.x - 0.3 * left.head > 0
        assert right.x + 0.3 * right.head < 1
        assert right.x - left.x > 0.4


def test_dimmed_shot_keeps_the_pose() -> None:
    shot = clips.dimmed(clips.standing(WANG), 0.5)
    assert {scene[0].pose.light for scene in shot.scenes} == {0.5}
    assert len({scene[0].pose.yaw_deg for scene in shot.scenes}) > 2


def test_head_turns_to_the_side_asked_and_back_without_a_jump() -> None:
    for to_left, sign in ((True, 1), (False, -1)):
        angles = [scene[0].pose.yaw_deg for scene in clips.turning_aside(WANG, to_left=to_left).scenes]
        assert max(sign * a for a in angles) == 24
        assert min(sign * a for a in angles) == 0
        assert angles[0] == angles[-1] == 0
        assert max(abs(b - a) for a, b in itertools.pairwise(angles)) <= 4


def test_photograph_is_held_with_hands_that_are_never_quite_still() -> None:
    shot = clips.holding_photo(WANG, CHEN)
    sheets = [scene[0] for scene in shot.scenes]
    assert shot.loops
    assert {(sheet.of, sheet.looks) for sheet in sheets} == {(WANG, CHEN)}
    assert len({sheet.hold for sheet in sheets}) == len(sheets)
    assert max(abs(sheet.hold.roll_deg) for sheet in sheets) < 3
    assert max(abs(sheet.x - 0.5) for sheet in sheets) < 0.02


def test_dimming_leaves_a_photograph_as_it_is() -> None:
    shot = clips.holding_photo(WANG, CHEN)
    assert clips.dimmed(shot, 0.5) == shot
