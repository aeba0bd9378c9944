"""One thing at a time for the person before the camera, and how much a frame is worth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.events import FaceChecks, FaceHint
from kiosk.faces.quality.gate import ENROLLING, SEARCHING, Limits, Zone, judge
from kiosk.faces.quality.measures import Light, Measures, measure
from kiosk.faces.quality.pose import Pose
from tests.kiosk.faces.fake_engine import face

GOOD = Measures(
    eyes_px=100.0,
    height=0.42,
    aside=0.0,
    above=0.0,
    inside=True,
    score=0.92,
    pose=Pose(0.0, 0.0, 0.0),
    moved=0.02,
    second=0.0,
    light=Light(130.0, 0.0, 1.2),
    sharpness=300.0,
)
ALL_RIGHT = FaceChecks(near=True, lit=True, straight=True)


def test_face_straight_before_the_camera_is_good_and_worth_the_most() -> None:
    judged = judge(GOOD)
    assert (judged.hint, judged.checks) == (FaceHint.GOOD, ALL_RIGHT)
    assert judged.quality == 1.0


def test_first_frame_of_a_face_is_good_without_a_frame_before() -> None:
    assert judge(replace(GOOD, moved=None)).hint is FaceHint.GOOD


@pytest.mark.parametrize(
    ("measures", "hint", "checks"),
    [
        (replace(GOOD, eyes_px=59.0), FaceHint.CLOSER, replace(ALL_RIGHT, near=False)),
        (replace(GOOD, height=0.71), FaceHint.BACK, replace(ALL_RIGHT, near=False)),
        (replace(GOOD, second=0.7), FaceHint.ALONE, ALL_RIGHT),
        (replace(GOOD, aside=0.37), FaceHint.CENTRE, ALL_RIGHT),
        (replace(GOOD, above=-0.33), FaceHint.CENTRE, ALL_RIGHT),
        (replace(GOOD, inside=False), FaceHint.CENTRE, ALL_RIGHT),
        (replace(GOOD, light=Light(14.0, 0.0, 1.0)), FaceHint.BRIGHTER, replace(ALL_RIGHT, lit=False)),
        (replace(GOOD, light=Light(229.0, 0.3, 1.0)), FaceHint.GLARE, replace(ALL_RIGHT, lit=False)),
        (replace(GOOD, light=Light(180.0, 0.51, 1.0)), FaceHint.GLARE, replace(ALL_RIGHT, lit=False)),
        (replace(GOOD, light=Light(120.0, 0.1, 3.1)), FaceHint.GLARE, replace(ALL_RIGHT, lit=False)),
        (replace(GOOD, pose=Pose(26.0, 0.0, 0.0)), FaceHint.LOOK_HERE, replace(ALL_RIGHT, straight=False)),
        (replace(GOOD, pose=Pose(0.0, -21.0, 0.0)), FaceHint.LOOK_HERE, replace(ALL_RIGHT, straight=False)),
        (replace(GOOD, pose=Pose(0.0, 0.0, 21.0)), FaceHint.LOOK_HERE, replace(ALL_RIGHT, straight=False)),
        (replace(GOOD, light=None, sharpness=None), FaceHint.LOOK_HERE, replace(ALL_RIGHT, straight=False)),
        (replace(GOOD, score=0.79), FaceHint.LOOK_HERE, replace(ALL_RIGHT, straight=False)),
        (replace(GOOD, moved=0.31), FaceHint.HOLD_STILL, replace(ALL_RIGHT, straight=False)),
        (replace(GOOD, sharpness=19.0), FaceHint.HOLD_STILL, replace(ALL_RIGHT, straight=False)),
    ],
    ids=[
        "far", "near", "two alike", "aside", "high", "cut by the edge", "dark", "bright", "clipped",
        "window at the side", "turned", "looking down", "tilted", "not to be brought upright",
        "hardly a face", "moving", "blurred",
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_marked(measures: Measures, hint: FaceHint, checks: FaceChecks) -> None:
    judged = judge(measures)
    assert (judged.hint, judged.checks) == (hint, checks)


def test_only_the_first_thing_wrong_is_said_but_every_mark_is_shown() -> None:
    judged = judge(replace(GOOD, eyes_px=40.0, light=Light(10.0, 0.0, 1.0), pose=Pose(40.0, 0.0, 0.0)))
    assert judged.checks == FaceChecks(near=True, lit=False, straight=False), "turned heads seem far"
    judged = judge(replace(GOOD, eyes_px=40.0, light=Light(10.0, 0.0, 1.0), moved=0.5))
    assert judged.hint is FaceHint.CLOSER
    assert judged.checks == FaceChecks(near=False, lit=False, straight=False)


def test_template_wants_more_than_a_search() -> None:
    small = replace(GOOD, eyes_px=70.0)
    assert (judge(small, SEARCHING).hint, judge(small, ENROLLING).hint) == (FaceHint.GOOD, FaceHint.CLOSER)


@pytest.mark.parametrize(
    "worse",
    [
        replace(GOOD, eyes_px=62.0),
        replace(GOOD, pose=Pose(15.0, 0.0, 0.0)),
        replace(GOOD, sharpness=30.0),
        replace(GOOD, light=Light(60.0, 0.0, 1.0)),
        replace(GOOD, light=Light(150.0, 0.3, 1.0)),
        replace(GOOD, score=0.81),
    ],
    ids=["small", "turned", "soft", "dim", "shining", "hardly found"],
)
def test_frame_that_is_less_good_weighs_less(worse: Measures) -> None:
    judged = judge(worse)
    assert judged.hint is FaceHint.GOOD
    assert 0.2 < judged.quality < 0.95


numbers = st.floats(-1e4, 1e4)


@given(
    st.builds(
        Measures,
        eyes_px=st.floats(0, 1e4), height=st.floats(0, 20), aside=numbers, above=numbers, inside=st.booleans(),
        score=st.floats(0, 1), pose=st.builds(Pose, numbers, numbers, numbers), moved=st.none() | st.floats(0, 1e4),
        second=st.floats(0, 1e4),
        light=st.none() | st.builds(Light, st.floats(0, 255), st.floats(0, 1), st.floats(1, 255)),
        sharpness=st.none() | st.floats(0, 1e6),
    )
)  # fmt: skip
def test_any_face_gets_one_hint_and_a_weight(measures: Measures) -> None:
    judged = judge(measures)
    assert judged.hint is not FaceHint.NOBODY
    assert 0.05 <= judged.quality <= 1.0
    assert judged.checks == ALL_RIGHT or judged.hint is not FaceHint.GOOD


def test_guide_zone_is_the_middle_of_the_picture() -> None:
    shape = (480, 640, 3)
    assert Zone().holds(face(x=320), shape)
    assert Zone().holds(face(x=480), shape)
    assert not Zone().holds(face(x=500), shape)
    assert not Zone().holds(face(y=400), shape)


def test_guide_zone_of_an_upright_picture_is_as_wide_as_the_picture_allows() -> None:
    shape = (1280, 720, 3)
    assert Zone().holds(face(x=610, y=640), shape)
    assert not Zone().holds(face(x=625, y=640), shape)
    assert Zone().holds(face(x=360, y=1040), shape)
    assert not Zone().holds(face(x=360, y=1060), shape)


# --- measuring ----------------------------------------------------------------------------------------------------
def test_lengths_do_not_depend_on_the_camera() -> None:
    small = measure((480, 640, 3), face(200, 320, 240))
    large = measure((960, 1280, 3), face(400, 640, 480))
    assert (small.eyes_px, small.height, small.aside) == (large.eyes_px, large.height, large.aside)
    assert small.eyes_px == pytest.approx(0.44 * 200 * 1.5)


def test_lengths_are_by_the_shorter_side_of_the_picture() -> None:
    upright = measure((1280, 720, 3), face(200, 432, 896))
    assert (upright.eyes_px, upright.height) == (pytest.approx(88.0), pytest.approx(200 / 720))
    assert (upright.aside, upright.above) == (pytest.approx(0.1), pytest.approx(0.2))


def test_place_movement_and_company() -> None:
    measures = measure((480, 640, 3), face(200, 420, 190), before=face(200, 400, 190), others=(face(150), face(90)))
    assert measures.aside == pytest.approx(100 / 480)
    assert measures.above == pytest.approx(-50 / 480)
    assert measures.moved == pytest.approx(0.1)
    assert measures.second == 0.75
    assert measures.inside
    assert not measure((480, 640, 3), face(200, 60, 240)).inside


def test_light_is_taken_from_the_middle_of_the_upright_face() -> None:
    aligned = np.zeros((112, 112, 3), np.uint8)
    aligned[20:108, 16:96] = 100
    aligned[20:108, 56:96] = 200
    light = measure((480, 640, 3), face(), aligned=aligned).light
    assert light is not None
    assert light.grey == pytest.approx(150, abs=2)
    assert light.sides == pytest.approx(2.0, abs=0.05)
    assert light.clipped == 0.0
    aligned[20:108, 16:36] = 255
    clipped = measure((480, 640, 3), face(), aligned=aligned).light
    assert clipped is not None
    assert clipped.clipped == pytest.approx(0.25, abs=0.02)


def test_blur_takes_the_sharpness_away() -> None:
    dice = np.random.default_rng(1)
    sharp = dice.integers(90, 160, (112, 112, 1), np.uint8).repeat(3, axis=2)
    soft = sharp.astype(np.float32)
    for _ in range(8):
        soft = (soft + np.roll(soft, 1, 0) + np.roll(soft, 1, 1) + np.roll(soft, (1, 1), (0, 1))) / 4
    values = [measure((480, 640, 3), face(), aligned=c).sharpness for c in (sharp, soft.astype(np.uint8))]
    assert values[0] is not None
    assert values[1] is not None
    assert values[0] > 1000 > 20 > values[1]


def test_dim_hall_is_searched_in_but_no_template_is_made_there() -> None:
    dim = replace(GOOD, light=Light(24.0, 0.0, 1.2), sharpness=17.0)
    assert judge(dim, SEARCHING).hint is FaceHint.GOOD
    assert judge(dim, ENROLLING).hint is FaceHint.BRIGHTER


def test_blurred_face_is_told_in_the_dark_too() -> None:
    assert judge(replace(GOOD, light=Light(16.0, 0.0, 1.2), sharpness=9.0)).hint is FaceHint.HOLD_STILL


def test_zone_of_a_hall_is_the_halls() -> None:
    narrow = Zone(aside=0.2, above=0.1)
    shape = (480, 640, 3)
    assert narrow.holds(face(x=415), shape)
    assert not narrow.holds(face(x=417), shape)
    assert narrow.holds(face(y=287), shape)
    assert not narrow.holds(face(y=289), shape)


def test_face_outside_the_zone_of_a_hall_is_asked_to_the_middle() -> None:
    limits = Limits(zone=Zone(aside=0.1, above=0.32))
    beside = replace(GOOD, aside=0.2)
    assert judge(beside).hint is FaceHint.GOOD
    assert judge(beside, limits).hint is FaceHint.CENTRE


def test_face_above_the_zone_of_a_hall_is_asked_to_the_middle_too() -> None:
    above = replace(GOOD, above=-0.2)
    assert judge(above).hint is FaceHint.GOOD
    assert judge(above, Limits(zone=Zone(aside=0.36, above=0.1))).hint is FaceHint.CENTRE
