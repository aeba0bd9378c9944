"""The warmest spot of a thermal picture: what an array or a thermal camera has instead of one temperature."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from devices.decoding import Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact

RESTS_ON = (
    Fact("Lepton with TLinear: hundredths of a kelvin", Evidence.SEVERAL, "groupgets/purethermal1-uvc-capture; others"),
)

SPOT = 3
"""Pixels each way: one warm pixel is noise, a spot of nine is a forehead."""
CELSIUS_0 = 273.15
LEPTON_SHAPES: Sequence[tuple[int, int]] = ((120, 160), (60, 80))
"""Rows and columns of a Lepton 3 and a Lepton 2."""

Celsius = NDArray[np.float32]


def warmest(picture: Celsius) -> Outcome:
    """The mean of the warmest spot as `temp_object`; refused for a picture smaller than a spot, or not whole."""
    if picture.ndim != 2 or min(picture.shape) < SPOT or not np.isfinite(picture).all():
        return Refused(RefusalCode.UNREADABLE)
    spots = np.lib.stride_tricks.sliding_window_view(picture.astype(np.float64), (SPOT, SPOT)).mean(axis=(2, 3))
    return decoded([quantity("temp_object", round(float(spots.max()), 2), "Cel")])


def lepton_celsius(raw: NDArray[np.uint16]) -> Celsius | None:
    """Degrees of a Y16 picture of a Lepton with TLinear; None for a picture that is none of its.

    A Lepton without TLinear, or with its gain control on, sends pictures of the same shape whose numbers are no
    temperatures: they come out far below freezing, and `warmest` refuses them.
    """
    if raw.dtype != np.uint16 or raw.shape not in LEPTON_SHAPES:
        return None
    return (raw.astype(np.float32) / 100 - CELSIUS_0).astype(np.float32)


def lepton(raw: NDArray[np.uint16]) -> Outcome:
    """The warmest spot of a Y16 picture."""
    picture = lepton_celsius(raw)
    return Refused(RefusalCode.UNREADABLE) if picture is None else warmest(picture)
