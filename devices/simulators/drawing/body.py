"""What stands behind the face: neck, shoulders, clothes, ears and hair that falls behind."""

from __future__ import annotations

import numpy as np

from devices.simulators.drawing.features import hair_colour
from devices.simulators.drawing.hair import VOLUME
from devices.simulators.drawing.head import mix, skin_colour
from devices.simulators.drawing.sheet import Colour, Plane, Sheet, curve, smooth
from devices.simulators.profile import FaceLooks


def colour_of(text: str) -> Colour:
    """BGR 0..1 of #rrggbb."""
    red, green, blue = (int(text[i : i + 2], 16) / 255.0 for i in (1, 3, 5))
    return blue, green, red


def draw_body(sheet: Sheet, looks: FaceLooks) -> None:
    """Draw everything behind the head and set the sheet's cover."""
    _hair_behind(sheet, looks)
    _neck(sheet, looks)
    _shoulders(sheet, looks)
    _ears(sheet, looks)


def _put(sheet: Sheet, mask: Plane, colour: Colour, strength: float = 1.0) -> None:
    sheet.paint(mask, colour, strength)
    np.maximum(sheet.cover, mask, out=sheet.cover)


def _hair_behind(sheet: Sheet, looks: FaceLooks) -> None:
    colour = mix(hair_colour(looks), (0.0, 0.0, 0.0), 0.14)
    volume = looks.head * (1 + VOLUME[looks.hair])
    if looks.hair == "bob":
        sides = [(volume * 0.96, -0.2), (volume * 1.05, 0.25), (volume * 0.98, 0.62), (looks.head * 0.55, 0.70)]
        right = curve(sides, 8)
        mask = sheet.area([*right, *[(-x, y) for x, y in reversed(right)]], 0.012)
    elif looks.hair == "perm":
        mask = sheet.oval(0, -0.12, volume * 1.02, 0.60, 0.05)
    elif looks.hair == "bun":
        mask = sheet.oval(0.02, -1.13, 0.24, 0.20, 0.02)
    else:
        return
    stretch = (1.0, 1.0) if looks.hair == "perm" else (0.8, 6.0)
    strands = sheet.grain(looks.seed + 20, 0.026 if looks.hair == "perm" else 0.008, stretch)
    _put(sheet, mask, colour)
    sheet.colour *= (1.0 + mask * np.clip(0.10 * strands, -0.3, 0.3))[..., None]


def _neck(sheet: Sheet, looks: FaceLooks) -> None:
    half = looks.head * (0.56 + 0.10 * looks.jaw)
    sides = curve([(half * 0.96, 0.5), (half * 0.92, 1.0), (half * 1.05, 1.25), (half * 1.7, 1.55)], 6)
    neck = sheet.area([*sides, *[(-x, y) for x, y in reversed(sides)]], 0.01)
    _put(sheet, neck, mix(skin_colour(looks), (0.30, 0.40, 0.58), 0.22))
    chin_shadow = np.clip(sheet.gauss(0.05, 0.98, looks.head * 0.75, 0.16), 0, 1)
    sheet.shade(neck * chin_shadow, 0.62)
    for side in (-1, 1):
        cord = curve([(side * half * 0.62, 1.05), (side * half * 0.42, 1.25), (side * 0.06, 1.42)], 6)
        sheet.shade(neck * sheet.line(cord, 0.02, 0.02), 0.90)


def _shoulders(sheet: Sheet, looks: FaceLooks) -> None:
    colour = colour_of(looks.clothes)
    wide = 1.42
    top = {"round": 1.30, "shirt": 1.22, "stand": 1.12, "cardigan": 1.26}[looks.collar]
    slope = [(looks.head * 0.60, top), (looks.head * 1.1, 1.38), (wide * 0.80, 1.52), (wide, 1.78), (wide * 1.04, 2.6)]
    right = curve(slope, 8)
    neckline = {"round": 1.46, "shirt": 1.62, "stand": 1.30, "cardigan": 1.88}[looks.collar]
    dip = curve(
        [
            (-looks.head * 0.60, top),
            (-0.24, neckline - 0.06),
            (0, neckline),
            (0.24, neckline - 0.06),
            (looks.head * 0.60, top),
        ],
        6,
    )
    if looks.collar in ("cardigan", "shirt"):
        dip = [(-looks.head * 0.60, top), (0.0, neckline), (looks.head * 0.60, top)]
        dip_y = 1.24 if looks.collar == "cardigan" else 1.40
        under = sheet.area([(-0.60, 1.30), (0, dip_y), (0.60, 1.30), (0, 2.1)], 0.01)
        inner = (0.86, 0.88, 0.90) if looks.collar == "cardigan" else mix(skin_colour(looks), (0.3, 0.4, 0.6), 0.3)
        if looks.collar == "cardigan":
            _put(sheet, under * smooth(sheet.y, 1.34, 1.38), inner)
    mask = sheet.area([*[(-x, y) for x, y in reversed(right)], *dip, *right], 0.008)
    _put(sheet, mask, colour)
    weave = sheet.grain(looks.seed + 30, 0.010, (1.0, 1.6))
    folds = sheet.grain(looks.seed + 31, 0.10, (0.5, 1.8))
    sheet.colour *= (1.0 + mask * np.clip(0.025 * weave + 0.045 * folds, -0.2, 0.2))[..., None]
    sheet.shade(mask * smooth(np.abs(sheet.x), 0.55, 1.5), 0.72)
    _collar(sheet, looks, mask, dip, colour)


def _collar(sheet: Sheet, looks: FaceLooks, mask: Plane, dip: list[tuple[float, float]], colour: Colour) -> None:
    dark, light = mix(colour, (0, 0, 0), 0.30), mix(colour, (1, 1, 1), 0.22)
    if looks.collar in ("round", "stand"):
        sheet.paint(sheet.line([(x, y + 0.045) for x, y in dip], 0.075, 0.006) * mask, light, 0.65)
        sheet.paint(sheet.line([(x, y + 0.09) for x, y in dip], 0.012, 0.006) * mask, dark, 0.6)
    if looks.collar == "shirt":
        for s in (-1, 1):
            flap = [(s * looks.head * 0.60, 1.17), (0, 1.60), (s * 0.17, 1.80), (s * looks.head * 0.92, 1.40)]
            _put(sheet, sheet.area(flap, 0.006), light)
            sheet.paint(sheet.line([flap[1], flap[2], flap[3]], 0.012, 0.005), dark, 0.7)
    if looks.collar in ("shirt", "cardigan", "stand"):
        start = dip[len(dip) // 2][1] if looks.collar != "shirt" else 1.62
        sheet.paint(sheet.line([(0, start), (0, 2.6)], 0.014, 0.006), dark, 0.7)
        for i in range(3):
            y = start + 0.12 + 0.24 * i
            sheet.paint(sheet.oval(0.05, y, 0.026, 0.026, 0.008), mix(colour, (0.1, 0.1, 0.1), 0.5), 0.9)
    if looks.collar == "cardigan":
        for s in (-1, 1):
            rib = [(s * looks.head * 0.60, 1.26), (s * 0.02, 1.88)]
            sheet.paint(sheet.line([(x + s * 0.045, y) for x, y in rib], 0.085, 0.006) * mask, light, 0.45)


def _ears(sheet: Sheet, looks: FaceLooks) -> None:
    if looks.hair in ("bob", "perm"):
        return
    skin = mix(skin_colour(looks), (0.40, 0.45, 0.75), 0.18)
    for side in (-1, 1):
        x, y = side * (looks.head * 0.985), looks.eye_y + 0.12
        lobe = sheet.oval(x - side * 0.02, y + 0.16, 0.065, 0.09, 0.012)
        ear = np.maximum(sheet.oval(x, y, 0.105, 0.20, 0.012), lobe)
        _put(sheet, ear, skin)
        sheet.shade(sheet.oval(x - side * 0.005, y - 0.01, 0.055, 0.12, 0.03), 0.78)
        sheet.paint(sheet.gauss(x + side * 0.065, y - 0.04, 0.018, 0.10), (0.85, 0.90, 1.0), 0.25)
