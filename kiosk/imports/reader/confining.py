"""The reading process takes from itself what reading needs none of. Windows has none of it."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import sys

MEMORY_BYTES = 512 << 20
CPU_SECONDS = 30
DESCRIPTORS = 32
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38


def confine(memory: int = MEMORY_BYTES, cpu: int = CPU_SECONDS) -> None:
    """No more than so many bytes of address space and seconds of processor; no file written, no core left, no further
    privileges, no debugger, and gone when the parent is gone."""
    try:
        import resource
    except ImportError:  # Windows: there the parent begins no reader
        return
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, DESCRIPTORS),
    ):
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            libc = ctypes.CDLL(None)
            libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
            libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
            libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
