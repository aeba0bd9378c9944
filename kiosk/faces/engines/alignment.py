"""Five landmarks onto the places a network was trained with, by a similarity transform. Pure numpy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.engine import FoundFace

ARCFACE_112 = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]], np.float64
)
"""Eyes, nose tip and mouth corners in an aligned face (112 x 112 px), as ArcFace has them and SFace was trained."""


def landmarks(face: FoundFace) -> npt.NDArray[np.float64]:
    """The five points in the order of the template, (5, 2). Raises ValueError when the mouth is not known."""
    if face.mouth is None:
        raise ValueError("the detector gave no mouth")
    return np.array([face.left_eye, face.right_eye, face.nose, *face.mouth], np.float64)


def similarity(source: npt.NDArray[np.float64], target: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The rotation, scale and shift that bring `source` (n, 2) nearest to `target`, as a (2, 3) matrix.

    Least squares without reflection (Umeyama, 1991). Raises ValueError when the points coincide.
    """
    middle_source, middle_target = source.mean(axis=0), target.mean(axis=0)
    a, b = source - middle_source, target - middle_target
    spread = float((a * a).sum())
    if not np.isfinite(spread) or spread < 1e-9:
        raise ValueError("landmarks that coincide")
    cosine = float((a * b).sum()) / spread
    sine = float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()) / spread
    turn = np.array([[cosine, -sine], [sine, cosine]])
    return np.column_stack([turn, middle_target - turn @ middle_source])
