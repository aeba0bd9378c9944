"""Every test of the benches checks that nothing they started is left."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


def children() -> set[int]:
    """Process ids of this process's children and theirs."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z":
                parents[int(entry.name)] = int(fields[1])
    found, grown = {os.getpid()}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return found - {os.getpid()}


@pytest.fixture
def nothing_left() -> Iterator[None]:
    """Fails a test after which one of its processes lives on."""
    before = children()
    yield
    deadline_s = time.monotonic() + 5
    while (left := children() - before) and time.monotonic() < deadline_s:
        time.sleep(0.05)
    assert not left, f"{len(left)} processes left"


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose sockets have names of at most 108 characters, which is all the kernel takes."""
    with tempfile.TemporaryDirectory(prefix="k-") as folder:
        yield Path(folder)
