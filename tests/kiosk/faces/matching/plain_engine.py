"""An engine of plain vectors for tests of matching: cosine similarity, nothing to load."""

from __future__ import annotations

import numpy as np

from kiosk.faces.engines.engine import FoundFace, Image, Matrix, Vector
from kiosk.faces.engines.sface_engine import unit
from kiosk.faces.matching.gallery import Gallery, GalleryEntry

LENGTH = 32


class PlainEngine:
    """Named like an engine there is, so that the usual thresholds apply."""

    name, version, length = "sface", "plain", LENGTH

    def load(self) -> None:
        return

    def detect(self, image: Image) -> list[FoundFace]:
        return []

    def align(self, image: Image, face: FoundFace) -> Image:
        return image

    def embed(self, aligned: Image) -> Vector:
        raise AssertionError("no pictures here")

    def similarities(self, gallery: Matrix, probes: Matrix) -> Matrix:
        return probes @ gallery.T

    def fuse(self, vectors: Matrix, weights: Vector) -> Vector:
        return unit((vectors * weights[:, None]).sum(axis=0))


def entry(who: str, vector: Vector) -> GalleryEntry:
    """One resident's fused vector."""
    return GalleryEntry(who, "sface", "plain", unit(np.asarray(vector, np.float32)))


def axis(number: int, *, towards: int | None = None, by: float = 0.0) -> Vector:
    """A unit vector along one axis, leaning towards another."""
    vector = np.zeros(LENGTH, np.float32)
    vector[number] = 1.0
    if towards is not None:
        vector[towards] = by
    return unit(vector)


def crowd(people: int, seed: int = 1) -> Matrix:
    """Vectors of unrelated people, (people, LENGTH), unit length."""
    drawn = np.random.default_rng(seed).normal(size=(people, LENGTH)).astype(np.float32)
    return np.stack([unit(row) for row in drawn])


def gallery_of(*entries: GalleryEntry) -> Gallery:
    """A gallery that holds these."""
    gallery = Gallery(PlainEngine())
    assert gallery.replace(entries) == 0
    return gallery


def crowded(people: int, seed: int = 1) -> Gallery:
    """A gallery of unrelated people called 0, 1, 2 …"""
    return gallery_of(*(entry(str(i), row) for i, row in enumerate(crowd(people, seed))))
