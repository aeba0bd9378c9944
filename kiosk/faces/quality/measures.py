"""What one picture tells of a face before it is compared: place, size, pose, light, sharpness. Pure numpy."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.quality.pose import Pose, pose_of

REFERENCE_PX = 720
"""Lengths are given as in a picture whose shorter side has so many, whatever the camera sends."""
CLIPPED_FROM = 248
"""Grey level from which a sensor has nothing more to tell."""


@dataclass(frozen=True, slots=True)
class Light:
    """How a face is lit.

    Attributes:
        grey: Mean grey level, 0..255.
        clipped: Part of the face that is plain white.
        sides: Mean grey of the brighter half by that of the darker one.
    """

    grey: float
    clipped: float
    sides: float


@dataclass(frozen=True, slots=True)
class Measures:
    """One face in one picture.

    Attributes:
        eyes_px: Distance between the eyes, px in a picture of 720 px on its shorter side.
        height: Of the face, as a fraction of the picture's shorter side.
        aside, above: Its middle from the picture's middle; right and down are positive. Aside in shorter sides of the
            picture, above in its heights: an upright picture is there for people of all heights.
        inside: No edge of the picture cuts the face.
        score: The detector's.
        moved: Since the picture before, in widths of the face; None when it was not seen then.
        second: Height of the next largest face, as a fraction of this one's; 0 when there is none.
        light, sharpness: None when the face could not be brought upright.
        sharpness: Variance of the Laplacian of the upright face: the same for a near and a far one.
    """

    eyes_px: float
    height: float
    aside: float
    above: float
    inside: bool
    score: float
    pose: Pose
    moved: float | None = None
    second: float = 0.0
    light: Light | None = None
    sharpness: float | None = None


def measure(
    shape: tuple[int, ...],
    face: FoundFace,
    *,
    before: FoundFace | None = None,
    others: tuple[FoundFace, ...] = (),
    aligned: Image | None = None,
) -> Measures:
    """Measure `face`.

    Args:
        shape: Of the picture: rows, columns, ….
        before: The same person's face in the picture before.
        others: The other faces of this picture.
        aligned: The face brought upright by the engine, None when that failed.
    """
    rows, columns = shape[:2]
    shorter = min(rows, columns)
    x, y = face.centre
    eyes = hypot(face.right_eye[0] - face.left_eye[0], face.right_eye[1] - face.left_eye[1])
    moved = None
    if before is not None:
        moved = hypot(x - before.centre[0], y - before.centre[1]) / max(1.0, face.width)
    grey = None if aligned is None else _middle(aligned)
    return Measures(
        eyes_px=eyes * REFERENCE_PX / shorter,
        height=face.height / shorter,
        aside=(x - columns / 2) / shorter,
        above=(y - rows / 2) / rows,
        inside=_is_inside(face, rows, columns),
        score=face.score,
        pose=pose_of(face),
        moved=moved,
        second=max((other.height for other in others), default=0.0) / max(1.0, face.height),
        light=None if grey is None else light_of(grey),
        sharpness=None if grey is None else sharpness_of(grey),
    )


def _is_inside(face: FoundFace, rows: int, columns: int) -> bool:
    slack = 0.05 * face.width
    right, bottom = face.left + face.width, face.top + face.height
    return face.left >= -slack and face.top >= -slack and right <= columns + slack and bottom <= rows + slack


def _middle(aligned: Image) -> npt.NDArray[np.float32]:
    """The part of an aligned face that is face whatever the engine's margin: 18 to 96 % down, 14 to 86 % across."""
    rows, columns = aligned.shape[:2]
    part = aligned[round(0.18 * rows) : round(0.96 * rows), round(0.14 * columns) : round(0.86 * columns)]
    weights = np.array([0.114, 0.587, 0.299], np.float32)  # BGR, ITU-R BT.601
    grey: npt.NDArray[np.float32] = part.astype(np.float32) @ weights
    return grey


def light_of(grey: npt.NDArray[np.float32]) -> Light:
    """Light of a grey picture of a face."""
    half = grey.shape[1] // 2
    darker, brighter = sorted((float(grey[:, :half].mean()), float(grey[:, half:].mean())))
    return Light(float(grey.mean()), float((grey >= CLIPPED_FROM).mean()), brighter / max(1.0, darker))


def sharpness_of(grey: npt.NDArray[np.float32]) -> float:
    """Variance of the Laplacian (4 neighbours)."""
    inner = grey[1:-1, 1:-1]
    edges = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4.0 * inner
    return float(edges.var())
