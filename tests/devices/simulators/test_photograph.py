"""The held-up print looks like one: flat, pale, bordered, held by hands, hiding who holds it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.simulators.drawing.photograph import LAYER, PAPER, sheet_and_hands
from devices.simulators.drawing.portrait import UNIT
from devices.simulators.people import Hold, Holding, Standing, picture_of
from devices.simulators.profile import FaceLooks

WANG = FaceLooks(seed=1, hair="perm", hair_grey=0.9, clothes="#8a3b4a")
CHEN = FaceLooks(seed=4, hair="receding", clothes="#2f4f4f")


def at(x: float, y: float) -> tuple[int, int]:
    """Row and column of a place on the layer."""
    return round((y - LAYER[1]) * UNIT), round((x - LAYER[0]) * UNIT)


def test_sheet_has_a_white_border_and_covers_all_behind_it() -> None:
    colour, cover = sheet_and_hands(WANG, CHEN)
    assert colour.shape == (*cover.shape, 3)
    border = colour[at(0.0, PAPER[1] - 0.05)]
    assert border.min() > 0.7
    rows = slice(at(0, PAPER[1])[0], at(0, PAPER[3])[0])
    columns = slice(at(PAPER[0], 0)[1], at(PAPER[2], 0)[1])
    assert float(cover[rows, columns].min()) > 0.99


def test_nothing_but_sheet_and_hands_is_covered() -> None:
    _, cover = sheet_and_hands(WANG, CHEN)
    assert float(cover[at(-2.5, -1.2)]) == 0.0
    assert float(cover[at(-2.28, 0.95)]) > 0.99


def test_ink_is_never_black_and_paper_never_as_white_as_a_lamp() -> None:
    colour, _ = sheet_and_hands(WANG, CHEN)
    printed = colour[at(0, -1.2)[0] : at(0, 0.3)[0], at(-1.0, 0)[1] : at(1.0, 0)[1]]
    assert float(printed.mean(axis=2).min()) > 0.12
    assert float(printed.mean(axis=2).max()) < 0.97


def test_holder_s_face_does_not_show_around_the_sheet() -> None:
    sheet = Holding(WANG, CHEN)
    bald = Holding(WANG, FaceLooks(seed=4, hair="bald", clothes="#2f4f4f", skin=0.4))
    full = Holding(WANG, FaceLooks(seed=4, hair="perm", clothes="#2f4f4f", skin=0.4))
    one = picture_of([bald], noise_seed=None).astype(np.int16)
    other = picture_of([full], noise_seed=None).astype(np.int16)
    assert int(np.abs(one - other).max()) <= 2, "hair of who holds it is seen"
    assert sheet.head == 0.48


def test_two_photographs_by_one_hand_differ_where_they_are_printed() -> None:
    one = picture_of([Holding(WANG, CHEN)], noise_seed=None).astype(np.int16)
    other = picture_of([Holding(CHEN, CHEN)], noise_seed=None).astype(np.int16)
    changed = np.abs(one - other).max(axis=2) > 12
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    assert columns[0] > 120
    assert columns[-1] < 520
    assert rows[-1] < 440


@pytest.mark.parametrize("size", [(640, 480), (1280, 720)])
def test_same_hold_gives_the_same_picture(size: tuple[int, int]) -> None:
    scene = [Holding(WANG, CHEN, hold=Hold(2.0, 0.5, 0.4))]
    assert np.array_equal(picture_of(scene, size=size), picture_of(scene, size=size))


def test_nearer_person_stands_before_the_photograph() -> None:
    alone = picture_of([Standing(WANG, head=0.9)], noise_seed=None)
    both = picture_of([Holding(CHEN, CHEN, head=0.3), Standing(WANG, head=0.9)], noise_seed=None)
    assert np.array_equal(alone[200:260, 300:340], both[200:260, 300:340])


@settings(max_examples=8, deadline=None)
@given(st.floats(-20, 20), st.floats(-1, 1), st.floats(0, 1), st.floats(-0.2, 1.2), st.floats(0.1, 0.9))
def test_every_hold_gives_a_whole_picture(roll: float, tilt: float, bend: float, x: float, head: float) -> None:
    picture = picture_of([Holding(WANG, CHEN, head, x, 0.5, Hold(roll, tilt, bend))], size=(320, 240))
    assert picture.shape == (240, 320, 3)
    assert picture.dtype == np.uint8
