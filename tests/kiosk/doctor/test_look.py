"""Which way a camera hangs, from one of its pictures."""

from __future__ import annotations

import numpy as np
import pytest

import resources
from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import load_cast
from kiosk.doctor.look import turn_with_a_face
from kiosk.faces.engines.yunet import YuNet


@pytest.mark.parametrize("rotate_deg", [0, 90, 180, 270])
def test_turn_that_brings_people_upright_is_found(rotate_deg: int) -> None:
    looks = load_cast(resources.path("cast"))["li-xiulan"].face
    assert looks is not None
    detector = YuNet()
    detector.load()
    hall = picture_of([Standing(looks, head=0.45)], noise_seed=1)
    hung = np.ascontiguousarray(np.rot90(hall, rotate_deg // 90))  # counter-clockwise: what the setting undoes
    assert turn_with_a_face(hung, detector.detect) == rotate_deg


def test_empty_hall_says_nothing_of_how_the_camera_hangs() -> None:
    detector = YuNet()
    detector.load()
    assert turn_with_a_face(picture_of([], noise_seed=1), detector.detect) is None
