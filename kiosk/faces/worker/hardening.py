"""What the vision process asks of the system: no core file, no swap, no reading by others, an end to its memory.

Linux only, by `prctl(2)`, `mlockall(2)` and `setrlimit(2)`.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
from pathlib import Path

from kiosk import core_dumps

MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT = 1, 2, 4
CAP_IPC_LOCK = 14
HARD_CAP_TIMES = 2
HARD_CAP_MORE_MB = 512
"""The limit counts what is reserved, not what is used: stacks of threads, arenas, frames on their way."""


def harden() -> None:
    """No core file (frames and templates are in memory), no reading of this process by others, no Ctrl-C of its own."""
    core_dumps.forbid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def lock_memory() -> bool:
    """Keep this process out of swap, pages as they are touched; false when the system does not allow it.

    Not tried under a limit: what the limit does not cover could not be allocated at all.
    """
    soft, _ = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    if soft != resource.RLIM_INFINITY and not _has_capability(CAP_IPC_LOCK):
        return False
    try:
        return int(ctypes.CDLL(None).mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)) == 0
    except (OSError, AttributeError):
        return False


def limit_memory(memory_mb: int) -> None:
    """The last resort above the planned renewal: an allocation far above `memory_mb` fails, and the process ends."""
    wanted = (HARD_CAP_TIMES * memory_mb + HARD_CAP_MORE_MB) << 20
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def resident_mb() -> float:
    """Resident memory of this process, MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def _has_capability(number: int) -> bool:
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/status").read_text().splitlines()
        effective = next(line for line in lines if line.startswith("CapEff:"))
        return bool(int(effective.split()[1], 16) >> number & 1)
    return False
