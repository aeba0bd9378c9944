"""The models the vision process uses, loaded: engine, liveness, second opinion. Only those in use."""

from __future__ import annotations

import numpy as np

from kiosk.faces.engines.engine import EngineMissing, FaceEngine, FoundFace, create
from kiosk.faces.liveness.provider import LivenessMissing, LivenessProvider
from kiosk.faces.liveness.provider import create as create_liveness
from kiosk.faces.worker.timings import Timings
from kiosk.settings import Faces

LIVENESS = "minifasnet"
SECOND = "dlib"


class LoadedModels:
    """Made by settings; `load` first, `load_second` when there is time.

    Attributes:
        second: None when it is not wanted, is the engine in use, or did not load.
    """

    def __init__(self, settings: Faces) -> None:
        runtime = settings.runtime
        self.engine: FaceEngine = create(settings.engine, runtime)
        self.liveness: LivenessProvider | None = None
        if settings.liveness:
            self.liveness = create_liveness(LIVENESS, runtime=runtime)
        wanted = settings.second_opinion and settings.engine != SECOND
        self.second: FaceEngine | None = create(SECOND, runtime) if wanted else None
        self.is_ready = self.is_second_ready = False

    def load(self) -> None:
        """Engine and liveness. Without the one nobody can be found, without the other nobody may be.

        Raises:
            EngineMissing: one of them does not load; the message names the file.
        """
        try:
            self.engine.load()
            if self.liveness is not None:
                self.liveness.load()
        except LivenessMissing as error:
            raise EngineMissing(str(error)) from error
        self.is_ready = True

    def load_second(self) -> None:
        """The second opinion. Raises EngineMissing; there is none then."""
        if self.second is None or self.is_second_ready:
            return
        try:
            self.second.load()
        except EngineMissing:
            self.second = None
            raise
        self.is_second_ready = True

    def scrub(self, timings: Timings) -> None:
        """Run every network on an empty picture: none keeps the last face in its working memory."""
        blank = np.zeros((480, 640, 3), np.uint8)
        eyes, nose, mouth = ((280.0, 200.0), (360.0, 200.0)), (320.0, 245.0), ((290.0, 290.0), (350.0, 290.0))
        nobody = FoundFace(240.0, 140.0, 160.0, 200.0, *eyes, nose, mouth)
        with timings.of("scrub"):
            for engine in (self.engine, self.second if self.is_second_ready else None):
                if engine is not None:
                    engine.detect(blank)
                    engine.embed(engine.align(blank, nobody))
            if self.liveness is not None:
                self.liveness.score(blank, nobody)
        # numpy keeps small freed arrays for itself and hands them out again without clearing: take and clear them.
        held = [np.zeros(self.engine.length, np.float32) for _ in range(16)]
        held.clear()
