"""The engines of one process of an evaluation, and what they make of one picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kiosk.evaluation.finding import Finding, Plan
from kiosk.faces.engines.runtime import OPENCV, Runtime

if TYPE_CHECKING:
    from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image, Vector
    from kiosk.faces.liveness.provider import LivenessProvider


class Tools:
    """Loaded engines. Raises EngineMissing when one does not load."""

    def __init__(self, plan: Plan) -> None:
        from devices.opencv import load_cv2
        from kiosk.faces.engines.engine import EngineMissing, create

        try:
            load_cv2()
        except ImportError as error:
            raise EngineMissing(f"OpenCV does not load: {type(error).__name__}") from error
        self._plan = plan
        self._engine: FaceEngine = create(plan.engine, plan.runtime)
        self._engine.load()
        self._second: FaceEngine | None = None
        if plan.second is not None:
            self._second = create(plan.second, plan.runtime)
            self._second.load()
        self._liveness = liveness_provider(plan.runtime) if plan.liveness else None

    def examine(self, path: Path) -> Finding:
        """What the largest face of one picture gives. Never raises for what is in the picture."""
        import cv2

        from kiosk.faces.enrolment.pictures import UnfitPicture, read_picture
        from kiosk.faces.enrolment.upright import upright

        finding = Finding()
        try:
            with finding.timed("read"):
                image = read_picture(path)
            with finding.timed("detect"):
                found = upright(image, self._engine)
                image, faces = found.image, found.faces
            if not faces:
                finding.reason = "no-face"
                return finding
            self._look(finding, image, faces)
        except UnfitPicture as error:
            finding.reason = error.code
        except (cv2.error, ValueError, MemoryError) as error:
            finding.reason, finding.vector = f"failed-{type(error).__name__}", None
        return finding

    def _look(self, finding: Finding, image: Image, faces: list[FoundFace]) -> None:
        if self._plan.vectors:
            with finding.timed("align"):
                aligned = self._engine.align(image, faces[0])
            with finding.timed("quality"):
                finding.quality = self._quality(image, faces, aligned)
            with finding.timed("embed"):
                finding.vector = _finite(self._engine.embed_still(image, faces[0]))
            if self._plan.frames:
                with finding.timed("embed-frame"):
                    finding.frame = _finite(self._engine.embed(aligned))
        if self._plan.vectors and self._second is not None:
            with finding.timed("second-opinion"):
                finding.second = _finite(self._second.embed_still(image, faces[0]))
            if self._plan.frames:
                with finding.timed("second-opinion-frame"):
                    finding.second_frame = _finite(self._second.embed(self._second.align(image, faces[0])))
        if self._liveness is not None:
            with finding.timed("liveness"):
                finding.liveness = self._liveness.score(image, faces[0])

    def _quality(self, image: Image, faces: list[FoundFace], aligned: Image) -> float:
        """Weight of the picture. Raises UnfitPicture when the gate is wanted and does not let it pass."""
        from kiosk.faces.enrolment.picture_gate import check, dominant_face
        from kiosk.faces.quality.gate import judge
        from kiosk.faces.quality.measures import measure

        if self._plan.gate:
            return check(image, dominant_face(faces), aligned)
        return judge(measure(image.shape, faces[0], others=tuple(faces[1:]), aligned=aligned)).quality


def _finite(vector: Vector) -> Vector:
    if not np.isfinite(vector).all():
        raise ValueError("a vector that is not a number")
    return vector


def liveness_provider(runtime: Runtime = OPENCV) -> LivenessProvider:
    """The product's own provider, loaded. Raises EngineMissing when it does not load."""
    from kiosk.faces.engines.engine import EngineMissing
    from kiosk.faces.liveness.provider import PROVIDERS, LivenessMissing, create

    try:
        provider = create(next(iter(PROVIDERS)), runtime=runtime)
        provider.load()
    except LivenessMissing as error:
        raise EngineMissing(str(error)) from error
    return provider
