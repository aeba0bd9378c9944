"""Is mouth or are eyes covered? Colours of an upright face against each other; no network. Pure numpy.

A mask differs in colour from the bridge of the nose and has no lips; dark glasses leave both eyes far darker than the
cheeks below. What looks like skin in both is not found: a skin-coloured mask, clear glasses, a hand.
On the 128 pictures of the development set the limits were chosen on: 91 % of drawn masks of ten colours found, 55 % of
drawn black and brown glasses, 1.6 % of bare faces each taken for them. On other drawings on 300 people: 92 % and 85 %;
1.0 % each of 892 bare ones. No really masked face was at hand.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.engine import Image

OTHER_COLOUR_FROM = 0.2
"""Distance of log-chromaticities from which the lower face is of another colour than the bridge of the nose."""
NO_LIPS_BELOW = 0.08
"""Lips are redder than the chin by more than this (log-chromaticity, their reddest fifth against its middle)."""
BLACK_BELOW = 0.40
"""Brightness of the lower face by that of the bridge of the nose."""
DARK_EYES_BELOW = 0.42
"""Brightness of the brighter part of both eyes by that of the cheeks."""
SIDE = 112
DARK_OFFSET = 8.0
"""Added to every channel: colours of almost black pixels say nothing."""

Pixels = npt.NDArray[np.float64]


class Covered(StrEnum):
    """What hides a part of the face."""

    MASK = "mask"
    DARK_GLASSES = "dark-glasses"


def covered(aligned: Image) -> Covered | None:
    """What covers a face of 112 x 112 px aligned as ArcFace's; None when nothing is found, or of another size."""
    if aligned.shape[:2] != (SIDE, SIDE):
        return None
    pixels = aligned.astype(np.float64)
    bridge, lower = pixels[40:62, 46:66].reshape(-1, 3), pixels[84:108, 36:76].reshape(-1, 3)
    apart = float(np.hypot(*(_colour(bridge) - _colour(lower))))
    darker = _brightness(lower) / max(1.0, _brightness(bridge))
    if (apart > OTHER_COLOUR_FROM or darker < BLACK_BELOW) and _lips(pixels) < NO_LIPS_BELOW:
        return Covered.MASK
    eyes = np.concatenate([pixels[45:59, 29:47].reshape(-1, 3), pixels[45:59, 65:83].reshape(-1, 3)])
    cheeks = np.concatenate([pixels[64:74, 28:42].reshape(-1, 3), pixels[64:74, 70:84].reshape(-1, 3)])
    if float(np.percentile(eyes.mean(axis=1), 75)) < DARK_EYES_BELOW * _brightness(cheeks):
        return Covered.DARK_GLASSES
    return None


def _colour(pixels: Pixels) -> npt.NDArray[np.float64]:
    """Median red and blue against green, logarithms: the same in any light."""
    lit = pixels + DARK_OFFSET
    return np.array([np.median(np.log(lit[:, 2] / lit[:, 1])), np.median(np.log(lit[:, 0] / lit[:, 1]))])


def _redness(pixels: Pixels) -> Pixels:
    lit = pixels.reshape(-1, 3) + DARK_OFFSET
    return np.log(lit[:, 2] / lit[:, 1])


def _lips(pixels: Pixels) -> float:
    mouth, chin = _redness(pixels[86:98, 44:68]), _redness(pixels[100:109, 44:68])
    return float(np.percentile(mouth, 80) - np.median(chin))


def _brightness(pixels: Pixels) -> float:
    return float(np.median(pixels.mean(axis=1)))
