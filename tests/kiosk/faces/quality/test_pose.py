"""The pose of a head from five landmarks: signs, rotation, drawn heads of known yaw, and a flat picture."""

from __future__ import annotations

from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.simulators.people import Pose as DrawnPose
from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import FaceLooks
from kiosk.faces.engines.engine import FoundFace, Point
from kiosk.faces.engines.yunet import YuNet
from kiosk.faces.quality.pose import pose_of


def head(
    yaw_deg: float = 0.0, pitch_deg: float = 0.0, roll_deg: float = 0.0, *, size: float = 100.0, nose: float = 1 / 2.3
) -> FoundFace:
    """A head as points in space, turned and seen from far away; the eyes are 1 apart, and so are eyes and mouth."""
    points = {
        "left_eye": (-0.5, 0.0, 0.0),
        "right_eye": (0.5, 0.0, 0.0),
        "nose": (0.0, 0.575, nose),
        "corner": (-0.4, 1.0, 0.0),
        "other": (0.4, 1.0, 0.0),
    }
    yaw, pitch, roll = radians(yaw_deg), radians(pitch_deg), radians(roll_deg)

    def seen(x: float, y: float, z: float) -> Point:
        y, z = y * cos(pitch) - z * sin(pitch), y * sin(pitch) + z * cos(pitch)
        x, z = x * cos(yaw) + z * sin(yaw), z * cos(yaw) - x * sin(yaw)
        return 300 + size * (x * cos(roll) - y * sin(roll)), 200 + size * (x * sin(roll) + y * cos(roll))

    at = {name: seen(*point) for name, point in points.items()}
    return FoundFace(200, 100, 200, 240, at["left_eye"], at["right_eye"], at["nose"], (at["corner"], at["other"]), 0.9)


def test_straight_look_is_zero_all_round() -> None:
    pose = pose_of(head())
    assert (pose.yaw_deg, pose.pitch_deg, pose.roll_deg) == pytest.approx((0, 0, 0), abs=1e-6)


def test_own_left_is_positive_and_lies_to_the_right_in_the_picture() -> None:
    face = head(yaw_deg=20)
    assert face.nose[0] > 300
    assert pose_of(face).yaw_deg == pytest.approx(20, abs=0.1)


def test_looking_up_is_positive() -> None:
    face = head(pitch_deg=15)
    assert face.nose[1] < head().nose[1]
    assert 10 < pose_of(face).pitch_deg < 20
    assert -20 < pose_of(head(pitch_deg=-15)).pitch_deg < -10


def test_tilt_to_the_right_in_the_picture_is_positive() -> None:
    assert pose_of(head(roll_deg=12)).roll_deg == pytest.approx(12)


def test_flat_picture_has_no_yaw_however_it_is_tilted() -> None:
    for yaw in (-40, -20, 20, 40):
        assert pose_of(head(yaw_deg=yaw, nose=0.0)).yaw_deg == pytest.approx(0, abs=1e-6)


def test_without_a_mouth_there_is_no_pitch() -> None:
    face = head(yaw_deg=10, pitch_deg=10)
    bare = FoundFace(face.left, face.top, face.width, face.height, face.left_eye, face.right_eye, face.nose)
    assert pose_of(bare).pitch_deg == 0.0
    assert pose_of(bare).yaw_deg == pose_of(face).yaw_deg


def test_points_that_coincide_are_no_error() -> None:
    face = FoundFace(0, 0, 1, 1, (5, 5), (5, 5), (5, 5), ((5, 5), (5, 5)))
    assert pose_of(face).yaw_deg == 0.0
    profile = FoundFace(0, 0, 1, 1, (5, 5), (5, 5), (9, 5))
    assert pose_of(profile).yaw_deg == 90.0


@given(st.floats(-40, 40), st.floats(-30, 30), st.floats(20, 400))
def test_yaw_is_found_at_every_tilt_and_size(yaw: float, roll: float, size: float) -> None:
    pose = pose_of(head(yaw, 0.0, roll, size=size))
    assert pose.yaw_deg == pytest.approx(yaw, abs=0.01)
    assert pose.roll_deg == pytest.approx(roll, abs=0.01)


@given(st.floats(-35, 35), st.floats(-20, 20), st.floats(-20, 20))
def test_mirrored_face_has_the_opposite_yaw_and_roll(yaw: float, pitch: float, roll: float) -> None:
    face = head(yaw, pitch, roll)

    def other(p: Point) -> Point:
        return 600 - p[0], p[1]

    assert face.mouth is not None
    mirrored = FoundFace(
        200, 100, 200, 240, other(face.right_eye), other(face.left_eye), other(face.nose),
        (other(face.mouth[1]), other(face.mouth[0])),
    )  # fmt: skip
    one, two = pose_of(face), pose_of(mirrored)
    assert two.yaw_deg == pytest.approx(-one.yaw_deg, abs=1e-6)
    assert two.roll_deg == pytest.approx(-one.roll_deg, abs=1e-6)
    assert two.pitch_deg == pytest.approx(one.pitch_deg, abs=1e-6)


def test_drawn_heads_are_turned_as_they_were_drawn(cast: dict[str, FaceLooks]) -> None:
    detector = YuNet(columns=640)
    detector.load()
    errors = []
    for who in ("wang-guiying", "chen-deming", "zhou-meihua", "gao-yu"):
        for yaw in (-24, -12, 0, 12, 24):
            (face,) = detector.detect(picture_of([Standing(cast[who], DrawnPose(yaw_deg=yaw), 0.5)]))
            errors.append(abs(pose_of(face).yaw_deg - yaw))
    assert sum(errors) / len(errors) < 4.0
    assert max(errors) < 10.0
