"""What every face engine must do, whatever it is made of."""

from __future__ import annotations

import numpy as np
import pytest

import resources
from devices.simulators.people import Pose, Standing, picture_of
from devices.simulators.profile import load_cast
from kiosk.faces.engines.engine import ENGINES, EngineMissing, FaceEngine, FoundFace, Image, create


@pytest.fixture(scope="module", params=[("dlib", "opencv"), ("sface", "opencv"), ("sface", "openvino")], ids="/".join)
def engine(request: pytest.FixtureRequest) -> FaceEngine:
    engine = create(*request.param)
    engine.load()
    engine.load()
    return engine


def drawn(who: str, *, head: float = 0.5, x: float = 0.5, yaw_deg: float = 0.0, seed: int = 1) -> Image:
    looks = {person.id: person.face for person in load_cast(resources.path("cast")).values()}[who]
    assert looks is not None
    return picture_of([Standing(looks, Pose(yaw_deg=yaw_deg), head, x)], noise_seed=seed)


def test_every_engine_is_held_to_this() -> None:
    assert sorted(ENGINES) == ["dlib", "sface"]


def test_engine_says_who_it_is(engine: FaceEngine) -> None:
    assert ENGINES[engine.name]
    assert 1 <= len(engine.version) <= 64
    assert engine.length >= 64


def test_nobody_is_found_in_an_empty_or_even_picture(engine: FaceEngine) -> None:
    assert engine.detect(np.full((480, 640, 3), 127, np.uint8)) == []
    assert engine.detect(np.zeros((240, 320, 3), np.uint8)) == []


def test_larger_of_two_faces_comes_first(engine: FaceEngine) -> None:
    image = drawn("wang-guiying", head=0.42, x=0.72)
    image[:, :320] = drawn("chen-deming", head=0.62, x=0.25)[:, :320]
    faces = engine.detect(image)
    assert len(faces) == 2
    assert faces[0].area > faces[1].area
    assert faces[0].centre[0] < 320 < faces[1].centre[0]


def test_vector_has_the_length_it_says_and_is_the_same_every_time(engine: FaceEngine) -> None:
    image = drawn("li-xiulan")
    face = engine.detect(image)[0]
    first, second = (engine.embed(engine.align(image, face)) for _ in range(2))
    assert first.shape == (engine.length,)
    assert first.dtype == np.float32
    assert np.isfinite(first).all()
    assert first.tolist() == second.tolist()


def test_still_picture_gives_a_vector_like_that_of_a_frame(engine: FaceEngine) -> None:
    image = drawn("gao-yu")
    face = engine.detect(image)[0]
    still, frame = engine.embed_still(image, face), engine.embed(engine.align(image, face))
    assert float(engine.similarities(frame[None], still[None])[0, 0]) > 0.9


def test_looking_changes_neither_picture_nor_chip(engine: FaceEngine) -> None:
    image = drawn("zhou-meihua")
    before = image.copy()
    face = engine.detect(image)[0]
    aligned = engine.align(image, face)
    upright = aligned.copy()
    engine.embed(aligned)
    engine.embed_still(image, face)
    assert (image == before).all()
    assert (aligned == upright).all()


def test_similarities_are_those_of_each_pair(engine: FaceEngine) -> None:
    rows = np.random.default_rng(1).normal(size=(5, engine.length)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    matrix = engine.similarities(rows, rows[:2])
    assert matrix.shape == (2, 5)
    assert matrix[0, 0] == pytest.approx(1.0, abs=1e-3)
    for probe in range(2):
        for row in range(5):
            one = engine.similarities(rows[row : row + 1], rows[probe : probe + 1])
            assert matrix[probe, row] == pytest.approx(float(one[0, 0]), abs=2e-3)
    assert matrix[0, 1:].max() < 0.9


def test_fused_vector_leans_to_the_heavier_one(engine: FaceEngine) -> None:
    two = np.eye(2, engine.length, dtype=np.float32)
    fused = engine.fuse(two, np.array([3.0, 1.0], np.float32))
    alike = engine.similarities(two, fused[None])[0]
    assert alike[0] > alike[1]


def test_face_at_the_edge_of_the_picture_is_no_accident(engine: FaceEngine) -> None:
    image = drawn("wang-guiying", x=0.02)
    for face in engine.detect(image):
        assert np.isfinite(engine.embed(engine.align(image, face))).all()


def test_frame_of_a_face_that_is_not_there_gives_a_vector_or_a_clear_refusal(engine: FaceEngine) -> None:
    empty = np.full((480, 640, 3), 90, np.uint8)
    nowhere = FoundFace(100, 100, 80, 90, (120, 130), (160, 130), (140, 150), ((125, 170), (155, 170)))
    try:
        vector = engine.embed(engine.align(empty, nowhere))
    except ValueError:
        return
    assert vector.shape == (engine.length,)


def test_landmarks_that_coincide_are_refused_or_aligned_but_never_crash(engine: FaceEngine) -> None:
    image = drawn("wang-guiying")
    point = (300.0, 200.0)
    broken = FoundFace(280, 180, 40, 40, point, point, point, (point, point))
    try:
        aligned = engine.align(image, broken)
    except ValueError:
        return
    assert aligned.ndim == 3


def test_engine_of_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(EngineMissing, match="no face engine 'magic'; there is: sface, dlib"):
        create("magic")
