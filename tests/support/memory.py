"""Looks for bytes in everything a process can write to.

What is looked for comes with every bit turned round: a process that searches itself must not hold the bytes to find.
Reading another process, or one that forbids it, takes root.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

STEP = 1 << 22
OVERLAP = 64


def turned(plain: bytes) -> bytes:
    """The bytes with every bit turned round."""
    return np.bitwise_xor(np.frombuffer(plain, np.uint8), 255).tobytes()


def times_in_memory(pid: int | str, needles: Sequence[bytes]) -> list[int]:
    """How often each needle stands there.

    Args:
        pid: The process; "self" for this one.
        needles: Turned round, each at most `OVERLAP` bytes.
    """
    found = [0] * len(needles)
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            span, rights, *_ = line.split(maxsplit=5)
            start, end = (int(part, 16) for part in span.split("-"))
            for at in range(start, end, STEP) if rights.startswith("rw") else ():
                try:
                    memory.seek(at)
                    data = memory.read(min(STEP + OVERLAP, end - at))
                except OSError:  # a page of the system's own
                    break
                searched = turned(data)
                found = [count + searched.count(needle) for count, needle in zip(found, needles, strict=True)]
                del data, searched
    return found
