"""Who may be matched: one float32 matrix, a row a resident, and the owners beside it. Pure numpy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.engine import FaceEngine, Matrix, Vector
from kiosk.faces.matching.scoring import Scoring

REFIT_UP_TO = 5000
"""Up to so many people every statistic is taken anew at each change (a third of a second)."""


@dataclass(frozen=True, slots=True, repr=False)
class GalleryEntry:
    """One resident as an engine knows them: the fused vector of all their templates. Its repr shows neither."""

    resident_id: str
    engine: str
    version: str
    vector: Vector

    def __repr__(self) -> str:
        return f"<GalleryEntry {self.engine} {self.version}>"


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """The most alike resident.

    Attributes:
        score: Normalised against the gallery, or in a small one the similarity itself; larger is more alike.
        runner_up: Score of the next *other* resident, minus infinity when there is none.
        similarity: The engine's own similarity of the same pair.
    """

    resident_id: str
    score: float
    runner_up: float
    similarity: float


class Rows:
    """People of one engine and version: one float32 matrix, a row each. Compared one to one, never searched.

    Args:
        engine: Need not be loaded: only its name, version, length and `similarities` are used.
    """

    def __init__(self, engine: FaceEngine) -> None:
        self._engine = engine
        self._matrix: Matrix = np.empty((0, engine.length), np.float32)
        self._owners: list[str] = []
        self._row: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._owners)

    def __contains__(self, resident_id: object) -> bool:
        return resident_id in self._row

    @property
    def matrix(self) -> Matrix:
        """The rows, (people, length); not to be changed."""
        return self._matrix

    @property
    def owners(self) -> tuple[str, ...]:
        """Whose each row is."""
        return tuple(self._owners)

    def replace(self, entries: Iterable[GalleryEntry]) -> int:
        """Hold these and no others; returns how many were left out (another engine, a broken vector)."""
        self._matrix.fill(0.0)
        self._matrix, self._owners, self._row = np.empty((0, self._engine.length), np.float32), [], {}
        return self.put(entries)

    def put(self, entries: Iterable[GalleryEntry]) -> int:
        """Hold these too, instead of what was held of the same residents; returns how many were left out."""
        given = list(entries)
        newest = {entry.resident_id: entry for entry in given if self._fits(entry)}
        fresh = [entry for who, entry in newest.items() if who not in self._row]
        for who, entry in newest.items():
            if who in self._row:
                self._matrix[self._row[who]] = entry.vector
        before = len(self._owners)
        if fresh:
            self._matrix = np.concatenate([self._matrix, np.stack([e.vector for e in fresh]).astype(np.float32)])
            for entry in fresh:
                self._row[entry.resident_id] = len(self._owners)
                self._owners.append(entry.resident_id)
        self._were_put(before, sorted(self._row[who] for who in newest))
        return len(given) - sum(self._fits(entry) for entry in given)

    def evict(self, resident_id: str) -> bool:
        """Forget a resident; whether they were here. The vector does not stay in memory that is still used."""
        row = self._row.pop(resident_id, None)
        if row is None:
            return False
        last = len(self._owners) - 1
        self._matrix[row] = self._matrix[last]
        self._matrix[last] = 0.0
        self._matrix = self._matrix[:last]
        moved = self._owners.pop()
        if moved != resident_id:
            self._owners[row] = moved
            self._row[moved] = row
        self._was_evicted(row)
        return True

    def compare(self, resident_id: str, probe: Vector) -> float | None:
        """One to one: the engine's similarity of the probe to one resident, None when they are not here."""
        row = self._row.get(resident_id)
        if row is None:
            return None
        return float(self._engine.similarities(self._matrix[row : row + 1], probe[None])[0, 0])

    def row_of(self, resident_id: str) -> int:
        """The row of a resident, -1 when they are not here."""
        return self._row.get(resident_id, -1)

    def _were_put(self, before: int, changed: Sequence[int]) -> None:
        """Rows changed, those from `before` on are new."""

    def _was_evicted(self, row: int) -> None:
        """A row was removed, the last one took its place."""

    def _fits(self, entry: GalleryEntry) -> bool:
        same = (entry.engine, entry.version) == (self._engine.name, self._engine.version)
        return same and entry.vector.shape == (self._engine.length,) and bool(np.isfinite(entry.vector).all())


class Gallery(Rows):
    """The same people, searched by one pass over the matrix."""

    def __init__(self, engine: FaceEngine) -> None:
        super().__init__(engine)
        self._scoring = Scoring(engine.similarities)

    @property
    def is_normalised(self) -> bool:
        """Whether scores are normalised against the gallery itself, or the engine's own similarities."""
        return self._scoring.is_normalised

    def search(self, probe: Vector, also: Vector | None = None) -> Found | None:
        """The most alike resident; None when the gallery is empty.

        Args:
            also: Scores of a second opinion to be added, one a row, already weighted.
        """
        if not self._owners:
            return None
        similarities = self._engine.similarities(self._matrix, probe[None])
        scores = self._scoring.scores(similarities)[0]
        if also is not None:
            scores = scores + also
        best = int(np.argmax(scores))
        top = float(scores[best])
        scores[best] = -np.inf
        runner_up = float(scores.max()) if len(scores) > 1 else -np.inf
        return Found(self._owners[best], top, runner_up, float(similarities[0, best]))

    def as_strangers(self, members: npt.NDArray[np.int64]) -> Matrix:
        """Scores of members, given by row, as if they had never been enrolled: (members, rows)."""
        alike = self._engine.similarities(self._matrix, self._matrix[members])
        return self._scoring.scores_as_strangers(alike, members)

    def score_all(self, probes: Matrix) -> Matrix:
        """Scores of many probes at once, (probes, rows)."""
        return self._scoring.scores(self._engine.similarities(self._matrix, probes))

    def _were_put(self, before: int, changed: Sequence[int]) -> None:
        """Statistics anew for everybody while that is quick, else for those who changed against the old cohort."""
        if len(self._owners) <= REFIT_UP_TO or not before or not self._scoring.is_normalised:
            self._scoring.fit(self._matrix)
        else:
            self._scoring.fit_rows(self._matrix, changed)

    def _was_evicted(self, row: int) -> None:
        self._scoring.forget(row)
