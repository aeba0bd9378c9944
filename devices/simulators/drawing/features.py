"""Eyes, brows, nose and mouth."""

from __future__ import annotations

import numpy as np

from devices.simulators.drawing.head import mix, skin_colour
from devices.simulators.drawing.sheet import Colour, Point, Sheet, curve
from devices.simulators.profile import FaceLooks

IRIS_RADIUS = 0.068


def hair_colour(looks: FaceLooks) -> Colour:
    """BGR of hair: black, through iron grey, to white."""
    return mix((0.10, 0.10, 0.12), (0.86, 0.88, 0.88), min(1.0, max(0.0, looks.hair_grey)))


def draw_nose_and_mouth(sheet: Sheet, looks: FaceLooks) -> None:
    """Draw on a sheet of skin what is the same in every picture of somebody."""
    _nose(sheet, looks)
    _mouth(sheet, looks)


def draw_eyes(sheet: Sheet, looks: FaceLooks, openness: float) -> None:
    """Draw eyes and brows. `openness` 0 (eyes shut) to 1."""
    for side in (-1, 1):
        _eye(sheet, looks, side, openness)
        _brow(sheet, looks, side)


def _lid(looks: FaceLooks, side: int, height: float) -> list[Point]:
    """A lid's edge from inner to outer corner, bulging by `height` (negative is up)."""
    points = []
    for t in np.linspace(-1.0, 1.0, 13):
        x = side * (looks.eye_gap + t * looks.eye_size)
        lean = -looks.eye_tilt * (t + 1) / 2
        bulge = height * (1 - abs(t) ** 2.2) * (1.0 - 0.12 * t)
        points.append((float(x), float(looks.eye_y + lean + bulge)))
    return points


def _eye(sheet: Sheet, looks: FaceLooks, side: int, openness: float) -> None:
    opening = looks.eye_open * openness
    upper, lower = _lid(looks, side, -1.15 * opening), _lid(looks, side, 0.85 * looks.eye_open)
    lower = [(x, y - (1 - openness) * 0.15 * looks.eye_open) for x, y in lower] if openness < 1 else lower
    if openness < 0.3:
        upper = _lid(looks, side, 0.55 * looks.eye_open)
    else:
        _eyeball(sheet, looks, side, sheet.area([*upper, *reversed(lower)], 0.004))
    lid_shadow = sheet.area([*[(x, y - 0.055) for x, y in upper], *reversed(upper)], 0.014)
    sheet.shade(lid_shadow, 0.93)
    sheet.raise_by(sheet.area([*[(x, y - 0.05) for x, y in upper], *reversed(upper)], 0.02), 0.016)
    crease = [(x, y - 0.034 - 0.25 * looks.eye_open) for x, y in upper[2:]]
    sheet.paint(sheet.line(crease, 0.008, 0.006), (0.20, 0.26, 0.42), 0.55)
    sheet.paint(sheet.line(upper, 0.017, 0.004), (0.10, 0.11, 0.15), 0.92)
    tail = [upper[-2], (upper[-1][0] + side * 0.022, upper[-1][1] + 0.010)]
    sheet.paint(sheet.line(tail, 0.010, 0.004), (0.12, 0.13, 0.18), 0.7)
    sheet.paint(sheet.line(lower, 0.007, 0.005), (0.22, 0.27, 0.42), 0.55)
    pouch = [(x, y + 0.03) for x, y in lower]
    sheet.raise_by(sheet.line(pouch, 0.03, 0.016), 0.012)


def _eyeball(sheet: Sheet, looks: FaceLooks, side: int, inside: np.typing.NDArray[np.float32]) -> None:
    x = side * looks.eye_gap
    y = looks.eye_y - looks.eye_tilt / 2 - 0.10 * looks.eye_open
    sheet.paint(inside, (0.84, 0.87, 0.90))
    corners = 1.0 - sheet.gauss(x, y, looks.eye_size * 0.62, 0.2)
    sheet.paint(inside * corners, (0.60, 0.64, 0.76), 0.55)
    radius = min(IRIS_RADIUS, looks.eye_open * 1.45)
    sheet.paint(inside * sheet.oval(x, y, radius, radius, 0.010), (0.08, 0.12, 0.19))
    sheet.paint(inside * sheet.gauss(x, y + 0.30 * radius, radius * 0.6, radius * 0.4), (0.16, 0.27, 0.42), 0.75)
    sheet.paint(inside * sheet.oval(x, y, radius * 0.42, radius * 0.42, 0.008), (0.02, 0.02, 0.03))
    brow_shadow = sheet.gauss(x, y - 1.2 * looks.eye_open, looks.eye_size, looks.eye_open * 0.6)
    sheet.shade(inside * brow_shadow, 0.62)
    sheet.paint(inside * sheet.oval(x - 0.022, y - 0.35 * radius, 0.013, 0.013, 0.006), (1.0, 1.0, 1.0), 0.95)
    inner = x - side * looks.eye_size * 0.88
    sheet.paint(inside * sheet.gauss(inner, y + 0.008, 0.014, 0.014), (0.50, 0.52, 0.82), 0.7)


def _brow(sheet: Sheet, looks: FaceLooks, side: int) -> None:
    base_y = looks.eye_y - looks.brow_gap
    spine, upper, lower = [], [], []
    for t in np.linspace(0.0, 1.0, 11):
        x = side * (looks.eye_gap - looks.eye_size * 1.05 + t * looks.eye_size * 2.45)
        y = base_y - looks.brow_tilt * t - 0.045 * np.sin(np.pi * min(1.0, t * 1.05)) + 0.01 * t
        half = 0.5 * looks.brow_weight * float((0.65 + 0.5 * np.sin(np.pi * (0.25 + 0.5 * t))) * (1 - 0.75 * t**2.5))
        spine.append((float(x), float(y)))
        upper.append((float(x), float(y - half)))
        lower.append((float(x), float(y + half)))
    colour = mix((0.13, 0.13, 0.15), hair_colour(looks), 0.62)
    body = sheet.area([*upper, *reversed(lower)], 0.010)
    strands = 1.0 + 0.45 * sheet.grain(looks.seed + 5 + side, 0.006, (2.4, 0.7))
    sheet.paint(np.clip(body * strands, 0.0, 1.0), colour, 0.85)
    sheet.raise_by(body, 0.012)


def _nose(sheet: Sheet, looks: FaceLooks) -> None:
    width, top, tip = looks.nose_width, looks.eye_y - 0.04, looks.eye_y + looks.nose_length
    for i in range(9):
        t = i / 8
        sheet.raise_by(sheet.gauss(0, top + t * (tip - top), 0.038 + 0.030 * t, 0.075), 0.010 + 0.016 * t)
    sheet.raise_by(sheet.gauss(0, tip - 0.005, width * 0.62, 0.062), 0.085)
    for side in (-1, 1):
        sheet.raise_by(sheet.gauss(side * width * 0.74, tip + 0.012, width * 0.30, 0.048), 0.050)
        wing = [(side * width * 0.93, tip - 0.055), (side * width * 1.06, tip), (side * width * 0.90, tip + 0.052)]
        sheet.paint(sheet.line(curve(wing, 6), 0.012, 0.010), (0.25, 0.31, 0.50), 0.55)
        nostril = sheet.oval(side * width * 0.44, tip + 0.056, width * 0.24, 0.020, 0.012)
        sheet.paint(nostril, (0.13, 0.15, 0.27), 0.85)
        sheet.shade(sheet.gauss(side * 0.085, top + 0.10, 0.03, 0.10), 0.93)
    sheet.shade(sheet.gauss(0, tip + 0.085, width * 0.8, 0.022), 0.80)
    sheet.paint(sheet.gauss(-0.015, tip - 0.03, 0.028, 0.030), (1.0, 1.0, 1.0), 0.22)
    sheet.paint(sheet.gauss(-0.010, top + 0.14, 0.014, 0.10), (1.0, 1.0, 1.0), 0.10)


def _mouth(sheet: Sheet, looks: FaceLooks) -> None:
    half, y, full, smile = looks.mouth_width, looks.mouth_y, looks.lips, looks.smile

    def edge(height: float, dip: float) -> list[Point]:
        """A lip's edge from corner to corner, `height` away from the line, dipping in the middle."""
        line = []
        for t in np.linspace(-1.0, 1.0, 21):
            lift = -smile * t * t + height * (1 - abs(t) ** 1.7) + dip * np.exp(-((t / 0.14) ** 2))
            line.append((float(half * t), float(y + lift)))
        return line

    colour = mix(mix((0.42, 0.44, 0.78), (0.34, 0.36, 0.60), looks.age), skin_colour(looks), 0.22)
    seam = edge(0.012, 0.008)
    top, bottom = edge(-full * 0.95, full * 0.35), edge(full * 1.35, 0.0)
    upper, lower = sheet.area([*top, *reversed(seam)], 0.008), sheet.area([*seam, *reversed(bottom)], 0.008)
    sheet.paint(upper, mix(colour, (0.20, 0.22, 0.45), 0.22), 0.80)
    sheet.paint(lower, colour, 0.75)
    sheet.raise_by(sheet.blurred(upper + lower, 0.012), 0.020)
    sheet.paint(sheet.gauss(-0.02, y + full * 0.62, half * 0.35, full * 0.22), (0.92, 0.93, 1.0), 0.25)
    sheet.shade(sheet.gauss(0, y + full * 1.35 + 0.035, half * 0.55, 0.020), 0.88)
    sheet.paint(sheet.line(seam, 0.012, 0.005), (0.16, 0.16, 0.32), 0.80)
    for side in (-1, 1):
        corner = sheet.gauss(side * half, y - smile, 0.022, 0.018)
        sheet.paint(corner, (0.22, 0.25, 0.42), 0.55)
        sheet.raise_by(sheet.gauss(side * (half + 0.03), y - smile, 0.03, 0.04), -0.010)
