"""What the pages of one terminal's inner wing may be made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from devices.clock import Clock
from devices.device import Device
from devices.events import DeviceEvent, DeviceStateChanged
from kiosk.archive.archive import Archive
from kiosk.attention.calls import Calls
from kiosk.calibrating.parts import CertificatePrinter
from kiosk.calibration.keeping import CalibrationKeeping
from kiosk.faces.client.vision_client import VisionClient
from kiosk.own_log.log import OwnLog
from kiosk.paper.port import Paper
from kiosk.sentences import NO_WORDS, Text
from kiosk.settings import Settings
from kiosk.sticks import Stick, finder

Hear = Callable[[DeviceEvent], None]


@dataclass(frozen=True, slots=True)
class Parts:
    """See the module.

    Attributes:
        calls: Who waits for staff.
        states: What each device announced last, by name.
        devices: Those that could be made, by name.
        hear: Be told what every device tells, on the devices' threads; must not block. What it gives back ends it.
        data_dir: The data folder.
        config_file: The configuration file; None when the terminal runs without one.
        calibrations: Where they are kept; None where nobody keeps any.
        certificates: Who makes them; None where nobody does.
        paper: Who draws pages of A4; None where nobody can.
        log: The terminal's own; None where nobody keeps one.
        restart: Ends the terminal in good order and starts it anew; None where it cannot.
        served: Whether a visitor is served or waits to be, so that it must not be ended now.
        announced: To be called when an announcement was put up or withdrawn.
        settings_refused: Why the terminal runs with the settings before and not with its file; empty when it does not.
    """

    settings: Settings
    archive: Archive
    calls: Calls
    vision: VisionClient
    states: Callable[[], Mapping[str, DeviceStateChanged]]
    clock: Clock
    devices: Mapping[str, Device]
    hear: Callable[[Hear], Callable[[], None]]
    data_dir: Path
    config_file: Path | None = None
    calibrations: CalibrationKeeping | None = None
    certificates: CertificatePrinter | None = None
    paper: Paper | None = None
    log: OwnLog | None = None
    restart: Callable[[], None] | None = None
    served: Callable[[], bool] = lambda: False
    settings_refused: Text = NO_WORDS
    announced: Callable[[], None] = lambda: None

    @property
    def find_sticks(self) -> Callable[[], tuple[Stick, ...]]:
        """What finds the USB sticks that are plugged in."""
        return finder(self.settings.demonstration, self.data_dir)
