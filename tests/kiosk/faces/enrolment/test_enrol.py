"""Templates from pictures on disk, and the pictures no template is made from."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from devices.simulators.drawing.portrait import Pose
from devices.simulators.people import Standing
from devices.simulators.profile import FaceLooks
from kiosk.faces.engines.engine import FaceEngine, FoundFace
from kiosk.faces.enrolment.enrol import WANTED_PICTURES, UnfitPicture, templates_from_images, templates_of
from kiosk.faces.enrolment.picture_gate import check
from kiosk.sentences import sentence
from tests.kiosk.faces.enrolment.conftest import Save

WANG, CHEN, LI = "wang-guiying", "chen-deming", "li-xiulan"


def refused(path: object, engine: FaceEngine) -> tuple[str, str]:
    with pytest.raises(UnfitPicture) as caught:
        templates_from_images([path], engine)  # type: ignore[list-item]
    return caught.value.code, caught.value.sentence


def test_one_template_a_picture_with_engine_version_and_quality(
    save: Save, sface: FaceEngine, looks: dict[str, FaceLooks]
) -> None:
    paths = [save("one.jpg", Standing(looks[WANG], head=0.5)), save("two.png", Standing(looks[WANG], head=0.6))]
    one, two = templates_from_images(paths, sface)
    assert (one.engine, one.version) == ("sface", sface.version)
    assert (one.vector.shape, one.vector.dtype) == ((128,), np.float32)
    assert float(one.vector @ two.vector) > 0.9
    assert one.quality is not None
    assert 0.5 < one.quality <= 1.0
    assert repr(one) == f"<EnrolledTemplate sface {sface.version}>"


def test_with_a_second_opinion_each_picture_gives_one_template_of_each_engine(
    save: Save, sface: FaceEngine, dlib: FaceEngine, looks: dict[str, FaceLooks]
) -> None:
    paths = [save("one.jpg", Standing(looks[WANG], head=0.5)), save("two.jpg", Standing(looks[WANG], head=0.6))]
    made = templates_from_images(paths, (sface, dlib))
    assert [template.engine for template in made] == ["sface", "dlib", "sface", "dlib"]
    assert made[0].quality == made[1].quality
    assert float(np.linalg.norm(made[1].vector - made[3].vector)) < 0.4


def test_dlib_alone_finds_its_own_faces(save: Save, dlib: FaceEngine, looks: dict[str, FaceLooks]) -> None:
    (template,) = templates_from_images([save("one.jpg", Standing(looks[WANG], head=0.5))], dlib)
    assert (template.engine, template.version) == ("dlib", "resnet-v1/5-point")


def test_picture_without_a_face_is_named_and_refused(save: Save, sface: FaceEngine) -> None:
    assert refused(save("hall.jpg"), sface) == (
        "no-face",
        "hall.jpg：照片里没有找到正面的脸，请换一张正对镜头的照片",
    )


def test_picture_of_two_people_is_refused(save: Save, sface: FaceEngine, looks: dict[str, FaceLooks]) -> None:
    both = Standing(looks[WANG], x=0.24, head=0.4), Standing(looks[CHEN], x=0.76, head=0.4)
    assert refused(save("two.jpg", *both), sface)[0] == "two-faces"


def test_small_face_far_behind_does_not_spoil_a_picture(
    save: Save, sface: FaceEngine, looks: dict[str, FaceLooks]
) -> None:
    both = Standing(looks[WANG], x=0.4, head=0.6), Standing(looks[CHEN], x=0.85, head=0.2)
    assert len(templates_from_images([save("behind.jpg", *both)], sface)) == 1


def test_face_of_too_few_pixels_is_refused_with_what_it_has_and_needs(
    save: Save, sface: FaceEngine, looks: dict[str, FaceLooks]
) -> None:
    code, sentence = refused(save("far.jpg", Standing(looks[WANG], head=0.28)), sface)
    assert code == "too-small"
    assert sentence.startswith("far.jpg：照片里的脸太小，两眼之间至少要 60 像素，这张只有 3")


@pytest.mark.parametrize(
    ("pose", "code"), [(Pose(yaw_deg=38), "turned"), (Pose(light=0.2), "too-dark")], ids=["turned away", "in the dark"]
)
def test_face_that_is_turned_or_dark_is_refused(
    save: Save, sface: FaceEngine, looks: dict[str, FaceLooks], pose: Pose, code: str
) -> None:
    assert refused(save("bad.png", Standing(looks[WANG], pose, 0.55)), sface)[0] == code


@pytest.mark.parametrize(
    ("right_eye", "nose", "mouth", "code"),
    [
        ((380, 250), (305, 270), ((265, 280), (345, 315)), "tilted"),
        ((380, 200), (320, 213), ((285, 290), (355, 290)), "nodding"),
        ((380, 200), (365, 250), ((300, 290), (370, 290)), "turned"),
    ],
)
def test_head_held_wrongly_is_refused_by_its_landmarks(
    right_eye: tuple[float, float], nose: tuple[float, float], mouth: tuple[Any, Any], code: str
) -> None:
    grey = np.random.default_rng(1).integers(100, 200, (480, 640, 3), np.uint8)
    face = FoundFace(220, 130, 200, 220, (260, 200), right_eye, nose, mouth, 0.95)
    with pytest.raises(UnfitPicture) as caught:
        check(grey, face, grey[:112, :112])
    assert caught.value.code == code


def test_picture_out_of_focus_is_refused(sface: FaceEngine, save: Save, looks: dict[str, FaceLooks]) -> None:
    sharp = cv2.imread(str(save("sharp.png", Standing(looks[WANG], head=0.55))))
    with pytest.raises(UnfitPicture) as caught:
        templates_of(cv2.GaussianBlur(sharp, (0, 0), 9), (sface,))
    assert caught.value.code in ("blurred", "unclear")


def test_overexposed_and_half_lit_pictures_are_refused(
    sface: FaceEngine, save: Save, looks: dict[str, FaceLooks]
) -> None:
    plain = cv2.imread(str(save("plain.png", Standing(looks[WANG], head=0.55)))).astype(np.float32)
    half = plain.copy()
    half[:, : half.shape[1] // 2] *= 0.18
    for picture, code in ((plain * 1.6, "too-bright"), (half, "one-sided")):
        with pytest.raises(UnfitPicture) as caught:
            templates_of(np.clip(picture, 0, 255).astype(np.uint8), (sface,))
        assert caught.value.code == code


def test_face_cut_by_the_edge_is_refused(sface: FaceEngine, save: Save, looks: dict[str, FaceLooks]) -> None:
    path = save("edge.png", Standing(looks[WANG], head=0.7, x=0.08))
    assert refused(path, sface)[0] in ("cut-off", "no-face", "unclear")


def test_one_picture_is_said_to_be_barely_enough_with_the_figures() -> None:
    said = sentence("whitelist.faces.one-picture", wanted=WANTED_PICTURES)
    assert "一张照片的人约 4% 会认不出，3 张的约 1%" in said
