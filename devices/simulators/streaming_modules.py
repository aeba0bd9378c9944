"""The far ends of infrared modules that send on and on, and who stands before them."""

from __future__ import annotations

import threading
from abc import abstractmethod
from pathlib import Path

import numpy as np

from devices.simulators.pty_simulator import PtySimulator
from devices.thermometers.gy614v_frames import HEAD as GY614V_HEAD
from devices.thermometers.gymcu90640_frames import COLUMNS, ROWS, RULES
from devices.thermometers.gymcu90640_frames import HEAD as ARRAY_HEAD

WALL_C = 24.0
"""What a module sees when nobody is there."""
BODY_OVER_SURFACE_C = 2.0


class StreamingModule(PtySimulator):
    """What they share: a frame every `period_s` as long as it is plugged in, whatever they are told. Does not imitate
    warm-up or noise.
    """

    def __init__(self, link: Path | None = None, *, period_s: float = 0.1) -> None:
        super().__init__(link)
        self._period_s = period_s
        self._surface_c = WALL_C
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def aim(self, surface_c: float) -> None:
        """Put a surface of this temperature before the module."""
        self._surface_c = surface_c

    def plug(self) -> None:
        """Plug the module in: it begins to send."""
        super().plug()
        if self._thread is None:
            self._ended.clear()
            self._thread = threading.Thread(target=self._send, name="infrared-module", daemon=True)
            self._thread.start()

    def unplug(self) -> None:
        """Pull its cable."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(2)
            self._thread = None
        super().unplug()

    def _send(self) -> None:
        while not self._ended.wait(self._period_s):
            self._port.send(self.frame(self._surface_c))

    @abstractmethod
    def frame(self, surface_c: float) -> bytes:
        """One frame of what is seen."""


class Gy614vSimulator(StreamingModule):
    """A GY-614V with emissivity 0.98; its body estimate is a fixed step above the surface."""

    def frame(self, surface_c: float) -> bytes:
        temperatures = (surface_c, WALL_C, surface_c + BODY_OVER_SURFACE_C)
        told = b"".join(round(each * 100).to_bytes(2, "big", signed=True) for each in temperatures)
        frame = GY614V_HEAD + bytes((98,)) + told
        return frame + bytes((sum(frame) & 0xFF,))


class Gymcu90640Simulator(StreamingModule):
    """A GY-MCU90640 that sees a forehead of six by six pixels before a wall.

    Args:
        rule: What its check sums: "words" or "bytes".
    """

    def __init__(self, link: Path | None = None, *, period_s: float = 0.25, rule: str = "words") -> None:
        super().__init__(link, period_s=period_s)
        self._rule = rule
        self._number = 0

    def frame(self, surface_c: float) -> bytes:
        self._number += 1
        pixels = np.full((ROWS, COLUMNS), round(WALL_C * 100) - self._number % 50, "<i2")
        pixels[9:15, 12:18] = round(surface_c * 100)
        summed = ARRAY_HEAD + pixels.tobytes() + round(WALL_C * 100).to_bytes(2, "little")
        return summed + RULES[self._rule](summed).to_bytes(2, "little")
