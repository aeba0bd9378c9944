"""No process that holds a key, a face or a name leaves its memory behind or lets others read it.

Linux only, by `prctl(2)` and `setrlimit(2)`. The limit stops core files; a handler the kernel pipes cores to
(`core_pattern` beginning with `|`) does not heed the limit, only the flag. The flag also keeps other programs of the
same user from attaching to the process and from reading its memory in `/proc`; root still can.
"""

from __future__ import annotations

import contextlib
import ctypes
import resource

PR_SET_DUMPABLE = 4


def forbid() -> None:
    """From now on, for this process; the limit goes on to its children, the flag does not outlive their `exec`."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
