"""A lamp or buzzer on a USB relay board of the LCUS family (CH340 serial port)."""

from __future__ import annotations

from devices.backoff import Backoff
from devices.clock import Clock
from devices.errors import WireLost
from devices.signals.lcus_frames import Command, frame
from devices.signals.signal import Signal
from devices.wire_log import MeasuringTap
from devices.wires import SerialLine, Wire

LINE = SerialLine(9600)


class LcusRelay(Signal):
    """One channel of an LCUS board.

    The board answers nothing: that it switched is known only as far as that the port took the bytes. READY means that
    the port is there.
    """

    def __init__(
        self, name: str, *, url: str, channel: int = 1, clock: Clock | None = None, backoff: Backoff | None = None
    ) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._url, self._channel = url, channel
        self._wire: Wire | None = None

    def _connect(self) -> None:
        self._wire = Wire(self._url, LINE, self.clock, tap=MeasuringTap(self.wire_log))

    def _switch(self, on: bool) -> None:
        if self._wire is None:
            raise WireLost("the port is closed")
        self._wire.write(frame(Command(self._channel, on)))

    def _disconnect(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None
