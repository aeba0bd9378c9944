"""What a network is shown: a square around the face that never leaves the picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.engines.engine import FoundFace
from kiosk.faces.liveness.crop import cut_around


def face(left: float, top: float, width: float, height: float) -> FoundFace:
    return FoundFace(left, top, width, height, (0, 0), (1, 0), (0, 1))


def test_square_has_the_area_of_the_box_times_the_square_of_its_factor() -> None:
    assert cut_around(face(310, 230, 20, 45), 2.0, 640, 480) == (290, 222, 350, 282)


def test_over_the_left_and_upper_edge_the_square_moves_inwards_and_keeps_its_size() -> None:
    assert cut_around(face(0, 0, 100, 100), 2.0, 640, 480) == (0, 0, 200, 200)


def test_over_the_right_and_lower_edge_too() -> None:
    assert cut_around(face(540, 380, 100, 100), 2.0, 640, 480) == (440, 280, 640, 480)


def test_a_face_too_near_for_its_surroundings_gets_all_there_is() -> None:
    assert cut_around(face(200, 100, 250, 300), 4.0, 640, 480) == (85, 0, 565, 480)


@pytest.mark.parametrize("box", [(0, 0, 0, 10), (0, 0, 10, -1), (0, 0, float("nan"), 5)])
def test_a_face_without_an_area_is_refused(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="nothing to cut"):
        cut_around(face(*box), 2.7, 640, 480)


@given(
    left=st.floats(-500, 2500),
    top=st.floats(-500, 1500),
    width=st.floats(0.5, 3000),
    height=st.floats(0.5, 3000),
    times=st.floats(0.5, 6),
    columns=st.integers(1, 2000),
    rows=st.integers(1, 1200),
)
def test_cut_is_a_square_within_the_picture(
    left: float, top: float, width: float, height: float, times: float, columns: int, rows: int
) -> None:
    x0, y0, x1, y1 = cut_around(face(left, top, width, height), times, columns, rows)
    assert 0 <= x0 < x1 <= columns
    assert 0 <= y0 < y1 <= rows
    assert x1 - x0 == y1 - y0
    assert x1 - x0 <= max(1.0, times * (width * height) ** 0.5 + 1)


@given(st.floats(100, 500), st.floats(100, 380), st.floats(10, 60), st.floats(10, 60))
def test_a_face_with_room_on_all_sides_lies_in_the_middle(x: float, y: float, width: float, height: float) -> None:
    x0, y0, x1, y1 = cut_around(face(x - width / 2, y - height / 2, width, height), 2.7, 640, 480)
    if x0 > 0 and y0 > 0 and x1 < 640 and y1 < 480:
        assert abs((x0 + x1) / 2 - x) <= 1.01
        assert abs((y0 + y1) / 2 - y) <= 1.01
