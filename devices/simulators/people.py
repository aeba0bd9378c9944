"""People who do not exist, standing before a camera that does not exist.

The faces are drawn from parameters (see `devices.simulators.profile.FaceLooks`), so that demonstration and tests need
no photograph of a living person. Detectors and recognisers take them for faces; they say nothing about accuracy on
real people. OpenCV and the drawing are loaded with the first picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from devices.simulators.drawing.hall import Frame, empty_hall
from devices.simulators.drawing.photograph import Hold, hold_up
from devices.simulators.drawing.portrait import EDGES, UNIT, Pose, render
from devices.simulators.profile import FaceLooks

WIDTH, HEIGHT = 640, 480
NOISE_SIGMA = 3.0
"""Spread of the sensor noise, grey levels of 255."""


FACING = Pose()
FLAT = Hold()
BEHIND_PAPER = 1.18
"""The head of who holds a photograph, as a fraction of the printed one: the sheet hides it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One person in a picture.

    Attributes:
        head: Height of the head, crown to chin, as a fraction of the picture's height.
        x, y: Middle of the head as fractions of the picture.
    """

    looks: FaceLooks
    pose: Pose = FACING
    head: float = 0.50
    x: float = 0.5
    y: float = 0.45


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody who holds a printed photograph of somebody else before their own face.

    Attributes:
        of: Whose photograph it is; `looks` is who holds it.
        head: Height of the printed head as a fraction of the picture's height; `x`, `y` its middle.
        hold: How the sheet is turned and bent.
    """

    of: FaceLooks
    looks: FaceLooks
    head: float = 0.48
    x: float = 0.5
    y: float = 0.45
    hold: Hold = FLAT


Seen = Standing | Holding
"""One person in a picture, with or without a mask of paper."""


def picture_of(
    people: Sequence[Seen], *, size: tuple[int, int] = (WIDTH, HEIGHT), light: float = 1.0, noise_seed: int | None = 0
) -> Frame:
    """A camera frame (height, width, 3) BGR uint8: the hall with these people in it, the farthest first.

    One of eight patterns of sensor noise lies over it; none when `noise_seed` is None.
    """
    import cv2

    width, height = size
    canvas = empty_hall(width, height) * light
    for person in sorted(people, key=lambda p: p.head):
        if isinstance(person, Holding):
            _place(canvas, _holder(person))
            hold_up(canvas, person.of, person.looks, person.head, person.x, person.y, person.hold)
        else:
            _place(canvas, person)
    canvas = cv2.GaussianBlur(canvas, (0, 0), sigmaX=max(0.35, 0.0010 * width))
    noisy = canvas * 255.0
    if noise_seed is not None:
        noisy += _noise(width, height, noise_seed % 8)
    frame: Frame = np.clip(noisy, 0, 255).astype(np.uint8)
    return frame


def _holder(person: Holding) -> Standing:
    """Who stands behind the sheet, following it less than the hands do."""
    x = 0.5 + 0.8 * (person.x - 0.5)
    return Standing(person.looks, FACING, BEHIND_PAPER * person.head, x, 0.03 + person.y)


def _place(canvas: npt.NDArray[np.float32], person: Standing) -> None:
    """Blend one portrait into the canvas in place."""
    import cv2

    height, width = canvas.shape[:2]
    portrait = render(person.looks, person.pose)
    scale = person.head * height / (2 * UNIT)
    size = (max(2, round(portrait.cover.shape[1] * scale)), max(2, round(portrait.cover.shape[0] * scale)))
    colour = cv2.resize(portrait.colour, size, interpolation=cv2.INTER_AREA)
    cover = cv2.resize(portrait.cover, size, interpolation=cv2.INTER_AREA)[..., None]
    left = round(person.x * width + EDGES[0] * UNIT * scale)
    top = round(person.y * height + EDGES[1] * UNIT * scale)
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + size[0]), min(height, top + size[1])
    if x1 <= x0 or y1 <= y0:
        return
    part = np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
    seen = canvas[y0:y1, x0:x1]
    seen *= 1.0 - cover[part]
    seen += colour[part]


@lru_cache(maxsize=16)
def _noise(width: int, height: int, seed: int) -> npt.NDArray[np.float32]:
    dice = np.random.default_rng(1000 + seed)
    return dice.standard_normal((height, width, 3), dtype=np.float32) * np.float32(NOISE_SIGMA)


__all__ = ["HEIGHT", "WIDTH", "FaceLooks", "Frame", "Hold", "Holding", "Pose", "Seen", "Standing", "picture_of"]
