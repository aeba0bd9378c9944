"""Well-taken frames of one person: vectors, weights, and whether somebody living is in them. Never of two people."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image, Vector
from kiosk.faces.events import FaceHint
from kiosk.faces.matching.decision import MOST_FRAMES, Evidence
from kiosk.faces.vision.alive import Alive
from kiosk.faces.vision.looking import Looker, Seen
from kiosk.faces.vision.second_look import SecondLook


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """What one frame brought.

    Attributes:
        evidence: None when the frame was not good enough.
        restarted: What was collected before is void: somebody else may stand there now.
    """

    seen: Seen
    evidence: Evidence | None
    restarted: bool


class Collector:
    """Collects for one session, comparison or enrolment; at most the newest eight frames."""

    def __init__(self, looker: Looker, alive: Alive, second: SecondLook | None = None) -> None:
        self._looker, self.alive, self.second = looker, alive, second
        self.frames: deque[Evidence] = deque()
        self.first_s: float | None = None

    @property
    def quality(self) -> float:
        """Mean of the frames that count; 0 without one."""
        return sum(e.quality for e in self.frames) / len(self.frames) if self.frames else 0.0

    @property
    def engine(self) -> FaceEngine:
        """The engine the vectors are of."""
        return self._looker.engine

    def find(self, image: Image) -> FoundFace | None:
        """Only where the face is; nothing is collected."""
        faces = self._looker.find(image)
        return faces[0] if faces else None

    def fused(self) -> Vector:
        """The frames that count as one vector. There must be one."""
        weights = np.array([evidence.quality for evidence in self.frames], np.float32)
        return self.engine.fuse(np.stack([evidence.vector for evidence in self.frames]), weights)

    def glance(self, image: Image, now_s: float) -> tuple[FoundFace | None, Vector | None]:
        """Where the face is and, when it is well seen, its vector; nothing is collected."""
        seen = self._looker.see(image, now_s)
        embedded = self._looker.embed(seen) if seen.hint is FaceHint.GOOD else None
        return seen.face, None if embedded is None else embedded[0]

    def look(self, image: Image, now_s: float, *, most_yaw_deg: float = 90.0) -> Taken:
        """One frame taken at `now_s`. It counts when the gate lets it through and the head is not turned further."""
        seen = self._looker.see(image, now_s)
        self.alive.watch(image, seen.face)
        restarted = seen.broken and bool(self.frames)
        if seen.broken:
            self.start_over()
        if seen.face is None or seen.hint is not FaceHint.GOOD or seen.pose is None:
            return Taken(seen, None, restarted)
        if abs(seen.pose.yaw_deg) > most_yaw_deg:
            return Taken(seen, None, restarted)
        embedded = self._looker.embed(seen)
        if embedded is None:
            return Taken(seen, None, restarted)
        vector, same = embedded
        if not same:
            restarted = True
            self.start_over()
        return Taken(seen, self._count(Evidence(vector, seen.quality), image, seen.face, now_s), restarted)

    def start_over(self) -> None:
        """What was collected is void, and overwritten."""
        for evidence in self.frames:
            evidence.vector.fill(0.0)
        self.frames.clear()
        self.first_s = None
        self.alive.start_over()
        if self.second is not None:
            self.second.forget()

    def forget(self) -> None:
        """The end: nothing of anybody is kept."""
        self.start_over()
        self._looker.forget()

    def _count(self, evidence: Evidence, image: Image, face: FoundFace, now_s: float) -> Evidence:
        self.first_s = now_s if self.first_s is None else self.first_s
        self.alive.score(image, face)
        if self.second is not None:
            self.second.keep(image, face, evidence.quality)
        if len(self.frames) == MOST_FRAMES:
            self.frames.popleft().vector.fill(0.0)
        self.frames.append(evidence)
        return evidence
