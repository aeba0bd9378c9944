"""May these pictures be stored as this person's? Compared with each other, with what is stored of the person, and with
every other member, picture by picture: one wrong picture among right ones would hide in their mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.faces.engines.engine import FaceEngine, Matrix, Vector
from kiosk.faces.enrolment.agreement import SAME_PERSON_FROM, odd_one_out
from kiosk.faces.enrolment.duplicates import Resemblance, resemblances
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.matching.policy import Policy

SAME_TEMPLATE = 0.02
"""Length of the difference of two templates, as a part of their own, below which they are one template rounded twice.
Two frames of somebody standing still are 0.1 or more apart."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparison found.

    Attributes:
        odd: Index of a picture that shows somebody else than the others; None when all may show one person.
        unlike_own: Indices of pictures that are not like what is stored of the person.
        own_compared: Whether there was something stored to compare with.
        like_others: Other members somebody would be taken for, the most alike first.
    """

    odd: int | None
    unlike_own: tuple[int, ...]
    own_compared: bool
    like_others: tuple[Resemblance, ...]


def compared(
    vectors: Sequence[Vector],
    fused: Vector,
    own: Vector | None,
    own_id: str | None,
    members: Iterable[GalleryEntry],
    engine: FaceEngine,
    policy: Policy | None,
    fpir: float,
) -> Compared:  # fmt: skip
    """Compare new pictures of one person.

    Args:
        vectors: One a picture; there must be one.
        fused: All of them as one.
        own: What is stored of the person, fused; None when nothing comparable is.
        members: Everybody who is searched, the person too or not.
        policy, fpir: As for `resemblances`.
    """
    others = [entry for entry in members if entry.resident_id != own_id]
    alike_own = None if own is None else engine.similarities(own[None], np.stack(vectors))[:, 0]
    limit = SAME_PERSON_FROM[engine.name]
    found: dict[str, Resemblance] = {}
    for at, vector in enumerate((fused, *vectors)):
        own_score = None if alike_own is None or at == 0 else float(alike_own[at - 1])
        for one in (
            *resemblances(vector, own_id, others, engine, policy, fpir),
            *_nearer(vector, own_score, others, engine, policy),
        ):
            if one.resident_id not in found or one.score > found[one.resident_id].score:
                found[one.resident_id] = one
    unlike = () if alike_own is None else tuple(int(at) for at in np.flatnonzero(alike_own < limit))
    return Compared(
        odd=not_of_one_person(vectors, engine),
        unlike_own=unlike,
        own_compared=own is not None,
        like_others=tuple(sorted(found.values(), key=lambda one: -one.score)),
    )


def not_of_one_person(vectors: Sequence[Vector], engine: FaceEngine) -> int | None:
    """The picture that shows somebody else than the first ones, None when all may show one person.

    Pictures of one person hang together: from each leads a chain of like pictures to every other. Two pictures each of
    two people do not, though each is like the mean of the rest.
    """
    odd = odd_one_out(vectors, engine)
    if odd is not None or len(vectors) < 2:
        return odd
    every = np.stack(vectors)
    linked = engine.similarities(every, every) >= SAME_PERSON_FROM[engine.name]
    reached = {0}
    waiting = [0]
    while waiting:
        at = waiting.pop()
        fresh = [int(to) for to in np.flatnonzero(linked[at]) if int(to) not in reached]
        reached.update(fresh)
        waiting += fresh
    return next((at for at in range(len(vectors)) if at not in reached), None)


def without_repeats(vectors: Matrix, stored: Matrix) -> list[int]:
    """Indices of the vectors that are neither stored already nor the same as an earlier one."""
    kept: list[int] = []
    for at, vector in enumerate(vectors):
        known = [*stored, *(vectors[earlier] for earlier in kept)]
        if not any(is_same_template(vector, one) for one in known):
            kept.append(at)
    return kept


def is_same_template(one: Vector, other: Vector) -> bool:
    """Whether two templates come from the same picture."""
    return float(np.linalg.norm(one - other)) <= SAME_TEMPLATE * float(np.linalg.norm(one))


def _nearer(
    vector: Vector, own_score: float | None, others: Sequence[GalleryEntry], engine: FaceEngine, policy: Policy | None
) -> list[Resemblance]:
    """Others a picture is more like than like the person it is given for, and as like as a card's holder must be."""
    if own_score is None or not others:
        return []
    limit = SAME_PERSON_FROM[engine.name] if policy is None else policy.one_to_one
    alike = engine.similarities(np.stack([entry.vector for entry in others]), vector[None])[0]
    found = np.flatnonzero((alike >= limit) & (alike > own_score))
    return [Resemblance(others[int(at)].resident_id, float(alike[at])) for at in found]
