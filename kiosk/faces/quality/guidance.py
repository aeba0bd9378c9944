"""The one thing the person before the camera can do better. Pure; lengths are fractions of the picture's height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees, hypot

import numpy as np

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.visits.events import FaceHint

CLOSER_BELOW = 0.22
BACK_ABOVE = 0.66
OFF_CENTRE_X = 0.34
OFF_CENTRE_Y = 0.30
DARK_BELOW = 62.0
"""Mean grey level of the face."""
TURNED_ABOVE = 0.30
"""How far the nose may stray from the middle between the eyes, as a fraction of the distance between the eyes."""
TILTED_ABOVE_DEG = 22.0
SECOND_FACE_FROM = 0.70
"""A second face of this fraction of the largest one's height makes it unclear who is meant."""
MOVED_ABOVE = 0.30
"""Fraction of the face's own width moved since the frame before."""


@dataclass(frozen=True, slots=True)
class View:
    """What guidance needs to know of a frame: its size and the brightness of the largest face (0..255)."""

    width: int
    height: int
    face_grey: float


def view_of(image: Image, face: FoundFace) -> View:
    """The view for one face of an image."""
    height, width = image.shape[:2]
    x0, y0 = max(0, round(face.left)), max(0, round(face.top))
    x1, y1 = min(width, round(face.left + face.width)), min(height, round(face.top + face.height))
    patch = image[y0:y1:4, x0:x1:4]
    grey = float(patch.astype(np.float32).mean()) if patch.size else 0.0
    return View(width, height, grey)


def hint_for(view: View, faces: Sequence[FoundFace], before: FoundFace | None) -> FaceHint:
    """The first thing that is wrong, in the order a person can mend it.

    Args:
        faces: The largest first. Only the largest is ever asked to do something.
        before: The largest face of the frame before, None when there was none.
    """
    if not faces:
        return FaceHint.NOBODY
    face = faces[0]
    size = face.height / view.height
    if size < CLOSER_BELOW:
        return FaceHint.CLOSER
    if len(faces) > 1 and faces[1].height >= SECOND_FACE_FROM * face.height:
        return FaceHint.ALONE
    if size > BACK_ABOVE:
        return FaceHint.BACK
    x, y = face.centre
    if abs(x - view.width / 2) > OFF_CENTRE_X * view.height or abs(y - view.height / 2) > OFF_CENTRE_Y * view.height:
        return FaceHint.CENTRE
    if view.face_grey < DARK_BELOW:
        return FaceHint.BRIGHTER
    if _turned(face):
        return FaceHint.LOOK_HERE
    if before is not None and hypot(x - before.centre[0], y - before.centre[1]) > MOVED_ABOVE * face.width:
        return FaceHint.HOLD_STILL
    return FaceHint.GOOD


def _turned(face: FoundFace) -> bool:
    (left_x, left_y), (right_x, right_y) = face.left_eye, face.right_eye
    apart = hypot(right_x - left_x, right_y - left_y)
    if apart < 1:
        return True
    tilt = abs(degrees(atan2(right_y - left_y, right_x - left_x)))
    stray = abs(face.nose[0] - (left_x + right_x) / 2) / apart
    return stray > TURNED_ABOVE or tilt > TILTED_ABOVE_DEG
