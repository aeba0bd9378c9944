"""What the terminal takes of the machine, visit after visit: does it stay the same, or does something grow?"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

WARM_UP = 30
"""Visits after which everything that is loaded once has been loaded."""
MB = 1e6


@dataclass(frozen=True, slots=True)
class Taken:
    """After one visit. None where the system does not let this user look.

    Attributes:
        screen_mb, vision_mb: Resident memory of the two processes, 10⁶ bytes.
        screen_fds, vision_fds: Their open files.
        threads, vision_threads: Their threads.
        log_kb, records_kb: Size of the log, and of the database with its log.
    """

    visits: int
    screen_mb: float | None
    vision_mb: float | None
    screen_fds: int | None
    vision_fds: int | None
    threads: int | None
    vision_threads: int | None
    log_kb: float
    records_kb: float


@dataclass
class Upkeep:
    """Looks after each visit.

    Args:
        data_dir: Where the records are.
        log_file: Where warnings go.
        vision: The vision process's id now, None while it does not run.
    """

    data_dir: Path
    log_file: Path
    vision: Callable[[], int | None]
    taken: list[Taken] = field(default_factory=list)

    def look(self, visits: int) -> None:
        """After so many visits."""
        own, other = os.getpid(), self.vision()
        records = sum(size for name in ("kiosk.db", "kiosk.db-wal") for size in [_size(self.data_dir / name)])
        self.taken.append(
            Taken(
                visits,
                _resident(own),
                _resident(other),
                _open_files(own),
                _open_files(other),
                _threads(own),
                _threads(other),
                _size(self.log_file) / 1e3,
                records / 1e3,
            )
        )

    def figures(self) -> dict[str, Any]:
        """After the warm-up, at the end, the most in between, and what a visit adds to the records."""
        if not self.taken:
            return {}
        warm = next((taken for taken in self.taken if taken.visits >= WARM_UP), self.taken[0])
        end = self.taken[-1]
        later = [taken for taken in self.taken if taken.visits >= warm.visits]
        most = {
            name: max((v for t in later if (v := getattr(t, name)) is not None), default=None)
            for name in asdict(end)
            if name != "visits"
        }
        between = end.visits - warm.visits
        grown = (end.records_kb - warm.records_kb) / between if between else None
        return {"warm": asdict(warm), "end": asdict(end), "most": most, "records_kb_a_visit": grown}


def _resident(pid: int | None) -> float | None:
    return _read(pid, lambda at: int((at / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MB)


def _open_files(pid: int | None) -> int | None:
    return _read(pid, lambda at: len(list((at / "fd").iterdir())))


def _threads(pid: int | None) -> int | None:
    return _read(pid, lambda at: len(list((at / "task").iterdir())))


def _read(pid: int | None, figure: Callable[[Path], T]) -> T | None:
    if pid is None:
        return None
    try:
        return figure(Path("/proc") / str(pid))
    except OSError:  # it has just ended, or lets only root look
        return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
