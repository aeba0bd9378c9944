"""The technician looks through the camera: figures of the picture and of the face in it. Nobody is recognised, no
vector is made, and it goes on until it is stopped.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.faces.engines.engine import Image
from kiosk.faces.liveness.provider import LivenessProvider
from kiosk.faces.protocol.messages import (
    CameraFigures,
    CameraInspected,
    Decided,
    FaceFigures,
    HolderVector,
    SourceFigures,
)
from kiosk.faces.quality.gate import Zone
from kiosk.faces.quality.picture import picture_of
from kiosk.faces.worker.frame_judge import FrameJudge, JudgedFrame
from kiosk.faces.worker.rates import Rates
from kiosk.faces.worker.session import FrameResult

EVERY_S = 0.19
"""Figures are told so often: what a hand at the lens can follow."""


class Inspection:
    """A session without an answer.

    Args:
        zone: Where a face must stand; the picture is measured there.
        liveness: Loaded; None when it is switched off.
        source: What the camera itself tells just now.
    """

    def __init__(
        self,
        number: int,
        judge: FrameJudge,
        zone: Zone,
        liveness: LivenessProvider | None,
        source: Callable[[], SourceFigures],
    ) -> None:
        self._number, self._judge, self._zone, self._liveness = number, judge, zone, liveness
        self._source, self._rates = source, Rates()
        self._told_s = -1e9
        self.over = False
        self.is_shown = True
        self.decided: Decided | None = None
        self.holder: HolderVector | None = None

    def begin(self, now_s: float) -> tuple[CameraInspected, ...]:
        """Nothing is known without a look."""
        return ()

    def on_frame(self, image: Image, now_s: float) -> FrameResult:
        """Judge one frame taken at `now_s`."""
        frame = self._judge.judge(image, now_s)
        source = self._source()
        self._rates.saw(now_s, source.grabbed)
        if now_s - self._told_s < EVERY_S:
            return FrameResult((), frame.face)
        self._told_s = now_s
        return FrameResult((CameraInspected(self._number, self._figures(image, frame, source)),), frame.face)

    def on_no_frame(self, now_s: float) -> tuple[CameraInspected, ...]:
        """There is no frame to look at; the camera's facility says so."""
        return ()

    def settle(self) -> None:
        """It has no answer."""

    def forget(self) -> None:
        """Nothing of anybody is kept."""
        self._judge.forget()

    def _figures(self, image: Image, frame: JudgedFrame, source: SourceFigures) -> CameraFigures:
        picture = picture_of(image, self._zone)
        rows, columns = image.shape[:2]
        return CameraFigures(
            width=columns,
            height=rows,
            brightness=round(picture.brightness, 1),
            contrast=round(picture.contrast, 1),
            sharpness=round(picture.sharpness, 1),
            dark=round(picture.dark, 4),
            bright=round(picture.bright, 4),
            grabbed_fps=round(self._rates.grabbed, 1),
            judged_fps=round(self._rates.judged, 1),
            faces=frame.faces,
            face=self._face(image, frame),
            controls=source.controls,
        )

    def _face(self, image: Image, frame: JudgedFrame) -> FaceFigures | None:
        face, m = frame.face, frame.measures
        if face is None or m is None:
            return None
        life = None if self._liveness is None else self._liveness.score(image, face)
        return FaceFigures(
            width_px=round(face.width),
            height_px=round(face.height),
            eyes_px=round(m.eyes_px, 1),
            yaw_deg=round(m.pose.yaw_deg, 1),
            pitch_deg=round(m.pose.pitch_deg, 1),
            roll_deg=round(m.pose.roll_deg, 1),
            grey=None if m.light is None else round(m.light.grey, 1),
            clipped=None if m.light is None else round(m.light.clipped, 4),
            sides=None if m.light is None else round(m.light.sides, 2),
            sharpness=None if m.sharpness is None else round(m.sharpness, 1),
            quality=round(frame.quality, 3),
            hint=frame.hint.value,
            liveness=None if life is None else round(life, 3),
        )
