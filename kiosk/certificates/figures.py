"""Numbers as they stand on a certificate: an uncertainty with two digits, a result with the same decimals as its U."""

from __future__ import annotations

import math

from kiosk.sentences import Text, sentence

MINUS = "\N{MINUS SIGN}"
UNITS = {"Cel": "℃", "mm[Hg]": "mmHg", "1": ""}
"""UCUM to what is printed, where that is something else."""


def unit(ucum: str) -> str:
    """As it is printed."""
    return UNITS.get(ucum, ucum)


def decimals(u: float) -> int:
    """Decimals with which an uncertainty has two digits that count (GUM 7.2.6); 2 where there is none."""
    if not (math.isfinite(u) and u > 0):
        return 2
    places = 1 - math.floor(math.log10(u))
    if round(u, places) >= 10 ** (2 - places):  # 0.0996 is 0.10
        places -= 1
    return min(max(places, 0), 6)


def number(value: float, places: int) -> str:
    """37.03, −0.30."""
    shown = f"{value:.{places}f}"
    return shown.lstrip("-") if float(shown) == 0 else shown.replace("-", MINUS)


def signed(value: float, places: int) -> str:
    """+0.08, −0.30, 0.00."""
    shown = number(value, places)
    return shown if shown.startswith(MINUS) or float(shown) == 0 else f"+{shown}"


def plain(value: float) -> str:
    """As it was entered, without zeros behind."""
    return f"{value:.10g}".replace("-", MINUS)


def as_read(value: float, step: float) -> str:
    """As a display of that step shows it: 36.0 where 36.1 is next. What has more digits than the step keeps them."""
    shown, places = plain(value), max(_places(value), _places(step))
    return shown if "e" in shown else number(value, places)


def _places(value: float) -> int:
    return len(plain(value).partition(".")[2])


def with_unit(value: str, ucum: str) -> Text:
    """A number with its unit behind."""
    shown = unit(ucum)
    return sentence("certificates.with-unit", value=value, unit=shown) if shown else Text(value)
