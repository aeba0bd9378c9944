"""One picture given for many people is believed of none of them, however many there are."""

from __future__ import annotations

import numpy as np

from kiosk.faces.engines.engine import Matrix, create
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.photo_faces.comparing import NewFace, compared

ENGINE = create("sface")
PEOPLE, COPIES = 300, 100
FPIR = 0.01


def units(count: int, seed: int) -> Matrix:
    """Vectors of different people."""
    drawn = np.random.default_rng(seed).standard_normal((count, ENGINE.length)).astype(np.float32)
    vectors: Matrix = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return vectors


def faces(vectors: Matrix) -> list[NewFace]:
    return [NewFace(f"new-{at}", vector) for at, vector in enumerate(vectors)]


def test_copies_of_one_picture_in_a_list_are_like_each_other() -> None:
    vectors = units(PEOPLE, 1)
    vectors[:COPIES] = vectors[0] + units(COPIES, 2) * 1e-3
    verdict = compared(faces(vectors), [], ENGINE, None, FPIR)
    assert sorted(verdict.like) == sorted(f"new-{at}" for at in range(COPIES))
    assert all(who not in others and len(others) == COPIES - 1 for who, others in verdict.like.items())


def test_picture_of_a_member_is_not_taken_for_somebody_else() -> None:
    members = units(PEOPLE, 3)
    members[:COPIES] = members[0]
    entries = [GalleryEntry(f"m-{at}", ENGINE.name, ENGINE.version, vector) for at, vector in enumerate(members)]
    verdict = compared(faces(np.stack([members[0], units(1, 4)[0]])), entries, ENGINE, None, FPIR)
    assert {who: set(others) for who, others in verdict.like.items()} == {"new-0": {f"m-{at}" for at in range(COPIES)}}
