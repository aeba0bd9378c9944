"""The kiosk's end of the process that looks at photos: begun when it is needed, begun anew when a photo ended it."""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import sys
from collections.abc import Callable, Sequence

import msgspec

from devices.clock import Clock
from kiosk.photo_faces.protocol import LONGEST_SAID, Said, Told, encoded, framed, said_of

COMMAND = (sys.executable, "-m", "kiosk.photo_faces")
LOADING_S = 60.0
PHOTO_S = 30.0
"""For one photo of 40 megapixels on a slow machine; most take a tenth of a second."""
LOOK_EVERY_S = 0.1


class Stopped(Exception):
    """Somebody did not want it any more."""


class NotLooking(Exception):
    """The process cannot be had; the message says what is wrong, for a technician."""


class Looker:
    """Use as a context: leaving it ends the process. One thread uses it.

    Args:
        stop: Whether what is waited for is not wanted any more.
    """

    def __init__(self, told: Told, clock: Clock, stop: Callable[[], bool], command: Sequence[str] = COMMAND) -> None:
        self._told, self._clock, self._stop, self._command = told, clock, stop, command
        self._child: subprocess.Popen[bytes] | None = None
        self._received = bytearray()

    def __enter__(self) -> Looker:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    @property
    def pid(self) -> int | None:
        """Of the process that runs now."""
        child = self._child
        return None if child is None else child.pid

    def look(self, photo: bytes) -> Said | None:
        """The answer to one photo; None when the process did not survive it, and is gone.

        Raises:
            Stopped: the process is gone.
            NotLooking: it does not begin.
        """
        if self._child is None:
            self._begin()
        said = self._asked(photo, PHOTO_S)
        if said is None:
            self._end()
        return said

    def _begin(self) -> None:
        one_thread = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
        try:
            self._child = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env={**os.environ, **one_thread, "MALLOC_ARENA_MAX": "2"},
            )  # fmt: skip
        except OSError as error:
            raise NotLooking(type(error).__name__) from error
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        os.set_blocking(self._child.stdin.fileno(), False)
        os.set_blocking(self._child.stdout.fileno(), False)
        self._received.clear()
        said = self._asked(encoded(self._told), LOADING_S)
        if said is None or said.failed:
            self._end()
            raise NotLooking("" if said is None else said.failed)

    def _asked(self, data: bytes, within_s: float) -> Said | None:
        """What it answers; None when it ended, said nonsense or nothing in time."""
        assert self._child is not None
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        given, taken = self._child.stdin.fileno(), self._child.stdout.fileno()
        waiting = memoryview(framed(data))
        end_s = self._clock.now().monotonic_s + within_s
        with selectors.DefaultSelector() as selector:
            selector.register(taken, selectors.EVENT_READ)
            selector.register(given, selectors.EVENT_WRITE)
            while self._clock.now().monotonic_s < end_s:
                if self._stop():
                    self._end()
                    raise Stopped
                for key, _ in selector.select(LOOK_EVERY_S):
                    if key.fd == given:
                        waiting = _written(given, waiting)
                        if not waiting:
                            selector.unregister(given)
                    elif not self._receive(taken):
                        return None
                line, newline, rest = self._received.partition(b"\n")
                if newline:
                    self._received = bytearray(rest)
                    return _answer(bytes(line))
        return None

    def _receive(self, taken: int) -> bool:
        try:
            data = os.read(taken, 65536)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self._received += data
        return bool(data) and len(self._received) <= LONGEST_SAID

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait(10)
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()


def _written(given: int, waiting: memoryview) -> memoryview:
    """What is left to write; nothing when the other end is closed: reading tells that it ended."""
    try:
        return waiting[os.write(given, waiting[:65536]) :]
    except BlockingIOError:
        return waiting
    except OSError:
        return memoryview(b"")


def _answer(line: bytes) -> Said | None:
    try:
        return said_of(line)
    except msgspec.DecodeError:
        return None
