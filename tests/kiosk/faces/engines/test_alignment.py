"""Landmarks onto the places a network was trained with."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.engines.alignment import ARCFACE_112, landmarks, similarity
from kiosk.faces.engines.engine import FoundFace

angles, factors, shifts = st.floats(-3.1, 3.1), st.floats(0.05, 20), st.floats(-2000, 2000)


@given(angles, factors, shifts, shifts)
def test_turned_scaled_and_shifted_face_comes_back_to_its_place(a: float, f: float, x: float, y: float) -> None:
    turn = f * np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    seen = ARCFACE_112 @ turn.T + [x, y]
    back = similarity(seen, ARCFACE_112)
    assert np.allclose(seen @ back[:, :2].T + back[:, 2], ARCFACE_112, atol=1e-3)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), min_size=5, max_size=5))
def test_result_never_mirrors_a_face(points: list[tuple[float, float]]) -> None:
    source = np.array(points)
    try:
        found = similarity(source, ARCFACE_112)
    except ValueError:
        return
    assert np.linalg.det(found[:, :2]) >= 0


def test_mirrored_face_is_not_taken_for_a_turned_one() -> None:
    mirrored = ARCFACE_112 * [-1, 1]
    back = similarity(mirrored, ARCFACE_112)
    assert np.linalg.det(back[:, :2]) > 0


def test_coinciding_and_endless_landmarks_are_refused() -> None:
    with pytest.raises(ValueError, match="landmarks that coincide"):
        similarity(np.ones((5, 2)), ARCFACE_112)
    with pytest.raises(ValueError, match="landmarks that coincide"):
        similarity(np.full((5, 2), np.nan), ARCFACE_112)


def test_face_without_a_mouth_cannot_be_aligned() -> None:
    with pytest.raises(ValueError, match="no mouth"):
        landmarks(FoundFace(0, 0, 10, 10, (2, 3), (8, 3), (5, 6)))


def test_face_grows_and_moves_with_its_picture() -> None:
    face = FoundFace(10, 20, 30, 40, (15, 30), (35, 30), (25, 40), ((18, 50), (32, 50)), 0.9)
    moved = face.placed(100, 200, 2)
    assert (moved.left, moved.top, moved.width, moved.height) == (120, 240, 60, 80)
    assert (moved.left_eye, moved.right_eye, moved.nose) == ((130, 260), (170, 260), (150, 280))
    assert (moved.mouth, moved.score) == (((136, 300), (164, 300)), 0.9)
    assert face.scaled(2) == face.placed(0, 0, 2)
