"""A person before a fake engine, frame by frame."""

from __future__ import annotations

import numpy as np

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.matching.gallery import Gallery, GalleryEntry
from kiosk.faces.matching.policy import Policy
from kiosk.faces.quality.gate import SEARCHING, Limits
from kiosk.faces.worker.collecting import BestFrame, Collector
from kiosk.faces.worker.frame_judge import FrameJudge
from kiosk.faces.worker.liveness_check import LivenessCheck, limits_of
from kiosk.faces.worker.session import Said, Session
from tests.kiosk.faces.fake_engine import FakeEngine, FakeLiveness, person

POLICY = Policy(accept=0.6, doubt=0.4, margin=0.05, frames=4, one_to_one=0.5, fpir=0.001, people=3)
FRAME_S = 0.1


def gallery_of(engine: FakeEngine, *people: str) -> Gallery:
    """`wang` is person 0, `chen` person 1, `gao` person 2, and so on."""
    gallery = Gallery(engine)
    entries = [GalleryEntry(who, engine.name, engine.version, person(i)) for i, who in enumerate(people)]
    assert gallery.replace(entries) == 0
    return gallery


class Scene:
    """Frames for one task. Every frame differs from every other, as a sensor's do."""

    def __init__(self, *, limits: Limits = SEARCHING, live: float | None = 0.95) -> None:
        self.engine, self.liveness = FakeEngine(), FakeLiveness(live)
        self.gallery = gallery_of(self.engine, "wang", "chen", "gao")
        self.limits = limits
        self.now_s = 100.0
        self.session: Session
        self.noise = np.random.default_rng(1).integers(90, 120, (480, 640, 3), np.uint8)
        self.frames = 0

    def collector(self, *, to_left: bool = True, best: BestFrame | None = None) -> Collector:
        alive = LivenessCheck(self.liveness, limits_of(0.5, 0.2), draw=lambda: to_left)
        return Collector(FrameJudge(self.engine, limits=self.limits), alive, best)

    def image(self) -> Image:
        self.frames += 1
        return np.roll(self.noise, self.frames) ^ np.uint8(self.frames % 8)

    def look(self, *faces: FoundFace, after_s: float = FRAME_S) -> list[Said]:
        """What the task says to a frame with these faces."""
        self.engine.faces = list(faces)
        self.now_s += after_s
        return list(self.session.on_frame(self.image(), self.now_s).events)

    def look_for(self, seconds: float, *faces: FoundFace) -> list[Said]:
        """What it says to so many seconds of the same faces."""
        return [said for _ in range(round(seconds / FRAME_S)) for said in self.look(*faces)]
