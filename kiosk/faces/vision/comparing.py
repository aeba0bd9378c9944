"""One to one: is the person before the camera the holder of this card? Without a preview. Pure, as a session is."""

from __future__ import annotations

from typing import Protocol

from kiosk.faces.engines.engine import Image, Vector
from kiosk.faces.events import HolderCompared, Likeness
from kiosk.faces.liveness.fusion import Liveness
from kiosk.faces.vision.collecting import Collector
from kiosk.faces.vision.reports import Decided, HolderVector, Outcome, Sample
from kiosk.faces.vision.stages import Stages
from kiosk.faces.vision.task import Look

WITHIN_S = 5.0
FRAMES = 4
LEAST_FRAMES = 2
"""When time runs out, so many frames are enough for an answer."""
DIFFERENT_BELOW = 0.65
"""Part of the one-to-one threshold below which it is somebody else; in between the answer is "unsure". With SFace that
is 0.29: below it lie 98.6 % of pairs of different people and 0.9 % of pairs of one person (single stills, LFW, 330
people; a comparison has up to four frames)."""

_OUTCOME = {
    Likeness.SAME: Outcome.SAME,
    Likeness.DIFFERENT: Outcome.DIFFERENT,
    Likeness.UNSURE: Outcome.UNSURE,
}


class Known(Protocol):
    """Whom a face can be compared with, one to one."""

    def __contains__(self, resident_id: object) -> bool:
        """Whether there is anything of theirs to compare with."""

    def compare(self, resident_id: str, probe: Vector) -> float | None:
        """The engine's similarity of the probe to one resident, None when they are not here."""


class Comparison:
    """Answers with one HolderCompared within five seconds.

    Args:
        by_photo: What is known is the picture on a card: small, and years old. Likeness says something then,
            unlikeness does not, and nothing is learnt from it.

    Attributes:
        holder: After SAME, the face as it was found; for the slow updating of the template.
    """

    def __init__(
        self,
        visit_id: str,
        resident_id: str,
        collector: Collector,
        known: Known,
        one_to_one: float,
        started_s: float,
        stages: Stages | None = None,
        *,
        by_photo: bool = False,
    ) -> None:
        self._visit_id, self._resident_id = visit_id, resident_id
        self._collector, self._known, self._one_to_one = collector, known, one_to_one
        self._by_photo = by_photo
        self._started_s, self._stages = started_s, stages or Stages()
        self.over = self.is_shown = False
        self.decided: Decided | None = None
        self.holder: HolderVector | None = None

    def begin(self, now_s: float) -> tuple[HolderCompared, ...]:
        """The answer that needs no look: there is nothing to compare with."""
        return () if self._resident_id in self._known else self._end(Likeness.UNSURE, None, now_s)

    def look(self, image: Image, now_s: float) -> Look:
        """Judge one frame taken at `now_s`."""
        if self.over:
            return Look((), None)
        face = self._collector.look(image, now_s).seen.face
        enough = len(self._collector.frames) >= FRAMES
        return Look(self._compare(now_s) if enough else self.blind(now_s), face)

    def blind(self, now_s: float) -> tuple[HolderCompared, ...]:
        """There is no frame to look at; only time passes."""
        if self.over or now_s - self._started_s < WITHIN_S:
            return ()
        if len(self._collector.frames) >= LEAST_FRAMES:
            return self._compare(now_s)
        return self._end(Likeness.UNSURE, None, now_s)

    def settle(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._collector.forget()
        self.holder = None

    def _compare(self, now_s: float) -> tuple[HolderCompared, ...]:
        probe = self._collector.fused()
        similarity = self._known.compare(self._resident_id, probe)
        if similarity is None:
            return self._end(Likeness.UNSURE, None, now_s)
        if similarity < DIFFERENT_BELOW * self._one_to_one and not self._by_photo:
            return self._end(Likeness.DIFFERENT, similarity, now_s)
        if similarity < self._one_to_one or self._collector.alive.verdict() is not Liveness.LIVE:
            return self._end(Likeness.UNSURE, similarity, now_s)
        if not self._by_photo:
            self.holder = self._holder(probe)
        return self._end(Likeness.SAME, similarity, now_s)

    def _holder(self, probe: Vector) -> HolderVector:
        engine, quality = self._collector.engine, self._collector.quality
        samples = [Sample(engine.name, engine.version, probe, quality)]
        second = self._collector.second
        other = None if second is None else second.probe()
        if second is not None and other is not None:
            samples.append(Sample(second.engine.name, second.engine.version, other.copy(), quality))
        return HolderVector(self._visit_id, self._resident_id, tuple(samples))

    def _end(self, likeness: Likeness, similarity: float | None, now_s: float) -> tuple[HolderCompared, ...]:
        collector = self._collector
        self.over = True
        self.decided = Decided(
            outcome=_OUTCOME[likeness],
            top1=None if similarity is None else round(similarity, 4),
            liveness=collector.alive.mean,
            quality=round(collector.quality, 3),
            frames=len(collector.frames),
            seconds=round(now_s - (self._started_s if collector.first_s is None else collector.first_s), 3),
            stage_ms=self._stages.mean_ms(),
        )
        return (HolderCompared(self._visit_id, likeness),)
