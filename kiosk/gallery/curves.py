"""How this very gallery tells its members from strangers and from each other, as curves over the threshold.

Strangers are the members themselves, each as if never enrolled. A member who comes back is one of the pictures taken at
registration, held out while the others are searched: such pictures are of one sitting, so more members will be missed
than these figures say. Nobody is named. Takes about 0.3 ms a member; not for a thread that draws or serves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from kiosk.archive.archive import ArchiveContents
from kiosk.archive.templates import Origin, Template
from kiosk.faces.engines.engine import FaceEngine, Vector
from kiosk.faces.enrolment.in_use import engines_in_use
from kiosk.faces.matching.gallery import Gallery, GalleryEntry
from kiosk.faces.matching.policy import Policy
from kiosk.faces.matching.thresholds import MOST_SEARCHED, Strangers, scores_of_pairs, strangers_of
from kiosk.gallery.stored import entry_of, fused, matrix_of, of_engine
from kiosk.settings import Faces

MOST_PROBES = 1000
"""Held-out pictures that are searched; of a larger gallery an evenly spaced part."""
BLOCK = 128
Z95 = 1.645
"""Quantile of the normal distribution, one-sided."""
LADDER = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05)
"""Rates of wrong names one can choose among, within the bounds of `faces.fpir`."""
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`."""

    hits: int
    of: int

    @property
    def rate(self) -> float:
        """The part; 0 of nothing is 0."""
        return self.hits / self.of if self.of else 0.0

    @property
    def upper(self) -> float:
        """What the part may well be: upper bound of the one-sided 95 % interval (Wilson); 1 of nothing."""
        if not self.of:
            return 1.0
        z2, p, n = Z95**2, self.rate, self.of
        return (p + z2 / (2 * n) + Z95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n))) / (1 + z2 / n)


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the gallery would do with a wanted rate.

    Attributes:
        fpir: Part of strangers who would be given a name.
        missed: Members who would not be named at once; None where nothing was measured.
        asked: Of those, who would be asked to confirm.
        pairs: Pairs of members whom a card would tell apart.
    """

    policy: Policy
    fpir: float
    missed: Share | None
    asked: Share | None
    pairs: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Curves:
    """Of one gallery.

    Attributes:
        people: Members who are searched. Above 5 000 nobody is, and nothing was measured.
        strangers: None when nothing was measured.
        own: What held-out pictures scored against their own person, in order; minus infinity where somebody else was
            nearer. Empty when nobody has two pictures.
        pairs: Scores of the most alike pairs, in order.
    """

    people: int
    frames: int
    strangers: Strangers | None
    own: Scores
    pairs: Scores

    def predict(self, fpir: float) -> Prediction | None:
        """For a wanted rate; None when nothing was measured."""
        if self.strangers is None:
            return None
        policy, alike = self.strangers.policy(fpir, self.frames), self.strangers.alike(fpir)
        missed = self.missed_at(policy.accept)
        lost = self.missed_at(policy.doubt)
        asked = None if missed is None or lost is None else Share(missed.hits - lost.hits, missed.of)
        pairs = int((self.pairs >= np.float32(alike)).sum())
        return Prediction(policy, self.strangers.fpir_at(policy.accept, fpir), missed, asked, pairs)

    def missed_at(self, score: float) -> Share | None:
        """Members below a threshold; None where nobody was searched."""
        return Share(int((self.own < np.float32(score)).sum()), len(self.own)) if len(self.own) else None


def curves_of(store: ArchiveContents, faces: Faces, scope: frozenset[str] | None = None) -> Curves:
    """Measure the gallery as the search holds it.

    Args:
        scope: Ids of those who are searched; None for everybody.
    """
    engines = engines_in_use(faces)
    members = list(_members(store, engines[0], scope))
    nothing = np.empty(0, np.float32)
    if not 2 <= len(members) <= MOST_SEARCHED:
        return Curves(len(members), faces.frames, None, nothing, nothing)
    gallery = Gallery(engines[0])
    gallery.replace(entry for parts in members if (entry := entry_of(parts, engines[0])) is not None)
    second = _second(store, engines[1], scope) if len(engines) > 1 else None
    strangers = strangers_of(gallery, engines[0].name, second)
    alike = strangers.alike(LADDER[-1])
    own = nothing if second is not None else own_scores(members, engines[0], strangers.policy(0.001, 1).margin)
    return Curves(len(gallery), faces.frames, strangers, own, scores_of_pairs(gallery, strangers, alike, second))


def own_scores(members: list[list[Template]], engine: FaceEngine, margin: float) -> Scores:
    """One picture of each member who has two searched among everybody, theirs being made of their other pictures."""
    gallery, probes = Gallery(engine), list[tuple[str, Vector]]()
    entries = []
    for number, parts in enumerate(members):
        taken = [part for part in of_engine(parts, engine) if part.origin is Origin.ENROLLED]
        if len(taken) < 2:
            entries.append(entry_of(parts, engine))
            continue
        out = number % len(taken)  # not always the first: the later ones are turned a little
        rest = [part for at, part in enumerate(taken) if at != out]
        who = taken[0].resident_id
        entries.append(GalleryEntry(who, engine.name, engine.version, fused(rest, engine)))
        probes.append((who, matrix_of([taken[out]])[0]))
    gallery.replace(entry for entry in entries if entry is not None)
    if not probes:
        return np.empty(0, np.float32)
    chosen = np.unique(np.linspace(0, len(probes) - 1, min(len(probes), MOST_PROBES)).astype(np.int64))
    found = [_own(gallery, [probes[at] for at in chosen[start : start + BLOCK]], margin)
             for start in range(0, len(chosen), BLOCK)]  # fmt: skip
    return np.sort(np.concatenate(found))


def _own(gallery: Gallery, probes: list[tuple[str, Vector]], margin: float) -> Scores:
    scores = gallery.score_all(np.stack([vector for _, vector in probes]))
    rows = np.array([gallery.row_of(who) for who, _ in probes])
    at = np.arange(len(probes))
    own = scores[at, rows].copy()
    scores[at, rows] = -np.inf
    return np.where(own - scores.max(axis=1) >= margin, own, -np.inf).astype(np.float32)


def _members(store: ArchiveContents, engine: FaceEngine, scope: frozenset[str] | None) -> Iterator[list[Template]]:
    """The parts of everybody who is searched; no more than it takes to see that they are too many."""
    count = 0
    for parts in store.templates.by_resident(engine.name, engine.version):
        if (scope is None or parts[0].resident_id in scope) and of_engine(parts, engine):
            count += 1
            yield parts
        if count > MOST_SEARCHED:
            return


def _second(store: ArchiveContents, engine: FaceEngine, scope: frozenset[str] | None) -> Gallery | None:
    gallery = Gallery(engine)
    parts = _members(store, engine, scope)
    gallery.replace(entry for each in parts if (entry := entry_of(each, engine)) is not None)
    return gallery if gallery.is_normalised else None
