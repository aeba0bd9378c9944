"""Devices no driver knows: a scale that sends its display as text without end, a pressure monitor that sends bytes.

Both formats are made up for this project, in the manner of such devices; no maker's manual stands behind them.
"""

from __future__ import annotations

import threading
from pathlib import Path

from devices.simulators.pty_simulator import PtySimulator

SCALE_PROFILE = """\
title = "Unknown scale"
kind = "scale"

[line]
baudrate = 9600

[frame]
way = "lines"
end = "0D0A"

[checksum]
kind = "xor8"
gap = 1
text = true

[steady]
marker = "5354"
frames = 3
within = 0.1
idle_below = 5.0

[[field]]
metric = "weight"
way = "column"
column = 3
follows = "kg"
unit = "kg"
"""
BLOOD_PRESSURE_PROFILE = """\
title = "Unknown blood pressure monitor"
kind = "blood-pressure"

[line]
baudrate = 19200

[frame]
way = "counted"
start = "FD FD"
count_at = 2
count_plus = 4

[checksum]
kind = "sum8"
first = 2

[[field]]
metric = "sys"
way = "bytes"
at = 4
length = 2
unit = "mm[Hg]"

[[field]]
metric = "dia"
way = "bytes"
at = 6
length = 2
unit = "mm[Hg]"

[[field]]
metric = "pulse"
way = "bytes"
at = 8
length = 1
unit = "/min"
"""


def scale_line(kg: float, *, steady: bool = True) -> bytes:
    """`ST,GS,  +62.5kg*2B`, CR LF; US for ST while the platform moves; 2B is XOR of all before the star."""
    text = f"{'ST' if steady else 'US'},GS,{kg:+7.1f}kg".encode("ascii")
    check = 0
    for byte in text:
        check ^= byte
    return text + f"*{check:02X}\r\n".encode("ascii")


def pressure_frame(sys: int, dia: int, pulse: int, user: int = 1) -> bytes:
    """FD FD, how many bytes follow, user, sys (two bytes), dia (two), pulse, low byte of the sum from byte 2."""
    body = bytes([user]) + sys.to_bytes(2) + dia.to_bytes(2) + bytes([pulse])
    counted = bytes([len(body)]) + body
    return b"\xfd\xfd" + counted + bytes([sum(counted) & 0xFF])


class UnknownScale(PtySimulator):
    """Sends its display ten times a second once `stream` was called; `weigh` sends what one weighing looks like."""

    def __init__(self, link: Path | None = None, *, every_s: float = 0.1) -> None:
        super().__init__(link)
        self._every_s = every_s
        self._shown = (0.0, True)
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def weigh(self, kg: float) -> None:
        """Somebody steps on: it moves, it stands."""
        for each in (scale_line(kg * 0.6, steady=False), *(scale_line(kg) for _ in range(3))):
            self._port.send(each)

    def show(self, kg: float, *, steady: bool = True) -> None:
        """What the display shows from now on."""
        self._shown = (kg, steady)

    def stream(self) -> None:
        """Send the display until closed."""
        self._thread = threading.Thread(target=self._stream, name="unknown-scale", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop sending, pull the cable."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(2)
        super().close()

    def _stream(self) -> None:
        while not self._ended.wait(self._every_s):
            kg, steady = self._shown
            self._port.send(scale_line(kg, steady=steady))


class UnknownPressureMonitor(PtySimulator):
    """Sends one frame when somebody has measured."""

    def measure(self, sys: int, dia: int, pulse: int) -> None:
        """Somebody measured."""
        self._port.send(pressure_frame(sys, dia, pulse))
