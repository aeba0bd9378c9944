"""What can be calibrated on this terminal: a device, what it reads, and by which method."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One choice of the first step.

    Attributes:
        device: Name of the device; `model` the one of the catalogue.
        metric: In the metric catalogue; `unit` its UCUM code, `unit_shown` that on the screen.
        decimals: Digits of a raw value behind the point.
        method: Id of the method.
        by_hand: It has no wire to this terminal; the technician reads its display and says which one it is.
    """

    device: str
    kind: str
    model: str
    metric: str
    unit: str
    unit_shown: str
    decimals: int
    method: str
    serial: str = ""
    firmware: str = ""
    by_hand: bool = False

    @property
    def key(self) -> str:
        """Tells it from the others."""
        return f"{self.device}/{self.metric}/{self.method}"

    @property
    def resolution(self) -> float:
        """One step of the raw value, in `unit`."""
        return float(10**-self.decimals)
