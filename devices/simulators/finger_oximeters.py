"""The far ends of finger oximeters, and the finger in them."""

from __future__ import annotations

import threading
from abc import abstractmethod
from pathlib import Path

from devices.instruments.cms50d_frames import KEEP_ALIVE, START, STOP
from devices.simulators.pty_simulator import PtySimulator

FRAMES_A_SECOND = 60


class FingerOximeter(PtySimulator):
    """What they share: samples as long as a finger is in, and a few more that say there is none.

    Does not imitate how a value settles on a finger, or switching itself off.

    Args:
        baudrate: The oximeter's own; a driver at another speed hears garbage, as on a real line.
        pace: How much faster than a real oximeter it sends.
    """

    def __init__(self, link: Path | None = None, *, baudrate: int = 0, pace: float = 1.0) -> None:
        super().__init__(link)
        self._baudrate, self._between_s = baudrate, 1 / FRAMES_A_SECOND / pace
        self._never = threading.Event()
        self._number = 0

    def measure(self, spo2: int, pulse: int, *, samples: int = 400, waves: bool = True) -> None:
        """A finger is put in for so many samples and taken out. Returns when it is out.

        Args:
            waves: Without them it is a sensor on a table that shows numbers.
        """
        for _ in range(samples):
            self._number += 1
            self._send(self._frame(spo2, pulse, self._number * 3 % 90 if waves else 40))
            self._never.wait(self._between_s)
        for _ in range(3):
            self._send(self._no_finger())
            self._never.wait(self._between_s)

    def _send(self, frame: bytes) -> None:
        if self._is_sending():
            garbled = self._baudrate and self._port.speed() not in (0, self._baudrate)
            self._port.send(bytes(byte & 0x15 for byte in frame) if garbled else frame)

    def _is_sending(self) -> bool:
        return True

    @abstractmethod
    def _frame(self, spo2: int, pulse: int, wave: int) -> bytes:
        """One sample."""

    @abstractmethod
    def _no_finger(self) -> bytes:
        """One sample without a finger."""


class Cms50dPlusSimulator(FingerOximeter):
    """A Contec CMS50D+: it sends once it has heard START, and until STOP.

    Attributes:
        kept_alive: How often it was asked to go on. It goes on anyway.
    """

    def __init__(self, link: Path | None = None, *, baudrate: int = 115200, pace: float = 1.0) -> None:
        super().__init__(link, baudrate=baudrate, pace=pace)
        self._heard = b""
        self._sending = False
        self.kept_alive = 0

    def unplug(self) -> None:
        """See `PtySimulator`. It begins anew."""
        super().unplug()
        self._heard, self._sending = b"", False

    def _is_sending(self) -> bool:
        return self._sending

    def _receive(self, data: bytes) -> None:
        self._heard += data
        while len(self._heard) >= len(START):
            command, self._heard = self._heard[: len(START)], self._heard[len(START) :]
            self._sending = command == START or (self._sending and command != STOP)
            self.kept_alive += command == KEEP_ALIVE

    def _frame(self, spo2: int, pulse: int, wave: int) -> bytes:
        return self._packed((0x05, 0x00, wave, pulse, spo2, 0xFF, 0xFF))

    def _no_finger(self) -> bytes:
        return self._packed((0x85, 0x00, 0x00, 0xFF, 0x7F, 0xFF, 0xFF))

    def _packed(self, values: tuple[int, ...]) -> bytes:
        high = sum((value >> 7) << at for at, value in enumerate(values))
        return bytes((0x01, 0x80 | high, *(0x80 | value for value in values)))


class BciSimulator(FingerOximeter):
    """An oximeter that speaks the five bytes of BCI by itself."""

    def __init__(self, link: Path | None = None, *, baudrate: int = 19200, pace: float = 1.0) -> None:
        super().__init__(link, baudrate=baudrate, pace=pace)

    def _frame(self, spo2: int, pulse: int, wave: int) -> bytes:
        return bytes((0x86, wave, 0x07 | (pulse >> 7) << 6, pulse & 0x7F, spo2))

    def _no_finger(self) -> bytes:
        return bytes((0x80, 0x00, 0x10, 0x7F, 0x7F))
