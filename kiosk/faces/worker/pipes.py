"""The vision process's ends of its two pipes: commands come in, messages and the beat that says it lives go out."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Iterator
from typing import BinaryIO

from devices.clock import Clock
from kiosk.faces.protocol.lines import Command, MessageError, decode_command, encode_event, encode_notice
from kiosk.faces.protocol.messages import Beat, Event, Notice

ORDERLY_END_S = 2.0
READ_BYTES = 1 << 16
BEAT_EVERY_S = 0.5
BEAT_WITHIN_S = 2.0


class Ended(Exception):
    """The other end of a pipe is gone, or it is time to end."""


class MessageWriter:
    """Writes messages as lines.

    Raises (from everything):
        Ended: nobody listens any more.
    """

    def __init__(self, out: BinaryIO, clock: Clock) -> None:
        self._out, self._clock = out, clock
        self._beat_s = -1e9

    def send(self, *events: Event) -> None:
        """Something happened."""
        for event in events:
            self._write(encode_event(event))

    def notice(self, notice: Notice) -> None:
        """Something about the process itself."""
        self._write(encode_notice(notice))

    def beat(self, within_s: float = BEAT_WITHIN_S) -> None:
        """It lives, and speaks again within so many seconds. The usual beat is sent twice a second at most."""
        now_s = self._clock.now().monotonic_s
        usual = within_s == BEAT_WITHIN_S
        if not usual or now_s - self._beat_s >= BEAT_EVERY_S:
            self.notice(Beat(within_s))
            self._beat_s = now_s if usual else -1e9

    def _write(self, line: bytes) -> None:
        try:
            self._out.write(line)
            self._out.flush()
        except OSError:
            raise Ended from None


def read_commands(descriptor: int, commands: queue.SimpleQueue[Command], wake: threading.Event) -> None:
    """Lines of the input into the queue. When the input ends the process must go, even if its loop hangs."""
    for line in lines_of(descriptor):
        with contextlib.suppress(MessageError):
            commands.put(decode_command(line))
            wake.set()
        del line
    commands.put({"do": "quit"})
    wake.set()
    threading.Event().wait(ORDERLY_END_S)
    os._exit(0)


def lines_of(descriptor: int) -> Iterator[bytes]:
    """Lines of a pipe as they come. Nothing of a line is kept after the next is asked for: a file object's buffer
    would hold the last one, and a line may carry a template or a picture.
    """
    parts: list[bytes] = []
    while data := os.read(descriptor, READ_BYTES):
        *ends, rest = data.split(b"\n")
        del data
        while ends:
            parts.append(ends.pop(0))
            line = b"".join(parts)
            parts.clear()
            yield line
            del line
        if rest:
            parts.append(rest)
        del rest
