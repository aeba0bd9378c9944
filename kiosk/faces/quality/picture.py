"""What a whole picture tells of the lens and the light: brightness, contrast, sharpness, what is lost. Pure numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.engine import Image
from kiosk.faces.quality.gate import Zone
from kiosk.faces.quality.measures import CLIPPED_FROM, sharpness_of

LOST_BELOW = 8
"""Grey level below which a sensor has nothing to tell."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture within the guide zone.

    Attributes:
        brightness: Mean grey level, 0..255.
        contrast: Standard deviation of the grey level.
        sharpness: Variance of the Laplacian; it depends on what stands there, so it is compared with itself while the
            lens is turned.
        dark, bright: Part of the picture that is plain black or plain white, 0..1.
    """

    brightness: float
    contrast: float
    sharpness: float
    dark: float
    bright: float


def picture_of(image: Image, zone: Zone) -> Picture:
    """Measure the zone of a picture, (rows, columns, 3) BGR."""
    grey = grey_of(inside(image, zone))
    return Picture(
        brightness=float(grey.mean()),
        contrast=float(grey.std()),
        sharpness=sharpness_of(grey),
        dark=float((grey < LOST_BELOW).mean()),
        bright=float((grey >= CLIPPED_FROM).mean()),
    )


def inside(image: Image, zone: Zone) -> Image:
    """The zone's part of a picture."""
    rows, columns = image.shape[:2]
    half_x, half_y = zone.aside * min(rows, columns), zone.above * rows
    top, left = max(0, round(rows / 2 - half_y)), max(0, round(columns / 2 - half_x))
    return image[top : rows - top, left : columns - left]


def grey_of(image: Image) -> npt.NDArray[np.float32]:
    """Grey levels (ITU-R BT.601)."""
    grey: npt.NDArray[np.float32] = image.astype(np.float32) @ np.array([0.114, 0.587, 0.299], np.float32)
    return grey
