"""What a running terminal lets a command see of its devices: lines over its socket, till they end."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator

from kiosk.commands.context import Context
from kiosk.sentences import sentence


def lines_from(heard: socket.socket, context: Context, seconds: float | None) -> Iterator[str]:
    """Each line; ends after so many seconds, or, with a sentence, when the terminal does."""
    started, rest = context.clock.now().monotonic_s, b""
    with heard:
        while True:
            left = None if seconds is None else seconds - (context.clock.now().monotonic_s - started)
            if left is not None and left <= 0:
                return
            heard.settimeout(0.5 if left is None else min(left, 0.5))
            try:
                data = heard.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                data = b""
            if not data:
                print(sentence("commands.devices.stopped"), file=sys.stderr)
                return
            *lines, rest = (rest + data).split(b"\n")
            yield from (line.decode("utf-8") for line in lines)
