"""A face engine for tests of what surrounds one: it finds the faces it is told to."""

from __future__ import annotations

import numpy as np

from kiosk.faces.engines.engine import FoundFace, Image, Matrix, Vector


def face(size: float = 160, x: float = 320, y: float = 240) -> FoundFace:
    """A face that looks straight ahead."""
    left, top = x - size / 2, y - size / 2
    eyes = (x - 0.22 * size, top + 0.3 * size), (x + 0.22 * size, top + 0.3 * size)
    return FoundFace(left, top, size, size, *eyes, (x, top + 0.62 * size))


class FakeEngine:
    """`faces` is what it finds in the next picture; a face's vector is its horizontal place."""

    name, version, length = "fake", "1", 1

    def __init__(self) -> None:
        self.faces: list[FoundFace] = []
        self.encoded: list[FoundFace] = []

    def load(self) -> None:
        return

    def detect(self, image: Image) -> list[FoundFace]:
        return sorted(self.faces, key=lambda f: -f.area)

    def encode(self, image: Image, face: FoundFace) -> Vector:
        self.encoded.append(face)
        return np.array([face.centre[0] / 1000], np.float32)

    def distances(self, gallery: Matrix, probe: Vector) -> Vector:
        return np.abs(gallery - probe)[:, 0].astype(np.float32)
