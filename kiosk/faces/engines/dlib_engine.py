"""`face_recognition` (dlib): HOG detector, five-point alignment, ResNet-v1 embedding. For the vision process only.

As the only engine it misses most of the people it should know (docs/faces.md); beside another it is a second opinion.
"""

from __future__ import annotations

import contextlib
import ctypes
from typing import Any

import numpy as np

from kiosk.faces.engines.engine import EngineMissing, FoundFace, Image, Matrix, Vector
from kiosk.faces.engines.runtime import OPENCV, Runtime

DETECTION_ROWS = 480
"""Height of the copy faces are looked for in. The detector finds faces from 80 px, one sixth of the picture."""
ALIGNED_PX = 150
ALIGNED_PADDING = 0.25
"""Size and margin of the aligned faces the network was trained with (dlib, `face_recognition_model_v1`)."""


class DlibEngine:
    """See `kiosk.faces.engines.engine.FaceEngine`. The similarity is 1 minus the Euclidean distance.

    Takes faces of any detector: the five landmarks are found anew within the frame. dlib runs its networks itself.
    """

    name = "dlib"
    version = "resnet-v1/5-point"
    length = 128

    def __init__(self, runtime: Runtime = OPENCV) -> None:
        self._api: Any = None
        self._dlib: Any = None
        self._cv2: Any = None

    def load(self) -> None:
        if self._api is not None:
            return
        try:
            import cv2
            import dlib
            from face_recognition import api
        except (ImportError, RuntimeError, SystemExit) as error:
            # face_recognition ends the process, with status 0, when its models cannot be imported
            raise EngineMissing(f"face_recognition does not load: {type(error).__name__}") from error
        # Loaded by the library, never used here: 70 MB, and its training data forbid commercial use.
        api.pose_predictor_68_point = None
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)  # glibc keeps the freed memory otherwise
        self._api, self._dlib, self._cv2 = api, dlib, cv2

    def detect(self, image: Image) -> list[FoundFace]:
        scale = min(1.0, DETECTION_ROWS / min(image.shape[:2]))
        grey = self._cv2.cvtColor(image, self._cv2.COLOR_BGR2GRAY)
        if scale < 1.0:
            grey = self._cv2.resize(grey, None, fx=scale, fy=scale, interpolation=self._cv2.INTER_AREA)
        boxes = self._api.face_locations(grey, number_of_times_to_upsample=0, model="hog")
        marks = self._api.face_landmarks(grey, boxes, model="small") if boxes else []
        faces = [_found(box, points).scaled(1.0 / scale) for box, points in zip(boxes, marks, strict=True)]
        return sorted(faces, key=lambda face: -face.area)

    def refine(self, image: Image, face: FoundFace) -> FoundFace:
        return face  # only upright faces are found, and `align` finds the landmarks

    def align(self, image: Image, face: FoundFace) -> Image:
        rgb = np.ascontiguousarray(image[:, :, ::-1])
        edges = (face.left, face.top, face.left + face.width, face.top + face.height)
        points = self._api.pose_predictor_5_point(rgb, self._dlib.rectangle(*(round(edge) for edge in edges)))
        aligned = self._dlib.get_face_chip(rgb, points, size=ALIGNED_PX, padding=ALIGNED_PADDING)
        return np.ascontiguousarray(aligned[:, :, ::-1])

    def embed(self, aligned: Image) -> Vector:
        rgb = np.ascontiguousarray(aligned[:, :, ::-1])
        return np.asarray(self._api.face_encoder.compute_face_descriptor(rgb), np.float32)

    def embed_still(self, image: Image, face: FoundFace) -> Vector:
        return self.embed(self.align(image, face))

    def similarities(self, gallery: Matrix, probes: Matrix) -> Matrix:
        squares = (probes**2).sum(axis=1)[:, None] + (gallery**2).sum(axis=1) - 2.0 * (probes @ gallery.T)
        apart: Matrix = np.subtract(1.0, np.sqrt(np.maximum(squares, 0.0)), dtype=np.float32)
        return apart

    def fuse(self, vectors: Matrix, weights: Vector) -> Vector:
        mean: Vector = np.average(vectors, axis=0, weights=weights).astype(np.float32)
        return mean


def _found(box: tuple[int, int, int, int], points: dict[str, list[tuple[int, int]]]) -> FoundFace:
    top, right, bottom, left = box

    def middle(name: str) -> tuple[float, float]:
        x, y = np.mean(points[name], axis=0)
        return float(x), float(y)

    # The library names eyes from the person's side in one model and the viewer's in the other: order by x.
    eyes = sorted((middle("left_eye"), middle("right_eye")))
    return FoundFace(left, top, right - left, bottom - top, eyes[0], eyes[1], middle("nose_tip"))
