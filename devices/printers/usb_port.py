"""The kernel's USB printer port (`/dev/usb/lp0`): bytes both ways, and no speed to set."""

from __future__ import annotations

import os
import select

from devices.clock import Clock
from devices.errors import WireLost
from devices.wires import Tap

SLICE_S = 0.05
WRITE_S = 2.0
"""For a piece of a slip. A printer that holds its wire longer is out of paper or open."""


class UsbPort:
    """Open for reading and writing, never waiting longer than asked. Raises WireLost for every way it can go away."""

    def __init__(self, path: str, clock: Clock, tap: Tap) -> None:
        self._clock, self._tap = clock, tap
        try:
            self._fd = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            raise WireLost(f"cannot open the port: {type(error).__name__}") from error

    def write(self, data: bytes) -> None:
        """Send all bytes."""
        self._tap.sent(data)
        until_s = self._clock.now().monotonic_s + WRITE_S
        while data:
            try:
                _, ready, _ = select.select([], [self._fd], [], SLICE_S)
                if ready:
                    data = data[os.write(self._fd, data) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise WireLost(f"write failed: {type(error).__name__}") from error
            if data and self._clock.now().monotonic_s >= until_s:
                raise WireLost("it takes nothing")

    def read_some(self) -> bytes:
        """What has arrived, after waiting at most one slice; may be empty."""
        try:
            ready, _, _ = select.select([self._fd], [], [], SLICE_S)
            data = os.read(self._fd, 64) if ready else b""
        except BlockingIOError:
            return b""
        except OSError as error:
            raise WireLost(f"read failed: {type(error).__name__}") from error
        if data:
            self._tap.received(data)
        return data

    def discard_input(self) -> None:
        """Throw away what has arrived and was not asked for."""
        for _ in range(64):
            ready, _, _ = select.select([self._fd], [], [], 0)
            if not ready or not self.read_some():
                return

    def close(self) -> None:
        """Close, whatever state the port is in."""
        try:
            os.close(self._fd)
        except OSError:
            return
