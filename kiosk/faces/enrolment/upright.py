"""Which way up is a picture on disk? A camera that was held sideways often says nothing about it in the file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image

SURE_FROM = 0.9
"""Detector's score from which a face that is level in the picture as it lies needs no comparison with the others."""
LEVEL_DEG = 20.0
QUARTER_DEG = 45.0
"""A head that is turned further belongs to another of the four orientations."""


@dataclass(frozen=True, slots=True, repr=False)
class Upright:
    """A picture turned so that its largest face is nearest to upright.

    Attributes:
        faces: All of it, the largest first and refined; empty when no orientation has one.
        turned_deg: How far it was turned, counter-clockwise: 0, 90, 180 or 270.
    """

    image: Image
    faces: list[FoundFace]
    turned_deg: int


def upright(image: Image, engine: FaceEngine) -> Upright:
    """The picture in the orientation whose largest face scores highest, as it lies when none has one.

    Where every face found is turned beyond its orientation, the picture as it was found first: the gate refuses it.
    """
    found: list[Upright] = []
    for quarter in range(4):
        turned: Image = image if not quarter else np.ascontiguousarray(np.rot90(image, quarter))
        faces = engine.detect(turned)
        if not faces:
            continue
        first = engine.refine(turned, faces[0])
        candidate = Upright(turned, [first, *faces[1:]], 90 * quarter)
        if not quarter and first.score >= SURE_FROM and abs(first.roll_deg) <= LEVEL_DEG:
            return candidate
        found.append(candidate)
    level = [one for one in found if abs(one.faces[0].roll_deg) <= QUARTER_DEG]
    if level:
        return max(level, key=lambda one: one.faces[0].score)
    return found[0] if found else Upright(image, [], 0)
