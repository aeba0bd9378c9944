"""Well-taken frames of one person: vectors, weights, and whether somebody living is in them. Never of two people."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image, Vector
from kiosk.faces.events import FaceHint
from kiosk.faces.matching.decision import MOST_FRAMES, Evidence
from kiosk.faces.matching.second_opinion import SecondOpinion
from kiosk.faces.worker.frame_judge import FrameJudge, JudgedFrame
from kiosk.faces.worker.liveness_check import LivenessCheck
from kiosk.faces.worker.timings import Timings


@dataclass(frozen=True, slots=True, repr=False)
class Collected:
    """What one frame brought.

    Attributes:
        evidence: None when the frame was not good enough.
        restarted: What was collected before is void: somebody else may stand there now.
    """

    frame: JudgedFrame
    evidence: Evidence | None
    restarted: bool


class Collector:
    """Collects for one session; at most the newest eight frames."""

    def __init__(self, judge: FrameJudge, liveness: LivenessCheck, best: BestFrame | None = None) -> None:
        self._judge, self.liveness, self.best = judge, liveness, best
        self.frames: deque[Evidence] = deque()
        self.first_s: float | None = None

    @property
    def quality(self) -> float:
        """Mean of the frames that count; 0 without one."""
        return sum(e.quality for e in self.frames) / len(self.frames) if self.frames else 0.0

    @property
    def engine(self) -> FaceEngine:
        """The engine the vectors are of."""
        return self._judge.engine

    def detect(self, image: Image) -> FoundFace | None:
        """Only where the face is; nothing is collected."""
        faces = self._judge.detect(image)
        return faces[0] if faces else None

    def fused(self) -> Vector:
        """The frames that count as one vector. There must be one."""
        weights = np.array([evidence.quality for evidence in self.frames], np.float32)
        return self.engine.fuse(np.stack([evidence.vector for evidence in self.frames]), weights)

    def face_and_vector(self, image: Image, now_s: float) -> tuple[FoundFace | None, Vector | None]:
        """Where the face is and, when it is well seen, its vector; nothing is collected."""
        frame = self._judge.judge(image, now_s)
        embedded = self._judge.embed(frame) if frame.hint is FaceHint.GOOD else None
        return frame.face, None if embedded is None else embedded[0]

    def add(self, image: Image, now_s: float, *, most_yaw_deg: float = 90.0) -> Collected:
        """One frame taken at `now_s`. It counts when the gate lets it through and the head is not turned further."""
        frame = self._judge.judge(image, now_s)
        self.liveness.watch(image, frame.face)
        restarted = frame.broken and bool(self.frames)
        if frame.broken:
            self.start_over()
        if frame.face is None or frame.hint is not FaceHint.GOOD or frame.pose is None:
            return Collected(frame, None, restarted)
        if abs(frame.pose.yaw_deg) > most_yaw_deg:
            return Collected(frame, None, restarted)
        embedded = self._judge.embed(frame)
        if embedded is None:
            return Collected(frame, None, restarted)
        vector, same = embedded
        if not same:
            restarted = True
            self.start_over()
        return Collected(frame, self._count(Evidence(vector, frame.quality), image, frame.face, now_s), restarted)

    def start_over(self) -> None:
        """What was collected is void, and overwritten."""
        for evidence in self.frames:
            evidence.vector.fill(0.0)
        self.frames.clear()
        self.first_s = None
        self.liveness.start_over()
        if self.best is not None:
            self.best.forget()

    def forget(self) -> None:
        """The end: nothing of anybody is kept."""
        self.start_over()
        self._judge.forget()

    def _count(self, evidence: Evidence, image: Image, face: FoundFace, now_s: float) -> Evidence:
        self.first_s = now_s if self.first_s is None else self.first_s
        self.liveness.score(image, face)
        if self.best is not None:
            self.best.keep(image, face, evidence.quality)
        if len(self.frames) == MOST_FRAMES:
            self.frames.popleft().vector.fill(0.0)
        self.frames.append(evidence)
        return evidence


class BestFrame:
    """A second engine asked once for each decision: keeps the best frame's face, upright, and has it embedded
    when it is asked. One instance for one session.

    Args:
        engine: Loaded.
        owners: Whose the rows of the first gallery are just now.
    """

    def __init__(
        self, engine: FaceEngine, opinion: SecondOpinion, owners: Callable[[], Sequence[str]], timings: Timings
    ) -> None:
        self.engine = engine
        self._opinion, self._owners, self._timings = opinion, owners, timings
        self._aligned: Image | None = None
        self._quality = 0.0
        self._probe: Vector | None = None

    def keep(self, image: Image, face: FoundFace, quality: float) -> None:
        """One well-taken frame of the person who is looked at."""
        if self._probe is None and quality > self._quality:
            with self._timings.of("second-align"):
                self._aligned, self._quality = self.engine.align(image, face), quality

    def scores(self) -> Vector | None:
        """Weighted scores of the best frame, one a row of the first gallery; None without a frame."""
        probe = self.probe()
        return None if probe is None else self._opinion.scores(self._owners(), probe)

    def probe(self) -> Vector | None:
        """The best frame as the second engine knows it; embedded once."""
        if self._probe is None and self._aligned is not None:
            with self._timings.of("second-embed"):
                self._probe = self.engine.embed(self._aligned)
            self._aligned.fill(0)
            self._aligned = None
        return self._probe

    def forget(self) -> None:
        """Another person, or the end: what is kept is overwritten."""
        for kept in (self._aligned, self._probe):
            if kept is not None:
                kept.fill(0)
        self._aligned = self._probe = None
        self._quality = 0.0
