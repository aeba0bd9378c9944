"""What the kernel says of a process: processor time and memory, from /proc (proc(5))."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

TICK_S = 1.0 / os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one process, in MB (10⁶ bytes).

    Attributes:
        rss_mb: Pages it holds, those shared with others counted whole.
        pss_mb: The same with shared pages divided among those who share them; None where the kernel does not tell.
    """

    rss_mb: float
    pss_mb: float | None


def cpu_s(pid: int) -> float:
    """Processor time of all its threads so far, user and system, s; to a hundredth. OSError when it has gone."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) * TICK_S


def memory(pid: int) -> Memory:
    """Its memory now. OSError when it has gone."""
    rss = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
    return Memory(rss / 1e6, _pss_mb(pid))


def load() -> float:
    """How many processes wanted a processor in the last minute: above the number of cores, figures are too high."""
    return os.getloadavg()[0]


def _pss_mb(pid: int) -> float | None:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # the vision process lets only root look
        return None
    found = [line.split()[1] for line in lines if line.startswith("Pss:")]
    return int(found[0]) * 1024 / 1e6 if found else None
