"""What every slip printer is: one slip at a time, and for each exactly one answer."""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from devices.backoff import Backoff
from devices.clock import Clock
from devices.device import Device, DeviceKind, Remark
from devices.errors import DeviceError, DeviceRefused
from devices.printers.raster import Raster

LOOK_S = 5.0
"""How often an idle printer is asked how it is."""


class Printed(StrEnum):
    """What became of a slip. Each is a key of `self-test.printed` in the catalogue of sentences."""

    DONE = "done"
    NO_PAPER = "no-paper"
    COVER_OPEN = "cover-open"
    FAILED = "failed"  # its knife is stuck, or it is too hot
    LOST = "lost"  # the wire or its power went; nobody knows how much is on paper
    BUSY = "busy"  # another slip is being printed
    AWAY = "away"  # it was not there in the first place


REFUSALS = {
    "printer-no-paper": Printed.NO_PAPER,
    "printer-cover-open": Printed.COVER_OPEN,
    "printer-failed": Printed.FAILED,
}
"""Error codes of a printer that answers, and says no."""

Told = Callable[[Printed], None]


@dataclass(frozen=True, slots=True)
class _Job:
    raster: Raster
    told: Told


class Printer(Device):
    """A slip printer. A driver fills `_connect`, `_look`, `_put` and `_disconnect`.

    A printer without paper, or open, is in FAULT with the code that says so, and comes back by itself.

    Attributes:
        width: Dots of a row.
    """

    kind: ClassVar[DeviceKind] = DeviceKind.PRINTER  # type: ignore[misc]

    def __init__(self, name: str, *, width: int, clock: Clock | None = None, backoff: Backoff | None = None) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self.width = width
        self._lock = threading.Lock()
        self._job: _Job | None = None
        self._unable: Printed | None = Printed.AWAY  # why a slip is refused; None while it prints
        self._paper_low = False

    @property
    def remark(self) -> Remark | None:
        """That the paper will soon be used up."""
        return Remark("paper-low", (self.name,)) if self._paper_low else None

    def print_slip(self, raster: Raster, told: Told) -> None:
        """Print a slip. Any thread; returns at once.

        Args:
            told: Called once, on the device's thread, or on the caller's when it is busy or away.

        Raises:
            ValueError: the slip is wider than the paper.
        """
        if raster.width > self.width:
            raise ValueError(f"{raster.width} dots on a paper of {self.width}")
        refused = None
        with self._lock:
            if self._unable is not None:
                refused = self._unable
            elif self._job is not None:
                refused = Printed.BUSY
            else:
                self._job = _Job(raster, told)
        if refused is not None:
            told(refused)
        else:
            self._wake.set()

    @abstractmethod
    def _connect(self) -> None:
        """Open the wire."""

    @abstractmethod
    def _look(self) -> bool:
        """Ask how it is; whether its paper is low. Raises DeviceRefused with one of REFUSALS."""

    @abstractmethod
    def _put(self, raster: Raster) -> None:
        """Print a slip, and return when all of it is on paper. Raises DeviceError."""

    @abstractmethod
    def _disconnect(self) -> None:
        """Release the wire; never raises."""

    def _open(self) -> None:
        try:
            self._connect()
            self._paper_low = self._look()
        except DeviceError as error:
            self._cannot_print(error)
            raise
        with self._lock:
            self._unable = None

    def _turn(self) -> None:
        with self._lock:
            job = self._job
        try:
            if job is None:
                self._paper_low = self._look()
            else:
                self._put(job.raster)
                self._tell(Printed.DONE)
        except DeviceError as error:
            self._cannot_print(error)
            if isinstance(error, DeviceRefused):
                self._tell(REFUSALS.get(error.code, Printed.FAILED))
            raise
        with self._lock:
            waiting = self._job is not None
        if not waiting:
            self._pause(LOOK_S)

    def _cannot_print(self, error: DeviceError) -> None:
        """From now on a slip is refused with this reason, not only once the device's state tells it."""
        refused = isinstance(error, DeviceRefused)
        with self._lock:
            self._unable = REFUSALS.get(error.code, Printed.FAILED) if refused else Printed.AWAY

    def _tell(self, outcome: Printed) -> None:
        with self._lock:
            job, self._job = self._job, None
        if job is not None:
            job.told(outcome)

    def _close(self) -> None:
        with self._lock:
            if self._unable is None:
                self._unable = Printed.AWAY
        self._tell(Printed.LOST)
        self._disconnect()
