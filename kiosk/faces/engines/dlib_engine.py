"""The first face path: `face_recognition` (dlib HOG detector, five-point alignment, ResNet-v1 embedding).

For the vision process only. dlib is used from one thread.
"""

from __future__ import annotations

import contextlib
import ctypes
from typing import Any

import numpy as np

from kiosk.faces.engines.engine import EngineMissing, FoundFace, Image, Matrix, Vector

DETECTION_ROWS = 480
"""Height of the copy faces are looked for in. The detector finds faces from 80 px, one sixth of the picture."""


class DlibEngine:
    """See `kiosk.faces.engines.engine.FaceEngine`. Distances are Euclidean; dlib's own tolerance, 0.6, is far too loose."""

    name = "dlib"
    version = "resnet-v1/5-point"
    length = 128

    def __init__(self) -> None:
        self._library: Any = None
        self._cv2: Any = None

    def load(self) -> None:
        if self._library is not None:
            return
        try:
            import cv2
            import face_recognition
            from face_recognition import api
        except (ImportError, RuntimeError, SystemExit) as error:
            # face_recognition ends the process, with status 0, when its models cannot be imported
            raise EngineMissing(f"face_recognition does not load: {type(error).__name__}") from error
        # Loaded by the library, never used here: 70 MB, and its training data forbid commercial use.
        api.pose_predictor_68_point = None
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)  # glibc keeps the freed memory otherwise
        self._library, self._cv2 = face_recognition, cv2

    def detect(self, image: Image) -> list[FoundFace]:
        rows = image.shape[0]
        scale = min(1.0, DETECTION_ROWS / rows)
        grey = self._cv2.cvtColor(image, self._cv2.COLOR_BGR2GRAY)
        if scale < 1.0:
            grey = self._cv2.resize(grey, None, fx=scale, fy=scale, interpolation=self._cv2.INTER_AREA)
        boxes = self._library.face_locations(grey, number_of_times_to_upsample=0, model="hog")
        marks = self._library.face_landmarks(grey, boxes, model="small") if boxes else []
        faces = [_found(box, points, scale) for box, points in zip(boxes, marks, strict=True)]
        return sorted(faces, key=lambda face: -face.area)

    def encode(self, image: Image, face: FoundFace) -> Vector:
        rgb = np.ascontiguousarray(image[:, :, ::-1])
        box = (face.top, face.left + face.width, face.top + face.height, face.left)  # top, right, bottom, left
        where = [tuple(round(edge) for edge in box)]
        encoding = self._library.face_encodings(rgb, known_face_locations=where, num_jitters=1, model="small")[0]
        return np.asarray(encoding, np.float32)

    def distances(self, gallery: Matrix, probe: Vector) -> Vector:
        apart: Vector = np.linalg.norm(gallery - probe, axis=1).astype(np.float32)
        return apart


def _found(box: tuple[int, int, int, int], points: dict[str, list[tuple[int, int]]], scale: float) -> FoundFace:
    top, right, bottom, left = box

    def middle(name: str) -> tuple[float, float]:
        x, y = np.mean(points[name], axis=0) / scale
        return float(x), float(y)

    # The library names eyes from the person's side in one model and the viewer's in the other: order by x.
    eyes = sorted((middle("left_eye"), middle("right_eye")))
    sides = [edge / scale for edge in (left, top, right - left, bottom - top)]
    return FoundFace(sides[0], sides[1], sides[2], sides[3], eyes[0], eyes[1], middle("nose_tip"))
