"""The mirror's picture: only one face can be made out in it."""

from __future__ import annotations

import numpy as np
import pytest

from devices.opencv import load_cv2
from kiosk.faces.engines.engine import Image
from kiosk.faces.protocol.preview import NO_BOX
from kiosk.faces.worker.mirror import Mirror
from tests.kiosk.faces.fake_engine import face

SIZE = (162, 202)


@pytest.fixture
def mirror() -> Mirror:
    return Mirror(load_cv2(), *SIZE)


def chequered(rows: int = 480, columns: int = 640) -> Image:
    """Squares of eight pixels, black and white."""
    y, x = np.mgrid[0:rows, 0:columns]
    squares = ((y // 8 + x // 8) % 2 * 255).astype(np.uint8)
    return np.repeat(squares[:, :, None], 3, axis=2)


def detail(picture: Image, x: int, y: int) -> float:
    return float(picture[y - 8 : y + 8, x - 8 : x + 8, :3].astype(np.float32).std())


@pytest.mark.parametrize("size", [(480, 640), (720, 1280), (1080, 1920), (640, 480), (120, 160)])
def test_nobody_means_nothing_sharp(mirror: Mirror, size: tuple[int, int]) -> None:
    picture, box = mirror.render(chequered(*size), None)
    assert picture.shape == (SIZE[1], SIZE[0], 4)
    assert int(picture[:, :, 3].min()) == 255
    assert box == NO_BOX
    if min(size) >= 480:
        assert max(detail(picture, x, y) for x in (30, 80, 130) for y in (40, 100, 160)) < 20


def test_face_is_sharp_and_its_surrounding_is_not(mirror: Mirror) -> None:
    picture, box = mirror.render(chequered(), face(160, x=320, y=240))
    left, top, width, height = box
    assert (left + width / 2, top + height / 2) == pytest.approx((0.5, 0.5), abs=0.01)
    assert detail(picture, 81, 97) > 60
    assert max(detail(picture, x, y) for x, y in ((12, 12), (150, 12), (12, 190), (150, 190))) < 20


def test_picture_is_a_mirror(mirror: Mirror) -> None:
    image = np.zeros((480, 640, 3), np.uint8)
    image[:, :320] = 200
    picture, _ = mirror.render(image, face(160, x=320, y=240))
    assert int(picture[100, 20, 0]) < 20
    assert int(picture[100, 140, 0]) > 180
    _, box = mirror.render(image, face(160, x=250, y=240))
    assert box[0] + box[2] / 2 > 0.6


@pytest.mark.parametrize("x", [-400.0, 0.0, 140.0, 640.0, 1000.0])
def test_face_beside_the_doorway_breaks_nothing(mirror: Mirror, x: float) -> None:
    picture, _ = mirror.render(chequered(), face(160, x=x, y=-20.0))
    assert int(picture[:, :, 3].min()) == 255


def test_end_of_a_session_leaves_no_picture(mirror: Mirror) -> None:
    picture, _ = mirror.render(chequered(), face())
    mirror.forget()
    assert int(picture.max()) == 0
