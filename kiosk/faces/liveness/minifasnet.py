"""MiniFASNet (minivision-ai/Silent-Face-Anti-Spoofing): two small networks that tell a face from a picture of one.

V2 looks at the face and what touches it, V1SE at a wider surrounding: paper edges, hands, a screen's frame. For
the vision process only.
"""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np

from kiosk.faces.engines.engine import FoundFace, Image, Vector
from kiosk.faces.engines.network import Network, RuntimeMissing
from kiosk.faces.engines.runtime import OPENCV, Runtime, open_network
from kiosk.faces.liveness.crop import cut_around
from kiosk.faces.liveness.provider import LivenessMissing, SensorKind
from kiosk.faces.models.catalogue import MINIFASNET_V1SE, MINIFASNET_V2, ModelDamaged

NETWORKS = ((MINIFASNET_V2, 2.7), (MINIFASNET_V1SE, 4.0))
"""Each network with how many times the face's side it is shown."""
INPUT_PX = 80
LIVING = 1
"""Class of a living face in the networks' answers; 0 and 2 are attacks."""
SHORTER_SIDE_PX = 480
"""Larger frames are reduced to this first: the networks see sensor noise and sharpness, and were measured at this size.
Without it a finer picture is cut down to 80 px in one jump, and its noise is taken for an attack."""
LEAST_SIDE_PX = 40
"""Smaller faces (side of the square, at that size) are not judged."""
MOST_ODDS = 6.0
"""No network alone may be surer than this (natural logarithm of the odds): the other one is heard too."""


class MiniFasNet:
    """See `kiosk.faces.liveness.provider.LivenessProvider`."""

    name = "minifasnet"
    version = "v2+v1se/1"
    sensor: SensorKind | None = None

    def __init__(self, runtime: Runtime = OPENCV) -> None:
        self._runtime = runtime
        self._cv2: Any = None
        self._nets: list[tuple[Network, float]] = []

    def load(self) -> None:
        if self._nets:
            return
        try:
            from devices.opencv import load_cv2

            cv2 = load_cv2()
            shape = (1, 3, INPUT_PX, INPUT_PX)
            self._nets = [(open_network(model, self._runtime, shape), times) for model, times in NETWORKS]
        except (ImportError, ModelDamaged, RuntimeMissing) as error:
            raise LivenessMissing(str(error)) from error
        self._cv2 = cv2

    def score(self, image: Image, face: FoundFace) -> float | None:
        shorter = min(image.shape[:2])
        if shorter > SHORTER_SIDE_PX:
            scale = SHORTER_SIDE_PX / shorter
            size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
            image = self._cv2.resize(image, size)  # bilinear: five times as fast as by area, and not worse
            face = face.scaled(scale)
        if not face.width * face.height >= LEAST_SIDE_PX**2 or not _holds(image, face):
            return None
        odds = [odds_of_life(self._answer(net, image, face, times)) for net, times in self._nets]
        return fuse_networks(odds)

    def _answer(self, net: Network, image: Image, face: FoundFace, times: float) -> Vector:
        left, top, right, bottom = cut_around(face, times, image.shape[1], image.shape[0])
        cut = self._cv2.resize(image[top:bottom, left:right], (INPUT_PX, INPUT_PX))
        (logits,) = net.forward(self._cv2.dnn.blobFromImage(cut))
        return np.asarray(logits[0], np.float32)


def _holds(image: Image, face: FoundFace) -> bool:
    """Whether the middle of the face lies in the picture."""
    height, width = int(image.shape[0]), int(image.shape[1])
    return 0 <= face.centre[0] < width and 0 <= face.centre[1] < height


def odds_of_life(logits: Vector) -> float:
    """Logarithm of the odds that the face lives, from one network's three answers, within ±MOST_ODDS."""
    attacks = np.logaddexp(float(logits[0]), float(logits[2]))
    return max(-MOST_ODDS, min(MOST_ODDS, float(logits[LIVING]) - float(attacks)))


def fuse_networks(odds: list[float]) -> float:
    """The networks' mean logarithmic odds as a score, 0..1.

    Measured against the mean of their probabilities: where one network is fooled and the other sure, the sure one wins.
    """
    return 1.0 / (1.0 + exp(-sum(odds) / len(odds)))
