"""The thresholds of one gallery: from its own impostor scores, or from the table of those measured elsewhere. Pure.

What a stranger scores best against a gallery follows a Gumbel distribution (the largest of many). Its two parameters
are taken from the members themselves, each treated as if never enrolled: their scores against the others are scores
of strangers, of the very group of people the gallery is made of. The threshold is where the wanted part of strangers
would score higher. Measured (docs/faces.md): at thresholds made so for FPIR 0.1 % the observed rate was 0.00 to 0.09 %
for galleries from 60 to 892 people.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log

import msgspec
import numpy as np
import numpy.typing as npt

from kiosk.faces.matching.gallery import Gallery
from kiosk.faces.matching.policy import Policy
from kiosk.faces.matching.scoring import LEAST_PEOPLE

PRIOR_PEOPLE = 150
"""The measured width of the distribution weighs as much as so many members of the gallery."""
SAMPLE = 4000
"""Of a larger gallery so many members are measured."""
BLOCK = 256
MOST_SEARCHED = 5000
"""Above so many people one-to-many search misses too many at the wanted FPIR: the card comes first."""
DOUBT_TIMES = 10.0
"""The person is asked to confirm down to the score that this many times more strangers reach."""
MOST_DOUBT = 0.02
ALIKE_TIMES = 10.0
"""Two members are look-alikes from the score that this many times fewer strangers reach than the threshold."""
PROVEN_PEOPLE = 800
"""The largest gallery measured with strangers who are not in it: 0.01 % of them were named for a wanted 0.1 %."""
UNPROVEN_WIDTHS = 0.75
"""For every e-fold of people beyond, the threshold for yes lies so many widths higher. The development set calls for
none (1.1 % predicted for a wanted 1 % at 3,000), but cannot show a rate of 0.1 % there; elsewhere 0.18 % was seen at
3,000 with one picture each, which 0.6 widths mend where the tail is a Gumbel's. This adds 1.0 there: of members with
one picture 2 % more are asked to confirm, with three 0.4 %, and none more is missed."""
EULER = 0.5772
FAR_OFF = 2.0
"""Pairs so many widths above the threshold are relatives, not chance: they do not widen the distribution."""


@dataclass(frozen=True, slots=True)
class _Usual:
    """Distribution of strangers' best scores as measured: location at 60 people, its growth per e-fold, width.

    `small…` are for galleries of fewer people, in similarities: the threshold for FPIR 0.1 % is the one at which even
    60 people of the group that is confused most would give it, and costs fused frames nothing.
    """

    location: float
    growth: float
    width: float
    margin: float
    small: float
    small_width: float
    small_margin: float
    one_to_one: float


_USUAL = {
    "sface": _Usual(2.00, 0.55, 0.66, 0.5, 0.50, 0.035, 0.03, 0.45),
    "dlib": _Usual(1.85, 0.50, 0.62, 0.5, 0.61, 0.040, 0.03, 0.60),
}
_WITH_SECOND = _Usual(1.95, 0.62, 0.81, 0.6, 0.50, 0.035, 0.03, 0.45)
"""With the second opinion added. A small gallery has none: its scores are similarities."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members who may be taken for each other; `score` of the one as if never enrolled against the other."""

    resident_id: str
    other_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What a gallery's self-check found.

    Attributes:
        location, width: Of the distribution of strangers' best scores.
        pairs: Members who cannot be told apart safely, the most alike first; each pair once.
    """

    policy: Policy
    location: float
    width: float
    pairs: tuple[Pair, ...]


def usual(engine: str, people: int, fpir: float, frames: int, *, second_opinion: bool = False) -> Policy:
    """The policy for a gallery of this size that was not measured."""
    table = _table(engine, second_opinion)
    if people < LEAST_PEOPLE:
        return _small(table, people, fpir, frames)
    location = table.location + table.growth * log(people / LEAST_PEOPLE)
    return _policy(table, location, table.width, people, fpir, frames, second_opinion=second_opinion)


def measured(
    gallery: Gallery, engine: str, fpir: float, frames: int, second: Gallery | None = None, weight: float = 0.25
) -> Measured:
    """The policy for this very gallery: its members' scores against each other set the thresholds.

    Args:
        second: The second opinion's gallery of the same people; its scores are added with `weight`.
    """
    people = len(gallery)
    table = _table(engine, second is not None)
    if people < LEAST_PEOPLE:
        policy = _small(table, people, fpir, frames)
        alike = policy.accept + table.small_width * log(ALIKE_TIMES)
        pairs = _pairs(gallery, np.arange(people), None, weight, alike)
        return Measured(_with(policy, pairs), 0.0, table.small_width, pairs)
    members = np.unique(np.linspace(0, people - 1, min(people, SAMPLE)).astype(np.int64))
    best = np.concatenate([_scores(gallery, block, second, weight).max(axis=1) for block in _blocks(members)])
    location, width = _gumbel(best)
    for _ in range(2):
        far = location + width * (_quantile(fpir) + FAR_OFF)
        location, width = _gumbel(best[best < far]) if (best < far).sum() >= LEAST_PEOPLE // 2 else (location, width)
        width = (len(members) * width + PRIOR_PEOPLE * table.width) / (len(members) + PRIOR_PEOPLE)
    policy = _policy(table, location, width, people, fpir, frames, second_opinion=second is not None)
    alike = location + width * _quantile(fpir / ALIKE_TIMES)
    pairs = _pairs(gallery, members[best >= alike], second, weight, alike)
    return Measured(_with(policy, pairs), location, width, pairs)


def _table(engine: str, second_opinion: bool) -> _Usual:
    return _WITH_SECOND if second_opinion else _USUAL[engine]


def _policy(
    table: _Usual, location: float, width: float, people: int, fpir: float, frames: int, *, second_opinion: bool
) -> Policy:
    return Policy(
        accept=location + width * (_quantile(fpir) + UNPROVEN_WIDTHS * log(max(1.0, people / PROVEN_PEOPLE))),
        doubt=location + width * _quantile(_doubt(fpir)),
        margin=table.margin,
        frames=frames,
        one_to_one=table.one_to_one,
        fpir=fpir,
        people=people,
        second_opinion=second_opinion,
        search=people <= MOST_SEARCHED,
    )


def _small(table: _Usual, people: int, fpir: float, frames: int) -> Policy:
    """Too few people to measure."""
    accept = table.small + table.small_width * log(0.001 / fpir)
    doubt = accept - table.small_width * log(_doubt(fpir) / fpir)
    return Policy(
        accept=accept,
        doubt=doubt,
        margin=table.small_margin,
        frames=frames,
        one_to_one=table.one_to_one,
        fpir=fpir,
        people=people,
    )


def _with(policy: Policy, pairs: tuple[Pair, ...]) -> Policy:
    alike = frozenset(pair.resident_id for pair in pairs) | frozenset(pair.other_id for pair in pairs)
    return msgspec.structs.replace(policy, look_alikes=alike)


def _quantile(fpir: float) -> float:
    """Widths above the location that `fpir` of strangers exceed."""
    return -log(-log(1.0 - fpir))


def _doubt(fpir: float) -> float:
    return max(fpir, min(MOST_DOUBT, fpir * DOUBT_TIMES))


def _gumbel(best: npt.NDArray[np.float32]) -> tuple[float, float]:
    """Location and width by L-moments (Hosking, 1990), which a few relatives in the gallery hardly move."""
    ordered = np.sort(best.astype(np.float64))
    count = len(ordered)
    mean = float(ordered.mean())
    weighted = float((np.arange(count) / (count - 1) * ordered).sum() / count)
    width = max(1e-3, (2 * weighted - mean) / log(2))
    return mean - EULER * width, width


def _blocks(members: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    return [members[start : start + BLOCK] for start in range(0, len(members), BLOCK)]


def _scores(
    gallery: Gallery, members: npt.NDArray[np.int64], second: Gallery | None, weight: float
) -> npt.NDArray[np.float32]:
    scores = gallery.as_strangers(members)
    return scores if second is None else scores + weight * second_scores(gallery, members, second)


def second_scores(gallery: Gallery, members: npt.NDArray[np.int64], second: Gallery) -> npt.NDArray[np.float32]:
    """The second gallery's scores of the same members as strangers, in the order of the first gallery's rows.

    0 where either of the two has no template of the second engine, and for the member itself.
    """
    scores = np.zeros((len(members), len(gallery)), np.float32)
    owners = gallery.owners
    columns = np.array([second.row_of(owner) for owner in owners])
    known = columns[members] >= 0
    if second.is_normalised and known.any():
        theirs = second.as_strangers(columns[members][known])
        filled = np.where(columns >= 0, theirs[:, np.maximum(columns, 0)], 0.0)
        scores[known] = np.where(np.isfinite(filled), filled, 0.0)
    return scores


def _pairs(
    gallery: Gallery, members: npt.NDArray[np.int64], second: Gallery | None, weight: float, alike: float
) -> tuple[Pair, ...]:
    owners = gallery.owners
    found: dict[frozenset[str], Pair] = {}
    for block in _blocks(members):
        scores = _scores(gallery, block, second, weight)
        for at, row in zip(*np.nonzero(scores >= alike), strict=True):
            pair = Pair(owners[int(block[at])], owners[int(row)], float(scores[at, row]))
            key = frozenset((pair.resident_id, pair.other_id))
            if pair.score > found.get(key, Pair("", "", -inf)).score:
                found[key] = pair
    return tuple(sorted(found.values(), key=lambda pair: -pair.score))
