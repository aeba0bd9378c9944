"""One to one: every pair of single pictures, by the engine's own similarity. FNMR at FMR, in all and in groups.

In one pool a pair counts once; with sessions, two pictures of one person count when they are of different sessions.
Only the largest impostor scores are kept: tens of millions of pairs fit in some megabytes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kiosk.evaluation.bootstrap import Interval, People, with_unseen
from kiosk.evaluation.figures import GroupVerification, Verification
from kiosk.evaluation.folders import Collection
from kiosk.evaluation.rates import (
    ACCEPT_ALL,
    SLACK,
    Scores,
    Weights,
    refused_rate,
    weighted_refused,
    weighted_thresholds,
)
from kiosk.evaluation.searching import Vectors

FMRS = (1e-3, 1e-4, 1e-5)
BLOCK = 256
SPARE = 3.0
"""Impostor scores kept, as a multiple of those the largest FMR accepts: replicates may need more than the whole did."""
LEAST_KEPT = 1000

Owners = npt.NDArray[np.int64]


@dataclass(slots=True, repr=False)
class Pairs:
    """All comparisons of an evaluation.

    Attributes:
        genuine, genuine_owner: Score and person of every pair of one person.
        impostor, one, other: The largest scores of pairs of different people, the largest first, and both persons.
        enrolled, probed: How many usable pictures of each person stand on either side.
        one_pool: Both sides are the same pictures, and each pair counts once.
    """

    genuine: Scores
    genuine_owner: Owners
    impostor: Scores
    one: Owners
    other: Owners
    enrolled: npt.NDArray[np.float64]
    probed: npt.NDArray[np.float64]
    one_pool: bool

    def impostors(self, left: Weights | None = None, right: Weights | None = None) -> npt.NDArray[np.float64]:
        """How many pairs of different people there are, when each person counts `left` and `right` times; by row."""
        a = self.enrolled * (1.0 if left is None else left)
        b = self.probed * (1.0 if right is None else right)
        a, b = np.atleast_2d(a), np.atleast_2d(b)
        pairs: npt.NDArray[np.float64] = a.sum(axis=1) * b.sum(axis=1) - (a * b).sum(axis=1)
        return pairs / 2 if self.one_pool else pairs


def all_pairs(people: Collection, vectors: Vectors, largest_fmr: float) -> Pairs:
    """Compare everything with everything."""
    owners = np.array(people.owners, np.int64)
    usable = np.isfinite(vectors.matrix[:, 0])
    left = np.array([p for pictures in people.enrol for p in pictures if usable[p]], np.int64)
    right = left if people.same else np.array([p for pictures in people.probe for p in pictures if usable[p]], np.int64)
    counts = [np.bincount(owners[side], minlength=people.people).astype(np.float64) for side in (left, right)]
    none, nobody = np.empty(0), np.empty(0, np.int64)
    pairs = Pairs(none, nobody, none, nobody, nobody, counts[0], counts[1], people.same)
    if not len(left) or not len(right):
        return pairs
    keep = max(LEAST_KEPT, int(SPARE * largest_fmr * pairs.impostors()[0]) + 1)
    sessions = _session_numbers(people)
    genuine: list[tuple[Scores, Owners]] = []
    for start in range(0, len(right), BLOCK):
        block = right[start : start + BLOCK]
        scores = vectors.engine.similarities(vectors.matrix[left], vectors.matrix[block]).astype(np.float64)
        counted = left[None, :] < block[:, None] if people.same else np.ones(scores.shape, np.bool_)
        same = owners[left][None, :] == owners[block][:, None]
        apart = sessions[left][None, :] != sessions[block][:, None] if people.same else counted
        mates = counted & same & (apart | (sessions[block] == 0)[:, None])
        genuine.append((scores[mates], np.broadcast_to(owners[block][:, None], scores.shape)[mates]))
        _keep(pairs, scores, counted & ~same, owners[left], owners[block], keep)
    pairs.genuine = np.concatenate([scores for scores, _ in genuine])
    pairs.genuine_owner = np.concatenate([owner for _, owner in genuine])
    return pairs


def verification(pairs: Pairs, fmrs: tuple[float, ...], people: People) -> list[Verification]:
    """FNMR at the threshold of each FMR; nothing when there are no pairs of one kind."""
    total = int(pairs.impostors()[0])
    if not total or not len(pairs.genuine):
        return []
    intervals = _intervals(pairs, fmrs, people)
    rows = []
    for fmr, found in zip(fmrs, intervals, strict=True):
        threshold = _threshold(pairs, fmr, total)
        low, high = found or (None, None)
        rows.append(
            Verification(
                fmr=fmr,
                threshold=threshold,
                fnmr=refused_rate(pairs.genuine, threshold),
                fnmr_low=low,
                fnmr_high=high,
                genuine_pairs=len(pairs.genuine),
                impostor_pairs=total,
                impostor_pairs_accepted=int((pairs.impostor >= threshold).sum()),
            )
        )
    return rows


def group_verification(
    pairs: Pairs, rows: list[Verification], name: str, inside: npt.NDArray[np.bool_]
) -> list[GroupVerification]:
    """The same thresholds for one group: false matches between its people, and between it and everybody else.

    Args:
        inside: Whether each person is of the group.
    """
    mine_only, others_only = inside.astype(np.float64), (~inside).astype(np.float64)
    within = pairs.impostors(mine_only, mine_only)[0]
    across = pairs.impostors()[0] - within - pairs.impostors(others_only, others_only)[0]
    one, other, mine = inside[pairs.one], inside[pairs.other], inside[pairs.genuine_owner]
    found = []
    for row in rows:
        passed = pairs.impostor >= row.threshold
        mates = pairs.genuine[mine]
        found.append(
            GroupVerification(
                group=name,
                people=int(inside.sum()),
                fmr=row.fmr,
                threshold=row.threshold,
                fmr_within=float((passed & one & other).sum() / within) if within else None,
                fmr_across=float((passed & (one != other)).sum() / across) if across else None,
                fnmr=refused_rate(mates, row.threshold) if len(mates) else None,
                pairs_within=int(within),
                pairs_across=int(across),
                genuine_pairs=len(mates),
            )
        )
    return found


def _keep(pairs: Pairs, scores: Scores, wanted: npt.NDArray[np.bool_], left: Owners, right: Owners, keep: int) -> None:
    """Add the scores of a block and let go of all but the largest."""
    if len(pairs.impostor) >= keep:
        wanted = wanted & (scores >= pairs.impostor[-1])
    probe, enrolled = np.nonzero(wanted)
    every = np.concatenate([pairs.impostor, scores[probe, enrolled]])
    one = np.concatenate([pairs.one, left[enrolled]])
    other = np.concatenate([pairs.other, right[probe]])
    order = np.argsort(-every, kind="stable")[:keep]
    pairs.impostor, pairs.one, pairs.other = every[order], one[order], other[order]


def _threshold(pairs: Pairs, fmr: float, total: int) -> float:
    allowed = int(np.floor(fmr * total + SLACK))
    return float(np.nextafter(pairs.impostor[allowed], np.inf)) if allowed < len(pairs.impostor) else ACCEPT_ALL


def _intervals(pairs: Pairs, fmrs: tuple[float, ...], people: People) -> list[Interval]:
    rise = np.argsort(pairs.genuine, kind="stable")
    genuine, mine = pairs.genuine[rise], pairs.genuine_owner[rise]
    found: list[list[Scores]] = [[] for _ in fmrs]
    for counts in people.chunks():
        weights, totals = counts[:, pairs.one] * counts[:, pairs.other], pairs.impostors(counts, counts)
        for kept, fmr in zip(found, fmrs, strict=True):
            thresholds = weighted_thresholds(pairs.impostor, weights, fmr, totals)
            kept.append(weighted_refused(genuine, counts[:, mine], thresholds))
    return [with_unseen(np.concatenate(values), len(np.unique(mine))) for values in found]


def _session_numbers(people: Collection) -> Owners:
    """The session of each picture as a number, 0 where the name says none."""
    names = [picture.session for picture in people.pictures]
    numbers = {name: at for at, name in enumerate(["", *sorted(set(names) - {""})])}
    return np.array([numbers[name] for name in names], np.int64)
