"""Exposure, focus and gain of a camera on this machine: which of them it has, and what they are set to.

OpenCV's property numbers, by the names used here. A camera has a control when it tells a value and takes the same
value back: V4L2 answers -1 for one it does not know, and refuses one that an automatic keeps for itself (the exposure
while it is automatic). A network stream and a recording take none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

CONTROLS: Mapping[str, int] = MappingProxyType(
    {"auto-exposure": 21, "exposure": 15, "gain": 14, "autofocus": 39, "focus": 28}
)
"""cv2.CAP_PROP_AUTO_EXPOSURE, _EXPOSURE, _GAIN, _AUTOFOCUS, _FOCUS."""


class Video(Protocol):
    """An open cv2.VideoCapture, as far as this file needs it."""

    def get(self, prop: int) -> float:
        """The value of a property."""

    def set(self, prop: int, value: float) -> bool:
        """Whether it took the value."""


def read(video: Video) -> dict[str, float]:
    """Every control it has, with its value."""
    return {name: video.get(prop) for name, prop in CONTROLS.items() if _answers(video, prop)}


def change(video: Video, name: str, value: float) -> bool:
    """Set one; whether the camera took it."""
    return name in CONTROLS and bool(video.set(CONTROLS[name], value))


def _answers(video: Video, prop: int) -> bool:
    value = video.get(prop)
    return math.isfinite(value) and value >= 0 and bool(video.set(prop, value))
