"""The thresholds of one gallery: from its own impostor scores, or from the table of those measured elsewhere. Pure.

What a stranger scores best against a gallery follows a Gumbel distribution (the largest of many). Its two parameters
are taken from the members themselves, each treated as if never enrolled: their scores against the others are scores
of strangers, of the very group of people the gallery is made of. The threshold is where the wanted part of strangers
would score higher. Measured (docs/faces.md): at thresholds made so for FPIR 0.1 % the observed rate was 0.00 to 0.09 %
for galleries from 60 to 892 people.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, expm1, inf, log

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
    strangers = strangers_of(gallery, engine, second, weight)
    policy, alike = strangers.policy(fpir, frames), strangers.alike(fpir)
    members = strangers.members[strangers.best >= alike] if strangers.is_normalised else strangers.members
    pairs = _pairs(gallery, members, second if strangers.is_normalised else None, weight, alike)
    location, width = strangers.shape(fpir)
    return Measured(_with(policy, pairs), location, width, pairs)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Strangers:
    """What members of one gallery score best against the others, as if each had never been enrolled.

    Attributes:
        people: Members of the gallery.
        members: Rows of those who were measured, and `best` what each scored; `best` is in similarities where scores
            are not normalised, and empty below two people.
        is_normalised: False for a gallery too small to be measured: its thresholds are of the table.
    """

    people: int
    members: npt.NDArray[np.int64]
    best: npt.NDArray[np.float32]
    is_normalised: bool
    table: _Usual
    second_opinion: bool

    def shape(self, fpir: float) -> tuple[float, float]:
        """Location and width of the distribution, without the relatives that lie far above the threshold."""
        if not self.is_normalised:
            return 0.0, self.table.small_width
        best, count = self.best, len(self.members)
        location, width = _gumbel(best)
        for _ in range(2):
            far = location + width * (_quantile(fpir) + FAR_OFF)
            location, width = (
                _gumbel(best[best < far]) if (best < far).sum() >= LEAST_PEOPLE // 2 else (location, width)
            )
            width = (count * width + PRIOR_PEOPLE * self.table.width) / (count + PRIOR_PEOPLE)
        return location, width

    def policy(self, fpir: float, frames: int) -> Policy:
        """The policy for a wanted rate, without look-alikes."""
        if not self.is_normalised:
            return _small(self.table, self.people, fpir, frames)
        location, width = self.shape(fpir)
        return _policy(self.table, location, width, self.people, fpir, frames, second_opinion=self.second_opinion)

    def alike(self, fpir: float) -> float:
        """Score from which two members are look-alikes."""
        if not self.is_normalised:
            return self.policy(fpir, 1).accept + self.table.small_width * log(ALIKE_TIMES)
        location, width = self.shape(fpir)
        return location + width * _quantile(fpir / ALIKE_TIMES)

    def fpir_at(self, score: float, fpir: float) -> float:
        """Part of strangers expected to score more, by the distribution taken for `fpir`."""
        if not self.is_normalised:
            return float(min(1.0, 0.001 * exp(-(score - self.table.small) / self.table.small_width)))
        location, width = self.shape(fpir)
        return float(-expm1(-exp(min(700.0, -(score - location) / width))))


def strangers_of(gallery: Gallery, engine: str, second: Gallery | None = None, weight: float = 0.25) -> Strangers:
    """Have every member, of a larger gallery an evenly spaced part, searched among the others."""
    people = len(gallery)
    table, has_second = _table(engine, second is not None), second is not None
    if people < LEAST_PEOPLE:
        rows = np.arange(people)
        best = _scores(gallery, rows, None, weight).max(axis=1) if people > 1 else np.empty(0, np.float32)
        return Strangers(people, rows, best, is_normalised=False, table=table, second_opinion=has_second)
    members = np.unique(np.linspace(0, people - 1, min(people, SAMPLE)).astype(np.int64))
    best = np.concatenate([_scores(gallery, block, second, weight).max(axis=1) for block in _blocks(members)])
    return Strangers(people, members, best, is_normalised=True, table=table, second_opinion=has_second)


def strangers_like(people: int, best: npt.NDArray[np.float32], engine: str) -> Strangers:
    """Strangers whose best scores are known already; every member was measured."""
    normalised = people >= LEAST_PEOPLE
    return Strangers(people, np.arange(people), best, normalised, table=_table(engine, False), second_opinion=False)


def scores_of_pairs(
    gallery: Gallery, strangers: Strangers, alike: float, second: Gallery | None = None, weight: float = 0.25
) -> npt.NDArray[np.float32]:
    """Scores of all pairs from `alike` on, in order; nobody is named."""
    pairs = _pairs(gallery, strangers.members[strangers.best >= alike], second, weight, alike)
    return np.sort(np.array([pair.score for pair in pairs], np.float32))


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
