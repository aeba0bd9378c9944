"""From similarities to scores that mean the same for every probe and every member: symmetric normalisation.

Some people are like everybody, and some pictures make everybody alike. Each similarity is therefore counted in
standard deviations of the most alike of the *other* members, from the member's side and from the probe's side, and
the two are averaged (S-norm). The gallery is its own cohort: no strangers' faces are needed. Pure numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.engine import Matrix, Vector

LEAST_PEOPLE = 60
"""Below so many members the statistics are thin, and the engine's similarity is used as it is."""
MOST_ALIKE = 100
"""So many of the cohort count, at most a quarter of it."""
STEADY = 100
"""The deviation usual in the gallery weighs as much as so many of the cohort: without it those of a few dozen
similarities are so unsteady that normalising does harm (measured: twice the misses at 100 people)."""
COHORT = 2000
"""Of a larger gallery an evenly spaced part is the cohort: the statistics gain nothing from more."""
BLOCK = 512
LEAST_DEVIATION = 1e-3

SimilarityMatrix = Callable[[Matrix, Matrix], Matrix]
"""(rows, length) and (probes, length) → (probes, rows); larger is more alike."""


class Scoring:
    """Scores of probes against the rows of one gallery.

    Args:
        similarity_matrix: The engine's.
    """

    def __init__(self, similarity_matrix: SimilarityMatrix) -> None:
        self._similarity_matrix = similarity_matrix
        self._mean = self._deviation = self._least = np.empty(0, np.float32)
        self._usual = np.float32(1.0)
        self._cohort = np.empty(0, np.int64)
        self._line: tuple[Vector, Vector] | None = None

    @property
    def is_normalised(self) -> bool:
        """False for a small gallery: scores are similarities."""
        return len(self._cohort) > 0

    @property
    def most_alike(self) -> int:
        """How many of the cohort the statistics are taken of."""
        return min(MOST_ALIKE, len(self._cohort) // 4)

    def fit(self, matrix: Matrix) -> None:
        """Take the statistics of every row, (rows, length)."""
        people = len(matrix)
        self._line = None
        self._mean, self._deviation, self._least = _blank(people)
        if people < LEAST_PEOPLE:
            self._cohort = np.empty(0, np.int64)
            return
        self._cohort = np.unique(np.linspace(0, people - 1, min(people, COHORT)).astype(np.int64))
        self.fit_rows(matrix, range(people))
        self._usual = self._deviation.mean()

    def fit_rows(self, matrix: Matrix, rows: Sequence[int]) -> None:
        """Take the statistics of some rows of the matrix, new ones at its end among them, against the same cohort."""
        self._line = None
        grown = len(matrix) - len(self._mean)
        if grown > 0:
            mean, deviation, least = _blank(grown)
            self._mean = np.concatenate([self._mean, mean])
            self._deviation = np.concatenate([self._deviation, deviation])
            self._least = np.concatenate([self._least, least])
        if not self.is_normalised:
            return
        others = matrix[self._cohort]
        for start in range(0, len(rows), BLOCK):
            block = np.asarray(rows[start : start + BLOCK], np.int64)
            alike = self._similarity_matrix(others, matrix[block])
            alike[self._cohort[None, :] == block[:, None]] = -np.inf
            self._mean[block], self._deviation[block], self._least[block] = top_statistics(alike, self.most_alike)

    def forget(self, row: int) -> None:
        """A row was removed, the last one took its place."""
        self._line = None
        last = len(self._mean) - 1
        for statistic in (self._mean, self._deviation, self._least):
            statistic[row] = statistic[last]
        self._mean, self._deviation, self._least = self._mean[:last], self._deviation[:last], self._least[:last]
        kept = self._cohort[self._cohort != row]
        self._cohort = np.where(kept == last, row, kept)
        if last < LEAST_PEOPLE:
            self._cohort = np.empty(0, np.int64)

    def scores(self, similarities: Matrix) -> Matrix:
        """Scores of probes, (probes, rows), given the similarity of each to every row."""
        if not self.is_normalised:
            return similarities.copy()
        mean, deviation = self._probe_side(similarities)
        slope, drop = self._members_line()
        own_slope = (0.5 / deviation)[:, None]
        scores: Matrix = similarities * (slope + own_slope)
        scores -= drop
        scores -= mean[:, None] * own_slope
        return scores

    def _members_line(self) -> tuple[Vector, Vector]:
        """The members' half of a score as a line, slope and what is taken off; kept between searches."""
        if self._line is None:
            slope = 0.5 / self._steadied(self._deviation)
            self._line = slope, self._mean * slope
        return self._line

    def scores_as_strangers(self, similarities: Matrix, members: npt.NDArray[np.int64]) -> Matrix:
        """Scores of members as if they had never been enrolled: (members, rows), minus infinity for themselves.

        Each is taken out of every statistic it is part of: otherwise a look-alike would hide behind the
        statistics it made itself, and a threshold taken from these scores would be too low.

        Args:
            similarities: Of each of the members to every row.
            members: Row numbers of the members.
        """
        alone = similarities.copy()
        at = np.arange(len(members))
        alone[at, members] = -np.inf
        if not self.is_normalised:
            return alone
        own_mean, own_deviation = self._probe_side(alone)
        mean, deviation = self._without(similarities, members)
        scores = 0.5 * ((alone - own_mean[:, None]) / own_deviation[:, None] + (alone - mean) / deviation)
        return scores.astype(np.float32)

    def _probe_side(self, similarities: Matrix) -> tuple[Vector, Vector]:
        cohort = similarities[:, self._cohort].copy()
        best = np.argmax(similarities, axis=1)  # it may be the probe's own person
        cohort[self._cohort[None, :] == best[:, None]] = -np.inf
        mean, deviation, _ = top_statistics(cohort, self.most_alike)
        return mean, self._steadied(deviation)

    def _steadied(self, deviation: Matrix) -> Matrix:
        count = self.most_alike
        steadied: Matrix = (count * deviation + STEADY * self._usual) / np.float32(count + STEADY)
        return steadied

    def _without(self, similarities: Matrix, members: npt.NDArray[np.int64]) -> tuple[Matrix, Matrix]:
        """Statistics of every row with one member at a time left out of the cohort, (members, rows).

        From the sums: a member among the most alike of a row leaves, and the least of them stands in for the next.
        """
        count, least = self.most_alike, self._least
        inside = np.isin(members, self._cohort)[:, None] & (similarities >= least)
        total = self._mean * count
        squares = (self._deviation**2 + self._mean**2) * count
        total = np.where(inside, total - similarities + least, total)
        squares = np.where(inside, squares - similarities**2 + least**2, squares)
        mean = total / count
        spread = np.sqrt(np.maximum(squares / count - mean**2, LEAST_DEVIATION**2))
        return mean.astype(np.float32), self._steadied(spread.astype(np.float32))


def top_statistics(similarities: Matrix, count: int) -> tuple[Vector, Vector, Vector]:
    """Mean, standard deviation and least of the `count` largest of each row; the deviation is never below 1e-3."""
    largest = np.partition(similarities, similarities.shape[1] - count, axis=1)[:, -count:]
    mean: Vector = largest.mean(axis=1)
    deviation: Vector = np.maximum(largest.std(axis=1), np.float32(LEAST_DEVIATION))
    return mean, deviation, largest.min(axis=1)


def _blank(rows: int) -> tuple[Vector, Vector, Vector]:
    return np.zeros(rows, np.float32), np.ones(rows, np.float32), np.zeros(rows, np.float32)
