"""One frame: whom to look at, is it the same person, is the picture good enough; and then, what the engine makes of it.

Only the largest face within the guide zone is brought upright, measured and embedded. By-standers are counted for the
hint that one should come alone, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image, Vector
from kiosk.faces.events import FaceChecks, FaceHint
from kiosk.faces.quality.gate import SEARCHING, Limits, is_in_zone, judge
from kiosk.faces.quality.measures import measure
from kiosk.faces.quality.pose import Pose
from kiosk.faces.vision.stages import Stages
from kiosk.faces.vision.track import Track


@dataclass(frozen=True, slots=True, repr=False)
class Seen:
    """What one frame showed.

    Attributes:
        face, pose, chip: Of the person who is looked at; None when there is nobody, `chip` also when the face cannot
            be brought upright.
        quality: 0..1, the weight of the frame if it is good.
        broken: Somebody else may stand there now: what was collected is void.
    """

    face: FoundFace | None
    hint: FaceHint
    checks: FaceChecks | None
    quality: float
    pose: Pose | None
    chip: Image | None
    broken: bool


class Looker:
    """Looks at frames of one session with one engine, which must be loaded."""

    def __init__(self, engine: FaceEngine, stages: Stages | None = None, limits: Limits = SEARCHING) -> None:
        self.engine = engine
        self.stages = stages or Stages()
        self._limits = limits
        self._track = Track(engine)
        self._before: FoundFace | None = None

    def find(self, image: Image) -> list[FoundFace]:
        """All faces, the one to look at first."""
        with self.stages.of("detect"):
            faces = self.engine.detect(image)
        return in_order(faces, image.shape)

    def see(self, image: Image, now_s: float) -> Seen:
        """Judge one frame taken at `now_s`."""
        faces = self.find(image)
        face = faces[0] if faces else None
        before, self._before = self._before, face
        broken = not self._track.follow(face, now_s)
        if face is None:
            return Seen(None, FaceHint.NOBODY, None, 0.0, None, None, broken)
        with self.stages.of("gate"):
            face = self.engine.refine(image, face)
            chip = self._upright(image, face)
            measures = measure(image.shape, face, before=before, others=tuple(faces[1:]), chip=chip)
            judged = judge(measures, self._limits)
        return Seen(face, judged.hint, judged.checks, judged.quality, measures.pose, chip, broken)

    def embed(self, seen: Seen) -> tuple[Vector, bool] | None:
        """The vector of a frame, and whether it is the person of the frames before; None without an upright face."""
        if seen.chip is None:
            return None
        with self.stages.of("embed"):
            vector = self.engine.embed(seen.chip)
        return vector, self._track.looks_the_same(vector)

    def forget(self) -> None:
        """Nobody is followed any more."""
        self._track.start_over()
        self._before = None

    def _upright(self, image: Image, face: FoundFace) -> Image | None:
        try:
            return self.engine.align(image, face)
        except ValueError:
            return None


def in_order(faces: Sequence[FoundFace], shape: tuple[int, ...]) -> list[FoundFace]:
    """Faces within the guide zone first, the largest of them before all others."""
    return sorted(faces, key=lambda face: (not is_in_zone(face, shape), -face.area))
