"""One draw searched by the product's own gallery: what was found for every probe, one set of searches a way of scoring.

The ways ("variants") show what each step brings: the engine's similarity alone, normalised by the gallery, and with
the second opinion added.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from kiosk.evaluation.trials import Pictures, Trial
from kiosk.faces.engines.engine import FaceEngine, Matrix, Vector
from kiosk.faces.matching.gallery import Gallery, GalleryEntry
from kiosk.faces.matching.policy import Policy
from kiosk.faces.matching.second_opinion import WEIGHT
from kiosk.faces.matching.thresholds import measured

SIMILARITY, NORMALISED, SECOND_OPINION = "similarity", "normalised", "second-opinion"
BLOCK = 1024
"""Probes scored at once."""


class Outcome(IntEnum):
    """What the product's policy would do with a search."""

    NO = 0
    CONFIRM = 1
    SURE = 2
    CARD = 3
    """Answered with a member who has a look-alike: the card is asked for."""


@dataclass(slots=True, repr=False)
class Searches:
    """Searches of one variant; every array has one entry a search.

    Attributes:
        person: Whose face it was.
        found: The member with the best score; -1 when there was nothing to search with or in.
        mated: Whether the person is a member, enrolled with success or not.
        top: The best score; minus infinity when nothing was found.
        runner_up: The best score of another member.
        outcome: `Outcome` under the policy made for this gallery; NO throughout when the variant has no policy.
    """

    person: npt.NDArray[np.int64]
    found: npt.NDArray[np.int64]
    mated: npt.NDArray[np.bool_]
    top: npt.NDArray[np.float64]
    runner_up: npt.NDArray[np.float64]
    outcome: npt.NDArray[np.int8]

    @property
    def right(self) -> npt.NDArray[np.bool_]:
        """Whether the best score is the person's own."""
        same: npt.NDArray[np.bool_] = self.found == self.person
        return self.mated & same

    def only(self, kept: npt.NDArray[np.bool_]) -> Searches:
        """Some of them."""
        return Searches(*(getattr(self, field.name)[kept] for field in fields(self)))


def pooled(parts: list[Searches]) -> Searches:
    """Searches of several draws as one."""
    return Searches(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Searches)))


@dataclass(frozen=True, slots=True, repr=False)
class Vectors:
    """What one engine made of every picture.

    Attributes:
        matrix: (pictures, length), rows of NaN where it made nothing.
        weights: (pictures,), by which vectors of one person are fused: the quality of each picture.
        frames: As `matrix`, but as frames of a camera; what is searched with when a probe is of several frames.
        best_only: A probe of several frames is its best frame alone, as the product asks for a second opinion.
    """

    engine: FaceEngine
    matrix: Matrix
    weights: Vector
    frames: Matrix | None = None
    best_only: bool = False

    def rows(self, members: list[Pictures]) -> Matrix:
        """What is enrolled: the pictures of each member that gave a vector, fused; NaN when none did."""
        return self._fused(self.matrix, members)

    def probes(self, groups: list[Pictures]) -> Matrix:
        """What is searched with, likewise."""
        frames = self.matrix if self.frames is None else self.frames
        if self.best_only:
            groups = [(max(group, key=lambda picture: float(self.weights[picture])),) for group in groups]
        return self._fused(frames, groups)

    def _fused(self, matrix: Matrix, groups: list[Pictures]) -> Matrix:
        rows = np.full((len(groups), self.engine.length), np.nan, np.float32)
        for at, group in enumerate(groups):
            usable = [picture for picture in group if np.isfinite(matrix[picture, 0])]
            if usable:
                rows[at] = self.engine.fuse(matrix[usable], self.weights[usable])
        return rows

    def gallery(self, trial: Trial) -> Gallery:
        """The members of a draw; whose pictures gave nothing is not in it (failure to enrol)."""
        rows = self.rows(trial.enrolled)
        gallery = Gallery(self.engine)
        gallery.replace(
            GalleryEntry(str(member), self.engine.name, self.engine.version, row)
            for member, row in zip(trial.members, rows, strict=True)
            if np.isfinite(row[0])
        )
        return gallery


@dataclass(frozen=True, slots=True, repr=False)
class Searched:
    """One draw: its searches by variant, the policies made for its gallery, and who could not be enrolled."""

    searches: dict[str, Searches]
    policies: dict[str, Policy]
    not_enrolled: int


def search(trial: Trial, first: Vectors, second: Vectors | None, fpir: float, frames: int) -> Searched:
    """Search a draw in every way there is.

    Args:
        fpir: What the policies are made for.
        frames: Pictures of a probe.
    """
    gallery = first.gallery(trial)
    other = second.gallery(trial) if second is not None else None
    ways = [SIMILARITY, *([NORMALISED] if gallery.is_normalised else [])]
    if other is not None and gallery.is_normalised and other.is_normalised:
        ways.append(SECOND_OPINION)
    policies = {}
    if len(gallery):
        policies[ways[0] if len(ways) == 1 else NORMALISED] = measured(gallery, first.engine.name, fpir, frames).policy
        if SECOND_OPINION in ways:
            policies[SECOND_OPINION] = measured(gallery, first.engine.name, fpir, frames, other, WEIGHT).policy
    probes = first.probes(trial.probes)
    others = second.probes(trial.probes) if second is not None else None
    found = {way: _empty(trial) for way in ways}
    usable = np.flatnonzero(np.isfinite(probes[:, 0])) if len(gallery) else np.empty(0, np.int64)
    for start in range(0, len(usable), BLOCK):
        block = usable[start : start + BLOCK]
        for way, scores in _scores(
            ways, first.engine, gallery, other, probes[block], None if others is None else others[block]
        ):
            _note(found[way], block, scores, gallery)
    for way, policy in policies.items():
        found[way].outcome = outcomes(found[way], policy)
    return Searched(found, policies, len(trial.members) - len(gallery))


def outcomes(searches: Searches, policy: Policy) -> npt.NDArray[np.int8]:
    """What the policy makes of each search."""
    clear = searches.top >= searches.runner_up + policy.margin
    asked = searches.top >= policy.doubt
    alike = np.isin(searches.found, [int(who) for who in policy.look_alikes])
    answer = np.where(asked & clear, np.where(searches.top >= policy.accept, Outcome.SURE, Outcome.CONFIRM), Outcome.NO)
    return np.where(asked & alike, Outcome.CARD, answer).astype(np.int8)


def _scores(
    ways: list[str], first: FaceEngine, gallery: Gallery, other: Gallery | None, probes: Matrix, others: Matrix | None
) -> list[tuple[str, Matrix]]:
    scores = [(SIMILARITY, first.similarities(gallery.matrix, probes))]
    if NORMALISED in ways:
        scores.append((NORMALISED, gallery.score_all(probes)))
    if SECOND_OPINION in ways and other is not None and others is not None:
        scores.append((SECOND_OPINION, scores[-1][1] + _opinion(gallery, other, others)))
    return scores


def _opinion(gallery: Gallery, other: Gallery, probes: Matrix) -> Matrix:
    """Weighted scores of the second engine in the order of the first one's rows; 0 where it knows nothing."""
    added = np.zeros((len(probes), len(gallery)), np.float32)
    known = np.isfinite(probes[:, 0])
    columns = np.array([other.row_of(owner) for owner in gallery.owners])
    if known.any():
        added[np.ix_(known, columns >= 0)] = WEIGHT * other.score_all(probes[known])[:, columns[columns >= 0]]
    return added


def _empty(trial: Trial) -> Searches:
    count = len(trial.probes)
    person = np.array(trial.searchers, np.int64)
    low = np.full(count, -np.inf)
    mated = np.isin(person, trial.members)
    return Searches(person, np.full(count, -1, np.int64), mated, low, low.copy(), np.zeros(count, np.int8))


def _note(found: Searches, block: npt.NDArray[np.int64], scores: Matrix, gallery: Gallery) -> None:
    members = np.array([int(owner) for owner in gallery.owners], np.int64)
    at = np.arange(len(scores))
    best = np.argmax(scores, axis=1)
    found.found[block] = members[best]
    found.top[block] = scores[at, best]
    if scores.shape[1] > 1:
        rest = scores.copy()
        rest[at, best] = -np.inf
        found.runner_up[block] = rest.max(axis=1)
