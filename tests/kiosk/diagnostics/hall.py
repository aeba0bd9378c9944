"""A terminal's parts as a bundle sees them: its log, two devices, a stick, a doctor that finds what a test says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.diagnostics.gathering import Source
from kiosk.diagnostics.page import LogsPage, LogsParts
from kiosk.diagnostics.states import states_of
from kiosk.doctor.findings import Finding, Verdict
from kiosk.own_log.log import OwnLog
from kiosk.people.zone import SHANGHAI
from kiosk.sticks import Stick
from tests.kiosk.device_bench.hall import SETTINGS, Hall
from tests.support.clock import ManualClock


class Terminal(Hall):
    """See the module.

    Attributes:
        usb: Folder of the stick; `pulled` takes it away.
        asked: The sheet that is shown; `confirm` answers it.
    """

    def __init__(self, clock: ManualClock, folder: Path, settings: Any = SETTINGS) -> None:
        super().__init__(clock)
        self.usb = folder / "stick"
        self.usb.mkdir()
        self.data_dir = folder / "terminal"
        self.data_dir.mkdir()
        self.log = OwnLog(self.data_dir, clock, SHANGHAI)
        self.findings = [
            Finding("disk", "d", Verdict.OK, "41 GB"),
            Finding("device.forehead", "f", Verdict.BROKEN, "device-timeout", "check the cable"),
            Finding("font", "t", Verdict.WARNING, "none"),
        ]
        self.source = Source(
            settings, self.data_dir, clock, lambda: self.findings, lambda: states_of(self.parts), tuple, self.devices
        )
        self.asked: Any = None
        self.confirm: Callable[[], None] = lambda: None
        self.pulled = False
        context: Any = self
        self.page = LogsPage(context, LogsParts(self.source, self.log, self, self._plugged))
        self.page.opened()

    def ask(self, question: Any, then: Callable[[], None]) -> None:
        self.asked, self.confirm = question, then

    def _plugged(self) -> tuple[Stick, ...]:
        return () if self.pulled else (Stick(self.usb, "STICK", 1 << 30, self.usb.stat().st_dev),)
