"""Is somebody's face too much like a member's already? Either the person is on the list twice, or it is a twin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kiosk.faces.engines.engine import FaceEngine, Vector
from kiosk.faces.matching.gallery import Gallery, GalleryEntry
from kiosk.faces.matching.policy import Policy
from kiosk.faces.matching.scoring import LEAST_PEOPLE
from kiosk.faces.matching.thresholds import usual


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A member whom the search would take this face for. `score` in the unit of the policy."""

    resident_id: str
    score: float


def resemblances(
    vector: Vector, own_id: str | None, entries: Iterable[GalleryEntry], engine: FaceEngine,
    policy: Policy | None, fpir: float,
) -> list[Resemblance]:  # fmt: skip
    """Every other member whom a search for this fused vector would answer with, the most alike first.

    They must also be as alike as a card holder is to their own template: among a handful the search is less strict.

    Args:
        own_id: Whose vector it is, when they are a member already.
        policy: Made for this gallery; when it is None, for scores with a second opinion, or from the time when the
            gallery was still too small for normalised scores, the usual thresholds of this size are taken.
    """
    gallery = Gallery(engine)
    gallery.replace(entry for entry in entries if entry.resident_id != own_id)
    if not len(gallery):
        return []
    same_unit = policy is not None and (policy.people >= LEAST_PEOPLE) == gallery.is_normalised
    if policy is None or not same_unit or policy.second_opinion:
        policy = usual(engine.name, len(gallery), fpir, 1)
    scores = gallery.score_all(vector[None])[0]
    alike = engine.similarities(gallery.matrix, vector[None])[0]
    found = np.flatnonzero((scores >= policy.accept) & (alike >= policy.one_to_one))
    order = found[np.argsort(-scores[found])]
    return [Resemblance(gallery.owners[at], float(scores[at])) for at in order]
