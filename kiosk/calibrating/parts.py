"""What the page of a calibration is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Protocol, runtime_checkable

from devices.device import Device
from devices.events import DeviceEvent
from kiosk.calibrating.looking_back import Affected
from kiosk.calibrating.target import Target
from kiosk.calibration.decision import GUARD_BAND
from kiosk.calibration.device_checks import DeviceChecks
from kiosk.calibration.keeping import CalibrationKeeping
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.sentences import Text


@runtime_checkable
class Requestable(Protocol):
    """A device that takes a reading when it is asked to."""

    def request(self) -> None:
        """Ask for one reading now; any thread."""


class CertificatePrinter(Protocol):
    """Makes certificates, as `kiosk.certificates` does. Slow; raises Refusal, StoreError or OSError."""

    def print(self, record_id: str, by: str) -> Text:
        """Print it; what is said of it."""

    def to_stick(self, record_id: str, by: str) -> Text:
        """Put it on a stick; what is said of it."""


@dataclass(frozen=True, slots=True)
class CalibrateParts:
    """See the module.

    Attributes:
        targets: What can be calibrated or checked here.
        hear: Be told what devices tell, on their threads; what it gives back ends it.
        checks: Where checks that certify nothing are kept.
        decision: The decision rule of the hall; what is begun keeps the one it was begun under.
        temperature: How a body is estimated from what a thermometer reads, as a visitor would be shown it.
        certificates: None where this terminal has none to give.
        affected: Readings that are to be followed up, by the id of a signed record.
    """

    targets: tuple[Target, ...]
    devices: Mapping[str, Device]
    hear: Callable[[Callable[[DeviceEvent], None]], Callable[[], None]]
    keeping: CalibrationKeeping
    checks: DeviceChecks
    zone: tzinfo
    two_sign: bool = False
    decision: str = GUARD_BAND
    temperature: TemperatureSettings = field(default_factory=TemperatureSettings)
    certificates: CertificatePrinter | None = None
    affected: Callable[[str], Affected | None] = lambda _: None
