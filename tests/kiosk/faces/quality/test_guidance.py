"""One thing at a time for the person before the camera."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kiosk.faces.engines.engine import FoundFace
from kiosk.faces.quality.guidance import View, hint_for, view_of
from kiosk.visits.events import FaceHint

VIEW = View(640, 480, 120.0)


def face(size: float = 160, x: float = 320, y: float = 240) -> FoundFace:
    left, top = x - size / 2, y - size / 2
    eyes = (x - 0.22 * size, top + 0.3 * size), (x + 0.22 * size, top + 0.3 * size)
    return FoundFace(left, top, size, size, *eyes, (x, top + 0.62 * size))


def test_nobody() -> None:
    assert hint_for(VIEW, [], None) is FaceHint.NOBODY


def test_face_straight_before_the_camera_is_good() -> None:
    assert hint_for(VIEW, [face()], face()) is FaceHint.GOOD


@pytest.mark.parametrize(
    ("faces", "view", "hint"),
    [
        ([face(100)], VIEW, FaceHint.CLOSER),
        ([face(330)], VIEW, FaceHint.BACK),
        ([face(x=500)], VIEW, FaceHint.CENTRE),
        ([face(y=60)], VIEW, FaceHint.CENTRE),
        ([face()], View(640, 480, 40.0), FaceHint.BRIGHTER),
        ([replace(face(), nose=(345.0, 260.0))], VIEW, FaceHint.LOOK_HERE),
        ([replace(face(), right_eye=(355.0, 240.0))], VIEW, FaceHint.LOOK_HERE),
        ([replace(face(), right_eye=face().left_eye)], VIEW, FaceHint.LOOK_HERE),
        ([face(160), face(120, x=120)], VIEW, FaceHint.ALONE),
        ([face(160), face(100, x=120)], VIEW, FaceHint.GOOD),
        ([face(100), face(95, x=120)], VIEW, FaceHint.CLOSER),
    ],
    ids=[
        "far",
        "near",
        "aside",
        "high",
        "dark",
        "turned",
        "tilted",
        "no eyes",
        "two alike",
        "small second",
        "both far",
    ],
)
def test_first_thing_wrong_is_said(faces: list[FoundFace], view: View, hint: FaceHint) -> None:
    assert hint_for(view, faces, faces[0]) is hint


def test_moving_face_is_asked_to_hold_still_and_a_first_one_is_not() -> None:
    assert hint_for(VIEW, [face(x=320)], face(x=260)) is FaceHint.HOLD_STILL
    assert hint_for(VIEW, [face(x=320)], face(x=290)) is FaceHint.GOOD
    assert hint_for(VIEW, [face(x=320)], None) is FaceHint.GOOD


def test_brightness_is_taken_from_the_face_only() -> None:
    image = np.zeros((480, 640, 3), np.uint8)
    image[160:320, 240:400] = 200
    assert view_of(image, face()) == View(640, 480, 200.0)
    assert view_of(image, face(x=-500)).face_grey == 0.0
