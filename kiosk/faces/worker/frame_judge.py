"""One frame: whom to look at, is it the same person, is the picture good enough; and then, what the engine makes of it.

Only the largest face within the guide zone is brought upright, measured and embedded. By-standers are counted for the
hint that one should come alone, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image, Vector
from kiosk.faces.events import FaceChecks, FaceHint
from kiosk.faces.quality.gate import SEARCHING, Limits, Zone, judge
from kiosk.faces.quality.measures import Measures, measure
from kiosk.faces.quality.pose import Pose
from kiosk.faces.worker.same_person import Track
from kiosk.faces.worker.timings import Timings


@dataclass(frozen=True, slots=True, repr=False)
class JudgedFrame:
    """What one frame showed.

    Attributes:
        face, pose, aligned: Of the person who is looked at; None when there is nobody, `aligned` also when the face
            cannot be brought upright.
        quality: 0..1, the weight of the frame if it is good.
        broken: Somebody else may stand there now: what was collected is void.
        measures: Of the same face; None when there is nobody.
        faces: How many were found in the picture.
    """

    face: FoundFace | None
    hint: FaceHint
    checks: FaceChecks | None
    quality: float
    pose: Pose | None
    aligned: Image | None
    broken: bool
    measures: Measures | None = None
    faces: int = 0


class FrameJudge:
    """Looks at frames of one session with one engine, which must be loaded."""

    def __init__(self, engine: FaceEngine, timings: Timings | None = None, limits: Limits = SEARCHING) -> None:
        self.engine = engine
        self.timings = timings or Timings()
        self._limits = limits
        self._track = Track(engine)
        self._before: FoundFace | None = None

    def detect(self, image: Image) -> list[FoundFace]:
        """All faces, the one to look at first."""
        with self.timings.of("detect"):
            faces = self.engine.detect(image)
        return in_order(faces, image.shape, self._limits.zone)

    def judge(self, image: Image, now_s: float) -> JudgedFrame:
        """Judge one frame taken at `now_s`."""
        faces = self.detect(image)
        face = faces[0] if faces else None
        before, self._before = self._before, face
        broken = not self._track.follow(face, now_s)
        if face is None:
            return JudgedFrame(None, FaceHint.NOBODY, None, 0.0, None, None, broken)
        with self.timings.of("gate"):
            face = self.engine.refine(image, face)
            aligned = self._aligned(image, face)
            measures = measure(image.shape, face, before=before, others=tuple(faces[1:]), aligned=aligned)
            judged = judge(measures, self._limits)
        return JudgedFrame(
            face,
            judged.hint,
            judged.checks,
            judged.quality,
            measures.pose,
            aligned,
            broken,
            measures,
            len(faces),
        )

    def embed(self, frame: JudgedFrame) -> tuple[Vector, bool] | None:
        """The vector of a frame, and whether it is the person of the frames before; None without an upright face."""
        if frame.aligned is None:
            return None
        with self.timings.of("embed"):
            vector = self.engine.embed(frame.aligned)
        return vector, self._track.looks_the_same(vector)

    def forget(self) -> None:
        """Nobody is followed any more."""
        self._track.start_over()
        self._before = None

    def _aligned(self, image: Image, face: FoundFace) -> Image | None:
        try:
            return self.engine.align(image, face)
        except ValueError:
            return None


def in_order(faces: Sequence[FoundFace], shape: tuple[int, ...], zone: Zone) -> list[FoundFace]:
    """Faces within the guide zone first, the largest of them before all others."""
    return sorted(faces, key=lambda face: (not zone.holds(face, shape), -face.area))
