"""How far a rate would move with other people: the bootstrap (Efron), resampling people, not pictures.

Pictures of one person resemble each other; to resample them as if they were independent would promise far too much.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from kiosk.evaluation.rates import Scores, Weights, weighted_refused, weighted_thresholds

CONFIDENCE = 0.95
CHUNK = 64
"""Replicates worked on at once: some megabytes of weights instead of some gigabytes."""
FEWEST_REPLICATES = 20
"""With fewer usable replicates than this an interval would be an invention: it is left out."""

Interval = tuple[float, float] | None
Owners = npt.NDArray[np.int64]


class People:
    """Replicates of a set of people: how often each person is drawn in each, with replacement."""

    def __init__(self, people: int, replicates: int, seed: int) -> None:
        self.people, self.replicates = people, replicates
        dice = np.random.default_rng(seed)
        chances = np.full(people, 1.0 / people)
        self._counts = dice.multinomial(people, chances, size=replicates).astype(np.float32)

    def chunks(self) -> Iterator[Weights]:
        """(some replicates, people), until all have been given."""
        for start in range(0, self.replicates, CHUNK):
            yield self._counts[start : start + CHUNK].astype(np.float64)


def interval(values: Scores) -> Interval:
    """The middle 95 % of the replicates; None when too few of them have a value."""
    usable = values[np.isfinite(values)]
    if len(usable) < FEWEST_REPLICATES:
        return None
    edge = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(usable, [edge, 100 - edge])
    return float(low), float(high)


def never_seen(people: int) -> float:
    """Upper end when none of so many people showed an error: Clopper and Pearson's, a person counting once.

    Resampling people without errors would say 0, and promise what was not seen.
    """
    return float(1.0 - ((1.0 - CONFIDENCE) / 2) ** (1.0 / people))


def mean_interval(people: People, values: Scores, owners: Owners) -> Interval:
    """Of the mean of `values` (0..1), each belonging to the person of that number in `owners`."""
    if not len(values):
        return None
    if not values.any():
        return 0.0, never_seen(len(np.unique(owners)))
    if values.all():
        return 1.0 - never_seen(len(np.unique(owners))), 1.0
    means = []
    for counts in people.chunks():
        weights = counts[:, owners]
        with np.errstate(invalid="ignore", divide="ignore"):
            means.append(weights @ values / weights.sum(axis=1))
    return interval(np.concatenate(means))


def miss_replicates(
    people: People,
    impostor: tuple[Scores, Owners],
    genuine: tuple[Scores, Owners],
    rates: tuple[float, ...],
) -> list[Scores]:
    """The miss rate of each replicate at the threshold each of `rates` calls for: both sides resampled, the threshold
    set each time. The same `people` draw the same people, so that two ways of scoring can be compared pair by pair.

    Args:
        impostor: Scores that should be refused, and the number of the person each belongs to.
        genuine: Scores that should be accepted, likewise.

    Returns:
        (replicates,) for each rate; empty without scores on either side.
    """
    if not len(impostor[0]) or not len(genuine[0]):
        return [np.empty(0)] * len(rates)
    fall, rise = np.argsort(-impostor[0], kind="stable"), np.argsort(genuine[0], kind="stable")
    impostor_scores, impostor_owners = impostor[0][fall], impostor[1][fall]
    genuine_scores, genuine_owners = genuine[0][rise], genuine[1][rise]
    found: list[list[Scores]] = [[] for _ in rates]
    for counts in people.chunks():
        on_impostor, on_genuine = counts[:, impostor_owners], counts[:, genuine_owners]
        for kept, rate in zip(found, rates, strict=True):
            thresholds = weighted_thresholds(impostor_scores, on_impostor, rate)
            kept.append(weighted_refused(genuine_scores, on_genuine, thresholds))
    return [np.concatenate(values) for values in found]


def with_unseen(values: Scores, people: int) -> Interval:
    """`interval`, but with `never_seen` as its upper end when no replicate had an error."""
    found = interval(values)
    return (0.0, never_seen(people)) if found == (0.0, 0.0) else found
