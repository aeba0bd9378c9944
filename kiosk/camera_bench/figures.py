"""Figures of the camera beside the limits the search itself goes by. Pure."""

from __future__ import annotations

from kiosk.calibration.methods import figure_limits
from kiosk.camera_bench.camera_view import FigureView
from kiosk.faces.protocol.messages import CameraFigures, FaceFigures
from kiosk.faces.quality import gate
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.settings import Camera

LEAST_FPS = 5.0
"""Looked at a second: below it a visitor waits seconds for four good pictures."""
LOST_ABOVE = 0.2
"""Part of the zone that is plain black or plain white: above it the exposure is wrong, whatever stands there."""
NOTHING = "—"


def figures_view(figures: CameraFigures | None, camera: Camera) -> tuple[FigureView, ...]:
    """A row for each figure: first the picture's, then the face's; without a picture or a face they are dashes."""
    face = None if figures is None else figures.face
    return (*_picture(figures), *_face(face, camera))


def _picture(f: CameraFigures | None) -> tuple[FigureView, ...]:
    say = table("camera-bench.figures")
    if f is None:
        keys = ("brightness", "contrast", "dark", "bright", "rate")
        return tuple(FigureView(say[key], NOTHING, NO_WORDS) for key in keys)
    dropped = max(0.0, f.grabbed_fps - f.judged_fps)
    return (
        FigureView(say["brightness"], f"{f.brightness:.0f}", sentence("camera-bench.limits.of-255")),
        FigureView(say["contrast"], f"{f.contrast:.0f}", NO_WORDS),
        _row(say["dark"], f"{100 * f.dark:.1f} %", _most(f"{100 * LOST_ABOVE:.0f} %"), f.dark <= LOST_ABOVE),
        _row(say["bright"], f"{100 * f.bright:.1f} %", _most(f"{100 * LOST_ABOVE:.0f} %"), f.bright <= LOST_ABOVE),
        _row(
            say["rate"],
            f"{f.grabbed_fps:.0f} / {f.judged_fps:.0f} / {dropped:.0f}",
            sentence("camera-bench.limits.rate", least=f"{LEAST_FPS:.0f}"),
            f.judged_fps >= LEAST_FPS,
        ),
    )


def _face(f: FaceFigures | None, camera: Camera) -> tuple[FigureView, ...]:
    say = table("camera-bench.figures")
    if f is None:
        keys = ("face", "eyes", "pose", "sharpness", "grey", "liveness")
        return tuple(FigureView(say[key], NOTHING, NO_WORDS) for key in keys)
    sharp, light = figure_limits()["sharpness"].at_least, figure_limits()["brightness"]
    least, wanted = gate.SEARCHING.least_eyes_px, gate.ENROLLING.least_eyes_px
    pose = max(abs(f.yaw_deg) / gate.MOST_YAW_DEG, abs(f.pitch_deg) / gate.MOST_PITCH_DEG,
               abs(f.roll_deg) / gate.MOST_ROLL_DEG)  # fmt: skip
    return (
        FigureView(say["face"], f"{f.width_px} × {f.height_px}", NO_WORDS),
        _row(
            say["eyes"],
            f"{f.eyes_px:.0f}",
            sentence("camera-bench.limits.eyes", least=f"{least:.0f}", wanted=f"{wanted:.0f}"),
            f.eyes_px >= least,
        ),
        _row(
            say["pose"],
            f"{f.yaw_deg:+.0f}° {f.pitch_deg:+.0f}° {f.roll_deg:+.0f}°",
            sentence(
                "camera-bench.limits.pose",
                yaw=f"{gate.MOST_YAW_DEG:.0f}",
                pitch=f"{gate.MOST_PITCH_DEG:.0f}",
                roll=f"{gate.MOST_ROLL_DEG:.0f}",
            ),
            pose <= 1,
        ),
        _maybe(say["sharpness"], f.sharpness, ".0f", _least(f"{sharp:.0f}"), sharp),
        _row(
            say["grey"],
            NOTHING if f.grey is None else f"{f.grey:.0f}",
            sentence("camera-bench.limits.between", least=f"{light.at_least:.0f}", most=f"{light.at_most:.0f}"),
            f.grey is not None and light.at_least <= f.grey <= light.at_most,
        ),
        _maybe(say["liveness"], f.liveness, ".2f", _alive(camera), camera.live_from),
    )


def _alive(camera: Camera) -> Text:
    return sentence("camera-bench.limits.live", live=f"{camera.live_from:.2f}", doubt=f"{camera.doubt_from:.2f}")


def _least(limit: str) -> Text:
    return sentence("camera-bench.limits.least", least=limit)


def _most(limit: str) -> Text:
    return sentence("camera-bench.limits.most", most=limit)


def _row(label: Text, value: str, limit: Text, right: bool) -> FigureView:
    return FigureView(label, value, limit, "ok" if right else "look")


def _maybe(label: Text, value: float | None, shape: str, limit: Text, least: float) -> FigureView:
    if value is None:
        return FigureView(label, NOTHING, limit)
    return _row(label, format(value, shape), limit, value >= least)
