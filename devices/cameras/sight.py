"""Tells a camera that sees nothing (black) or shows an old picture for ever (frozen) from one that works. Pure."""

from __future__ import annotations

import zlib

import numpy as np

from devices.cameras.capture import Frame

BLACK_MEAN = 14.0
"""Grey level below which a picture counts as dark; a lens cap or a dead sensor gives 0 to 8."""
BLACK_SPREAD = 8.0
"""A dark room still has a lamp or a screen in it: only a dark *and* even picture is black."""
BLACK_AFTER_S = 1.5
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
        self._print: int | None = None
        self._same_since = 0.0

    def judge(self, frame: Frame, now_s: float) -> str | None:
        """An error code ("camera-black", "camera-frozen"), or None when the frame is good to use."""
        sample = frame[::16, ::16].astype(np.float32).mean(axis=2)
        dark = float(sample.mean()) < BLACK_MEAN and float(sample.std()) < BLACK_SPREAD
        if not dark:
            self._dark_since = None
        elif self._dark_since is None:
            self._dark_since = now_s
        if self._dark_since is not None and now_s - self._dark_since >= BLACK_AFTER_S:
            return "camera-black"
        if self._may_repeat:
            return None
        fingerprint = zlib.crc32(np.ascontiguousarray(frame[::SAMPLED]).data)
        if fingerprint != self._print:
            self._print, self._same_since = fingerprint, now_s
        return "camera-frozen" if now_s - self._same_since >= FROZEN_AFTER_S else None
