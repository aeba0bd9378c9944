"""Every session keeps to the guide zone of the hall, and to another one from the next session on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from kiosk.faces.events import FaceHint, FaceSeen
from kiosk.faces.protocol.messages import CameraInspected, SourceFigures
from kiosk.faces.worker.galleries import Galleries
from kiosk.faces.worker.session_runner import SessionRunner
from kiosk.settings import Camera, Faces
from tests.kiosk.faces.fake_engine import FakeEngine, FakeLiveness, face

BESIDE = face(200, x=320 + 90)  # 0.19 of the 480 px that the picture is high
PICTURE = np.random.default_rng(1).integers(90, 120, (480, 640, 3), np.uint8)


class Worker:
    """The sessions of a vision process, without the process."""

    def __init__(self) -> None:
        self.engine, self.now_s = FakeEngine(), 100.0
        self.said: list[Any] = []
        models = SimpleNamespace(
            engine=self.engine, liveness=FakeLiveness(0.9), second=None, is_second_ready=False, scrub=lambda _: None
        )
        quiet = SimpleNamespace(blank=lambda: None, forget=lambda: None, write=lambda *_: None, render=lambda *_: ())
        upkeep = SimpleNamespace(
            models=models, galleries=Galleries(self.engine, None, 0.001, 4), settle_policy=lambda: None,
            load_second=lambda: None,
        )  # fmt: skip
        parts: Any = (
            Camera(source="0", guide_aside=0.15),
            Faces(),
            SimpleNamespace(adjust=lambda: None, told=lambda: SourceFigures()),
            upkeep,
            quiet,
            quiet,
            SimpleNamespace(send=lambda *events: self.said.extend(events), notice=lambda _: None),
        )
        self.runner = SessionRunner(*parts, lambda: self.now_s)

    def hint(self, do: str) -> str:
        """What a new session says of somebody who stands a little aside."""
        self.said.clear()
        self.engine.faces = [BESIDE]
        self.runner.handlers[do]({"session": 1})
        for turned in range(4):
            self.now_s += 0.2
            self.runner.on_frame(np.roll(PICTURE, turned))
        last = [event for event in self.said if isinstance(event, FaceSeen | CameraInspected)][-1]
        if isinstance(last, FaceSeen):
            return last.hint.value
        assert last.figures.face is not None
        return last.figures.face.hint


@pytest.mark.parametrize("do", ["search", "enrol", "inspect"])
def test_who_stands_outside_the_zone_of_the_hall_is_asked_to_its_middle(do: str) -> None:
    worker = Worker()
    assert worker.hint(do) == FaceHint.CENTRE
    worker.runner.tune(0.25, 0.32)
    assert worker.hint(do) != FaceHint.CENTRE
    worker.runner.tune(0.15, 0.32)
    assert worker.hint(do) == FaceHint.CENTRE
