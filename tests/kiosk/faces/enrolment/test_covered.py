"""A face that is half hidden makes no template."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import FaceLooks
from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image
from kiosk.faces.enrolment.enrol import UnfitPicture, templates_of


def portrait(looks: FaceLooks) -> Image:
    return picture_of([Standing(looks, head=0.55)], size=(960, 720), noise_seed=3)


def masked(image: Image, face: FoundFace, colour: tuple[int, int, int]) -> Image:
    """A flat mask from the middle of the nose to below the chin."""
    left, right = face.left_eye[0], face.right_eye[0]
    top = (face.nose[1] + face.left_eye[1]) / 2
    bottom = face.top + 1.02 * face.height
    wide = 0.45 * (right - left)
    corners = [(left - wide, top), (right + wide, top), (right, bottom), (left, bottom)]
    worn = image.copy()
    cv2.fillPoly(worn, [np.array(corners, np.int32)], colour)
    return worn


@pytest.mark.parametrize("colour", [(235, 195, 140), (238, 238, 236), (40, 36, 36)], ids=["blue", "white", "black"])
@pytest.mark.parametrize("who", ["wang-guiying", "chen-deming"])
def test_masked_face_is_asked_to_take_the_mask_off(
    sface: FaceEngine, looks: dict[str, FaceLooks], who: str, colour: tuple[int, int, int]
) -> None:
    image = portrait(looks[who])
    with pytest.raises(UnfitPicture) as refused:
        templates_of(masked(image, sface.detect(image)[0], colour), [sface])
    assert (refused.value.code, refused.value.sentence) == ("mask", "好像戴着口罩，请摘下口罩重拍")


def test_dark_glasses_are_asked_to_be_taken_off(sface: FaceEngine, looks: dict[str, FaceLooks]) -> None:
    image = portrait(looks["wang-guiying"])
    face = sface.detect(image)[0]
    apart = face.right_eye[0] - face.left_eye[0]
    for x, y in (face.left_eye, face.right_eye):
        cv2.ellipse(
            image, (round(x), round(y)), (round(0.42 * apart), round(0.32 * apart)), 0, 0, 360, (24, 20, 20), -1
        )
    with pytest.raises(UnfitPicture) as refused:
        templates_of(image, [sface])
    assert refused.value.code == "dark-glasses"


def test_every_bare_face_of_the_cast_is_taken(sface: FaceEngine, looks: dict[str, FaceLooks]) -> None:
    for who in sorted(looks):
        assert len(templates_of(portrait(looks[who]), [sface])) == 1, who
