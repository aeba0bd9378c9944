"""Rules for colours, from the picture itself: contrast of every text, no two screens told apart by hue only."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from tests.screens.audit.finding import Finding
from tests.screens.audit.scene import Pixels, Scene

TEXT_CONTRAST = 7.0
SHARE = 0.004
"""A colour must fill this part of a text's box to count; fainter ones are the soft edges of characters."""

GREY_STEP = 40
GREY_PIXELS = 12
"""Two screens are different in grey when this many of the pixels looked at differ by this much of 255."""

Floats = npt.NDArray[np.float64]


def contrast(scene: Scene) -> Iterator[Finding]:
    """7:1 between the commonest colour of a text's box and the farthest one in it."""
    height, width, _ = scene.pixels.shape
    for seen in scene.texts:
        box = seen.ink.toAlignedRect()
        left, top = max(0, box.left()), max(0, box.top())
        part = scene.pixels[top : min(height, box.bottom() + 1), left : min(width, box.right() + 1)]
        if part.size == 0:
            continue
        found = contrast_in(part)
        if found < TEXT_CONTRAST:
            yield Finding("contrast", seen.name, f"{found:.1f}:1")


def contrast_in(part: Pixels) -> float:
    """The contrast ratio (WCAG 2) of the commonest colour against the farthest common one."""
    packed = part[..., 0].astype(np.uint32) << 16 | part[..., 1].astype(np.uint32) << 8 | part[..., 2]
    colours, counts = np.unique(packed, return_counts=True)
    often = counts >= max(3, SHARE * packed.size)
    often[counts.argmax()] = True
    common = colours[often]
    light = luminance(np.stack([(common >> 16) & 255, (common >> 8) & 255, common & 255], axis=1))
    ground = light[counts[often].argmax()]
    high, low = np.maximum(light, ground), np.minimum(light, ground)
    return float(((high + 0.05) / (low + 0.05)).max())


def luminance(rgb: npt.NDArray[np.uint32]) -> Floats:
    """Relative luminance of sRGB colours (WCAG 2)."""
    part = rgb.astype(np.float64) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


class Grey:
    """Every fourth pixel of a picture in each direction, in colour and in grey, to be compared with others.

    Attributes:
        colour: (height, width, 3), int16.
        grey: (height, width), int16.
    """

    STRIDE = 4

    def __init__(self, pixels: Pixels) -> None:
        self.colour = pixels[:: self.STRIDE, :: self.STRIDE].astype(np.int16)
        weights = np.array([77, 150, 29], np.int32)
        self.grey = np.asarray((self.colour.astype(np.int32) @ weights) >> 8, np.int16)


def told_by_hue_only(one: Grey, other: Grey) -> bool:
    """Whether two pictures differ in colour but hardly in grey."""
    if one.colour.shape != other.colour.shape:
        return False
    if int((np.abs(one.grey - other.grey) > GREY_STEP).sum()) >= GREY_PIXELS:
        return False
    coloured = (np.abs(one.colour - other.colour) > GREY_STEP).any(axis=2)
    return int(coloured.sum()) >= GREY_PIXELS
