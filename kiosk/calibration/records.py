"""Which straight line turns a device's raw value into a calibrated one.

For now there is one record, and it says that nothing was calibrated. The technician's records, with their set-points,
uncertainty and certificates, will be further fields here; what a measurement refers to, an id and two coefficients,
stays.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calibration:
    """One record: calibrated = a · raw + b.

    Attributes:
        id: What every measurement made under it carries.
        a: Slope, without unit; positive.
        b: Offset in the unit of the value.
        method: How it was found; "identity" means not at all.
        device: Name of the device it was made for, None for any.
    """

    id: str
    a: float = 1.0
    b: float = 0.0
    method: str = "identity"
    device: str | None = None

    def __post_init__(self) -> None:
        if not (math.isfinite(self.a) and math.isfinite(self.b) and self.a > 0):
            raise ValueError(f"calibration {self.id}: coefficients must be finite and the slope positive")

    def apply(self, raw: float) -> float:
        """The calibrated value of a raw one."""
        return self.a * raw + self.b


IDENTITY = Calibration("identity")
"""In force until somebody calibrates: calibrated equals raw, and the record says so."""
