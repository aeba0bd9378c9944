"""What the pages of the devices are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from devices.device import Device
from devices.events import DeviceStateChanged
from kiosk.calibration.in_force import Calibrations
from kiosk.device_bench.watching import DeviceWatch
from kiosk.settings import Settings
from kiosk.sticks import Stick, sticks


class Trail(Protocol):
    """The audit trail, as far as this room writes to it."""

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        """Add an entry. Raises StoreError."""


@dataclass(frozen=True, slots=True)
class CameraState:
    """How the camera is.

    Attributes:
        restarts: Of the vision process, since the terminal started.
        search_s: How long the last decision took; None before the first.
    """

    works: bool
    restarts: int = 0
    search_s: float | None = None


@dataclass(frozen=True, slots=True)
class BenchParts:
    """See the module.

    Attributes:
        devices: Those that could be made, by name.
        states: What each announced last, by name.
        camera: None where the terminal has none.
        chime_fault: Of the last try of the sound; None when it was heard of nothing wrong.
        sticks: Those that are plugged in.
    """

    settings: Settings
    devices: Mapping[str, Device]
    watch: DeviceWatch
    states: Callable[[], Mapping[str, DeviceStateChanged]]
    calibrations: Calibrations
    camera: Callable[[], CameraState]
    chime_fault: Callable[[], str | None]
    trail: Trail
    sticks: Callable[[], tuple[Stick, ...]] = field(default=sticks)

    @property
    def zone(self) -> ZoneInfo:
        """The hall's time zone."""
        return ZoneInfo(self.settings.hall.time_zone)
