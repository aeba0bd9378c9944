"""A number as a technician types it: with a comma, in full width, or by mistake not at all."""

from __future__ import annotations

import re
import unicodedata

from kiosk.calibration.refusals import CalibrationRefused

SHOWN_AT_MOST = 12
_POINTS = str.maketrans({"。": ".", "、": ",", "−": "-", "–": "-"})
_FORM = re.compile(r"[+-]?[0-9]{1,7}(?:(?P<point>[.,])(?P<behind>[0-9]{1,6}))?")


def number(text: str) -> float:
    """The number somebody typed: 36.6, 36,6, ３６．６ and 36。6 are the same.

    A comma is a decimal comma. Before exactly three digits it might divide thousands, and that is asked.

    Raises:
        CalibrationRefused: "number-empty", "not-a-number" for nan and inf, "number-comma" for a comma before three
            digits, "number-form" for anything else: two commas, 1e5, a unit behind it.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_POINTS)).translate(_POINTS).strip()
    shown = plain[:SHOWN_AT_MOST]
    if not plain:
        raise CalibrationRefused("number-empty")
    if plain.lstrip("+-").lower() in ("nan", "inf", "infinity"):
        raise CalibrationRefused("not-a-number")
    found = _FORM.fullmatch(plain)
    if found is None:
        raise CalibrationRefused("number-form", text=shown)
    if found["point"] == "," and len(found["behind"]) == 3:
        raise CalibrationRefused("number-comma", text=shown)
    return float(plain.replace(",", "."))
