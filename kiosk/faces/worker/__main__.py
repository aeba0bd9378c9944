"""The vision process: `python -m kiosk.faces.worker`. It owns the camera and the face engines.

Commands come as lines on standard input, messages leave as lines on standard output (`kiosk.faces.protocol`); pictures
go into the preview memory. It ends when its input ends, so it never outlives the kiosk. Frames stay in memory: no core
file is written, and nothing of a frame is logged.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading

from devices.cameras.camera import CameraStuck
from devices.clock import SystemClock
from devices.device import where_it_broke
from kiosk.faces.engines.engine import EngineMissing
from kiosk.faces.protocol.lines import Command, encode_notice
from kiosk.faces.protocol.messages import Broke
from kiosk.faces.worker import hardening
from kiosk.faces.worker.loop import Loop
from kiosk.faces.worker.pipes import Ended, MessageWriter, read_commands


def main() -> int:
    """Entry of the process; exit 0 when the input ended, 3 after a bug, 4 when the engine or the driver fails."""
    hardening.harden()
    memory_locked = hardening.lock_memory()
    # Libraries get neither end of the pipes: what they print must not come between the lines, and a library that
    # calls quit() closes sys.stdin, which would wait for ever on the thread that reads it.
    commands_from, out = os.dup(0), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
    wake = threading.Event()
    threading.Thread(target=read_commands, args=(commands_from, commands, wake), name="commands", daemon=True).start()
    code = 0
    try:
        clock = SystemClock()
        Loop(commands, wake, MessageWriter(out, clock), clock, memory_locked=memory_locked).run()
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
