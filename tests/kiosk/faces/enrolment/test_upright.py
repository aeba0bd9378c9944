"""Pictures that lie on their side or upside down, and heads that are tilted in them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import FaceLooks
from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image
from kiosk.faces.enrolment.enrol import UnfitPicture, templates_of
from kiosk.faces.enrolment.upright import upright
from kiosk.faces.events import FaceHint
from kiosk.faces.quality.gate import SEARCHING
from kiosk.faces.worker.frame_judge import FrameJudge
from tests.kiosk.faces.fake_engine import FakeEngine, face


def tilted(image: Image, degrees: float) -> Image:
    """The picture turned clockwise about its middle."""
    rows, columns = image.shape[:2]
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, turn, (columns, rows), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def portrait(looks: dict[str, FaceLooks], who: str, size: tuple[int, int] = (640, 480)) -> Image:
    return picture_of([Standing(looks[who], head=0.55)], size=size, noise_seed=3)


def quarter_turned(image: Image, quarters: int) -> Image:
    return np.ascontiguousarray(np.rot90(image, -quarters))


@pytest.mark.parametrize(("quarters", "turned_back"), [(0, 0), (1, 90), (2, 180), (3, 270)])
def test_picture_that_lies_another_way_is_turned_upright(
    sface: FaceEngine, looks: dict[str, FaceLooks], quarters: int, turned_back: int
) -> None:
    found = upright(quarter_turned(portrait(looks, "li-xiulan"), quarters), sface)
    assert found.turned_deg == turned_back
    assert len(found.faces) == 1
    assert abs(found.faces[0].roll_deg) < 6
    assert found.image.shape == (480, 640, 3)


def test_template_of_an_upside_down_picture_is_the_persons_and_nobody_elses(
    sface: FaceEngine, looks: dict[str, FaceLooks]
) -> None:
    (as_it_is,) = templates_of(portrait(looks, "li-xiulan"), [sface])
    (turned,) = templates_of(quarter_turned(portrait(looks, "li-xiulan"), 2), [sface])
    (other,) = templates_of(quarter_turned(portrait(looks, "wang-guiying"), 2), [sface])
    assert float(as_it_is.vector @ turned.vector) > 0.98
    assert float(turned.vector @ other.vector) < 0.45


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_camera_hung_the_wrong_way_gives_no_good_frame(
    sface: FaceEngine, looks: dict[str, FaceLooks], quarters: int
) -> None:
    for who in ("li-xiulan", "wang-guiying"):
        seen = FrameJudge(sface).judge(quarter_turned(portrait(looks, who), quarters), 1.0)
        assert seen.hint in (FaceHint.LOOK_HERE, FaceHint.NOBODY)


@pytest.mark.parametrize(("degrees", "hint"), [(0, FaceHint.GOOD), (12, FaceHint.GOOD), (30, FaceHint.LOOK_HERE)])
def test_gate_sees_the_roll_a_head_really_has(
    sface: FaceEngine, looks: dict[str, FaceLooks], degrees: int, hint: FaceHint
) -> None:
    seen = FrameJudge(sface, limits=SEARCHING).judge(tilted(portrait(looks, "wang-guiying"), degrees), 1.0)
    assert seen.hint is hint
    assert seen.pose is not None
    assert abs(seen.pose.roll_deg - degrees) < 8


@pytest.mark.parametrize("degrees", [-30, 30])
def test_picture_of_a_tilted_head_is_refused(sface: FaceEngine, looks: dict[str, FaceLooks], degrees: int) -> None:
    with pytest.raises(UnfitPicture) as refused:
        templates_of(tilted(portrait(looks, "wang-guiying"), degrees), [sface])
    assert refused.value.code == "tilted"


def test_same_head_is_as_near_for_a_camera_that_is_hung_upright(sface: FaceEngine, looks: dict[str, FaceLooks]) -> None:
    wide, high = ((1280, 720), 0.36), ((720, 1280), 0.36 * 720 / 1280)
    for size, head in (wide, high):
        image = picture_of([Standing(looks["wang-guiying"], head=head)], size=size, noise_seed=3)
        assert FrameJudge(sface).judge(image, 1.0).hint is FaceHint.GOOD


class FindsByOrientation(FakeEngine):
    """Finds a face of another score in each orientation of a picture whose upper left pixel is white; 0 finds none."""

    def __init__(self, scores: dict[int, float], heads_down: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.scores, self.heads_down, self.asked = scores, heads_down, list[int]()

    def detect(self, image: Image) -> list[FoundFace]:
        corners = {0: image[0, 0], 90: image[-1, 0], 180: image[-1, -1], 270: image[0, -1]}
        turned = next(degrees for degrees, pixel in corners.items() if pixel.any())
        self.asked.append(turned)
        found = replace(face(), score=self.scores.get(turned, 0.0))
        if turned in self.heads_down:
            found = replace(found, left_eye=found.right_eye, right_eye=found.left_eye)
        return [found] if found.score else []


@pytest.mark.parametrize(
    ("scores", "heads_down", "turned_deg", "asked"),
    [
        ({0: 0.95}, (), 0, [0]),
        ({0: 0.85, 90: 0.88, 180: 0.95, 270: 0.81}, (), 180, [0, 90, 180, 270]),
        ({0: 0.85, 90: 0.82, 180: 0.84}, (), 0, [0, 90, 180, 270]),
        ({0: 0.95, 180: 0.85}, (0,), 180, [0, 90, 180, 270]),
        ({90: 0.82}, (), 90, [0, 90, 180, 270]),
        ({90: 0.82, 180: 0.95}, (90, 180), 90, [0, 90, 180, 270]),
    ],
    ids=["surely upright", "best of four", "upright, not sure", "head down", "found one way only", "never level"],
)
def test_orientation_is_that_of_the_surest_level_face(
    scores: dict[int, float], heads_down: tuple[int, ...], turned_deg: int, asked: list[int]
) -> None:
    picture = np.zeros((480, 640, 3), np.uint8)
    picture[0, 0] = 255
    engine = FindsByOrientation(scores, heads_down)
    assert upright(picture, engine).turned_deg == turned_deg
    assert engine.asked == asked
