"""One person, lit and turned: from looks and pose to a picture with cover, ready to be set into a scene."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from devices.simulators.drawing import body, features, hair, head
from devices.simulators.drawing.sheet import Plane, Sheet, smooth
from devices.simulators.profile import FaceLooks

Picture = npt.NDArray[np.float32]

UNIT = 150
"""Pixels of half a head in a finished portrait; pictures are scaled down from here, never up in the simulator."""

EDGES = (-1.55, -1.45, 1.55, 2.35)
"""Left, top, right and bottom of a portrait in head units."""


LEAST_HALF_WIDTH = 0.02
"""Head units; a row of the sheet where the head is narrower has none of it."""
RELIEF_REACH = 0.3
"""Head units beside the outline that a turned head may look colour up from: more than the highest relief."""


@dataclass(frozen=True, slots=True)
class Pose:
    """How a person stands in one picture.

    Attributes:
        yaw_deg: Head turned to its own left (positive) or right.
        roll_deg: Head tilted.
        openness: Eyes, 0 shut to 1 open.
        light: 0.4 dim to 1.3 bright; `light_x` -1 from the left to 1 from the right.
    """

    yaw_deg: float = 0.0
    roll_deg: float = 0.0
    openness: float = 1.0
    light: float = 1.0
    light_x: float = -0.35


@dataclass(frozen=True, slots=True)
class Portrait:
    """A finished picture: BGR 0..1 premultiplied by cover, and the cover."""

    colour: npt.NDArray[np.float32]
    cover: Plane


@dataclass(frozen=True, slots=True)
class _Model:
    """One head before turning and light: colour, surface normal, relief, outline."""

    colour: npt.NDArray[np.float32]
    normal: npt.NDArray[np.float32]
    bump: Plane
    outline: Plane
    rows: Plane
    x: Plane


@lru_cache(maxsize=8)
def render(looks: FaceLooks, pose: Pose) -> Portrait:
    """Draw a person in a pose. Nobody writes into what comes back: the last few are kept."""
    import cv2

    model, back = _model(looks, round(pose.openness, 1)), _back(looks)
    box = _head_box(model)
    turned, cover = _turn(cv2, model, _lit(model, pose, box), np.deg2rad(pose.yaw_deg), box)
    picture = back.colour * back.cover[..., None] * (pose.light * 0.97)
    picture[box] = picture[box] * (1.0 - cover[..., None]) + turned * cover[..., None]
    whole = back.cover.copy()
    whole[box] += cover * (1.0 - whole[box])
    if pose.roll_deg:
        pivot = ((0.0 - EDGES[0]) * UNIT, (1.2 - EDGES[1]) * UNIT)
        spin = cv2.getRotationMatrix2D(pivot, pose.roll_deg, 1.0)
        size = (picture.shape[1], picture.shape[0])
        picture, whole = cv2.warpAffine(picture, spin, size), cv2.warpAffine(whole, spin, size)
    finished = Portrait(np.clip(picture, 0.0, 1.0), np.clip(whole, 0.0, 1.0))
    finished.colour.flags.writeable = finished.cover.flags.writeable = False
    return finished


@lru_cache(maxsize=24)
def _model(looks: FaceLooks, openness: float) -> _Model:
    sheet = _skin(looks).copy()
    outline = hair.outline(looks, sheet.rows)
    features.draw_eyes(sheet, looks, openness)
    hair.draw_beard(sheet, looks)
    hair.draw_hair(sheet, looks)
    hair.draw_glasses(sheet, looks)
    sheet.relief = sheet.blurred(sheet.relief, 0.006)
    dy, dx = np.gradient(sheet.relief * UNIT)
    normal = np.dstack([-dx, -dy, np.ones_like(dx)]).astype(np.float32)
    normal /= np.linalg.norm(normal, axis=2, keepdims=True)
    tip = looks.eye_y + looks.nose_length
    bump = 0.16 * sheet.gauss(0, tip - 0.08, looks.nose_width * 0.9, 0.16) + 0.04 * sheet.gauss(0, 0.75, 0.3, 0.3)
    return _Model(sheet.colour, normal, bump, outline, sheet.rows, sheet.x)


@lru_cache(maxsize=6)
def _skin(looks: FaceLooks) -> Sheet:
    """Half of the work on a head, and the same for open eyes and shut ones. Nobody draws on it: it is copied."""
    sheet = Sheet(UNIT, *EDGES, ground=head.skin_colour(looks))
    head.draw_skin(sheet, looks, hair.outline(looks, sheet.rows))
    features.draw_nose_and_mouth(sheet, looks)
    return sheet


@lru_cache(maxsize=12)
def _back(looks: FaceLooks) -> Sheet:
    sheet = Sheet(UNIT, *EDGES, ground=head.skin_colour(looks))
    body.draw_body(sheet, looks)
    return sheet


def _head_box(model: _Model) -> tuple[slice, slice]:
    """Rows and columns that hold all of the head: a third of the sheet, and the only part that turns."""
    rows = np.flatnonzero(model.outline > LEAST_HALF_WIDTH)
    reach = float(model.outline.max()) + RELIEF_REACH
    columns = np.flatnonzero(np.abs(model.x[0]) <= reach)
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _lit(model: _Model, pose: Pose, box: tuple[slice, slice]) -> Picture:
    """Colour under the light, of the box's rows; black beside the box, where nothing is looked up."""
    lit = np.zeros_like(model.colour[box[0]])
    lit[:, box[1]] = np.clip(model.colour[box] * _light(model.normal[box], pose)[..., None], 0.0, 1.0)
    return lit


def _light(normal: Picture, pose: Pose) -> Plane:
    """Brightness of every point: sky from above, one soft lamp, a little shine."""
    yaw = np.deg2rad(pose.yaw_deg)
    x, y, z = pose.light_x, -0.42, 0.84
    turned = np.array([x * np.cos(yaw) - z * np.sin(yaw), y, x * np.sin(yaw) + z * np.cos(yaw)])
    turned /= np.linalg.norm(turned)
    diffuse = np.clip(normal @ turned.astype(np.float32), 0.0, 1.0)
    sky = 0.5 - 0.5 * normal[..., 1]
    brightness: Plane = pose.light * (0.46 + 0.16 * sky + 0.46 * diffuse + 0.05 * diffuse**24)
    return brightness


def _turn(cv2: Any, model: _Model, colour: Picture, yaw: float, box: tuple[slice, slice]) -> tuple[Picture, Plane]:
    """Turn the head about its axis: each row is the front of a cylinder as wide as the head there.

    Args:
        colour: Of the box's rows, as wide as the sheet.

    Returns:
        Colour and cover of the box.
    """
    rows = box[0]
    width = cv2.GaussianBlur(
        np.maximum(model.outline, LEAST_HALF_WIDTH).reshape(-1, 1), (1, 0), sigmaX=0.1, sigmaY=0.05 * UNIT
    )[rows]
    bump = model.bump[rows]
    across = model.x[box] / np.maximum(width, LEAST_HALF_WIDTH)
    angle = np.arcsin(np.clip(across, -0.999, 0.999)) - yaw
    source = width * np.sin(angle)
    column = ((source - EDGES[0]) * UNIT - 0.5).astype(np.float32)
    lines = np.broadcast_to(np.arange(column.shape[0], dtype=np.float32)[:, None], column.shape).copy()
    for _ in range(3 if yaw else 0):  # a face that looks ahead is not shifted by its relief
        lift = cv2.remap(bump, column, lines, cv2.INTER_LINEAR)
        source = width * np.sin(angle) - lift * np.sin(yaw)
        column = ((source - EDGES[0]) * UNIT - 0.5).astype(np.float32)
    turned = cv2.remap(colour, column, lines, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    outline = model.outline[rows, None]
    cover = 1.0 - smooth(np.abs(model.x[box]) - outline, -1.2 / UNIT, 1.2 / UNIT)
    return turned, (cover * (outline > LEAST_HALF_WIDTH)).astype(np.float32)


def clear_cache() -> None:
    """Forget all prepared heads (about 6 MB each) and the last portraits."""
    render.cache_clear()
    _model.cache_clear()
    _skin.cache_clear()
    _back.cache_clear()
