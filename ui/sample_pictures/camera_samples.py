"""The technician's page of the camera, at its usual and at its hard variants. The figures are invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import msgspec

from kiosk.camera_bench.camera_view import CameraView, ComparisonView, ControlView, FocusView, ZoneView
from kiosk.camera_bench.comparison import InForce, comparison_view, not_evaluated
from kiosk.camera_bench.figures import figures_view
from kiosk.evaluation.kept import KeptEvaluation
from kiosk.faces.matching.policy import Policy
from kiosk.faces.protocol.messages import CameraFigures, FaceFigures
from kiosk.sentences import Text, listed, sentence, table
from kiosk.settings import Camera

_FACE = FaceFigures(
    width_px=212, height_px=268, eyes_px=104.0, yaw_deg=-3.0, pitch_deg=6.0, roll_deg=1.0, grey=131.0, clipped=0.01,
    sides=1.3, sharpness=246.0, quality=0.94, hint="good", liveness=0.93,
)  # fmt: skip
_PICTURE = CameraFigures(
    width=1280, height=720, brightness=118.0, contrast=46.0, sharpness=412.0, dark=0.004, bright=0.021,
    grabbed_fps=30.0, judged_fps=15.0, faces=1, face=_FACE,
)  # fmt: skip

_KEPT = KeptEvaluation(
    made=datetime(2026, 11, 20, 7, 30, tzinfo=UTC), engine="sface", engine_version="2021dec", second_opinion=None,
    liveness="minifasnet v2+v1se/1", people=320, pictures=1460, gallery=200, variant="normalised", fpir_wanted=0.001,
    threshold=0.5312, fpir=0.0009, fnir=0.034, resolved=True, live_from=0.62, apcer=0.024, bpcer=0.019,
)  # fmt: skip

_POLICY = Policy(accept=0.50, doubt=0.45, margin=0.05, frames=4, one_to_one=0.42, fpir=0.001, people=212)
_NOW = InForce(0.4, 0.2, "sface", "2021dec", 0.001, _POLICY)


def camera_views() -> Iterator[tuple[str, CameraView]]:
    """Name and view of each picture."""
    usual = _usual(_PICTURE)
    yield "technician-camera-usual", usual
    yield "technician-camera-wrong", _wrong()
    words, controls = table("camera-bench.settings"), table("camera-bench.controls")
    tried = listed(
        (
            sentence("camera-bench.save.change", what=words["turn"], before="0°", after="90°"),
            sentence("camera-bench.save.change", what=words["aside"], before="0.36", after="0.30"),
        )
    )
    yield (
        "technician-camera-changed",
        replace(
            usual,
            turn=90,
            aside="0.30",
            changes=Text(tried),
            controls=(
                ControlView("auto-exposure", controls["auto-exposure"], "1", switch=True, on=False),
                ControlView("exposure", controls["exposure"], "157", switch=False),
                ControlView("focus", controls["focus"], "40", switch=False),
            ),
        ),
    )
    yield "technician-camera-compared", replace(usual, comparison=_compared(_KEPT), comparing=True)
    agreeing = msgspec.structs.replace(_KEPT, live_from=0.4, apcer=0.0, threshold=0.49, fnir=0.011)
    yield "technician-camera-agreeing", replace(usual, comparison=_compared(agreeing), comparing=True)
    yield "technician-camera-unmeasured", replace(usual, comparing=True)
    yield "technician-camera-checking", replace(usual, checking=0.4)
    yield "technician-camera-taken", _without("taken")
    yield "technician-camera-none", _without("none")


def _compared(kept: KeptEvaluation) -> ComparisonView:
    return comparison_view(kept, _NOW, UTC)


def _usual(picture: CameraFigures) -> CameraView:
    return CameraView(
        state="live",
        headline=table("camera-bench.hints")["good"],
        right=True,
        figures=figures_view(picture, Camera()),
        focus=FocusView("412", "436", 0.945),
        zone=ZoneView(0.052, 0.18, 0.896, 0.64),
        turn=0,
        aside="0.36",
        above="0.32",
        may_save=True,
        last=sentence("camera-bench.check.last-passed", when="2026-11-21 08:40"),
        comparison=not_evaluated(_NOW),
    )


def _wrong() -> CameraView:
    face = msgspec.structs.replace(
        _FACE, eyes_px=52.0, sharpness=34.0, grey=29.0, roll_deg=-24.0, hint="closer", liveness=0.22, width_px=106,
        height_px=134,
    )  # fmt: skip
    picture = msgspec.structs.replace(
        _PICTURE, brightness=31.0, contrast=12.0, sharpness=58.0, dark=0.31, judged_fps=4.0, face=face
    )  # fmt: skip
    parts = table("camera-bench.parts")
    failed = listed(parts[key] for key in ("exposure", "rate", "focus", "light", "near", "upright", "liveness"))
    return replace(
        _usual(picture),
        headline=table("camera-bench.hints")["closer"],
        right=False,
        focus=FocusView("58", "436", 0.133),
        outcome=sentence("camera-bench.check.failed", parts=failed),
        passed=False,
        last=sentence("camera-bench.check.last-failed", when="2026-11-28 22:05"),
    )


def _without(state: str) -> CameraView:
    return replace(
        _usual(_PICTURE),
        state=state,
        headline=table("camera-bench.states")[state],
        right=False,
        figures=figures_view(None, Camera()),
        focus=FocusView(),
        told=sentence("camera-bench.save.no-file"),
        may_save=False,
        last=sentence("camera-bench.check.never"),
    )
