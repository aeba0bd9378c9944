"""Tells a camera that sees nothing (black, or one colour all over) or shows an old picture for ever (frozen) from one
that works. Pure."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

from devices.cameras.capture import Frame

BLACK_MEAN = 14.0
"""Grey level below which a picture counts as dark; a lens cap or a dead sensor gives 0 to 8."""
BLACK_SPREAD = 8.0
"""A dark room still has a lamp or a screen in it: only a dark *and* even picture is black."""
EVEN_SPREAD = 4.0
"""Spread of the cells' means, in the colour that spreads most, below which a picture shows nothing, of any colour:
an empty wall has its shades, a lens with something on it has none. Noise, however strong, is gone in the means."""
CELLS = 16
"""The picture is judged by so many cells across and down, each the mean of what is sampled in it."""
LINES = 5
"""So many rows of the picture, each in full width, are sampled in a cell: enough to take the noise out."""
BLACK_AFTER_S = 1.5
EVEN_AFTER_S = 3.0
FROZEN_AFTER_S = 3.0


SAMPLED = 4
"""Every fourth row is compared: noise is in all of them."""


class Sight:
    """Judges a run of frames; one instance for one opened source.

    Frozen means equal in every bit: a living sensor always has noise.
    """

    def __init__(self, *, may_repeat: bool = False) -> None:
        self._may_repeat = may_repeat
        self._dark_since: float | None = None
        self._even_since: float | None = None
        self._print: int | None = None
        self._same_since = 0.0

    def judge(self, frame: Frame, now_s: float) -> str | None:
        """An error code ("camera-black", "camera-frozen"), or None when the frame is good to use."""
        cells = cell_means(frame)
        dark = float(cells.mean()) < BLACK_MEAN and float(cells.mean(axis=2).std()) < BLACK_SPREAD
        even = float(cells.std(axis=(0, 1)).max()) < EVEN_SPREAD
        self._dark_since = _since(self._dark_since, dark, now_s)
        self._even_since = _since(self._even_since, even, now_s)
        if self._dark_since is not None and now_s - self._dark_since >= BLACK_AFTER_S:
            return "camera-black"
        if self._even_since is not None and now_s - self._even_since >= EVEN_AFTER_S:
            return "camera-black"
        if self._may_repeat:
            return None
        fingerprint = zlib.crc32(np.ascontiguousarray(frame[::SAMPLED]).data)
        if fingerprint != self._print:
            self._print, self._same_since = fingerprint, now_s
        return "camera-frozen" if now_s - self._same_since >= FROZEN_AFTER_S else None


def cell_means(frame: Frame) -> npt.NDArray[np.float32]:
    """Mean colour of each cell, (16, 16, 3); fewer cells of a picture that has fewer pixels."""
    sample = frame[:: max(1, frame.shape[0] // (CELLS * LINES))]
    down, across = min(CELLS, sample.shape[0]), min(CELLS, sample.shape[1])
    rows, columns = sample.shape[0] // down, sample.shape[1] // across
    lines = sample[: down * rows].reshape(down, rows, *sample.shape[1:]).sum(axis=1, dtype=np.uint16)
    starts = np.arange(across) * columns
    sums: npt.NDArray[np.float32] = np.add.reduceat(lines[:, : across * columns], starts, axis=1, dtype=np.float32)
    means: npt.NDArray[np.float32] = sums / np.float32(rows * columns)
    return means


def _since(since: float | None, is_so: bool, now_s: float) -> float | None:
    return None if not is_so else now_s if since is None else since
