"""Taking somebody's template at the camera: at least three well-taken frames, turned a little. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.faces.engines.engine import FaceEngine, Image
from kiosk.faces.events import FaceHint, FaceSeen
from kiosk.faces.liveness.fusion import Liveness
from kiosk.faces.protocol.messages import (
    Decided,
    EnrolmentFailed,
    EnrolmentFault,
    EnrolmentTaken,
    HolderVector,
    Sample,
)
from kiosk.faces.quality.covering import covered
from kiosk.faces.quality.pose import Pose
from kiosk.faces.worker.collecting import Collected, Collector
from kiosk.faces.worker.guidance import Guidance
from kiosk.faces.worker.session import FrameResult
from kiosk.faces.worker.timings import Timings

WITHIN_S = 30.0
FRONT_FRAMES = 3
APART_S = 0.3
"""Frames nearer in time show the same picture twice."""
FRONT_DEG = 10.0
TURNED_FROM_DEG, TURNED_TO_DEG = 7.0, 25.0
TURN_WITHIN_S = 5.0
"""Who does not turn in time is not asked again: three frames straight ahead are a template too."""

EnrolmentEvent = FaceSeen | EnrolmentTaken | EnrolmentFailed


@dataclass
class _Step:
    """One view that is wanted: its hint, the yaw it needs, how many frames, and whether it can be left out."""

    hint: FaceHint
    least_deg: float
    most_deg: float
    frames: int
    may_be_left_out: bool
    began_s: float | None = field(default=None)
    taken: int = 0

    def fits(self, pose: Pose) -> bool:
        return self.least_deg <= pose.yaw_deg <= self.most_deg


class Enrolment:
    """Straight ahead first, then a little to the left and to the right. Ends with one EnrolmentTaken or -Failed.

    Args:
        collector: With the stricter limits of `kiosk.faces.quality.gate.ENROLLING`.
        second: Another engine, loaded, whose template is taken too.
    """

    def __init__(
        self,
        number: int,
        collector: Collector,
        started_s: float,
        second: FaceEngine | None = None,
        timings: Timings | None = None,
    ) -> None:
        self._number, self._collector, self._started_s, self._other = number, collector, started_s, second
        self._timings = timings or Timings()
        self._guidance = Guidance(number)
        self._steps = _steps()
        self._samples: list[Sample] = []
        self._taken_s = -1e9
        self.over = False
        self.is_shown = True
        self.decided: Decided | None = None
        self.holder: HolderVector | None = None

    def begin(self, now_s: float) -> tuple[EnrolmentEvent, ...]:
        """Nothing is known without a look."""
        return ()

    def on_frame(self, image: Image, now_s: float) -> FrameResult:
        """Judge one frame taken at `now_s`."""
        if self.over:
            return FrameResult((), self._collector.detect(image))
        collected = self._collector.add(image, now_s)
        if collected.restarted:
            self._start_over()
        step = self._step(now_s)
        pose, aligned = collected.frame.pose, collected.frame.aligned
        is_bare = aligned is not None and covered(aligned) is None
        usable = collected.evidence is not None and pose is not None and now_s - self._taken_s >= APART_S and is_bare
        if step is not None and usable and pose is not None and step.fits(pose):
            self._keep_sample(collected, image, step, now_s)
        seen = self._tell(collected, is_bare, now_s)
        return FrameResult((*seen, *self._end(now_s)), collected.frame.face)

    def on_no_frame(self, now_s: float) -> tuple[EnrolmentEvent, ...]:
        """There is no frame to look at; only time passes."""
        if self.over or now_s - self._started_s < WITHIN_S:
            return ()
        return self._fail(EnrolmentFault.NO_CAMERA if not self._samples else EnrolmentFault.TIME)

    def settle(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._start_over()
        self._collector.forget()

    def _step(self, now_s: float) -> _Step | None:
        """The view that is wanted now; one that nobody shows in time is left out."""
        for step in self._steps:
            if step.taken >= step.frames:
                continue
            step.began_s = now_s if step.began_s is None else step.began_s
            if not step.may_be_left_out or now_s - step.began_s < TURN_WITHIN_S:
                return step
        return None

    def _keep_sample(self, collected: Collected, image: Image, step: _Step, now_s: float) -> None:
        assert collected.evidence is not None
        assert collected.frame.face is not None
        engine, quality = self._collector.engine, collected.evidence.quality
        # A copy: the collector overwrites its own.
        self._samples.append(Sample(engine.name, engine.version, collected.evidence.vector.copy(), quality))
        if self._other is not None:
            with self._timings.of("second-embed"):
                vector = self._other.embed(self._other.align(image, collected.frame.face))
            self._samples.append(Sample(self._other.name, self._other.version, vector, quality))
        step.taken += 1
        self._taken_s = now_s

    def _tell(self, collected: Collected, is_bare: bool, now_s: float) -> tuple[FaceSeen, ...]:
        step = self._step(now_s)
        hint = collected.frame.hint
        if hint is FaceHint.GOOD and not is_bare:
            hint = FaceHint.UNCOVER
        elif hint is FaceHint.GOOD and step is not None:
            hint = step.hint
        done = sum(min(step.taken, step.frames) for step in self._steps)
        return self._guidance.message(hint, collected.frame.checks, done / sum(s.frames for s in self._steps), now_s)

    def _end(self, now_s: float) -> tuple[EnrolmentEvent, ...]:
        if self._step(now_s) is not None:
            return () if now_s - self._started_s < WITHIN_S else self._fail(EnrolmentFault.TIME)
        # A person who has turned both ways when asked has shown what the challenge asks for.
        turned = all(step.taken for step in self._steps)
        life = self._collector.liveness.verdict()
        if life is Liveness.ATTACK or (life is Liveness.DOUBTFUL and not turned):
            return self._fail(EnrolmentFault.NOT_LIVE)
        self.over = True
        return (EnrolmentTaken(self._number, tuple(self._samples)),)

    def _fail(self, reason: EnrolmentFault) -> tuple[EnrolmentEvent, ...]:
        self.over = True
        return (EnrolmentFailed(self._number, reason),)

    def _start_over(self) -> None:
        for sample in self._samples:
            sample.vector.fill(0.0)
        self._samples, self._steps, self._taken_s = [], _steps(), -1e9


def _steps() -> tuple[_Step, ...]:
    return (
        _Step(FaceHint.GOOD, -FRONT_DEG, FRONT_DEG, FRONT_FRAMES, may_be_left_out=False),
        _Step(FaceHint.TURN_LEFT, TURNED_FROM_DEG, TURNED_TO_DEG, 1, may_be_left_out=True),
        _Step(FaceHint.TURN_RIGHT, -TURNED_TO_DEG, -TURNED_FROM_DEG, 1, may_be_left_out=True),
    )
