"""Is this the person of the frames before? By place, and by what the engine makes of the face. Pure.

Evidence of two people must never be added up: when this says no, what was collected is void.
"""

from __future__ import annotations

from collections import deque
from math import hypot

import numpy as np

from kiosk.faces.engines.engine import FaceEngine, FoundFace, Vector

GONE_AFTER_S = 0.4
"""A detector loses a face for a frame now and then; longer, and somebody else may have stepped in."""
OVERLAP_FROM = 0.20
"""Intersection over union of the face's frames in two successive pictures."""
JUMP_ABOVE = 0.7
"""Widths of the face moved between two pictures that do not overlap enough."""
GREW_ABOVE = 1.6
REMEMBERED = 8
SAME_FROM = {"sface": 0.45, "dlib": 0.55}
"""Likeness to the frames of the same visit, by engine. Frames of one person within seconds are far above; a false
alarm costs four frames."""
SAME_FROM_OTHERWISE = 0.5


class Track:
    """Follows one person from frame to frame. One instance for one session.

    Args:
        engine: Need not be loaded; the one whose vectors are given.
    """

    def __init__(self, engine: FaceEngine) -> None:
        self._engine = engine
        self._same_from = same_from(engine)
        self._face: FoundFace | None = None
        self._seen_s = 0.0
        self._vectors: deque[Vector] = deque(maxlen=REMEMBERED)

    def follow(self, face: FoundFace | None, now_s: float) -> bool:
        """Whether the face may still be the same person's. A first face always is."""
        if face is None:
            if self._face is not None and now_s - self._seen_s > GONE_AFTER_S:
                self.start_over()
                return False
            return True
        before, gap_s = self._face, now_s - self._seen_s
        self._face, self._seen_s = face, now_s
        if before is None:
            return True
        if gap_s > GONE_AFTER_S or jumped(before, face):
            self._forget_vectors()
            return False
        return True

    def looks_the_same(self, vector: Vector) -> bool:
        """Whether a frame's vector is like those before it; it is remembered either way, alone when it is not."""
        same = True
        if self._vectors:
            known = np.stack(self._vectors)
            mean = self._engine.fuse(known, np.ones(len(known), np.float32))
            same = float(self._engine.similarities(mean[None], vector[None])[0, 0]) >= self._same_from
        if not same:
            self._forget_vectors()
        self._vectors.append(vector.copy())
        return same

    def start_over(self) -> None:
        """Nobody is known any more; what was remembered is overwritten."""
        self._face = None
        self._forget_vectors()

    def _forget_vectors(self) -> None:
        for vector in self._vectors:
            vector.fill(0.0)
        self._vectors.clear()


def same_from(engine: FaceEngine) -> float:
    """Similarity from which two frames of one visit show one person."""
    return SAME_FROM.get(engine.name, SAME_FROM_OTHERWISE)


def jumped(before: FoundFace, after: FoundFace) -> bool:
    """Whether one person cannot have moved so between two successive pictures."""
    if not 1 / GREW_ABOVE <= after.height / max(1.0, before.height) <= GREW_ABOVE:
        return True
    far = hypot(after.centre[0] - before.centre[0], after.centre[1] - before.centre[1])
    return overlap(before, after) < OVERLAP_FROM and far > JUMP_ABOVE * max(1.0, before.width)


def overlap(a: FoundFace, b: FoundFace) -> float:
    """Intersection over union of two faces' frames, 0..1."""
    width = min(a.left + a.width, b.left + b.width) - max(a.left, b.left)
    height = min(a.top + a.height, b.top + b.height) - max(a.top, b.top)
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / max(1e-9, a.area + b.area - both)


SWAPPED_AFTER = 2
"""So many well-seen faces in a row that are another person's; one alone may be a bad moment."""


class Follower:
    """Remembers one person for as long as they are asked who they are.

    Args:
        vector: Of the frames the answer came from; kept, and overwritten by `forget`.
    """

    def __init__(self, engine: FaceEngine, vector: Vector) -> None:
        self._engine, self._vector = engine, vector
        self._others = 0
        self.swapped = False

    def is_somebody_else(self, vector: Vector) -> bool:
        """Look at one well-seen face; whether somebody else has just taken the person's place. Said once."""
        if self.swapped:
            return False
        alike = float(self._engine.similarities(self._vector[None], vector[None])[0, 0])
        self._others = 0 if alike >= same_from(self._engine) else self._others + 1
        self.swapped = self._others >= SWAPPED_AFTER
        return self.swapped

    def forget(self) -> None:
        """Nobody is remembered any more."""
        self._vector.fill(0.0)
        self.swapped = True
