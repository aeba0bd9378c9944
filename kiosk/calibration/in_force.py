"""Which calibration is in force for one device, one metric, at one moment."""

from __future__ import annotations

from typing import Protocol

from devices.clock import Instant
from kiosk.calibration.records import IDENTITY, Calibration


class Calibrations(Protocol):
    """Knows the record in force. Asked for every value, on the device's thread: fast, and it never raises."""

    def in_force(self, device: str, metric: str, at: Instant) -> Calibration:
        """The calibration of this metric on the device of this name when a value was taken."""


class Uncalibrated:
    """Nobody has calibrated anything yet: IDENTITY for every device, metric and moment. Implements `Calibrations`."""

    def in_force(self, device: str, metric: str, at: Instant) -> Calibration:
        """IDENTITY."""
        return IDENTITY
