"""A slip on paper: nothing is cut, every line is there, and a camera reads its code."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from devices.printers.raster import Raster
from kiosk.sentences import Refusal
from kiosk.slips.making import Taken, slip_of
from kiosk.slips.slip import Slip
from tests.kiosk.slips.slips import HALL, NOW, pressure, value, wang
from ui.slips.dots import draw

pytestmark = pytest.mark.usefixtures("qapp")


def picture(raster: Raster) -> np.ndarray:
    """The paper: 0 black, 255 white."""
    dots = np.unpackbits(np.frombuffer(raster.data, np.uint8)).reshape(raster.height, raster.width)
    return np.where(dots == 1, 0, 255).astype(np.uint8)


def read(raster: Raster) -> str:
    """What a telephone's camera makes of it."""
    foot = picture(raster)[-raster.width - 40 :]
    paper = cv2.copyMakeBorder(foot, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)
    paper = cv2.resize(paper, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    return str(cv2.QRCodeDetectorAruco().detectAndDecode(paper)[0])


def rows_of_words(raster: Raster) -> int:
    """Stretches of rows with something black in them, one below the other."""
    black = (picture(raster) == 0).any(axis=1).astype(np.int8)
    return int((np.diff(black, prepend=0) == 1).sum())


def long_slip() -> Slip:
    names = ("spo2", "glucose_random", "temp_clinical", "weight", "waist")
    return wang(
        pressure(146, 84, 72), *(Taken((value(name, 36.5),)) for name in names), follow_up="过三天再来量一次，" * 4
    )


@pytest.mark.parametrize("width", [384, 576])
def test_the_code_on_the_paper_says_what_the_slip_says(width: int) -> None:
    slip = wang(follow_up="过三天再来量一次")
    assert read(draw(slip, width)) == slip.qr_text
    assert read(draw(long_slip(), width)) == long_slip().qr_text


@pytest.mark.parametrize("width", [384, 576])
def test_nothing_is_cut_at_an_edge(width: int) -> None:
    paper = picture(draw(long_slip(), width))
    assert paper.shape[1] == width
    for edge in (paper[:, :6], paper[:, -6:], paper[:4], paper[-4:]):
        assert (edge == 255).all()


def test_every_value_has_its_rows_on_the_paper() -> None:
    one = draw(wang(), 384)
    two = draw(wang(pressure(146, 84, 72), Taken((value("weight", 62.5),))), 384)
    # a rule, the title, the number, how and when
    assert rows_of_words(two) - rows_of_words(one) == 4
    assert two.height > one.height + 150


def test_the_same_slip_is_the_same_dots() -> None:
    assert draw(wang(), 384) == draw(wang(), 384)


def test_a_name_no_font_has_is_no_box_on_paper() -> None:
    slip = slip_of([pressure(120, 70, 60)], HALL, name="王*\U000fffff", when=NOW)
    with pytest.raises(Refusal):
        draw(slip, 384)
