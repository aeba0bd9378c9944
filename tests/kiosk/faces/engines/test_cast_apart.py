"""Every engine takes drawn faces for faces, each for its own: without that no other test here says anything."""

from __future__ import annotations

import numpy as np
import pytest

from devices.simulators.people import Pose, Standing, picture_of
from devices.simulators.profile import FaceLooks
from kiosk.faces.engines.engine import FaceEngine, Vector, create

pytestmark = pytest.mark.slow

POSES = (
    Standing(FaceLooks(0), Pose(), 0.52),
    Standing(FaceLooks(0), Pose(yaw_deg=9, openness=0.0, light=0.8, light_x=0.5), 0.45),
)
LEAST_OWN = {"sface": 0.75, "dlib": 0.65}
MOST_OTHER = {"sface": 0.53, "dlib": 0.55}
"""Similarities between the two poses of one person, and between any two people in any of them."""


@pytest.fixture(scope="module", params=["sface", "dlib"])
def engine(request: pytest.FixtureRequest) -> FaceEngine:
    engine = create(request.param)
    engine.load()
    return engine


@pytest.fixture(scope="module")
def vectors(cast: dict[str, FaceLooks], engine: FaceEngine) -> dict[str, list[Vector]]:
    """Vectors of each of the cast in each pose; exactly one face is found in every picture."""
    found: dict[str, list[Vector]] = {}
    for who, looks in cast.items():
        for i, pose in enumerate(POSES):
            image = picture_of([Standing(looks, pose.pose, pose.head)], noise_seed=i)
            faces = engine.detect(image)
            assert len(faces) == 1, f"{len(faces)} faces of {who} in pose {i}"
            found.setdefault(who, []).append(engine.embed(engine.align(image, faces[0])))
    return found


def alike(engine: FaceEngine, a: Vector, b: Vector) -> float:
    return float(engine.similarities(a[None], b[None])[0, 0])


def test_one_person_in_another_pose_and_light_is_alike(engine: FaceEngine, vectors: dict[str, list[Vector]]) -> None:
    own = {who: alike(engine, *two) for who, two in vectors.items()}
    assert len(own) == 8
    assert min(own.values()) > LEAST_OWN[engine.name], own


def test_two_people_are_not_alike_in_any_pose(engine: FaceEngine, vectors: dict[str, list[Vector]]) -> None:
    pairs = {
        (a, b): max(alike(engine, v, w) for v in vectors[a] for w in vectors[b])
        for a in vectors
        for b in vectors
        if a < b
    }
    assert len(pairs) == 28
    assert max(pairs.values()) < MOST_OTHER[engine.name], max(pairs, key=lambda pair: pairs[pair])


def test_face_is_found_where_it_is_drawn(engine: FaceEngine, cast: dict[str, FaceLooks]) -> None:
    (face,) = engine.detect(picture_of([Standing(cast["wang-guiying"], head=0.5, x=0.4, y=0.5)]))
    assert abs(face.centre[0] - 0.4 * 640) < 20
    assert abs(face.centre[1] - 0.5 * 480) < 40
    assert face.left_eye[0] < face.nose[0] < face.right_eye[0]
    assert face.nose[1] > face.left_eye[1]


def test_face_in_a_large_picture_is_given_in_its_own_pixels(engine: FaceEngine, cast: dict[str, FaceLooks]) -> None:
    (face,) = engine.detect(picture_of([Standing(cast["chen-deming"], head=0.5, x=0.4)], size=(1280, 720)))
    assert abs(face.centre[0] - 0.4 * 1280) < 40
    assert 180 < face.height < 360


def test_fused_views_are_alike_to_each_of_them(engine: FaceEngine, vectors: dict[str, list[Vector]]) -> None:
    for two in vectors.values():
        fused = engine.fuse(np.stack(two), np.array([1.0, 1.0], np.float32))
        assert fused.dtype == np.float32
        assert min(alike(engine, fused, view) for view in two) > alike(engine, *two)
