"""A sheet to draw on: soft masks, colour and relief in head units, for the drawn people.

Coordinates are head units: the origin is the middle of the head, x to the right, y down; the crown lies at y = -1 and
the chin at y = +1. OpenCV is imported when the first sheet is made.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.float32]
Real = npt.NDArray[np.floating[Any]]
Colour = tuple[float, float, float]
Point = tuple[float, float]


def smooth(values: Real, low: float, high: float) -> Plane:
    """0 below `low`, 1 above `high`, a smooth ramp between."""
    t = np.clip((values - low) / (high - low), 0.0, 1.0)
    ramp: Plane = (t * t * (3.0 - 2.0 * t)).astype(np.float32)
    return ramp


def curve(points: Sequence[Point], steps: int = 10) -> list[Point]:
    """A Catmull-Rom curve through the points, as a polyline with `steps` pieces between two of them."""
    knots = [points[0], *points, points[-1]]
    line: list[Point] = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        for i in range(steps):
            t = i / steps
            line.append(tuple(_spline(a[k], b[k], c[k], d[k], t) for k in (0, 1)))  # type: ignore[arg-type]
    line.append(points[-1])
    return line


@lru_cache(maxsize=8)
def _grain(shape: tuple[int, int], seed: int, sigma_x: float, sigma_y: float) -> Plane:
    """Read only: hair and brows of a head are drawn once for each opening of the eyes, with the same grain."""
    import cv2

    noise = np.random.default_rng(seed).standard_normal(shape).astype(np.float32)
    blurred = cv2.GaussianBlur(noise, (0, 0), sigmaX=sigma_x, sigmaY=sigma_y)
    spread: Plane = (blurred / max(float(blurred.std()), 1e-6)).astype(np.float32, copy=False)
    spread.flags.writeable = False
    return spread


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


class Sheet:
    """Colour (h, w, 3 in BGR, 0..1), relief (h, w, head units towards the viewer) and cover (h, w, 0..1).

    Args:
        unit: Pixels in one head unit.
        left, top, right, bottom: Edges in head units.
        ground: Colour the sheet is filled with.
    """

    def __init__(self, unit: int, left: float, top: float, right: float, bottom: float, ground: Colour) -> None:
        import cv2

        self._cv2: Any = cv2
        self.unit, self.left, self.top = unit, left, top
        width, height = round((right - left) * unit), round((bottom - top) * unit)
        self.shape = (height, width)
        xs = (np.arange(width, dtype=np.float32) + 0.5) / unit + left
        ys = (np.arange(height, dtype=np.float32) + 0.5) / unit + top
        across, down = np.meshgrid(xs, ys)
        self.x: Plane = across.astype(np.float32)
        self.y: Plane = down.astype(np.float32)
        self.columns: Plane = xs.astype(np.float32)
        self.rows: Plane = ys.astype(np.float32)
        self.colour: npt.NDArray[np.float32] = np.empty((height, width, 3), np.float32)
        self.colour[:] = ground
        self.relief: Plane = np.zeros(self.shape, np.float32)
        self.cover: Plane = np.zeros(self.shape, np.float32)

    def copy(self) -> Sheet:
        """A sheet with the same on it; each may be drawn on without the other."""
        other = copy.copy(self)
        other.colour, other.relief, other.cover = self.colour.copy(), self.relief.copy(), self.cover.copy()
        return other

    def gauss(self, x: float, y: float, rx: float, ry: float) -> Plane:
        """A Gaussian hill with half-widths `rx`, `ry`."""
        across = np.exp(-0.5 * ((self.columns - x) / rx) ** 2)
        down = np.exp(-0.5 * ((self.rows - y) / ry) ** 2)
        hill: Plane = np.outer(down, across).astype(np.float32)
        return hill

    def oval(self, x: float, y: float, rx: float, ry: float, soft: float = 0.02) -> Plane:
        """A filled ellipse whose edge fades over about `soft` units."""
        edge = soft / min(rx, ry)
        across, down = self._near(self.columns, x, rx * (1.0 + edge)), self._near(self.rows, y, ry * (1.0 + edge))
        radius = np.sqrt(((self.x[down, across] - x) / rx) ** 2 + ((self.y[down, across] - y) / ry) ** 2)
        plane: Plane = np.zeros(self.shape, np.float32)
        plane[down, across] = 1.0 - smooth(radius.astype(np.float32), 1.0 - edge, 1.0 + edge)
        return plane

    def _near(self, places: Plane, middle: float, reach: float) -> slice:
        """What of ascending rows or columns lies within `reach` of the middle, and one more on either side."""
        first, end = np.searchsorted(places, (middle - reach, middle + reach))
        return slice(max(0, int(first) - 1), int(end) + 1)

    def area(self, outline: Sequence[Point], soft: float = 0.0) -> Plane:
        """A filled polygon, its edge softened by `soft` units."""
        mask = np.zeros(self.shape, np.uint8)
        self._cv2.fillPoly(mask, [self._pixels(outline)], 255, self._cv2.LINE_AA, 4)
        return self._soften(mask, soft)

    def line(self, points: Sequence[Point], width: float, soft: float = 0.0) -> Plane:
        """A stroke of `width` units along a polyline, softened by `soft` units."""
        mask = np.zeros(self.shape, np.uint8)
        thick = max(1, round(width * self.unit))
        self._cv2.polylines(mask, [self._pixels(points)], False, 255, thick, self._cv2.LINE_AA, 4)
        return self._soften(mask, soft)

    def grain(self, seed: int, size: float, stretch: tuple[float, float] = (1.0, 1.0)) -> Plane:
        """Smooth noise of unit spread whose blots measure about `size` units, drawn out by `stretch` (x, y)."""
        return _grain(
            self.shape, seed, max(0.4, size * stretch[0] * self.unit), max(0.4, size * stretch[1] * self.unit)
        )

    def paint(self, mask: Plane, colour: Colour, strength: float = 1.0) -> None:
        """Lay a colour over the sheet where the mask is."""
        where = self._touched(mask)
        patch = self.colour[where]
        patch += (mask[where] * strength)[..., None] * (np.array(colour, np.float32) - patch)

    def shade(self, mask: Plane, factor: float) -> None:
        """Multiply the colour by `factor` where the mask is."""
        where = self._touched(mask)
        patch = self.colour[where]
        patch *= (1.0 + mask[where] * (factor - 1.0))[..., None]

    @staticmethod
    def _touched(mask: Plane) -> tuple[slice, slice]:
        """The smallest box that holds all of the mask that can be seen."""
        down, across = np.flatnonzero(mask.max(axis=1) > 1e-3), np.flatnonzero(mask.max(axis=0) > 1e-3)
        if not down.size or not across.size:
            return slice(0, 0), slice(0, 0)
        return slice(int(down[0]), int(down[-1]) + 1), slice(int(across[0]), int(across[-1]) + 1)

    def raise_by(self, mask: Plane, height: float) -> None:
        """Raise (or, negative, press in) the relief where the mask is."""
        self.relief += mask * height

    def blurred(self, plane: Plane, size: float) -> Plane:
        """A plane softened by `size` units."""
        soft: Plane = self._cv2.GaussianBlur(plane, (0, 0), sigmaX=max(0.3, size * self.unit))
        return soft

    def _soften(self, mask: npt.NDArray[np.uint8], soft: float) -> Plane:
        plane: Plane = mask.astype(np.float32) / 255.0
        return self.blurred(plane, soft) if soft > 0 else plane

    def _pixels(self, points: Sequence[Point]) -> npt.NDArray[np.int32]:
        unit = np.array([(x - self.left, y - self.top) for x, y in points], np.float64) * self.unit - 0.5
        return np.round(unit * 16).astype(np.int32)
