"""Hair, beards and glasses."""

from __future__ import annotations

import numpy as np

from devices.simulators.drawing.features import hair_colour
from devices.simulators.drawing.head import WIDEST_Y, half_width, mix
from devices.simulators.drawing.sheet import Plane, Point, Sheet, curve, smooth
from devices.simulators.profile import FaceLooks

VOLUME = {"short": 0.06, "receding": 0.035, "bald": 0.0, "perm": 0.17, "bob": 0.11, "bun": 0.05}
"""How far the hair of each style stands off the skull."""


def outline(looks: FaceLooks, rows: Plane) -> Plane:
    """Half-width of head and hair at each height, down to the chin."""
    volume = VOLUME[looks.hair]
    chin = 1.13 if looks.beard == "full" else 1.0
    stretched = WIDEST_Y + (rows - WIDEST_Y) / np.where(rows < WIDEST_Y, 1.0 + volume * 0.95, chin)
    bare = half_width(looks, stretched.astype(np.float32))
    reach = 0.10 if looks.hair in ("perm", "bob") else -0.22
    side = 1.0 - smooth(rows, reach - 0.06, reach + 0.16)
    curls = 0.016 * np.sin(rows * 31.0) + 0.010 * np.sin(rows * 53.0 + 1.0) if looks.hair == "perm" else 0.0
    width: Plane = (bare * (1.0 + (volume + curls) * side)).astype(np.float32)
    return width


def draw_hair(sheet: Sheet, looks: FaceLooks) -> None:
    """Hair that grows on the head sheet, above the hairline and at the temples."""
    if looks.hair == "bald":
        _rim(sheet, looks)
        return
    line, temple = looks.hairline, looks.head * (0.80 if looks.hair != "receding" else 0.72)
    dip = {"short": -0.02, "receding": -0.20, "perm": 0.03, "bob": 0.10, "bun": -0.03}[looks.hair]
    edge = line + dip * np.exp(-((sheet.x / 0.28) ** 2)).astype(np.float32)
    if looks.hair == "receding":
        edge = line - 0.16 + 0.10 * np.exp(-((sheet.x / 0.10) ** 2)).astype(np.float32)
    if looks.hair == "bob":
        edge = line + 0.16 - 0.10 * smooth(sheet.x + 0.20, -0.5, 0.5)
    ragged = 0.016 * sheet.grain(looks.seed + 11, 0.014, (0.6, 2.0))
    top = 1.0 - smooth(sheet.y - edge + ragged, -0.030, 0.030)
    sides = smooth(np.abs(sheet.x) + ragged * 1.4 - 0.14 * smooth(sheet.y, -0.5, 0.0), temple - 0.12, temple - 0.06)
    end = 0.42 if looks.hair in ("perm", "bob") else 0.02
    sides = sides * (1.0 - smooth(sheet.y + ragged, end - 0.10, end + 0.06))
    _lay(sheet, looks, np.maximum(top, sides))


def _lay(sheet: Sheet, looks: FaceLooks, mask: Plane) -> None:
    colour = hair_colour(looks)
    shadow = sheet.blurred(mask, 0.035) * (1 - mask)
    sheet.shade(shadow, 0.80)
    sheet.paint(mask, colour)
    if looks.hair == "perm":
        curls = sheet.grain(looks.seed + 7, 0.028)
        sheet.raise_by(mask * curls, 0.010)
        sheet.colour *= (1.0 + mask * np.clip(0.10 * curls, -0.25, 0.25))[..., None]
    strands = sheet.grain(looks.seed + 8, 0.007, (0.8, 7.0) if looks.hair != "bun" else (4.0, 2.0))
    sheet.colour *= (1.0 + mask * np.clip(0.09 * strands, -0.28, 0.28))[..., None]
    sheen = sheet.gauss(-0.18, -0.92, 0.30, 0.10) + 0.5 * sheet.gauss(0.30, -0.80, 0.14, 0.12)
    sheet.paint(mask * np.clip(sheen, 0, 1), (1.0, 1.0, 1.0), 0.16)
    sheet.raise_by(sheet.blurred(mask, 0.03), 0.03)


def _rim(sheet: Sheet, looks: FaceLooks) -> None:
    width = np.maximum(outline(looks, sheet.y), 0.05)
    near_edge = smooth(np.abs(sheet.x) / width, 0.86, 0.93)
    band = smooth(sheet.y, -0.55, -0.42) * (1.0 - smooth(sheet.y, -0.02, 0.08))
    fuzz = np.clip(1.0 + 0.3 * sheet.grain(looks.seed + 9, 0.010, (1.0, 3.0)), 0.0, 1.0)
    sheet.paint(near_edge * band * fuzz, hair_colour(looks), 0.85)
    sheet.paint(sheet.gauss(-0.14, -0.78, 0.16, 0.09), (1.0, 1.0, 1.0), 0.20)


def draw_beard(sheet: Sheet, looks: FaceLooks) -> None:
    """A moustache, or a full beard with one."""
    if looks.beard == "none":
        return
    tip, mouth = looks.eye_y + looks.nose_length, looks.mouth_y
    colour = mix(hair_colour(looks), (0.88, 0.89, 0.90), 0.25)
    strands = np.clip(1.0 + 0.25 * sheet.grain(looks.seed + 12, 0.007, (0.9, 4.0)), 0.3, 1.3)
    if looks.beard == "full":
        width = np.maximum(outline(looks, sheet.y), 0.02)
        low = smooth(sheet.y + 0.03 * (strands - 1), mouth - 0.04, mouth + 0.10)
        cheek = smooth(np.abs(sheet.x) / width, 0.74, 0.92) * smooth(sheet.y, 0.02, 0.25)
        mask = np.maximum(low, cheek) * (1.0 - sheet.oval(0, mouth + 0.025, looks.mouth_width * 1.02, 0.095, 0.035))
        sheet.paint(np.clip(mask * strands * 1.15, 0, 1), colour, 0.97)
        sheet.raise_by(sheet.blurred(mask, 0.02), 0.025)
    mid = (tip + mouth) / 2 + 0.03
    wide = looks.mouth_width * 1.12
    arc: list[Point] = [(-wide, mouth + 0.015), (-wide * 0.55, mid + 0.01), (0, mid - 0.005), (wide * 0.55, mid + 0.01)]
    upper = curve([*arc, (wide, mouth + 0.015)], 6)
    mask = sheet.line(upper, 0.075, 0.014)
    sheet.paint(np.clip(mask * strands, 0, 1), colour, 0.92)
    sheet.raise_by(mask, 0.018)


def draw_glasses(sheet: Sheet, looks: FaceLooks) -> None:
    """Reading glasses with a thin frame, a bridge, side bars and a faint reflection."""
    if looks.glasses == "none":
        return
    metal = looks.glasses == "half"
    colour = (0.45, 0.52, 0.60) if metal else (0.12, 0.14, 0.20)
    width = 0.014 if metal else 0.024
    centre_y = looks.eye_y + 0.025
    rx, ry = max(0.19, looks.eye_size + 0.05), {"round": 0.165, "square": 0.125, "half": 0.105}[looks.glasses]
    power = {"round": 2.0, "square": 4.5, "half": 3.0}[looks.glasses]
    for side in (-1, 1):
        ring: list[Point] = []
        for a in np.linspace(0.0, 2 * np.pi, 49):
            c, s = np.cos(a), np.sin(a)
            x = side * looks.eye_gap + rx * np.sign(c) * abs(c) ** (2 / power)
            ring.append((float(x), float(centre_y + ry * np.sign(s) * abs(s) ** (2 / power))))
        lens = sheet.area(ring, 0.004)
        glare = smooth(sheet.x - side * looks.eye_gap - (sheet.y - centre_y) * 0.7, 0.06, 0.10)
        sheet.paint(lens * glare * (1 - smooth(sheet.y, centre_y - 0.05, centre_y)), (1.0, 1.0, 1.0), 0.07)
        shade = [(x, y + 0.020) for x, y in ring]
        sheet.shade(sheet.line(shade, width * 1.2, 0.010), 0.86)
        arm = [(side * (looks.eye_gap + rx), centre_y - 0.03), (side * looks.head * 1.02, centre_y - 0.06)]
        for mask in (sheet.line(arm, width * 0.9, 0.003), _frame(sheet, ring, width, metal)):
            sheet.paint(mask, colour, 0.95)
            sheet.raise_by(mask, 0.012)
    inner = looks.eye_gap - rx
    bridge: list[Point] = [(-inner, centre_y - 0.03), (0, centre_y - 0.055), (inner, centre_y - 0.03)]
    sheet.paint(sheet.line(curve(bridge, 6), width, 0.003), colour, 0.95)


def _frame(sheet: Sheet, ring: list[Point], width: float, half: bool) -> Plane:
    frame = sheet.line(ring, width, 0.003)
    if not half:
        return frame
    rim: Plane = np.maximum(frame * 0.45, sheet.line(ring[24:], width * 1.5, 0.003))
    return rim
