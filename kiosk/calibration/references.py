"""The instrument a calibration leans on: what its own certificate says of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

RANGE_ONLY = "control-solution"
"""The kind of reference whose certificate is a range and no more."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A black body, a manometer, a set of weights … with the certificate that was in force when it was used.

    Attributes:
        id: UUIDv7.
        kind: What it is, a key of `calibration.references` in the catalogue of sentences, such as "black-body".
        certificate: Number of its own certificate; of a control solution its lot.
        laboratory: Who issued that.
        certified, due: Days of the hall's calendar; on the day after `due` it is overdue.
        low, high: Its certified range, in `unit` (UCUM); of a control solution the range on its bottle.
        expanded_u: Of its certificate, in `unit`, with coverage factor `k`.
        stability: Half width of what it wanders during a run (rectangular), in `unit`.
    """

    id: str
    kind: str
    maker: str
    model: str
    serial: str
    certificate: str
    laboratory: str
    certified: date
    due: date
    low: float
    high: float
    unit: str
    expanded_u: float
    k: float = 2.0
    stability: float = 0.0

    def is_overdue(self, day: date) -> bool:
        """Whether its certificate is over on a day of the hall's calendar."""
        return day > self.due

    @property
    def is_possible(self) -> bool:
        """Whether its figures can stand on a certificate. The range of a control solution has no U."""
        least_u = 0.0 if self.kind == RANGE_ONLY else math.ulp(0.0)
        return self.expanded_u >= least_u and self.k >= 1 and self.stability >= 0 and self.low < self.high

    @property
    def standard_u(self) -> float:
        """Standard uncertainty of its value, in `unit`."""
        return self.expanded_u / self.k
