"""Is somebody there? A cheap look at a thumbnail against a background that adapts. Pure numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.engine import Image

Thumbnail = npt.NDArray[np.float32]

ROWS, COLUMNS = 30, 40
DIFFERS_BY = 14.0
"""Grey levels a cell must differ from the background to count, after a change of overall light is taken out."""
LIT_FROM, LEAST_DIFFERENCE = 80.0, 4.0
"""In a hall darker than the first on average the difference counts in proportion, down to the second."""
NEAR_FROM = 0.10
"""Fraction of the picture that has to differ for somebody to be near."""
GONE_BELOW = 0.05
EVERYTHING = 0.75
"""So much of the picture changed at once: the lamp or the camera changed, not a person."""
STILL_BELOW = 1.2
"""Mean grey levels between two thumbnails `MOTION_OVER_S` apart; a living person moves more."""
MOTION_OVER_S = 0.4
ABSORB_AFTER_S = 20.0
"""A difference that neither moves nor has a face for so long is furniture."""
UNCOVERED_AFTER_S = 1.5
"""When the first picture had a person in it, what they leave behind differs from it: still and without a face for so
long, it is taken for the empty hall."""
LEFT_AFTER_S = 0.8
SLOW_S, FAST_S = 40.0, 4.0
"""Time constants of the background: while nobody is there, and while absorbing furniture."""


def thumbnail(image: Image) -> Thumbnail:
    """Mean grey of each cell of a 40 x 30 grid, (30, 40) float32."""
    height, width = image.shape[:2]
    rows, columns = height // ROWS, width // COLUMNS
    if not rows or not columns:
        raise ValueError(f"a picture of {width} x {height} is too small")
    step_y, step_x = max(1, rows // 4), max(1, columns // 4)
    green = image[: rows * ROWS, : columns * COLUMNS, 1].reshape(ROWS, rows, COLUMNS, columns)
    cells: Thumbnail = green[:, ::step_y, :, ::step_x].mean(axis=(1, 3), dtype=np.float32)
    return cells


@dataclass(frozen=True, slots=True)
class Change:
    """What one look found: `arrived` or `left` when that has just become so."""

    arrived: bool = False
    left: bool = False


class Presence:
    """Remembers the empty hall and says when somebody comes and goes.

    Call `update` about twice a second, more often when somebody is there. `face` tells what a detector knows of this
    frame: True or False when it looked, None when it did not.
    """

    def __init__(self) -> None:
        self._background: Thumbnail | None = None
        self._before: Thumbnail | None = None
        self._before_s = self._at_s = 0.0
        self._moved = False
        self._seen_s = self._alive_s = -1e9
        self._began_with_somebody = False
        self.somebody = False

    def differs(self, cells: Thumbnail) -> float:
        """Fraction of the picture that is not the empty hall; all of it before the hall is known."""
        if self._background is None:
            return 1.0
        change = cells - self._background
        change -= np.median(change)
        lit = min(1.0, float(self._background.mean()) / LIT_FROM)
        return float((np.abs(change) > max(LEAST_DIFFERENCE, DIFFERS_BY * lit)).mean())

    def update(self, cells: Thumbnail, now_s: float, face: bool | None = None) -> Change:
        """Judge one thumbnail."""
        if self._background is None:
            self._background, self._at_s = cells.copy(), now_s
            self._began_with_somebody = bool(face)
        self._watch_motion(cells, now_s)
        part = self.differs(cells)
        if part >= EVERYTHING and not face:
            self._background, part = cells.copy(), 0.0
        there = bool(face) or part >= (GONE_BELOW if self.somebody else NEAR_FROM)
        if face or self._moved or not self.somebody:
            self._alive_s = now_s
        furniture = there and now_s - self._alive_s >= ABSORB_AFTER_S
        if self._began_with_somebody and there and now_s - self._alive_s >= UNCOVERED_AFTER_S:
            self._background, self._began_with_somebody, there = cells.copy(), False, False
        self._adapt(cells, there, furniture, now_s)
        if there:
            self._seen_s = now_s
        return self._change(there, now_s)

    def _watch_motion(self, cells: Thumbnail, now_s: float) -> None:
        if self._before is None:
            self._before, self._before_s = cells, now_s
        elif now_s - self._before_s >= MOTION_OVER_S:
            self._moved = float(np.abs(cells - self._before).mean()) > STILL_BELOW
            self._before, self._before_s = cells, now_s

    def _adapt(self, cells: Thumbnail, there: bool, furniture: bool, now_s: float) -> None:
        passed_s, self._at_s = now_s - self._at_s, now_s
        if self._background is None or (there and not furniture):
            return
        weight = 1.0 - float(np.exp(-max(0.0, passed_s) / (FAST_S if furniture else SLOW_S)))
        self._background += np.float32(weight) * (cells - self._background)

    def _change(self, there: bool, now_s: float) -> Change:
        if there and not self.somebody:
            self.somebody = True
            return Change(arrived=True)
        if self.somebody and not there and now_s - self._seen_s >= LEFT_AFTER_S:
            self.somebody = False
            return Change(left=True)
        return Change()
