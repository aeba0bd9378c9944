"""Devices on a serial line that no driver knows, by a profile a technician learnt (docs/line-profiles.md)."""

from __future__ import annotations

from pathlib import Path

from devices.backoff import Backoff
from devices.clock import Clock
from devices.device import Device, DeviceKind
from devices.events import ReadingTaken
from devices.lines.file import load
from devices.lines.talk import LineTalk, listened, reading_of


class LineDevice(Device):
    """A device that speaks when somebody has measured. Each measurement becomes one reading: GOOD with the values of
    the profile's fields; INVALID without values and with the flag "unreadable" when a frame came that is broken or
    holds no number where one belongs, with "out-of-limits" when it holds one that cannot be.

    `raw_frame` is the frame with everything overwritten that the profile does not read. A device's own clock is not
    read. The driver cannot tell a device that is switched off from one nobody uses, unless the profile asks it.
    """

    def __init__(
        self, name: str, *, url: str, profile: str, clock: Clock | None = None, backoff: Backoff | None = None
    ) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._url, self._path = url, Path(profile)
        self._talk: LineTalk | None = None

    def _open(self) -> None:
        self._talk = LineTalk(load(self._path, self.kind.value), self._url, self.clock, self.wire_log)

    def _close(self) -> None:
        if self._talk is not None:
            self._talk.close()
            self._talk = None

    def _turn(self) -> None:
        for outcome in listened(self._talk):
            self._emit(ReadingTaken(reading_of(self.name, outcome, self.clock.now())))


class LineBloodPressure(LineDevice):
    """A blood pressure monitor."""

    kind = DeviceKind.BLOOD_PRESSURE


class LineScale(LineDevice):
    """A scale, with or without a measure of height."""

    kind = DeviceKind.SCALE
