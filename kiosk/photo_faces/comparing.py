"""May these photos be stored as the faces of these people? All of a list at once.

The rules are those of a single registration (kiosk/faces/enrolment/comparison.py): unlike what is stored of the person,
the same as what is stored, or like another person, of the whitelist or of the list itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.engine import FaceEngine, Matrix, Vector
from kiosk.faces.enrolment.agreement import SAME_PERSON_FROM
from kiosk.faces.enrolment.comparison import SAME_TEMPLATE, is_same_template
from kiosk.faces.matching.gallery import Gallery, GalleryEntry
from kiosk.faces.matching.policy import Policy
from kiosk.faces.matching.scoring import LEAST_PEOPLE
from kiosk.faces.matching.thresholds import usual

BLOCK = 256


@dataclass(frozen=True, slots=True, repr=False)
class NewFace:
    """The face of one photo as the engine that decides knows it. `stored` are the vectors there are of the person."""

    resident_id: str
    vector: Vector
    stored: Matrix | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with which face, by resident id.

    Attributes:
        unlike: Not like what is stored of the person.
        already: Stored already.
        like: Whom the search would take it for, the most alike first.
    """

    unlike: frozenset[str] = frozenset()
    already: frozenset[str] = frozenset()
    like: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def compared(
    faces: Sequence[NewFace], members: Iterable[GalleryEntry], engine: FaceEngine, policy: Policy | None, fpir: float,
    declared: frozenset[tuple[str, str]] = frozenset(),
) -> Verdict:  # fmt: skip
    """Compare new faces with what is stored of each person, with every member, and with each other.

    Args:
        members: Everybody who is searched, suspended ones too.
        policy: In force; None before there is one.
        declared: Pairs staff know to look alike, both ways.
    """
    stored = {face.resident_id: face.stored for face in faces if face.stored is not None and len(face.stored)}
    already = frozenset(f.resident_id for f in faces
                        if any(is_same_template(f.vector, one) for one in stored.get(f.resident_id, ())))  # fmt: skip
    limit = SAME_PERSON_FROM[engine.name]
    unlike = frozenset(
        f.resident_id for f in faces
        if f.resident_id in stored and engine.similarities(stored[f.resident_id], f.vector[None]).max() < limit
    )  # fmt: skip
    gallery = Gallery(engine)
    fresh = [face for face in faces if face.resident_id not in stored]
    one = np.ones(1, np.float32)
    gallery.put([
        *(entry for entry in members if entry.resident_id not in {face.resident_id for face in fresh}),
        *(GalleryEntry(f.resident_id, engine.name, engine.version, engine.fuse(f.vector[None], one)) for f in fresh),
    ])  # fmt: skip
    if not len(gallery):
        return Verdict(unlike, already)
    fits = policy is not None and (policy.people >= LEAST_PEOPLE) == gallery.is_normalised
    if policy is None or not fits or policy.second_opinion:
        policy = usual(engine.name, len(gallery), fpir, 1)
    like: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(fresh), BLOCK):
        some = fresh[start : start + BLOCK]
        scores = gallery.as_strangers(np.array([gallery.row_of(face.resident_id) for face in some], np.int64))
        like |= _like(some, scores, gallery, engine, policy, declared)
    again = [face for face in faces if face.resident_id in stored]
    for start in range(0, len(again), BLOCK):
        some = again[start : start + BLOCK]
        scores = gallery.score_all(np.stack([face.vector for face in some]))
        for at, face in enumerate(some):
            if (own := gallery.row_of(face.resident_id)) >= 0:
                scores[at, own] = -np.inf
        like |= _like(some, scores, gallery, engine, policy, declared)
    return Verdict(unlike, already, like)


def _like(
    faces: Sequence[NewFace], scores: Matrix, gallery: Gallery, engine: FaceEngine, policy: Policy,
    declared: frozenset[tuple[str, str]],
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    vectors = np.stack([face.vector for face in faces])
    alike = engine.similarities(gallery.matrix, vectors)
    found: dict[str, tuple[str, ...]] = {}
    hit: npt.NDArray[np.bool_] = (scores >= policy.accept) & (alike >= policy.one_to_one)
    # One picture given for hundreds is like so many that the scores, which count that against it, are low.
    hit |= _same_picture(gallery.matrix, vectors) & np.isfinite(scores)
    owners = gallery.owners
    for at in np.flatnonzero(hit.any(axis=1)):
        rows = np.flatnonzero(hit[at])
        face = faces[int(at)]
        who = [owners[int(row)] for row in rows[np.argsort(-scores[at, rows])]]
        others = tuple(one for one in who if (face.resident_id, one) not in declared)
        if others:
            found[face.resident_id] = others
    return found


def _same_picture(rows: Matrix, probes: Matrix) -> npt.NDArray[np.bool_]:
    """Which come from one picture, (probes, rows); see `is_same_template`."""
    own = (probes**2).sum(axis=1)[:, None]
    apart = own + (rows**2).sum(axis=1) - 2.0 * (probes @ rows.T)
    same: npt.NDArray[np.bool_] = apart <= SAME_TEMPLATE**2 * own
    return same
