"""Listens to one port on a thread of its own, finding the line's speed on the way. Keeps nothing when it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from devices.clock import Clock
from devices.errors import DeviceError
from devices.lines.profile import Line
from devices.wires import SerialLine, Wire
from kiosk.learning.heard import Burst, Heard
from kiosk.learning.speeds import RATES, SpeedSearch, seven_bits


class Ear(Protocol):
    """An open port, as `devices.wires.Wire`."""

    def read_some(self) -> bytes: ...

    def close(self) -> None: ...


Open = Callable[[str, SerialLine, Clock], Ear]


def open_wire(url: str, line: SerialLine, clock: Clock) -> Ear:
    """The port itself. Raises WireLost."""
    return Wire(url, line, clock)


class Listening:
    """One port being listened to.

    Args:
        rate: A speed to stay at; None to find it.
        line: Parity and bits when they are known; text sent with seven bits is recognised.
        told: Called on the thread when something came or changed.
    """

    def __init__(
        self,
        url: str,
        clock: Clock,
        *,
        rate: int | None = None,
        line: Line | None = None,
        told: Callable[[], None] = lambda: None,
        opener: Open = open_wire,
    ) -> None:
        self._url, self._clock, self._told, self._open = url, clock, told, opener
        self._line = line or Line()
        self._search = SpeedSearch(clock.now().monotonic_s, (rate,) if rate is not None else RATES)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self.fault: str | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self.listen, name="learn", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End and let go of the port. Safe to call again."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(3.0)
        with self._lock:
            self._search.conclude()

    @property
    def settled(self) -> tuple[bool, bool]:
        """Whether the speed is found, and whether what comes looks right at it."""
        with self._lock:
            return self._search.settled, self._search.sure

    @property
    def line(self) -> Line:
        """How the line is set, as far as it is known."""
        with self._lock:
            return _with_rate(self._line, self._search.rate)

    @property
    def bursts(self) -> tuple[Burst, ...]:
        """What was heard at this speed."""
        with self._lock:
            return self._search.heard.bursts

    def listen(self) -> None:
        """Until stopped, or until the port is gone: then `fault` says why."""
        try:
            while not self._ended.is_set():
                self._at_one_speed()
        except DeviceError as error:
            self.fault = error.code
        self._told()

    def _at_one_speed(self) -> None:
        ear = self._open(self._url, self.line.settings, self._clock)
        try:
            while not self._ended.is_set():
                data = ear.read_some()
                with self._lock:
                    turned = self._search.take(data, self._clock.now().monotonic_s)
                    other = seven_bits(self._search.heard.data) if self._search.settled else None
                    if other is not None and self._line.bytesize == 8:
                        self._line, turned = other, True
                        self._search.heard = Heard()
                if data or turned:
                    self._told()
                if turned:
                    return
        finally:
            ear.close()


def _with_rate(line: Line, rate: int) -> Line:
    return Line(baudrate=rate, parity=line.parity, bytesize=line.bytesize, stopbits=line.stopbits)  # type: ignore[arg-type]
