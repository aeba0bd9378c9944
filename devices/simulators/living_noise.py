"""Sensor noise that never comes twice: what a living camera's pictures have and a replayed one's have not."""

from __future__ import annotations

import numpy as np

from devices.simulators.drawing.hall import Frame
from devices.simulators.people import NOISE_SIGMA

SHIFTS = 64
"""The noise is a plane larger than the picture by so many pixels, laid at another place each time."""
STRIDE = 2477
"""Odd, so that all SHIFTS² places are used before one comes again."""


class LivingNoise:
    """Noise of the simulated sensor, for pictures of one size; the same run of noise for every instance.

    4096 pictures pass before a noise comes again (four and a half minutes at 15 a second), and then hardly over the
    same scene.
    """

    def __init__(self, width: int, height: int) -> None:
        dice = np.random.default_rng(1000)
        shape = (height + SHIFTS, width + SHIFTS, 3)
        self._plane = np.rint(dice.standard_normal(shape, dtype=np.float32) * NOISE_SIGMA).astype(np.int16)
        self._width, self._height = width, height
        self._count = 0

    def over(self, picture: Frame) -> Frame:
        """The picture as this sensor sees it now."""
        import cv2

        down, across = divmod(self._count * STRIDE % SHIFTS**2, SHIFTS)
        self._count += 1
        noise = self._plane[down : down + self._height, across : across + self._width]
        seen: Frame = cv2.add(picture, noise, dtype=cv2.CV_8U)
        return seen
