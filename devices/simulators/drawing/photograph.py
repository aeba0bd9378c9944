"""A printed photograph of somebody, held up by two hands: the plainest attack on a face terminal.

What gives a print away is drawn as it is: ink is never as dark nor paper as bright as the world, colours are paler and
a little blue, dots and fibres lie over the picture, the sheet is flat and lit as a whole, bent a little, glossy in one
place, ends in a white border, and fingers hold it. Nothing behind the sheet shows through.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from devices.simulators.drawing.body import colour_of
from devices.simulators.drawing.head import mix, skin_colour
from devices.simulators.drawing.portrait import EDGES, UNIT, Pose, render
from devices.simulators.drawing.sheet import Plane, Sheet, curve, smooth
from devices.simulators.profile import FaceLooks

Picture = npt.NDArray[np.float32]

PAPER = (-1.26, -1.40, 1.26, 1.78)
"""Left, top, right and bottom of the printed part, in units of half the printed head."""
BORDER = 0.10
LAYER = (-3.00, -1.70, 3.00, 3.60)
"""What is drawn of sheet, hands and arms together, same units."""
INK, WHITE = 0.17, 0.86
"""How dark ink and how bright paper come out, 0..1: a print has less contrast than the world."""
SOFT = 0.02
"""The picture was small before it was enlarged for printing."""
STUDIO = (0.80, 0.70, 0.56)


@dataclass(frozen=True, slots=True)
class Hold:
    """How the sheet is held.

    Attributes:
        roll_deg: Turned in its own plane, clockwise as seen.
        tilt: -1 the left edge is nearer, 1 the right one.
        bend: How much the sides come forward, 0..1.
    """

    roll_deg: float = 0.0
    tilt: float = 0.0
    bend: float = 0.4


@lru_cache(maxsize=2)
def sheet_and_hands(of: FaceLooks, by: FaceLooks) -> tuple[Picture, Plane]:
    """The flat print with the hands that hold it: BGR 0..1 premultiplied by cover, and the cover (about 11 MB)."""
    sheet = Sheet(UNIT, *LAYER, ground=(0.0, 0.0, 0.0))
    left, top, right, bottom = PAPER
    paper = sheet.area(_corners(left - BORDER, top - BORDER, right + BORDER, bottom + BORDER))
    printed = sheet.area(_corners(left, top, right, bottom))
    sheet.colour[:] = WHITE
    sheet.colour += printed[..., None] * (_printed(sheet, of) - sheet.colour)
    sheet.colour *= (1.0 + 0.010 * sheet.grain(of.seed + 41, 0.012))[..., None]
    sheet.paint(sheet.gauss(0.55, -0.75, 0.34, 0.50), (1.0, 1.0, 1.0), 0.30)
    np.maximum(sheet.cover, paper, out=sheet.cover)
    for side in (-1, 1):
        _arm(sheet, by, side)
        _hand(sheet, by, side)
    return sheet.colour * sheet.cover[..., None], sheet.cover


def _corners(left: float, top: float, right: float, bottom: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _printed(sheet: Sheet, of: FaceLooks) -> Picture:
    """The portrait as ink on paper, on the whole layer."""
    portrait = render(of, Pose(light=1.08, light_x=0.0))
    scene = np.empty((*sheet.shape, 3), np.float32)
    scene[:] = STUDIO
    x0, y0 = round((EDGES[0] - LAYER[0]) * UNIT), round((EDGES[1] - LAYER[1]) * UNIT)
    height = min(portrait.cover.shape[0], sheet.shape[0] - y0)
    part = np.s_[y0 : y0 + height, x0 : x0 + portrait.cover.shape[1]]
    cover = portrait.cover[:height, :, None]
    scene[part] = scene[part] * (1.0 - cover) + portrait.colour[:height]
    grey = scene.mean(axis=2, keepdims=True)
    pale = sheet.blurred(grey + 0.78 * (scene - grey), SOFT)
    ink: Picture = (INK + (WHITE - INK) * pale) * np.array((1.04, 1.0, 0.95), np.float32)
    dots = np.sin(sheet.columns * 2 * np.pi * 38)[None, :] * np.sin(sheet.rows * 2 * np.pi * 38)[:, None]
    inked: Picture = ink * (1.0 + 0.03 * dots)[..., None].astype(np.float32)
    return inked


def _firm(mask: Plane) -> Plane:
    """The mask without its soft edge, which the cover has already: no light rim where nothing lies behind."""
    firm: Plane = np.clip(4.0 * mask, 0.0, 1.0)
    return firm


def _arm(sheet: Sheet, by: FaceLooks, side: int) -> None:
    """The sleeve, from the wrist down and out of the picture."""
    colour = colour_of(by.clothes)
    bone = curve([(side * 2.36, 1.25), (side * 2.45, 1.9), (side * 2.20, 2.8), (side * 1.75, 3.7)], 8)
    sleeve = sheet.line(bone, 0.72, 0.02)
    np.maximum(sheet.cover, sleeve, out=sheet.cover)
    sheet.paint(_firm(sleeve), colour)
    folds = sheet.grain(by.seed + 43, 0.09, (1.8, 0.6))
    sheet.colour *= (1.0 + sleeve * np.clip(0.05 * folds, -0.2, 0.2))[..., None]
    sheet.shade(sleeve * sheet.line([(x - side * 0.28, y) for x, y in bone], 0.2, 0.12), 0.70)
    cuff = sheet.line([(side * 2.02, 1.36), (side * 2.72, 1.28)], 0.10, 0.02)
    sheet.paint(cuff * sleeve, mix(colour, (0.0, 0.0, 0.0), 0.3), 0.8)


def _hand(sheet: Sheet, by: FaceLooks, side: int) -> None:
    """Four fingers over the edge of the sheet, from the side."""
    skin = skin_colour(by)
    back = sheet.oval(side * 2.28, 0.98, 0.42, 0.50, 0.05)
    fingers = [_finger(side, i) for i in range(4)]
    masks = [sheet.line(points, 0.23 - 0.015 * i, 0.012) for i, points in enumerate(fingers)]
    whole = np.max([back, *masks], axis=0)
    sheet.shade(sheet.blurred(np.roll(whole, 6, axis=0), 0.06), 0.66)
    np.maximum(sheet.cover, whole, out=sheet.cover)
    for mask, points in zip([back, *masks], [None, *fingers], strict=True):
        sheet.paint(_firm(mask), mix(skin, (0.30, 0.38, 0.66), 0.25))
        if points is None:
            continue
        upper = sheet.line([(x, y - 0.035) for x, y in points], 0.07, 0.05)
        sheet.paint(mask * upper, mix(skin, (1.0, 1.0, 1.0), 0.25), 0.6)
        rim = sheet.line([(x, y + 0.10) for x, y in points], 0.05, 0.03)
        sheet.shade(mask * rim, 0.62)
        tip_x, tip_y = points[-1]
        sheet.paint(sheet.oval(tip_x + side * 0.02, tip_y - 0.02, 0.075, 0.060, 0.015), (0.72, 0.76, 0.92), 0.75)


def _finger(side: int, i: int) -> list[tuple[float, float]]:
    y = 0.56 + 0.235 * i
    reach = (0.98, 0.90, 0.94, 1.04)[i]
    return curve([(side * 2.25, y + 0.10), (side * 1.62, y - 0.05), (side * reach, y + 0.05)], 8)


def hold_up(canvas: Picture, of: FaceLooks, by: FaceLooks, head: float, x: float, y: float, hold: Hold) -> None:
    """Blend the held print into a picture in place.

    Args:
        canvas: (height, width, 3) BGR 0..1.
        head: Height of the printed head as a fraction of the picture's height; its middle at fractions `x`, `y`.
    """
    import cv2

    height, width = canvas.shape[:2]
    colour, cover = sheet_and_hands(of, by)
    scale = head * height / (2 * UNIT)
    size = (max(4, round(cover.shape[1] * scale)), max(4, round(cover.shape[0] * scale)))
    colour = cv2.resize(colour, size, interpolation=cv2.INTER_AREA)
    cover = cv2.resize(cover, size, interpolation=cv2.INTER_AREA)
    colour = colour * _light_on(size, hold)[..., None]
    way = _way(size, scale, (x * width, y * height), hold)
    colour = cv2.warpPerspective(colour, way, (width, height), flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(cover, way, (width, height), flags=cv2.INTER_LINEAR)[..., None]
    down = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.012 * height]])
    shadow = cv2.GaussianBlur(cv2.warpAffine(cover, down, (width, height)), (0, 0), 0.012 * width)
    canvas *= 1.0 - 0.35 * shadow[..., None]
    canvas *= 1.0 - cover
    canvas += colour


def _light_on(size: tuple[int, int], hold: Hold) -> Plane:
    """A bent sheet is a little darker towards its sides, and as a whole brighter the more it faces the lamp."""
    across = np.linspace(-1.0, 1.0, size[0], dtype=np.float32)
    light = 0.98 - 0.16 * hold.bend * smooth(np.abs(across), 0.0, 0.7) + 0.05 * hold.tilt * across
    return np.broadcast_to(light.astype(np.float32), (size[1], size[0]))


def _way(size: tuple[int, int], scale: float, at: tuple[float, float], hold: Hold) -> npt.NDArray[np.float64]:
    """The perspective that puts the layer where it is held."""
    import cv2

    wide, tall = size[0] / 2, size[1] / 2
    near_left, near_right = 1.0 - 0.06 * hold.tilt, 1.0 + 0.06 * hold.tilt
    flat = np.array([(0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])], np.float32)
    narrow = 1.0 - 0.04 * abs(hold.tilt)
    sides = [(-narrow, -near_left), (narrow, -near_right), (narrow, near_right), (-narrow, near_left)]
    roll = np.deg2rad(hold.roll_deg)
    middle_x = at[0] + (LAYER[0] + LAYER[2]) / 2 * UNIT * scale
    middle_y = at[1] + (LAYER[1] + LAYER[3]) / 2 * UNIT * scale
    held = [
        (
            middle_x + sx * wide * np.cos(roll) - sy * tall * np.sin(roll),
            middle_y + sx * wide * np.sin(roll) + sy * tall * np.cos(roll),
        )
        for sx, sy in sides
    ]
    way: npt.NDArray[np.float64] = cv2.getPerspectiveTransform(flat, np.array(held, np.float32))
    return way
