"""The templates that may be matched: one float32 matrix and the owners beside it. Pure numpy."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from kiosk.faces.engines.engine import Matrix, Vector


@dataclass(frozen=True, slots=True, repr=False)
class GalleryEntry:
    """One template of one resident. Its repr shows neither."""

    resident_id: str
    engine: str
    version: str
    vector: Vector

    def __repr__(self) -> str:
        return f"<GalleryEntry {self.engine} {self.version}>"


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """The nearest resident, and how near the nearest *other* resident is (infinite when there is none)."""

    resident_id: str
    distance: float
    runner_up: float


class Gallery:
    """Templates of one engine and version, some thousands at most: searched by one pass over the matrix."""

    def __init__(self, engine: str, version: str, length: int) -> None:
        self._engine, self._version, self._length = engine, version, length
        self._matrix: Matrix = np.empty((0, length), np.float32)
        self._owners: list[str] = []

    def __len__(self) -> int:
        return len(self._owners)

    @property
    def people(self) -> int:
        """How many residents have a template here."""
        return len(set(self._owners))

    def replace(self, entries: Iterable[GalleryEntry]) -> int:
        """Hold these and no others; returns how many were left out (another engine, a broken vector)."""
        self._matrix, self._owners = np.empty((0, self._length), np.float32), []
        return self.add(entries)

    def add(self, entries: Iterable[GalleryEntry]) -> int:
        """Hold these too; returns how many were left out."""
        given = list(entries)
        fitting = [entry for entry in given if self._fits(entry)]
        if fitting:
            rows = np.stack([entry.vector for entry in fitting]).astype(np.float32)
            self._matrix = np.concatenate([self._matrix, rows])
            self._owners += [entry.resident_id for entry in fitting]
        return len(given) - len(fitting)

    def evict(self, resident_id: str) -> int:
        """Forget a resident; returns how many templates went. The vectors do not stay in memory that is still used."""
        keep = np.array([owner != resident_id for owner in self._owners], bool)
        gone = len(self._owners) - int(keep.sum())
        if gone:
            kept = self._matrix[keep]
            self._matrix.fill(0.0)
            self._matrix = kept
            self._owners = [owner for owner in self._owners if owner != resident_id]
        return gone

    def search(self, probe: Vector, distances: Callable[[Matrix, Vector], Vector]) -> Found | None:
        """The nearest resident; None when the gallery is empty."""
        if not self._owners:
            return None
        each = distances(self._matrix, probe)
        order = np.argsort(each, kind="stable")
        best = self._owners[int(order[0])]
        other = next((float(each[i]) for i in order[1:] if self._owners[int(i)] != best), math.inf)
        return Found(best, float(each[order[0]]), other)

    def _fits(self, entry: GalleryEntry) -> bool:
        same = (entry.engine, entry.version) == (self._engine, self._version)
        return same and entry.vector.shape == (self._length,) and bool(np.isfinite(entry.vector).all())
