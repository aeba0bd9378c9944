"""What every lamp and buzzer is: on for a while when it is asked to, and off at every other time."""

from __future__ import annotations

import contextlib
import threading
from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

from devices.backoff import Backoff
from devices.clock import Clock
from devices.device import Device, DeviceKind
from devices.errors import DeviceError
from devices.events import DeviceState

AGAIN_S = 5.0
"""The state is sent again so often: a switch that lost its power wakes as it should be, and a lost wire is noticed."""

Told = Callable[[bool], None]
"""Whether the switch took it. False may be followed by True: it came back while the time had not run out."""


class Signal(Device):
    """A lamp or buzzer. A driver fills `_connect`, `_switch` and `_disconnect`.

    It is switched off when the wire opens, when the time is over, and before the wire is closed. A process that is
    killed leaves it as it is until the next one opens it, or until its own relay loses power.
    """

    kind: ClassVar[DeviceKind] = DeviceKind.SIGNAL  # type: ignore[misc]

    def __init__(self, name: str, *, clock: Clock | None = None, backoff: Backoff | None = None) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._lock = threading.Lock()
        self._until_s = 0.0
        self._waiting: list[Told] = []

    def signal(self, seconds: float, told: Told = lambda _: None) -> None:
        """Be on from now for so long, or longer when it is on for longer already. Any thread; returns at once.

        Args:
            told: Called on the device's thread, or on the caller's when the wire is known to be away.
        """
        with self._lock:
            self._until_s = max(self._until_s, self.clock.now().monotonic_s + seconds)
            self._waiting.append(told)
            away = self._state is DeviceState.FAULT
        self._wake.set()
        if away:
            told(False)

    def quiet(self) -> None:
        """Be off. Any thread; returns at once."""
        with self._lock:
            self._until_s = 0.0
            self._waiting.clear()
        self._wake.set()

    @abstractmethod
    def _connect(self) -> None:
        """Open the wire."""

    @abstractmethod
    def _switch(self, on: bool) -> None:
        """Switch it; raises DeviceError when the switch did not take it."""

    @abstractmethod
    def _disconnect(self) -> None:
        """Release the wire; never raises."""

    def _open(self) -> None:
        self._connect()
        self._switch(False)

    def _close(self) -> None:
        with contextlib.suppress(DeviceError):
            self._switch(False)
        self._disconnect()

    def _turn(self) -> None:
        with self._lock:
            left_s = self._until_s - self.clock.now().monotonic_s
            waiting, on = list(self._waiting), left_s > 0
        try:
            self._switch(on)
        except DeviceError:
            for told in waiting:
                told(False)
            raise
        with self._lock:
            self._waiting = [told for told in self._waiting if told not in waiting]
            more = bool(self._waiting)
        for told in waiting:
            told(on)
        if not more:
            self._pause(min(left_s, AGAIN_S) if on else AGAIN_S)
