"""Why a step of a calibration is not taken."""

from __future__ import annotations


class CalibrationRefused(ValueError):
    """Nothing was changed. The code is a key of `calibration.refusals` in the catalogue of sentences.

    Attributes:
        code: Such as "reference-overdue".
        blanks: What its sentence names.
    """

    def __init__(self, code: str, **blanks: object) -> None:
        super().__init__(code)
        self.code, self.blanks = code, blanks
