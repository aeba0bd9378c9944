"""Numbers and days as a technician types them."""

from __future__ import annotations

import unicodedata
from datetime import date

from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.typed import number
from kiosk.calibration.words import of_refusal
from kiosk.sentences import Text


def number_of(text: str) -> float | Text:
    """The number somebody typed, or why it is none."""
    try:
        return number(text)
    except CalibrationRefused as refused:
        return of_refusal(refused)


def day_of(text: str) -> date | None:
    """A day typed as its eight digits, with or without anything between them; None for no day."""
    digits = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdigit())
    if len(digits) != 8:
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
