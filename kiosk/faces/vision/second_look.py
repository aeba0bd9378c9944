"""A second engine asked once for each decision, about the best frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image, Vector
from kiosk.faces.matching.second_opinion import SecondOpinion
from kiosk.faces.vision.stages import Stages


class SecondLook:
    """Keeps the best frame's face, upright, and has it embedded when it is asked. One instance for one session.

    Args:
        engine: Loaded.
        owners: Whose the rows of the first gallery are just now.
    """

    def __init__(
        self, engine: FaceEngine, opinion: SecondOpinion, owners: Callable[[], Sequence[str]], stages: Stages
    ) -> None:
        self.engine = engine
        self._opinion, self._owners, self._stages = opinion, owners, stages
        self._chip: Image | None = None
        self._quality = 0.0
        self._probe: Vector | None = None

    def keep(self, image: Image, face: FoundFace, quality: float) -> None:
        """One well-taken frame of the person who is looked at."""
        if self._probe is None and quality > self._quality:
            with self._stages.of("second-align"):
                self._chip, self._quality = self.engine.align(image, face), quality

    def scores(self) -> Vector | None:
        """Weighted scores of the best frame, one a row of the first gallery; None without a frame."""
        probe = self.probe()
        return None if probe is None else self._opinion.scores(self._owners(), probe)

    def probe(self) -> Vector | None:
        """The best frame as the second engine knows it; embedded once."""
        if self._probe is None and self._chip is not None:
            with self._stages.of("second-embed"):
                self._probe = self.engine.embed(self._chip)
            self._chip.fill(0)
            self._chip = None
        return self._probe

    def forget(self) -> None:
        """Another person, or the end: what is kept is overwritten."""
        for kept in (self._chip, self._probe):
            if kept is not None:
                kept.fill(0)
        self._chip = self._probe = None
        self._quality = 0.0
