"""A face engine for tests of what surrounds one: it finds the faces it is told to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kiosk.faces.engines.engine import FoundFace, Image, Matrix, Vector

LENGTH = 64


def face(size: float = 200, x: float = 320, y: float = 240) -> FoundFace:
    """A face of this height that looks straight ahead."""
    left, top, apart = x - size / 2, y - size / 2, 0.44 * size
    eyes = (x - apart / 2, top + 0.35 * size), (x + apart / 2, top + 0.35 * size)
    mouth = (x - 0.16 * size, top + 0.80 * size), (x + 0.16 * size, top + 0.80 * size)
    nose = (x, top + (0.35 + 0.575 * 0.45) * size)
    return FoundFace(left, top, size, size, *eyes, nose, mouth, 0.92)


def person(number: int, like: int | None = None, by: float = 0.0) -> Vector:
    """The vector of one person; with `like`, one that leans towards another."""
    vector = np.zeros(LENGTH, np.float32)
    vector[number] = 1.0
    if like is not None:
        vector[like] = by
    unit: Vector = vector / np.linalg.norm(vector)
    return unit


class FakeEngine:
    """Named like an engine there is, so that the usual thresholds apply.

    Attributes:
        faces: What it finds in the next picture.
        now: The vector of every face of it, but for those in `vectors`.
        aligned, embedded: What it was asked for.
    """

    name, version, length = "sface", "fake", LENGTH

    def __init__(self) -> None:
        self.faces: list[FoundFace] = []
        self.vectors: dict[FoundFace, Vector] = {}
        self.now = person(0)
        self.aligned: list[FoundFace] = []
        self.embedded = 0

    def load(self) -> None:
        return

    def detect(self, image: Image) -> list[FoundFace]:
        return sorted(self.faces, key=lambda f: -f.area)

    def refine(self, image: Image, face: FoundFace) -> FoundFace:
        return face

    def align(self, image: Image, face: FoundFace) -> Image:
        self.aligned.append(face)
        return _textured(round(float(image.mean())))

    def embed(self, aligned: Image) -> Vector:
        self.embedded += 1
        last = self.aligned[-1] if self.aligned else None
        known = None if last is None else self.vectors.get(last)
        return (self.now if known is None else known).copy()

    def embed_still(self, image: Image, face: FoundFace) -> Vector:
        return self.embed(self.align(image, face))

    def similarities(self, gallery: Matrix, probes: Matrix) -> Matrix:
        return probes @ gallery.T

    def fuse(self, vectors: Matrix, weights: Vector) -> Vector:
        mean = (vectors * weights[:, None]).sum(axis=0)
        fused: Vector = (mean / max(1e-9, float(np.linalg.norm(mean)))).astype(np.float32)
        return fused


def turned(face: FoundFace, yaw_deg: float) -> FoundFace:
    """The same face turned to the person's own left by so many degrees, as `kiosk.faces.quality.pose` reads it."""
    left, right = face.left_eye[0], face.right_eye[0]
    across = np.tan(np.radians(yaw_deg)) * (right - left) / 2.3
    return replace(face, nose=((left + right) / 2 + float(across), face.nose[1]))


def _textured(level: int) -> Image:
    """A sharp, evenly lit, aligned face of this grey level."""
    dice = np.random.default_rng(level)
    noise = dice.integers(-12, 13, (112, 112, 1))
    return np.clip(level + noise, 0, 255).astype(np.uint8).repeat(3, axis=2)


class FakeLiveness:
    """Scores every face alike."""

    name, version, sensor = "fake", "1", None

    def __init__(self, value: float | None = 0.95) -> None:
        self.value = value
        self.scored = 0

    def load(self) -> None:
        return

    def score(self, image: Image, face: FoundFace) -> float | None:
        self.scored += 1
        return self.value
