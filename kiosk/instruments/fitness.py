"""Whether a device may be used for people: by the calibrations in force for what it measures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from devices.clock import Instant
from devices.device import DeviceKind
from kiosk.calibration.channels import channel
from kiosk.calibration.in_force import Calibrations
from kiosk.calibration.methods import methods
from kiosk.calibration.records import Standing

DUE, MOVED, FAILED, MISSING = "calibration-due", "calibration-moved", "calibration-failed", "calibration-missing"
FAULTS: Mapping[Standing, str] = {Standing.DUE: DUE, Standing.MOVED: MOVED, Standing.FAILED: FAILED}
"""By standing: the fault of a facility whose device may not be used."""


@cache
def calibrated_metrics(kind: str) -> tuple[str, ...]:
    """Metrics of a kind of device that a calibration can come into force for; of each sensor one."""
    found = (each for method in methods().values() if method.certifies and method.device_kind == kind
             for each in method.metrics)  # fmt: skip
    return tuple(dict.fromkeys(map(channel, found)))


class Fitness:
    """Asked on the devices' threads. Thread-safe; never raises.

    Args:
        kinds: The kind of each device, by name.
        required: Whether a device nobody calibrated is refused too. Where there is no method for it, it never is.
    """

    def __init__(self, calibrations: Calibrations, kinds: Mapping[str, DeviceKind], *, required: bool) -> None:
        self._calibrations, self._kinds, self._required = calibrations, dict(kinds), required

    def fault(self, device: str, at: Instant) -> str | None:
        """Why people may not be measured with a device at a moment; None where they may.

        A device that measures several things is refused as soon as one of them does not hold: its values are shown
        together.
        """
        kind = self._kinds.get(device)
        for metric in () if kind is None else calibrated_metrics(kind.value):
            standing = self._calibrations.in_force(device, metric, at).standing
            if standing in FAULTS:
                return FAULTS[standing]
            if self._required and standing is Standing.NONE:
                return MISSING
        return None
