"""A second engine's view of who a face may be, as scores to be added to the first engine's. Pure numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kiosk.faces.engines.engine import Vector
from kiosk.faces.matching.gallery import Gallery

WEIGHT = 0.25
"""Of the second engine's scores (measured, docs/faces.md: 0.5 brings no more)."""


class SecondOpinion:
    """Scores of one gallery in the order of another's rows.

    Args:
        gallery: The second engine's templates of the same people.
    """

    def __init__(self, gallery: Gallery, weight: float = WEIGHT) -> None:
        self._gallery, self._weight = gallery, weight

    def scores(self, owners: Sequence[str], probe: Vector) -> Vector:
        """Weighted scores of the probe, one an owner.

        0 for who has no template of the second engine, and for everybody while its gallery is too small to normalise
        scores: similarities of two engines cannot be added.
        """
        weighted = np.zeros(len(owners), np.float32)
        if not self._gallery.is_normalised:
            return weighted
        theirs = self._gallery.score_all(probe[None])[0]
        rows = np.array([self._gallery.row_of(owner) for owner in owners], np.int64)
        known = rows >= 0
        weighted[known] = self._weight * theirs[rows[known]]
        return weighted
