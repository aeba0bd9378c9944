"""The camera's check in service: some pictures in a row with a person in the guide zone, judged by the search's own
limits, which stand with those of the calibration methods. It says what was found that day; it is not a calibration,
and changes nothing. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from kiosk.calibration.methods import figure_limits
from kiosk.camera_bench.comparison import limits_differ
from kiosk.camera_bench.figures import LEAST_FPS, LOST_ABOVE
from kiosk.faces.protocol.messages import CameraFigures, FaceFigures
from kiosk.faces.quality import gate

PICTURES = 10
MOST_WITHOUT_FACE = 2
"""Of the ten: somebody may blink or turn away."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the pictures came to.

    Attributes:
        failed: What is not right, keys of `camera-bench.parts`; empty when all is.
        figures: Medians over the pictures, by name; only those there are.
    """

    failed: tuple[str, ...]
    figures: dict[str, float]

    @property
    def passed(self) -> bool:
        """Whether all is right."""
        return not self.failed


def judged(pictures: tuple[CameraFigures, ...], live_from: float, called: float | None = None) -> CheckResult:
    """Judge the pictures; there must be one.

    Args:
        live_from: The liveness limit in force.
        called: The one an evaluation called for; None where none did.
    """
    faces = [picture.face for picture in pictures if picture.face is not None]
    figures = {
        "brightness": median(p.brightness for p in pictures),
        "dark": median(p.dark for p in pictures),
        "bright": median(p.bright for p in pictures),
        "rate": median(p.judged_fps for p in pictures),
    }
    failed = []
    if figures["dark"] > LOST_ABOVE or figures["bright"] > LOST_ABOVE:
        failed.append("exposure")
    if figures["rate"] < LEAST_FPS:
        failed.append("rate")
    if limits_differ(live_from, called):
        failed.append("limits")
    if len(pictures) - len(faces) > MOST_WITHOUT_FACE:
        return CheckResult((*failed, "no-face"), figures)
    figures |= _medians(faces)
    return CheckResult((*failed, *_of_face(figures, live_from)), figures)


def _medians(faces: list[FaceFigures]) -> dict[str, float]:
    columns: dict[str, list[float | None]] = {
        "eyes": [f.eyes_px for f in faces],
        "roll": [f.roll_deg for f in faces],
        "grey": [f.grey for f in faces],
        "sides": [f.sides for f in faces],
        "sharpness": [f.sharpness for f in faces],
        "liveness": [f.liveness for f in faces],
    }
    known = {name: [value for value in column if value is not None] for name, column in columns.items()}
    return {name: round(median(values), 3) for name, values in known.items() if values}


def _of_face(figures: dict[str, float], live_from: float) -> list[str]:
    failed = []
    limits = figure_limits()
    if figures.get("sharpness", 0.0) < limits["sharpness"].at_least:
        failed.append("focus")
    lit = limits["brightness"].at_least <= figures.get("grey", 0.0) <= limits["brightness"].at_most
    if not lit or figures.get("sides", 1.0) > gate.SIDES_ABOVE:
        failed.append("light")
    if figures["eyes"] < gate.ENROLLING.least_eyes_px:
        failed.append("near")
    if abs(figures["roll"]) > gate.MOST_ROLL_DEG:
        failed.append("upright")
    if figures.get("liveness", 1.0) < live_from:
        failed.append("liveness")
    return failed
