"""The vision process: `python -m kiosk.faces.vision.worker`. It owns the camera and the face engines.

Commands come as lines on standard input (`kiosk.faces.vision.commands`), events leave as lines on standard output
(`kiosk.faces.vision.messages`); pictures go into the preview memory. It ends when its input ends, so it never outlives
the kiosk. Frames stay in memory: no core file is written, and nothing of a frame is logged.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
from collections.abc import Iterator
from typing import Any

from devices.cameras.camera import CameraStuck
from devices.clock import SystemClock
from devices.device import where_it_broke
from kiosk.faces.engines.engine import EngineMissing
from kiosk.faces.vision import hardening
from kiosk.faces.vision.commands import decode_command
from kiosk.faces.vision.loop import Loop
from kiosk.faces.vision.messages import Broke, MessageError, encode_notice
from kiosk.faces.vision.voice import Ended, Voice

ORDERLY_END_S = 2.0
READ_BYTES = 1 << 16


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


def _read_commands(descriptor: int, commands: queue.SimpleQueue[dict[str, Any]], wake: threading.Event) -> None:
    """Lines of the input into the queue. When the input ends the process must go, even if the loop hangs."""
    for line in lines_of(descriptor):
        with contextlib.suppress(MessageError):
            commands.put(decode_command(line))
            wake.set()
        del line
    commands.put({"do": "quit"})
    wake.set()
    threading.Event().wait(ORDERLY_END_S)
    os._exit(0)


def main() -> int:
    """Entry of the process; exit 0 when the input ended, 3 after a bug, 4 when the engine or the driver fails."""
    hardening.harden()
    memory_locked = hardening.lock_memory()
    # Libraries get neither end of the pipes: what they print must not come between the lines, and a library that
    # calls quit() closes sys.stdin, which would wait for ever on the thread that reads it.
    commands_from, out = os.dup(0), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    commands: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    wake = threading.Event()
    threading.Thread(target=_read_commands, args=(commands_from, commands, wake), name="commands", daemon=True).start()
    code = 0
    try:
        clock = SystemClock()
        Loop(commands, wake, Voice(out, clock), clock, memory_locked=memory_locked).run()
    except (Ended, queue.Empty):
        pass
    except (EngineMissing, CameraStuck):
        code = 4
    except Exception as error:  # noqa: BLE001 - told to the kiosk in one line; a traceback may quote a template
        code = 3
        with contextlib.suppress(OSError):
            out.write(encode_notice(Broke(where_it_broke(error))))
            out.flush()
    with contextlib.suppress(OSError):
        out.flush()
    os._exit(code)  # native libraries keep threads that may hang an orderly exit


if __name__ == "__main__":
    sys.exit(main())
