"""One to one: is the person before the camera the holder of this card? Without a preview. Pure."""

from __future__ import annotations

import base64
import binascii
from typing import Protocol

from kiosk.faces.engines.engine import FaceEngine, Image, Vector
from kiosk.faces.enrolment.chip_photo import decoder, templates_of_photo
from kiosk.faces.enrolment.pictures import UnfitPicture
from kiosk.faces.events import HolderCompared, Likeness
from kiosk.faces.liveness.fusion import Liveness
from kiosk.faces.protocol.messages import Decided, HolderVector, Outcome, Sample
from kiosk.faces.worker.collecting import Collector
from kiosk.faces.worker.session import FrameResult
from kiosk.faces.worker.timings import Timings

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
        number: int,
        resident_id: str,
        collector: Collector,
        known: Known,
        one_to_one: float,
        started_s: float,
        timings: Timings | None = None,
        *,
        by_photo: bool = False,
    ) -> None:
        self._number, self._resident_id = number, resident_id
        self._collector, self._known, self._one_to_one = collector, known, one_to_one
        self._by_photo = by_photo
        self._started_s, self._timings = started_s, timings or Timings()
        self.over = self.is_shown = False
        self.decided: Decided | None = None
        self.holder: HolderVector | None = None

    def begin(self, now_s: float) -> tuple[HolderCompared, ...]:
        """The answer that needs no look: there is nothing to compare with."""
        return () if self._resident_id in self._known else self._end(Likeness.UNSURE, None, now_s)

    def on_frame(self, image: Image, now_s: float) -> FrameResult:
        """Judge one frame taken at `now_s`."""
        if self.over:
            return FrameResult((), None)
        face = self._collector.add(image, now_s).frame.face
        enough = len(self._collector.frames) >= FRAMES
        return FrameResult(self._compare(now_s) if enough else self.on_no_frame(now_s), face)

    def on_no_frame(self, now_s: float) -> tuple[HolderCompared, ...]:
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
        if similarity < self._one_to_one or self._collector.liveness.verdict() is not Liveness.LIVE:
            return self._end(Likeness.UNSURE, similarity, now_s)
        if not self._by_photo:
            self.holder = self._holder(probe)
        return self._end(Likeness.SAME, similarity, now_s)

    def _holder(self, probe: Vector) -> HolderVector:
        engine, quality = self._collector.engine, self._collector.quality
        samples = [Sample(engine.name, engine.version, probe, quality)]
        best = self._collector.best
        other = None if best is None else best.probe()
        if best is not None and other is not None:
            samples.append(Sample(best.engine.name, best.engine.version, other.copy(), quality))
        return HolderVector(self._resident_id, tuple(samples))

    def _end(self, likeness: Likeness, similarity: float | None, now_s: float) -> tuple[HolderCompared, ...]:
        collector = self._collector
        self.over = True
        self.decided = Decided(
            outcome=_OUTCOME[likeness],
            top1=None if similarity is None else round(similarity, 4),
            liveness=collector.liveness.mean,
            quality=round(collector.quality, 3),
            frames=len(collector.frames),
            seconds=round(now_s - (self._started_s if collector.first_s is None else collector.first_s), 3),
            stage_ms=self._timings.mean_ms(),
        )
        return (HolderCompared(self._number, likeness),)


class ChipHolder:
    """One resident and one vector, or none. Whom a `Comparison` can compare with."""

    def __init__(self, engine: FaceEngine, resident_id: str, vector: Vector | None) -> None:
        self._engine, self._resident_id, self._vector = engine, resident_id, vector

    def __contains__(self, resident_id: object) -> bool:
        return self._vector is not None and resident_id == self._resident_id

    def compare(self, resident_id: str, probe: Vector) -> float | None:
        """The engine's similarity, None for anybody else and when nothing is left to compare with."""
        if self._vector is None or resident_id != self._resident_id:
            return None
        return float(self._engine.similarities(self._vector[None], probe[None])[0, 0])

    def evict(self, resident_id: str) -> None:
        """This resident was revoked meanwhile."""
        if resident_id == self._resident_id:
            self.forget()

    def forget(self) -> None:
        """Overwrite the vector."""
        if self._vector is not None:
            self._vector.fill(0.0)
        self._vector = None


def vector_of_photo(photo: str, engine: FaceEngine) -> Vector | None:
    """The vector of a picture as it travels (base64); None without a decoder, and when the picture is of no use.

    Takes as long as somebody else's decoder does. The engine must be loaded.
    """
    decode = decoder()
    if decode is None:
        return None
    try:
        (template,) = templates_of_photo(base64.b64decode(photo, validate=True), decode, (engine,))
    except (binascii.Error, ValueError, UnfitPicture):
        return None
    return template.vector
