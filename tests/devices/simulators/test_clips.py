"""What drawn people do before the camera."""

from __future__ import annotations

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


def test_dimmed_shot_keeps_the_pose() -> None:
    shot = clips.dimmed(clips.standing(WANG), 0.5)
    assert {scene[0].pose.light for scene in shot.scenes} == {0.5}
    assert len({scene[0].pose.yaw_deg for scene in shot.scenes}) > 2
