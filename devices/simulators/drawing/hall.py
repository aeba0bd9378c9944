"""The service hall behind the visitors: a wall, a window, a counter and a plant, a little out of focus."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Frame = npt.NDArray[np.uint8]


@lru_cache(maxsize=4)
def empty_hall(width: int, height: int) -> npt.NDArray[np.float32]:
    """The empty hall, (height, width, 3) BGR 0..1."""
    import cv2

    rows = np.linspace(0.0, 1.0, height, dtype=np.float32)[:, None, None]
    wall = np.array((0.80, 0.86, 0.88), np.float32) * (1.02 - 0.14 * rows)
    picture = np.broadcast_to(wall, (height, width, 3)).copy()
    box = _Boxes(cv2, picture)
    box.fill(0.03, 0.06, 0.24, 0.62, (0.66, 0.62, 0.56))
    box.fill(0.045, 0.08, 0.135, 0.60, (0.97, 0.96, 0.92))
    box.fill(0.145, 0.08, 0.228, 0.60, (0.98, 0.97, 0.94))
    box.fill(0.70, 0.10, 0.97, 0.44, (0.52, 0.60, 0.64))
    box.fill(0.715, 0.125, 0.955, 0.415, (0.87, 0.92, 0.94))
    for i in range(4):
        box.fill(0.735, 0.165 + 0.06 * i, 0.935 - 0.05 * (i % 2), 0.185 + 0.06 * i, (0.58, 0.62, 0.62))
    box.fill(0.0, 0.74, 1.0, 1.0, (0.50, 0.60, 0.68))
    box.fill(0.0, 0.72, 1.0, 0.755, (0.36, 0.47, 0.58))
    _plant(cv2, picture)
    soft: npt.NDArray[np.float32] = cv2.GaussianBlur(picture, (0, 0), sigmaX=0.010 * width)
    return soft


class _Boxes:
    def __init__(self, cv2: Any, picture: npt.NDArray[np.float32]) -> None:
        self._cv2, self._picture = cv2, picture

    def fill(self, left: float, top: float, right: float, bottom: float, bgr: tuple[float, float, float]) -> None:
        height, width = self._picture.shape[:2]
        corner, far = (int(left * width), int(top * height)), (int(right * width), int(bottom * height))
        self._cv2.rectangle(self._picture, corner, far, bgr, -1)


def _plant(cv2: Any, picture: npt.NDArray[np.float32]) -> None:
    height, width = picture.shape[:2]
    foot = (int(0.90 * width), int(0.72 * height))
    for i, angle in enumerate(np.linspace(-2.4, -0.7, 9)):
        reach = (0.13 + 0.05 * (i % 3)) * height
        tip = (int(foot[0] + reach * np.cos(angle)), int(foot[1] + reach * 1.2 * np.sin(angle)))
        middle = ((foot[0] + tip[0]) // 2, (foot[1] + tip[1]) // 2)
        axes = (max(2, int(reach * 0.62)), max(1, int(reach * 0.10)))
        shade = 0.85 + 0.08 * (i % 3)
        leaf = (0.38 * shade, 0.56 * shade, 0.42 * shade)
        cv2.ellipse(picture, middle, axes, float(np.rad2deg(angle)), 0, 360, leaf, -1)
    pot = np.array([[0.865, 0.70], [0.935, 0.70], [0.922, 0.80], [0.878, 0.80]]) * (width, height)
    cv2.fillPoly(picture, [pot.astype(np.int32)], (0.40, 0.52, 0.72))
