"""Memory of pictures goes back to the system the moment it is freed, so that no part of one lies about on the heap."""

from __future__ import annotations

import contextlib
import ctypes

M_MMAP_THRESHOLD = -3
LARGE_BYTES = 1 << 18
"""From this size on a block is mapped by itself. A camera picture takes ten times as much."""


def map_large_blocks() -> None:
    """From now on, for this process (`mallopt(3)`; nothing where there is no such function).

    Without it the C library learns from the first freed picture to keep the next ones on its heap, where a part of a
    picture may stand between pieces that are in use, out of reach of `malloc_trim`.
    """
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
