"""The engine in use: YuNet finds, SFace embeds (OpenCV Zoo), run by OpenCV or OpenVINO. For the vision process only."""

from __future__ import annotations

from typing import Any

import numpy as np

from kiosk.faces.engines.alignment import ARCFACE_112, landmarks, similarity
from kiosk.faces.engines.engine import EngineMissing, FoundFace, Image, Matrix, Vector
from kiosk.faces.engines.network import Network, RuntimeMissing
from kiosk.faces.engines.runtime import OPENCV, Runtime, open_network
from kiosk.faces.engines.yunet import YuNet
from kiosk.faces.models.catalogue import SFACE, ModelDamaged

ALIGNED_PX = 112
STILL_CLOSE_UPS = ((320, 0.35), (320, 0.65), (224, 0.6))
"""Several, since each finds the landmarks a little elsewhere: the mean takes a third off the misses."""


class SFaceEngine:
    """See `kiosk.faces.engines.engine.FaceEngine`. Vectors have unit length; the similarity is the cosine, -1..1.

    Landmarks are found anew in a close-up before aligning. A still picture's vector is the mean over several
    close-ups and their mirror images.
    """

    name = "sface"
    version = "2021dec-int8bq/close-up"
    length = 128

    def __init__(self, runtime: Runtime = OPENCV) -> None:
        self._runtime = runtime
        self._detector = YuNet(runtime=runtime)
        self._cv2: Any = None
        self._net: Network | None = None

    def load(self) -> None:
        if self._net is not None:
            return
        self._detector.load()
        import cv2

        try:
            # Not by FaceRecognizerSF: that of OpenCV 5 refuses the quantised file, whose weights are listed as inputs.
            self._net = open_network(SFACE, self._runtime, (1, 3, ALIGNED_PX, ALIGNED_PX))
        except (ModelDamaged, RuntimeMissing) as error:
            raise EngineMissing(str(error)) from error
        self._cv2 = cv2

    def detect(self, image: Image) -> list[FoundFace]:
        return self._detector.detect(image)

    def align(self, image: Image, face: FoundFace) -> Image:
        return self._upright(image, self.refine(image, face))

    def refine(self, image: Image, face: FoundFace) -> FoundFace:
        return face if face.is_refined else self._detector.refine(image, face)

    def embed(self, aligned: Image) -> Vector:
        return unit(self._forward(aligned))

    def embed_still(self, image: Image, face: FoundFace) -> Vector:
        face = self.refine(image, face)
        views = [self._detector.close_up(image, face, how) for how in STILL_CLOSE_UPS]
        upright = [self._upright(image, view) for view in views]
        both = [view for aligned in upright for view in (aligned, np.ascontiguousarray(aligned[:, ::-1]))]
        return unit(np.sum([self.embed(view) for view in both], axis=0, dtype=np.float32))

    def _upright(self, image: Image, face: FoundFace) -> Image:
        turn = similarity(landmarks(face), ARCFACE_112)
        aligned: Image = self._cv2.warpAffine(image, turn, (ALIGNED_PX, ALIGNED_PX), flags=self._cv2.INTER_LINEAR)
        return aligned

    def similarities(self, gallery: Matrix, probes: Matrix) -> Matrix:
        return probes @ gallery.T

    def fuse(self, vectors: Matrix, weights: Vector) -> Vector:
        return unit((vectors * weights[:, None]).sum(axis=0))

    def _forward(self, aligned: Image) -> Vector:
        assert self._net is not None, "load first"
        (vectors,) = self._net.forward(self._cv2.dnn.blobFromImage(aligned, 1.0, (ALIGNED_PX, ALIGNED_PX), swapRB=True))
        return np.asarray(vectors[0], np.float32)


def unit(vector: Vector) -> Vector:
    """The vector at length 1; a vector without a direction stays as it is."""
    length = float(np.linalg.norm(vector))
    scaled: Vector = (vector / length).astype(np.float32) if length > 0 else vector
    return scaled
