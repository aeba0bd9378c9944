"""From similarities to scores that mean the same for every probe and every member: symmetric normalisation.

Some people are like everybody, and some pictures make everybody alike. Each similarity is therefore counted in
standard deviations of the most alike of the *other* members, from the member's side and from the probe's side, and
the two are averaged (S-norm). The gallery is its own cohort: no strangers' faces are needed. Pure numpy.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kiosk.faces.engines.engine import Matrix, Vector

LEAST_PEOPLE = 200
"""Below so many members the statistics are thin, and the engine's similarity is used as it is."""
MOST_ALIKE = 200
"""So many of the cohort count, at most a quarter of it."""
COHORT = 2000
"""Of a larger gallery an evenly spaced part is the cohort: the statistics gain nothing from more."""


class Scoring:
    """Scores of probes against the rows of one gallery.

    Args:
        similarities: The engine's; larger is more alike.
    """

    def __init__(self, similarities: Callable[[Matrix, Vector], Vector]) -> None:
        self._similarities = similarities
        self._mean = self._deviation = np.empty(0, np.float32)
        self._cohort = np.empty(0, np.int64)

    @property
    def is_normalised(self) -> bool:
        """False for a small gallery: scores are similarities."""
        return len(self._cohort) > 0

    def fit(self, matrix: Matrix) -> None:
        """Take the statistics of every row, (rows, length)."""
        people = len(matrix)
        if people < LEAST_PEOPLE:
            self._cohort = np.empty(0, np.int64)
            return
        self._cohort = np.unique(np.linspace(0, people - 1, min(people, COHORT)).astype(np.int64))
        others = matrix[self._cohort]
        self._mean, self._deviation = np.empty(people, np.float32), np.empty(people, np.float32)
        for row in range(people):
            alike = self._similarities(others, matrix[row])
            alike[self._cohort == row] = -np.inf
            self._mean[row], self._deviation[row] = top_statistics(alike, self._most_alike)

    def forget(self, row: int) -> None:
        """A row was removed, the last one took its place."""
        if not self.is_normalised:
            return
        last = len(self._mean) - 1
        self._mean[row], self._deviation[row] = self._mean[last], self._deviation[last]
        self._mean, self._deviation = self._mean[:last], self._deviation[:last]
        kept = self._cohort[self._cohort != row]
        self._cohort = np.where(kept == last, row, kept)
        if last < LEAST_PEOPLE:
            self._cohort = np.empty(0, np.int64)

    def scores(self, similarities: Vector) -> Vector:
        """Scores of one probe, given its similarity to every row."""
        if not self.is_normalised:
            return similarities.copy()
        cohort = similarities[self._cohort].copy()
        cohort[int(np.argmax(cohort))] = -np.inf  # it may be the probe's own person
        mean, deviation = top_statistics(cohort, self._most_alike)
        return 0.5 * ((similarities - mean) / deviation + (similarities - self._mean) / self._deviation)

    @property
    def _most_alike(self) -> int:
        return min(MOST_ALIKE, len(self._cohort) // 4)


def top_statistics(similarities: Vector, count: int) -> tuple[float, float]:
    """Mean and standard deviation of the `count` largest; the deviation is never below 1e-3."""
    top = np.partition(similarities, len(similarities) - count)[-count:]
    return float(top.mean()), max(1e-3, float(top.std()))
