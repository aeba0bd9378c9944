"""A thermal camera's pictures as a stream of the same 16-bit numbers: yuv4mpeg, mono16, through a named pipe.

OpenCV reads it by FFmpeg in place of V4L2; from there on everything is what a PureThermal board's pictures go through.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 160, 120
HEADER = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F9:1 Ip A1:1 Cmono16\n".encode()
ROOM_C = 22.0
_CELSIUS_0 = 273.15


class ThermalFeed:
    """A Lepton 3 that looks at a forehead before a wall.

    Does not imitate optics, drift after the shutter, or the USB link.

    Args:
        path: Where the pipe is made.
        period_s: Between two pictures.

    Attributes:
        frozen: The shutter is closed: one picture over and over.
        is_read: Somebody has the pipe open, as far as is known.
        hot_pixel: One pixel far hotter than anything around it.
    """

    def __init__(self, path: Path, *, period_s: float = 1 / 9, header: bytes = HEADER) -> None:
        self.path, self._period_s, self._header = path, period_s, header
        self._forehead_c = ROOM_C
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._number = 0
        self._last: NDArray[np.uint16] | None = None
        self.frozen = self.hot_pixel = self.is_read = False

    def plug(self) -> None:
        """Begin to send to whoever opens the pipe."""
        os.mkfifo(self.path)
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="thermal-feed", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """End at once."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._stopping.set()
        thread.join(5)
        self.path.unlink()

    def aim(self, celsius: float) -> None:
        """A forehead of this temperature before it."""
        self._forehead_c = celsius

    def picture(self) -> NDArray[np.uint16]:
        """The next picture: hundredths of a kelvin, with the noise of a sensor."""
        if self.frozen and self._last is not None:
            return self._last
        self._number += 1
        noise = np.random.default_rng(self._number).integers(-2, 3, (HEIGHT, WIDTH))
        celsius = np.full((HEIGHT, WIDTH), min(ROOM_C, self._forehead_c))
        celsius[30:50, 60:100] = self._forehead_c
        raw = np.round((celsius + _CELSIUS_0) * 100).astype(np.int64) + noise
        raw[34:37, 70:73] = round((self._forehead_c + _CELSIUS_0) * 100) + 2
        if self.hot_pixel:
            raw[100, 20] = round((90 + _CELSIUS_0) * 100)
        self._last = raw.astype(np.uint16)
        return self._last

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                handle = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:  # nobody reads it yet
                self._stopping.wait(0.005)
                continue
            os.set_blocking(handle, True)
            self.is_read = True
            try:
                self._send(handle)
            except BrokenPipeError:
                continue
            finally:
                self.is_read = False
                os.close(handle)

    def _send(self, handle: int) -> None:
        self._write(handle, self._header)
        while not self._stopping.is_set():
            self._write(handle, b"FRAME\n" + self.picture().astype("<u2").tobytes())
            self._stopping.wait(self._period_s)

    def _write(self, handle: int, data: bytes) -> None:
        while data:
            data = data[os.write(handle, data) :]
