"""The faces of what is put on paper, and whether they have every character."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QRawFont

from kiosk.sentences import Refusal, sentence
from ui.application.fonts import FAMILIES

DPI = 300.0
_PLAIN_GLYPHS = ("calt", "ccmp", "liga", "clig", "locl", "kern")
"""Shapes other than a character's own come out of a PDF as no character at all."""


def mm(length: float) -> float:
    """Millimetres in dots."""
    return length * DPI / 25.4


def font(points: float, *, bold: bool = False) -> QFont:
    """The text face, embedded in the PDF."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(round(points * DPI / 72))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in _PLAIN_GLYPHS:
        made.setFeature(QFont.Tag(feature), 0)
    return made


@cache
def _faces() -> tuple[QRawFont, ...]:
    return tuple(QRawFont.fromFont(QFont(family)) for family in FAMILIES)


def lacking(text: str) -> tuple[str, ...]:
    """Characters that none of the faces has."""
    wanted = sorted({c for c in text if not c.isspace()})
    return tuple(c for c in wanted if not any(face.supportsCharacter(ord(c)) for face in _faces()))


def refuse_boxes(text: str) -> None:
    """A box in the place of a character is no name. Raises Refusal with the characters' numbers."""
    missing = lacking(text)
    if missing:
        codes = " ".join(f"U+{ord(c):04X}" for c in missing)
        raise Refusal(sentence("paper.refused.glyph", codes=codes))
