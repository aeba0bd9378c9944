"""The kiosk's end of the vision process: its pipes, its beat, its end. One thread uses it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import selectors
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence

from devices.clock import Clock
from kiosk.faces.protocol.lines import MessageError, decode_line
from kiosk.faces.protocol.messages import Message

COMMAND = (sys.executable, "-m", "kiosk.faces.worker")
MAX_LINE_BYTES = 1 << 20
"""The longest is a policy with its look-alikes."""
ENVIRONMENT = {"GLIBC_TUNABLES": "glibc.malloc.perturb=90:glibc.malloc.tcache_count=0"}
"""For the start of the process: the C library overwrites what is freed (its cache of small pieces would not), so that a
face's numbers do not outlive their use on the heap."""
PIPE_BYTES = 1 << 18
F_SETPIPE_SZ = 1031
FIRST_WORD_WITHIN_S = 10.0
"""From the start of the interpreter to the first beat, on a slow machine."""


class Wake:
    """Breaks a wait in `VisionProcess.listen` from any thread."""

    def __init__(self) -> None:
        self.descriptor = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._lock = threading.Lock()
        self._closed = False

    def set(self) -> None:
        """End the present or the next wait."""
        with self._lock:
            if not self._closed:
                os.eventfd_write(self.descriptor, 1)

    def clear(self) -> None:
        """Arm it again."""
        with contextlib.suppress(OSError):
            os.eventfd_read(self.descriptor)

    def close(self) -> None:
        """Free the descriptor; `set` does nothing from now on."""
        with self._lock:
            self._closed = True
            os.close(self.descriptor)


class Outbox:
    """Lines waiting to be written; filled from any thread. Many lines may be made one by one while they are sent."""

    def __init__(self, wake: Wake) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[Iterator[bytes]] = deque()
        self._now = memoryview(b"")
        self._wake = wake

    def put(self, line: bytes) -> None:
        """Queue one line."""
        self.put_all(iter((line,)))

    def put_all(self, lines: Iterator[bytes]) -> None:
        """Queue lines that are taken from the iterator when it is their turn, on the sending thread."""
        with self._lock:
            self._waiting.append(lines)
        self._wake.set()

    def clear(self) -> None:
        """Forget what was not sent."""
        with self._lock:
            self._waiting.clear()
            self._now = memoryview(b"")

    def send(self, descriptor: int) -> None:
        """Write what the pipe takes now. Raises OSError when it is broken."""
        with self._lock:
            while not self._now and self._waiting:
                self._now = memoryview(next(self._waiting[0], b""))
                if not self._now:
                    self._waiting.popleft()
            if self._now:
                with contextlib.suppress(BlockingIOError):
                    self._now = self._now[os.write(descriptor, self._now[:PIPE_BYTES]) :]
            if not self._now:
                self._now = memoryview(b"")  # an empty slice would hold the line it was cut from

    def __bool__(self) -> bool:
        with self._lock:
            return bool(self._now or self._waiting)


class VisionProcess:
    """A running vision process.

    Args:
        preview: Descriptor of the preview memory, handed on to it.
        command: What to run; tests give other programs.
    """

    def __init__(
        self, preview: int, outbox: Outbox, wake: Wake, clock: Clock, command: Sequence[str] = COMMAND
    ) -> None:
        self._outbox, self._wake, self._clock = outbox, wake, clock
        one_thread = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
        self._child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(preview,),
            env={**os.environ, **one_thread, **ENVIRONMENT, "MALLOC_ARENA_MAX": "2"},
        )
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._stdin, self._stdout = self._child.stdin, self._child.stdout
        with contextlib.suppress(OSError):  # a gallery is long; the default of 64 KB serves too
            fcntl.fcntl(self._stdin, F_SETPIPE_SZ, PIPE_BYTES)
        os.set_blocking(self._stdin.fileno(), False)
        os.set_blocking(self._stdout.fileno(), False)
        self._received = bytearray()
        self.started_s = clock.now().monotonic_s
        self._deadline_s = self.started_s + FIRST_WORD_WITHIN_S
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._stdout, selectors.EVENT_READ)
        self._selector.register(self._wake.descriptor, selectors.EVENT_READ)
        self._writes = False

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._child.pid

    def grant(self, seconds: float) -> None:
        """It has spoken; the next word is due within so many seconds."""
        self._deadline_s = self._clock.now().monotonic_s + min(60.0, max(0.1, seconds))

    @property
    def is_overdue(self) -> bool:
        """It should have spoken by now."""
        return self._clock.now().monotonic_s > self._deadline_s

    def listen(self, timeout_s: float) -> tuple[list[Message], bool]:
        """What it said, waiting at most `timeout_s` and writing what waits to be said; False when it has ended."""
        self._watch_writing()
        for key, _ in self._selector.select(timeout_s):
            if key.fd == self._wake.descriptor:
                self._wake.clear()
            elif key.fileobj is self._stdin:
                try:
                    self._outbox.send(self._stdin.fileno())
                except OSError:
                    return [], False
            elif key.fileobj is self._stdout and not self._receive():
                return self._lines(), False
        return self._lines(), len(self._received) <= MAX_LINE_BYTES

    def end(self, timeout_s: float) -> int:
        """Close its input and wait; kill it when it does not go. Its exit code, negative for a signal."""
        self._selector.close()
        with contextlib.suppress(OSError):
            self._stdin.close()
        try:
            return self._child.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self._child.kill()
            return self._child.wait(5)
        finally:
            self._stdout.close()

    def kill(self) -> int:
        """End it now."""
        self._child.kill()
        return self.end(5)

    def _watch_writing(self) -> None:
        wanted = bool(self._outbox)
        if wanted != self._writes:
            self._writes = wanted
            if wanted:
                self._selector.register(self._stdin, selectors.EVENT_WRITE)
            else:
                self._selector.unregister(self._stdin)

    def _receive(self) -> bool:
        try:
            data = os.read(self._stdout.fileno(), 65536)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self._received += data
        return bool(data)

    def _lines(self) -> list[Message]:
        *lines, rest = bytes(self._received).split(b"\n")
        self._received = bytearray(rest)
        said: list[Message] = []
        for line in lines:
            with contextlib.suppress(MessageError):
                said.append(decode_line(line))
        return said
