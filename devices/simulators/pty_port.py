"""The far end of a serial wire, on a pseudo-terminal, with the faults a real cable has."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import termios
import threading
import time
import tty
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SPEEDS = {getattr(termios, f"B{speed}"): speed for speed in (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)}


@dataclass(slots=True)
class WireFaults:
    """What the wire does to the bytes on their way to the driver. All off by default.

    Attributes:
        split: Send each answer in two pieces with a short gap.
        glue: Hold one answer back and send it together with the next.
        corrupt: Flip the lowest bit of the byte in the middle of each answer.
        silent: Swallow every answer.
        duplicate: Send each answer twice.
        noise: Bytes put before each answer.
    """

    split: bool = False
    glue: bool = False
    corrupt: bool = False
    silent: bool = False
    duplicate: bool = False
    noise: bytes = b""


class PtyPort:
    """A pseudo-terminal whose near end a driver opens by path.

    Does not imitate baud rate, parity or modem lines: a pty ignores them; `speed` says what a driver has set. With
    `link` given, a symbolic link of that name always points at the present pty, so that a driver finds it again after
    `unplug` and `plug`.

    Args:
        on_bytes: Called on the port's thread with every chunk the driver sends.
        bytes_per_s: Pace of answers, as a UART would need; None sends at once.

    Attributes:
        written_at_s: When bytes were last put on the wire, monotonic.
    """

    def __init__(
        self, on_bytes: Callable[[bytes], None], *, link: Path | None = None, bytes_per_s: float | None = None
    ) -> None:
        self._on_bytes = on_bytes
        self._link = link
        self._bytes_per_s = bytes_per_s
        self.faults = WireFaults()
        self._held = b""
        self._master: int | None = None
        self._slave: int | None = None
        self._thread: threading.Thread | None = None
        self._stop_r, self._stop_w = -1, -1
        self._ended = threading.Event()
        self._write_lock = threading.Lock()
        self.path = ""
        self.written_at_s = 0.0

    def plug(self) -> None:
        """Make the pty and start answering. Does nothing when already plugged in."""
        if self._master is not None:
            return
        self._master, self._slave = pty.openpty()
        tty.setraw(self._master)
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._stop_r, self._stop_w = os.pipe()
        self._ended.clear()
        if self._link is not None:
            self._link.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._link.with_name(self._link.name + ".new")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(self.path)
            fresh.replace(self._link)
            self.path = str(self._link)
        self._thread = threading.Thread(target=self._listen, name="pty-port", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Pull the cable: the driver's next call fails as with a real port that went away."""
        if self._master is None or self._slave is None:
            return
        self._ended.set()
        os.write(self._stop_w, b"x")
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(2)
        with self._write_lock:
            for fd in (self._master, self._slave, self._stop_r, self._stop_w):
                with contextlib.suppress(OSError):
                    os.close(fd)
            self._master = self._slave = None
        if self._link is not None:
            self._link.unlink(missing_ok=True)

    close = unplug

    def speed(self) -> int:
        """At what speed the driver set its end of the line; 0 for one that has no number here."""
        with self._write_lock:
            if self._slave is None:
                return 0
            return SPEEDS.get(termios.tcgetattr(self._slave)[4], 0)

    def send(self, data: bytes) -> None:
        """Put an answer on the wire, through the faults. Bytes sent to an unplugged port are lost."""
        faults = self.faults
        if faults.silent:
            return
        if faults.corrupt and data:
            middle = len(data) // 2
            data = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        data = faults.noise + data
        if faults.duplicate:
            data = data * 2
        if faults.glue and not self._held:
            self._held = data
            return
        data, self._held = self._held + data, b""
        if faults.split and len(data) > 1:
            cut = len(data) // 2
            self._put(data[:cut])
            self._ended.wait(0.03)
            data = data[cut:]
        self._put(data)

    def _put(self, data: bytes) -> None:
        step = len(data) if self._bytes_per_s is None else 64
        for start in range(0, len(data), step or 1):
            chunk = data[start : start + step]
            with self._write_lock:
                if self._master is None:
                    return
                with contextlib.suppress(OSError):
                    os.write(self._master, chunk)
                    self.written_at_s = time.monotonic()
            if self._bytes_per_s is not None and self._ended.wait(len(chunk) / self._bytes_per_s):
                return

    def _listen(self) -> None:
        master, stop = self._master, self._stop_r
        assert master is not None
        while True:
            ready, _, _ = select.select([master, stop], [], [])
            if stop in ready:
                return
            try:
                data = os.read(master, 4096)
            except OSError:
                return
            if data:
                self._on_bytes(data)
            if self._ended.is_set():  # whoever looked on pulled the cable
                return
