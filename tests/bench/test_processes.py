from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from ui.benchmarks.processes import cpu_s, memory


def test_work_takes_processor_time() -> None:
    before = cpu_s(os.getpid())
    until = time.process_time() + 0.05
    while time.process_time() < until:
        pass
    assert cpu_s(os.getpid()) > before


def test_memory_held_is_memory_counted() -> None:
    before = memory(os.getpid())
    held = bytearray(os.urandom(1 << 20) * 64)
    after = memory(os.getpid())
    assert after.rss_mb - before.rss_mb == pytest.approx(67.1, abs=20)
    assert after.pss_mb is None or 0 < after.pss_mb <= after.rss_mb
    del held


def test_a_process_that_has_gone_is_an_os_error() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with pytest.raises(FileNotFoundError):
        cpu_s(gone.pid)
    with pytest.raises(FileNotFoundError):
        memory(gone.pid)
