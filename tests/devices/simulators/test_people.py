"""Drawn people: the same looks give the same picture, other looks another; the cast is well-formed."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from devices.simulators.drawing.portrait import clear_cache
from devices.simulators.drawing.sheet import Sheet, curve, smooth
from devices.simulators.people import Pose, Standing, picture_of
from devices.simulators.profile import FaceLooks, load_cast

GRANDMOTHER = FaceLooks(seed=1, hair="perm", hair_grey=0.9)
GRANDFATHER = FaceLooks(seed=2, hair="receding", beard="full", glasses="square", collar="shirt")


def test_same_looks_and_pose_give_the_same_picture() -> None:
    assert np.array_equal(picture_of([Standing(GRANDMOTHER)]), picture_of([Standing(GRANDMOTHER)]))


def test_picture_of_nobody_is_the_hall_with_noise() -> None:
    first, second = picture_of((), noise_seed=0), picture_of((), noise_seed=1)
    assert first.shape == (480, 640, 3)
    assert first.dtype == np.uint8
    spread = float((first.astype(np.float32) - second.astype(np.float32)).std())
    assert 3.0 < spread < 5.5  # two draws of sigma 3


def test_person_stands_where_they_are_put() -> None:
    hall = picture_of(()).astype(np.int16)
    person = picture_of([Standing(GRANDFATHER, head=0.4, x=0.25)]).astype(np.int16)
    changed = np.abs(person - hall).max(axis=2) > 40
    columns = np.flatnonzero(changed.mean(axis=0) > 0.1)
    assert 0 <= columns[0] < 160 < columns[-1] < 360


def test_nearer_person_covers_the_farther_one() -> None:
    near, far = Standing(GRANDMOTHER, head=0.6), Standing(GRANDFATHER, head=0.3)
    assert np.array_equal(picture_of([near, far]), picture_of([far, near]))


@pytest.mark.parametrize(
    "pose",
    [Pose(yaw_deg=20), Pose(roll_deg=8), Pose(openness=0.0), Pose(light=0.6), Pose(light_x=0.8)],
    ids=["turned", "tilted", "eyes shut", "dim", "lit from the right"],
)
def test_each_pose_changes_the_face(pose: Pose) -> None:
    straight = picture_of([Standing(GRANDMOTHER)]).astype(np.int16)
    other = picture_of([Standing(GRANDMOTHER, pose)]).astype(np.int16)
    assert int((np.abs(straight - other).max(axis=2) > 25).sum()) > 60


def test_person_outside_the_picture_is_not_drawn() -> None:
    assert np.array_equal(picture_of([Standing(GRANDMOTHER, x=3.0)]), picture_of(()))


@settings(max_examples=8, deadline=None)
@given(
    st.builds(
        FaceLooks,
        seed=st.integers(0, 10**6),
        head=st.floats(0.64, 0.9),
        jaw=st.floats(0, 1),
        eye_open=st.floats(0.03, 0.08),
        nose_width=st.floats(0.09, 0.2),
        age=st.floats(0, 1),
        hair=st.sampled_from(["short", "receding", "bald", "perm", "bob", "bun"]),
        glasses=st.sampled_from(["none", "round", "square", "half"]),
        beard=st.sampled_from(["none", "moustache", "full"]),
        collar=st.sampled_from(["round", "shirt", "stand", "cardigan"]),
    ),
    st.floats(-30, 30),
    st.floats(0, 1),
)
def test_any_looks_in_any_pose_can_be_drawn(looks: FaceLooks, yaw_deg: float, openness: float) -> None:
    frame = picture_of([Standing(looks, Pose(yaw_deg=yaw_deg, openness=openness), head=0.3)], size=(160, 120))
    assert frame.shape == (120, 160, 3)


def test_unknown_parameter_of_a_face_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.toml.decode(b"seed = 1\nmoustache = true", type=FaceLooks)


def test_eight_of_the_cast_have_faces_and_all_differ() -> None:
    faces = [p.face for p in load_cast(resources.path("cast")).values() if p.face is not None]
    assert len(faces) == 8
    assert len({msgspec.json.encode(f) for f in faces}) == 8


def test_curve_goes_through_its_points() -> None:
    points = [(0.0, 0.0), (0.3, 0.5), (1.0, 0.2)]
    line = curve(points, steps=4)
    assert line[0] == (0.0, 0.0)
    assert line[4] == (0.3, 0.5)
    assert line[-1] == (1.0, 0.2)


def test_smooth_step_has_its_ends_and_its_middle() -> None:
    assert smooth(np.array([-1.0, 0.0, 0.5, 1.0, 2.0]), 0.0, 1.0).tolist() == [0.0, 0.0, 0.5, 1.0, 1.0]


def test_paint_touches_only_its_mask() -> None:
    sheet = Sheet(40, -1, -1, 1, 1, (0.5, 0.5, 0.5))
    sheet.paint(sheet.oval(-0.5, -0.5, 0.2, 0.2), (1.0, 0.0, 0.0))
    assert sheet.colour[60, 60].tolist() == [0.5, 0.5, 0.5]
    assert sheet.colour[20, 20].tolist() == [1.0, 0.0, 0.0]


def test_shut_eyes_are_the_same_whether_open_ones_were_drawn_before_or_not() -> None:
    shut = Standing(GRANDMOTHER, Pose(openness=0.0))
    clear_cache()
    alone = picture_of([shut])
    clear_cache()
    picture_of([Standing(GRANDMOTHER)])
    assert np.array_equal(picture_of([shut]), alone)
