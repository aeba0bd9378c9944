"""The engines of one process of an evaluation, and what they make of one picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from kiosk.faces.evaluation.extraction import Finding, Plan

if TYPE_CHECKING:
    from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image


class Liveness(Protocol):
    """Tells a face from a picture of one; larger is more alive, None when it cannot say."""

    def score(self, image: Image, face: FoundFace) -> float | None: ...


class Tools:
    """Loaded engines. Raises EngineMissing when one does not load."""

    def __init__(self, plan: Plan) -> None:
        from devices.cameras.capture import load_cv2
        from kiosk.faces.engines.engine import EngineMissing, create

        try:
            load_cv2()
        except ImportError as error:
            raise EngineMissing(f"OpenCV does not load: {type(error).__name__}") from error
        self._plan = plan
        self._engine: FaceEngine = create(plan.engine)
        self._engine.load()
        self._second: FaceEngine | None = None
        if plan.second is not None:
            self._second = create(plan.second)
            self._second.load()
        self._liveness = liveness_provider() if plan.liveness else None

    def examine(self, path: Path) -> Finding:
        """What the largest face of one picture gives. Never raises for what is in the picture."""
        import cv2

        from kiosk.faces.enrolment.enrol import UnfitPicture, read_picture

        finding = Finding()
        try:
            with finding.timed("read"):
                image = read_picture(path)
            with finding.timed("detect"):
                faces = self._engine.detect(image)
            if not faces:
                finding.reason = "no-face"
                return finding
            self._embed(finding, image, faces[0])
        except UnfitPicture as error:
            finding.reason = error.code
        except (cv2.error, ValueError, MemoryError) as error:
            finding.reason = f"failed-{type(error).__name__}"
        return finding

    def _embed(self, finding: Finding, image: Image, face: FoundFace) -> None:
        if self._plan.vectors:
            with finding.timed("align"):
                chip = self._engine.align(image, face)
            with finding.timed("embed"):
                vector = self._engine.embed(chip)
            if not np.isfinite(vector).all():
                finding.reason = "failed-vector"
                return
            finding.vector = vector
        if self._plan.vectors and self._second is not None:
            with finding.timed("second-opinion"):
                finding.second = self._second.embed(self._second.align(image, face))
        if self._liveness is not None:
            with finding.timed("liveness"):
                finding.liveness = self._liveness.score(image, face)


def liveness_provider() -> Liveness:
    """The product's own provider, loaded. Raises EngineMissing when it does not load."""
    import importlib

    from kiosk.faces.engines.engine import EngineMissing

    try:
        module = importlib.import_module("kiosk.faces.liveness.minifasnet")
    except ImportError as error:
        raise EngineMissing(f"no liveness provider: {error}") from error
    provider = module.MiniFasNet()
    provider.load()
    found: Liveness = provider
    return found
