"""Do the pictures of one registration show one person? A mix-up here would open one person's visits to another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kiosk.faces.engines.engine import FaceEngine, Matrix, Vector

SAME_PERSON_FROM = {"sface": 0.363, "dlib": 0.40}
"""Similarity from which two single pictures may be of one person. SFace: the one-to-one threshold its publisher gives,
measured to let 0.1 to 0.2 % of pairs of different people pass. dlib: distance 0.6, its library's default, which a third
of pairs of different East-Asian people pass: with dlib alone this check finds gross mix-ups only."""
DOUBTFUL_BELOW = {"sface": 0.45, "dlib": 0.50}
"""Pictures less alike than this are probably of one person, but of different years or light: better taken anew."""


def consistencies(vectors: Matrix, weights: Vector, engine: FaceEngine) -> list[float]:
    """How alike each part is to the others fused; empty for fewer than two parts."""
    count = len(vectors)
    if count < 2:
        return []
    alike = []
    for at in range(count):
        others = np.arange(count) != at
        rest = engine.fuse(vectors[others], weights[others])
        alike.append(float(engine.similarities(rest[None], vectors[at : at + 1])[0, 0]))
    return alike


def odd_one_out(vectors: Sequence[Vector], engine: FaceEngine) -> int | None:
    """The picture that shows somebody else than the others, None when all may show one person.

    Of two pictures that disagree nobody can tell which is wrong: the second is named.
    """
    alike = consistencies(np.stack(vectors), np.ones(len(vectors), np.float32), engine) if len(vectors) > 1 else []
    if not alike or min(alike) >= SAME_PERSON_FROM[engine.name]:
        return None
    return 1 if len(alike) == 2 else int(np.argmin(alike))
