"""The mounting as it is tried: steps of the zone, where it lies in the preview, and the camera's own controls. Pure."""

from __future__ import annotations

from kiosk.camera_bench.camera_view import ControlView, ZoneView
from kiosk.faces.protocol.messages import CameraFigures
from kiosk.sentences import table

ASIDE, ABOVE = (0.10, 0.90), (0.10, 0.50)
"""Bounds of the two settings."""
STEP = 0.02
PREVIEW_ASPECT = 648 / 806
"""Width by height of the preview, which shows the middle of the picture."""
SWITCHES = {"auto-exposure": (1.0, 3.0), "autofocus": (0.0, 1.0)}
"""Controls that are off or on, and their values for it: V4L2 calls an automatic exposure 3 and one by hand 1."""
BY = 1.25


def stepped(value: float, step: int, bounds: tuple[float, float]) -> float:
    """The next value up (1) or down (-1), within the bounds."""
    return round(min(bounds[1], max(bounds[0], value + STEP * (1 if step > 0 else -1))), 2)


def control_stepped(name: str, value: float, step: int) -> float:
    """What a control is set to by a step up (1) or down (-1): on or off, or a quarter more or less."""
    if name in SWITCHES:
        off, on = SWITCHES[name]
        return on if step > 0 else off
    return max(0.0, max(value * BY, value + 1) if step > 0 else min(value / BY, value - 1))


def zone_view(figures: CameraFigures | None, aside: float, above: float) -> ZoneView:
    """The zone in the preview, which shows as much of the picture's middle as has its own shape."""
    width, height = (1280, 720) if figures is None else (figures.width, figures.height)
    shown_w, shown_h = min(width, height * PREVIEW_ASPECT), min(height, width / PREVIEW_ASPECT)
    part_w = min(1.0, 2 * aside * min(width, height) / shown_w)
    part_h = min(1.0, 2 * above * height / shown_h)
    return ZoneView((1 - part_w) / 2, (1 - part_h) / 2, part_w, part_h)


def control_views(values: dict[str, float]) -> tuple[ControlView, ...]:
    """The controls there are words for."""
    words = table("camera-bench.controls")
    return tuple(
        ControlView(
            name, words[name], f"{value:.0f}", name in SWITCHES, name in SWITCHES and value == SWITCHES[name][1]
        )
        for name, value in values.items()
        if name in words
    )
