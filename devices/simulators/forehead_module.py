"""The far end of an LU90614's wire: the infrared module, and who or what stands before it."""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from pathlib import Path

from devices.simulators.pty_port import PtyPort, WireFaults
from devices.thermometers.lu90614_frames import MEASURE, SET_BODY_MODE, SET_OBJECT_MODE, Mode

WALL_C = 24.0
"""What the module sees when nobody is there."""
BODY_OVER_OBJECT_C = 2.34
"""The module's own step from surface to body, as in the one published reply that seems to hold both numbers."""
GLITCH_C = 93.27


class ForeheadModuleSimulator:
    """An LU90614 on a pseudo-terminal.

    Does not imitate: emissivity, distance, warm-up, the module's response time (only its 9600 baud), or its real rule
    for the body estimate, which is not published.

    Attributes:
        glitch_every: Every n-th reply is an impossible value, as real modules send now and then; 0 never.
        noise_c: Standard deviation of the samples, drawn from a seeded generator.
        gain, offset_c: What its sensor makes of a true temperature: gain · true + offset, of people as of a black body.

    Args:
        bytes_per_s: Of its 9600 baud; None answers at once.
    """

    def __init__(
        self, link: Path | None = None, *, seed: int = 1, noise_c: float = 0.03, bytes_per_s: float | None = 960
    ) -> None:
        self._port = PtyPort(self._receive, link=link, bytes_per_s=bytes_per_s)
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._series: tuple[float, ...] = (WALL_C,)
        self._burst_begun = self._burst_over = False
        self._received = b""
        self._mode = Mode.BODY
        self._replies = 0
        self.noise_c = noise_c
        self.gain, self.offset_c = 1.0, 0.0
        self.glitch_every = 0

    @property
    def path(self) -> str:
        """Where the driver finds the port."""
        return self._port.path

    @property
    def faults(self) -> WireFaults:
        """What the wire does to the replies."""
        return self._port.faults

    def aim(self, forehead_c: Sequence[float]) -> None:
        """Put a person before the module.

        Args:
            forehead_c: Surface temperatures, one per measurement, the last repeated. A measurement, on this wire, is
                any number of object-mode samples closed by a body-mode one; body-mode questions alone do not count.
        """
        if not forehead_c:
            raise ValueError("a person has at least one temperature")
        with self._lock:
            self._series = tuple(forehead_c)
            self._burst_begun = self._burst_over = False

    def black_body(self, at_c: float) -> None:
        """Put a black body of this temperature before the module, in place of a person. It stays as it is."""
        self.aim((at_c,))

    def away(self) -> None:
        """Whoever or whatever stood there is gone; the module sees the wall."""
        self.aim((WALL_C,))

    def plug(self) -> None:
        """Plug the module in."""
        self._port.plug()

    start = plug

    def unplug(self) -> None:
        """Pull its cable. It loses power: it will wake in body mode, with nothing received."""
        self._port.unplug()
        self._received, self._mode = b"", Mode.BODY

    close = unplug

    def _receive(self, data: bytes) -> None:
        self._received += data
        while len(self._received) >= 3:
            command, self._received = self._received[:3], self._received[3:]
            if command == SET_BODY_MODE:
                self._mode = Mode.BODY
            elif command == SET_OBJECT_MODE:
                self._mode = Mode.OBJECT
            elif command == MEASURE:
                self._port.send(self._reply())
            else:  # not a command: look for one a byte further on
                self._received = command[1:] + self._received

    def _reply(self) -> bytes:
        with self._lock:
            if self._mode is Mode.OBJECT:
                self._next_sample()
            elif self._burst_begun:
                self._burst_over = True
            surface_c = self.gain * self._series[0] + self.offset_c + self._random.gauss(0, self.noise_c)
            self._replies += 1
            glitch = self.glitch_every and self._replies % self.glitch_every == 0
        body_c = surface_c + BODY_OVER_OBJECT_C
        shown_c = GLITCH_C if glitch else surface_c if self._mode is Mode.OBJECT else body_c
        head = bytes([0xFE, self._mode, *_degrees(shown_c), *_degrees(surface_c), 0, 0])
        return head + bytes([sum(head) & 0xFF])

    def _next_sample(self) -> None:
        if self._burst_over and len(self._series) > 1:
            self._series = self._series[1:]
        self._burst_begun, self._burst_over = True, False


def _degrees(value_c: float) -> tuple[int, int]:
    return divmod(max(0, round(value_c * 100)), 100)
