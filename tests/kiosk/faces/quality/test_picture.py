"""What a picture tells of lens and light."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.faces.engines.engine import Image
from kiosk.faces.quality.gate import Zone
from kiosk.faces.quality.picture import inside, picture_of

ZONE = Zone(aside=0.25, above=0.25)


def plain(level: int) -> Image:
    return np.full((480, 640, 3), level, np.uint8)


def test_even_picture_has_its_level_no_contrast_and_nothing_sharp() -> None:
    picture = picture_of(plain(100), ZONE)
    assert picture.brightness == pytest.approx(100.0, abs=0.01)
    assert picture.contrast == pytest.approx(0.0, abs=0.01)
    assert picture.sharpness == pytest.approx(0.0, abs=0.01)
    assert (picture.dark, picture.bright) == (0.0, 0.0)


def test_only_the_zone_is_measured() -> None:
    image = plain(255)
    image[120:360, 200:440] = 60
    assert picture_of(image, ZONE).brightness == pytest.approx(60.0, abs=0.01)
    assert inside(image, ZONE).shape == (240, 240, 3)


def test_what_is_black_and_what_is_white_is_lost() -> None:
    image = plain(128)
    image[120:180] = 7
    image[180:300] = 248
    image[300:360, 200:260] = 247
    picture = picture_of(image, ZONE)
    assert (picture.dark, picture.bright) == (0.25, 0.5)


def test_edge_out_of_focus_is_less_sharp() -> None:
    sharp = plain(60)
    sharp[:, 320:] = 200
    soft = plain(60)
    for step in range(14):
        soft[:, 313 + step] = 60 + 10 * step
    soft[:, 327:] = 200
    assert picture_of(sharp, ZONE).sharpness > 20 * picture_of(soft, ZONE).sharpness
