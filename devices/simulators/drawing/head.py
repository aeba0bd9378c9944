"""The head itself: outline, skin, relief of bone and flesh, wrinkles."""

from __future__ import annotations

import numpy as np

from devices.simulators.drawing.sheet import Colour, Plane, Sheet, curve, smooth
from devices.simulators.profile import FaceLooks

WIDEST_Y = -0.12
"""Height at which a head is widest: a little above the eyes."""


def mix(a: Colour, b: Colour, t: float) -> Colour:
    """The colour `t` of the way from a to b."""
    return tuple(x + (y - x) * t for x, y in zip(a, b, strict=True))  # type: ignore[return-value]


def skin_colour(looks: FaceLooks) -> Colour:
    """BGR of evenly lit skin."""
    return mix((0.70, 0.80, 0.95), (0.43, 0.58, 0.78), min(1.0, max(0.0, looks.skin)))


def half_width(looks: FaceLooks, rows: Plane) -> Plane:
    """Half-width of the head at each height; zero above the crown and below the chin."""
    up = np.clip((rows - WIDEST_Y) / (-1.0 - WIDEST_Y), 0.0, 1.0)
    down = np.clip((rows - WIDEST_Y) / (1.0 - WIDEST_Y), 0.0, 1.0)
    fullness = 1.9 + 1.7 * looks.jaw
    skull = (1.0 - up**2.3) ** (1 / 2.1)
    face = (1.0 - down**fullness) ** 0.62
    width: Plane = (looks.head * np.where(rows < WIDEST_Y, skull, face)).astype(np.float32)
    return width


def draw_skin(sheet: Sheet, looks: FaceLooks, outline: Plane) -> None:
    """Skin, bones and wrinkles over the whole sheet; the caller cuts the outline (half-width of each row) out."""
    base = skin_colour(looks)
    sheet.colour[:] = base
    blots = sheet.grain(looks.seed, 0.12)
    pores = sheet.grain(looks.seed + 1, 0.008)
    sheet.colour *= (1.0 + 0.012 * blots + 0.010 * pores)[..., None]
    _bones(sheet, looks, outline[:, None])
    _flush(sheet, looks)
    _wrinkles(sheet, looks)
    _age_spots(sheet, looks)


def _bones(sheet: Sheet, looks: FaceLooks, skull: Plane) -> None:
    width = np.maximum(skull, 1e-3)
    dome = np.sqrt(np.clip(1.0 - (sheet.x / width) ** 2, 0.0, None)) * np.minimum(width, 0.8 * looks.head + 0.2 * width)
    sheet.relief += sheet.blurred((0.60 * dome).astype(np.float32), 0.02)
    gap, eye_y = looks.eye_gap, looks.eye_y
    for side in (-1, 1):
        sheet.raise_by(sheet.gauss(side * gap, eye_y - looks.brow_gap, 0.16, 0.06), 0.030)
        sheet.raise_by(sheet.gauss(side * gap * 0.96, eye_y - 0.01, 0.13, 0.075), -0.045)
        sheet.raise_by(sheet.gauss(side * (gap + 0.08), eye_y + 0.30, 0.14, 0.12), 0.05 * (0.4 + looks.cheeks))
        sheet.raise_by(sheet.gauss(side * looks.head * 0.78, eye_y + 0.42, 0.12, 0.16), -0.03 * (1.2 - looks.cheeks))
    tip = eye_y + looks.nose_length
    sheet.raise_by(sheet.gauss(0, looks.mouth_y, looks.mouth_width * 0.9, 0.13), 0.035)
    sheet.raise_by(sheet.gauss(0, 0.86, 0.13 + 0.06 * looks.jaw, 0.08), 0.045)
    sheet.raise_by(sheet.gauss(0, (looks.mouth_y + 0.86) / 2, 0.14, 0.03), -0.015)
    sheet.raise_by(sheet.gauss(0, (tip + looks.mouth_y) / 2 + 0.03, 0.022, 0.06), -0.012)
    sheet.raise_by(sheet.gauss(0, -0.45, 0.30, 0.16), 0.02)


def _flush(sheet: Sheet, looks: FaceLooks) -> None:
    for side in (-1, 1):
        cheek = sheet.gauss(side * (looks.eye_gap + 0.07), looks.eye_y + 0.33, 0.14, 0.11)
        sheet.paint(cheek, (0.50, 0.52, 0.90), 0.20 + 0.22 * looks.cheeks)
        socket = sheet.gauss(side * looks.eye_gap, looks.eye_y + 0.01, 0.17, 0.10)
        sheet.paint(socket, (0.40, 0.45, 0.62), 0.14 + 0.10 * looks.age)
    sheet.paint(sheet.gauss(0, looks.eye_y + looks.nose_length, looks.nose_width, 0.08), (0.48, 0.52, 0.88), 0.20)
    sheet.shade(smooth(np.abs(sheet.x) / np.maximum(half_width(looks, sheet.y), 0.05), 0.72, 1.05), 0.94)


def _wrinkles(sheet: Sheet, looks: FaceLooks) -> None:
    age, gap, eye_y = looks.age, looks.eye_gap, looks.eye_y
    nose, tip, mouth = looks.nose_width, looks.eye_y + looks.nose_length, looks.mouth_y
    out = gap + looks.eye_size
    folds: list[tuple[list[tuple[float, float]], float, float]] = []
    for i, wave in enumerate((0.00, 0.075, 0.145)):
        y, reach = eye_y - looks.brow_gap - 0.14 - wave, 0.34 - 0.05 * i
        brow = [(-reach, y + 0.02), (-reach / 2, y), (0, y + 0.012), (reach / 2, y), (reach, y + 0.02)]
        folds.append((brow, 0.5, 0.9))
    for s in (-1, 1):
        fold = [(s * nose * 1.05, tip - 0.02), (s * (nose + 0.09), tip + 0.10)]
        folds.append(([*fold, (s * (looks.mouth_width + 0.055), mouth + 0.02)], 1.2, 1.5))
        corner = looks.mouth_width + 0.03
        folds.append(([(s * corner, mouth + 0.06), (s * (corner + 0.01), mouth + 0.18)], 0.6, 1.3))
        bag = [(s * (gap - 0.12), eye_y + 0.085), (s * gap, eye_y + 0.125), (s * (gap + 0.13), eye_y + 0.09)]
        folds.append((bag, 0.8, 1.2))
        for rise in (-0.05, 0.0, 0.05):
            foot = [(s * (out + 0.035), eye_y + 0.3 * rise), (s * (out + 0.13), eye_y + 1.5 * rise + 0.01)]
            folds.append((foot, 0.45, 0.8))
        folds.append(([(s * 0.035, eye_y - 0.16), (s * 0.045, eye_y - 0.08)], 0.4, 1.0))
    for points, depth, width in folds:
        crease = sheet.line(curve(points, 6), 0.010 * width, 0.011 * width)
        sheet.raise_by(crease, -0.020 * depth * age)
        sheet.paint(crease, (0.28, 0.36, 0.55), 0.30 * depth * age)


def _age_spots(sheet: Sheet, looks: FaceLooks) -> None:
    dice = np.random.default_rng(looks.seed + 2)
    for _ in range(round(9 * looks.age)):
        side = 1 if dice.random() < 0.5 else -1
        x, y = side * dice.uniform(0.40, 0.62) * looks.head / 0.74, dice.uniform(-0.55, 0.45)
        size = dice.uniform(0.008, 0.022)
        sheet.paint(sheet.oval(x, y, size * 1.3, size, 0.008), (0.34, 0.46, 0.62), 0.30)
