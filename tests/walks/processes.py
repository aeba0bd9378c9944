"""Who runs on this machine, as /proc says."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """One process; `started` tells it from a later one with the same number."""

    pid: int
    parent: int
    started: str
    command: str


def running() -> dict[int, Process]:
    """Every process but those that have ended and only wait to be noticed."""
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        with contextlib.suppress(OSError, IndexError):
            state, parent, *rest = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if state not in "ZX":
                found[int(folder.name)] = Process(int(folder.name), int(parent), rest[17], command)
    return found


def family(pid: int) -> set[Process]:
    """A process and everything it started that still belongs to it."""
    everybody, found, new = running(), set(), {pid}
    while new:
        found |= {everybody[one] for one in new if one in everybody}
        new = {p.pid for p in everybody.values() if p.parent in new}
    return found


def left_of(known: set[Process], folder: Path, timeout_s: float) -> list[str]:
    """Which of these still run, or name this folder on their command line, once the time is up."""
    deadline = time.monotonic() + timeout_s
    while True:
        everybody = running()
        left = {p for p in known if everybody.get(p.pid, None) is not None and everybody[p.pid].started == p.started}
        left |= {p for p in everybody.values() if str(folder) in p.command}
        if not left or time.monotonic() >= deadline:
            return sorted(f"{p.pid} {p.command[:120]}" for p in left)
        time.sleep(0.1)
