"""YuNet, the face detector of OpenCV Zoo: boxes, five landmarks and a score, on a reduced copy of the picture.

For the vision process only: imports OpenCV when loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from math import dist
from typing import Any

import numpy as np

from kiosk.faces.engines.engine import EngineMissing, FoundFace, Image
from kiosk.faces.engines.runtime import OPENCV, Runtime, RuntimeMissing
from kiosk.faces.engines.yunet_rows import Rows, open_detector
from kiosk.faces.models.catalogue import ModelDamaged

DETECTION_COLUMNS = 320
"""Width of the copy faces are looked for in; it finds faces from 20 px there (measured: all of 40 at 60 px of 640)."""
LEAST_SCORE = 0.8
"""Below it the detector reports every second face twice (35 % of webcam pictures at 0.6)."""
CLOSE_UP = (224, 0.6)
"""Side of the square a face is looked at again in, px, and the part of it the face fills from top to bottom."""
STRAYED = 0.35
"""Landmarks that moved farther than this part of the distance between the eyes are another face's."""


class YuNet:
    """Finds faces. `load` first.

    Args:
        columns: Width of the copy that is searched, px; a smaller picture is searched as it is.
        least_score: Faces below this score are not reported.
    """

    def __init__(
        self, columns: int = DETECTION_COLUMNS, least_score: float = LEAST_SCORE, runtime: Runtime = OPENCV
    ) -> None:
        self._columns, self._least_score, self._runtime = columns, least_score, runtime
        self._cv2: Any = None
        self._rows: Callable[[Image], Rows] | None = None

    def load(self) -> None:
        """Load OpenCV and the model. Raises EngineMissing."""
        if self._rows is not None:
            return
        try:
            from devices.cameras.capture import load_cv2

            self._cv2 = load_cv2()
            self._rows = open_detector(self._runtime, self._least_score)
        except (ImportError, ModelDamaged, RuntimeMissing) as error:
            raise EngineMissing(str(error)) from error

    def detect(self, image: Image) -> list[FoundFace]:
        """All faces, the largest first, in pixels of the picture given."""
        height, width = image.shape[:2]
        scale = min(1.0, self._columns / width)
        if scale < 1.0:
            size = (self._columns, max(1, round(height * scale)))
            image = self._cv2.resize(image, size, interpolation=self._cv2.INTER_AREA)
        faces = [_found(row).scaled(1.0 / scale) for row in self._found_in(image)]
        return sorted(faces, key=lambda face: -face.area)

    def close_up(self, image: Image, face: FoundFace, how: tuple[int, float] = CLOSE_UP) -> FoundFace:
        """The same face with landmarks found anew in a close-up, where they are several times as exact.

        The face itself when it is not found again.
        """
        side, part = how
        scale = side * part / max(1.0, face.height)
        x, y = face.centre
        place = np.array([[scale, 0.0, side / 2 - scale * x], [0.0, scale, side / 2 - scale * y]])
        border = self._cv2.BORDER_REPLICATE
        square = self._cv2.warpAffine(image, place, (side, side), flags=self._cv2.INTER_LINEAR, borderMode=border)
        left, top = x - side / 2 / scale, y - side / 2 / scale
        again = [_found(row).placed(left, top, 1 / scale) for row in self._found_in(square)]
        nearest = min(again, key=lambda other: _strayed(face, other), default=face)
        return nearest if _strayed(face, nearest) <= STRAYED else face

    def _found_in(self, image: Image) -> Rows:
        assert self._rows is not None, "load first"
        return self._rows(image)


def _strayed(face: FoundFace, other: FoundFace) -> float:
    """How far the farthest of eyes and nose is away, in distances between the eyes."""
    eyes = max(1.0, dist(face.left_eye, face.right_eye))
    pairs = (face.left_eye, other.left_eye), (face.right_eye, other.right_eye), (face.nose, other.nose)
    return max(dist(a, b) for a, b in pairs) / eyes


def _found(row: Any) -> FoundFace:
    """A row of the detector: box, then eye, eye, nose, mouth corner, mouth corner, then the score.

    The person's right comes first there, which is left in the picture.
    """
    values = [float(value) for value in row]
    points = [(values[i], values[i + 1]) for i in range(4, 14, 2)]
    first, second, nose, corner, other = points
    eyes, mouth = sorted((first, second)), sorted((corner, other))
    left, top, width, height = values[:4]
    return FoundFace(left, top, width, height, eyes[0], eyes[1], nose, (mouth[0], mouth[1]), values[14])
