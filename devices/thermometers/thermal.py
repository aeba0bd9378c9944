"""The warmest spot of a thermal picture: what an array or a thermal camera has instead of one temperature."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from devices.decoding import Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact

RESTS_ON = (
    Fact("Lepton with TLinear: hundredths of a kelvin", Evidence.SEVERAL, "groupgets/purethermal1-uvc-capture; others"),
    Fact(
        "its picture stands still while the shutter is closed", Evidence.MEMORY, "the first one: pictures around an FFC"
    ),
)

SPOT = 3
"""Pixels each way: one warm pixel is noise, a spot of nine is a forehead."""
AROUND, LIKE_C = 5, 2.0
"""A forehead is larger than its warmest spot: the share of a square of so many pixels each way that holds the spot and
is no further from it than this is told as the flag filled-0.85. A lamp, or a face far away, fills less. Ours."""
CELSIUS_0 = 273.15
FROZEN_S = 0.5
"""Nine different pictures come a second; one that stands for so long is the shutter."""
BLIND_S = 2.0
"""After the shutter: what pictures show until then drifts."""
LEPTON_SHAPES: Sequence[tuple[int, int]] = ((120, 160), (60, 80))
"""Rows and columns of a Lepton 3 and a Lepton 2."""

Celsius = NDArray[np.float32]


def warmest(picture: Celsius) -> Outcome:
    """The mean of the warmest spot as `temp_object`, and how much around it is like it; refused for a picture smaller
    than a spot, or not whole.
    """
    if picture.ndim != 2 or min(picture.shape) < SPOT or not np.isfinite(picture).all():
        return Refused(RefusalCode.UNREADABLE)
    spots = np.lib.stride_tricks.sliding_window_view(picture.astype(np.float64), (SPOT, SPOT)).mean(axis=(2, 3))
    row, column = np.unravel_index(int(spots.argmax()), spots.shape)
    spot_c = float(spots[row, column])
    share = _share_like(picture, int(row), int(column), spot_c)
    return decoded([quantity("temp_object", round(spot_c, 2), "Cel")], flags=[f"filled-{share:.2f}"])


def _share_like(picture: Celsius, row: int, column: int, spot_c: float) -> float:
    """Of the square around a spot that is like it most; what lies outside the picture is not."""
    like = np.abs(picture - spot_c) <= LIKE_C
    steps = range(AROUND - SPOT + 1)
    corners = ((max(0, row - up), max(0, column - aside)) for up in steps for aside in steps)
    most = max(int(np.count_nonzero(like[top : top + AROUND, left : left + AROUND])) for top, left in corners)
    return most / AROUND**2


class Shutter:
    """Which pictures may be measured in. Behind its shutter a camera that corrects itself repeats one picture, and
    sends wrong ones for a while after; it does so when it is switched on, too.
    """

    def __init__(self) -> None:
        self._last: NDArray[np.uint16] | None = None
        self._changed_s = self._blind_until_s = 0.0

    def open_for(self, raw: NDArray[np.uint16], at_s: float) -> bool:
        """Whether this picture is new and none of those. `at_s`: when it came, monotonic seconds."""
        first = self._last is None
        if self._last is not None and np.array_equal(self._last, raw):
            return False
        if first or at_s - self._changed_s >= FROZEN_S:
            self._blind_until_s = at_s + BLIND_S
        self._last, self._changed_s = raw, at_s
        return at_s >= self._blind_until_s


def warmest_pixels(raw: NDArray[np.uint16]) -> bytes:
    """The raw values of the warmest spot, row by row, lowest byte first: what a reading keeps of a picture. The whole
    would show a face.
    """
    spots = np.lib.stride_tricks.sliding_window_view(raw, (SPOT, SPOT))
    row, column = np.unravel_index(spots.sum(axis=(2, 3), dtype=np.uint64).argmax(), spots.shape[:2])
    return bytes(spots[row, column].astype("<u2").tobytes())


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
