"""From frames to one answer: fused over frames, votes, margin, thresholds, and when to give up. Pure.

Between "no" and "yes" lies "please confirm". The thresholds are those of the policy made for this gallery
(`kiosk.faces.matching.thresholds`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kiosk.faces.engines.engine import FaceEngine, Vector
from kiosk.faces.matching.gallery import Found, Gallery
from kiosk.faces.matching.policy import Policy

MOST_FRAMES = 8
"""The newest frames that count; older ones may show how the person came, not how they stand."""
VOTES = 0.75
"""Part of the frames that must name the same resident by themselves."""
GOOD_FRAMES_FOR_UNKNOWN = 8
"""So many well-taken frames without a candidate, and the face is said to be unknown."""


@dataclass(frozen=True, slots=True, repr=False)
class Evidence:
    """One well-taken frame of the person who is looked at. `quality` 0..1 weighs it."""

    vector: Vector
    quality: float


@dataclass(frozen=True, slots=True, repr=False)
class Matched:
    """One resident; `sure` false between "no" and "yes"."""

    resident_id: str
    score: float
    sure: bool


@dataclass(frozen=True, slots=True, repr=False)
class LookAlike:
    """It is one of people who cannot be told apart safely by their faces."""

    resident_id: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody on the list. `gave_up` when time ran out before enough good frames came."""

    gave_up: bool


Verdict = Matched | LookAlike | Unknown


class Ballot:
    """Collects the evidence of one person in one session.

    Args:
        second: Asked once, when a decision is due: the weighted scores of a second opinion, one a row of the gallery,
            or None when there is none.
        started_s: Monotonic seconds.
    """

    def __init__(
        self,
        engine: FaceEngine,
        gallery: Gallery,
        policy: Policy,
        give_up_s: float,
        started_s: float,
        second: Callable[[], Vector | None] = lambda: None,
    ) -> None:
        self._engine, self._gallery, self._policy = engine, gallery, policy
        self._give_up_s, self._started_s, self._second = give_up_s, started_s, second
        self._frames: list[tuple[Evidence, Found | None]] = []
        self._good = 0
        self._best: Found | None = None

    @property
    def best(self) -> Found | None:
        """What the last search with all frames found, None before there was one; for records, not for answers."""
        return self._best

    @property
    def progress(self) -> float:
        """0..1: how much of the needed looking has been done."""
        return min(1.0, self._good / self._policy.frames)

    def add(self, evidence: Evidence) -> Verdict | None:
        """Count one well-taken frame; the verdict once there is one."""
        self._frames.append((evidence, self._gallery.search(evidence.vector)))
        del self._frames[:-MOST_FRAMES]
        self._good += 1
        if self._good < self._policy.frames:
            return None
        found = self._search()
        last = self._good >= GOOD_FRAMES_FOR_UNKNOWN
        if found is None:
            return Unknown(gave_up=False)
        if self._is_hopeless() and found.resident_id not in self._policy.look_alikes:
            return Unknown(gave_up=False)
        if found.score >= self._policy.accept and self._is_clear(found):
            return self._named(found, sure=True)
        return self._without_certainty(found) if last else None

    def begin(self, now_s: float) -> None:
        """The first frame is here: only now time begins to run out."""
        self._started_s = now_s

    def start_over(self) -> None:
        """Somebody else stands there, or the evidence is void: nothing counts any more."""
        self._frames, self._good, self._best = [], 0, None

    def at(self, now_s: float) -> Verdict | None:
        """The verdict when time is up."""
        if now_s - self._started_s < self._give_up_s:
            return None
        found = self._search() if self._good >= self._policy.frames else None
        return Unknown(gave_up=True) if found is None else self._without_certainty(found)

    def _search(self) -> Found | None:
        vectors = np.stack([evidence.vector for evidence, _ in self._frames])
        weights = np.array([evidence.quality for evidence, _ in self._frames], np.float32)
        self._best = self._gallery.search(self._engine.fuse(vectors, weights), self._second())
        return self._best

    def _is_hopeless(self) -> bool:
        """Whether even if all frames to come named one resident, too few in all would: they need not be looked at."""
        named = Counter(single.resident_id for _, single in self._frames if single is not None)
        to_come = max(0, GOOD_FRAMES_FOR_UNKNOWN - self._good)
        most = max(named.values(), default=0) + to_come
        return most < VOTES * min(MOST_FRAMES, len(self._frames) + to_come)

    def _is_clear(self, found: Found) -> bool:
        """Whether the frames agree. Look-alikes answer for each other: the card tells them apart, no margin can."""
        alike = self._policy.look_alikes
        meant = alike if found.resident_id in alike else {found.resident_id}
        agreeing = sum(single is not None and single.resident_id in meant for _, single in self._frames)
        votes = agreeing >= VOTES * len(self._frames)
        if meant is alike:
            return votes
        return votes and found.score - found.runner_up >= self._policy.margin

    def _without_certainty(self, found: Found) -> Verdict:
        if found.score >= self._policy.doubt and self._is_clear(found):
            return self._named(found, sure=False)
        return Unknown(gave_up=False)

    def _named(self, found: Found, *, sure: bool) -> Verdict:
        if found.resident_id in self._policy.look_alikes:
            return LookAlike(found.resident_id)
        return Matched(found.resident_id, found.score, sure)
