"""What the vision process asks of the system, each in a process of its own; and when it lets itself be replaced."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from kiosk.faces.worker.upkeep import renewal_due


def told(script: str) -> str:
    """What a process says after hardening."""
    whole = "from kiosk.faces.worker import hardening\n" + script
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


def test_memory_is_locked_where_the_system_allows_it_and_it_says_so() -> None:
    script = (
        "locked = hardening.lock_memory()\n"
        "block = bytes(8 << 20)\n"
        "kb = next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmLck:'))\n"
        "print(locked, locked == (kb > 8000))"
    )
    assert told(script) in ("True True", "False True")


def test_memory_is_not_locked_under_a_limit_it_would_run_into() -> None:
    script = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_MEMLOCK, (65536, 65536))\n"
        "hardening._has_capability = lambda number: False\n"
        "print(hardening.lock_memory())\n"
        "block = bytes(8 << 20)"
    )
    assert told(script) == "False"


def test_memory_far_above_the_cap_cannot_be_had() -> None:
    script = (
        "hardening.limit_memory(150)\n"
        "kept = bytearray(300 << 20)\n"
        "try: more = bytearray(700 << 20)\n"
        "except MemoryError: print('refused')"
    )
    assert told(script) == "refused"


def test_harder_limit_of_the_system_is_left_alone() -> None:
    script = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))\n"
        "hardening.limit_memory(2000)\n"
        "print(resource.getrlimit(resource.RLIMIT_DATA)[0])"
    )
    assert told(script) == str(1 << 30)
    assert resource.getrlimit(resource.RLIMIT_DATA)[1] != 1 << 30


def test_resident_memory_grows_with_what_is_used() -> None:
    script = (
        "before = hardening.resident_mb()\n"
        "block = bytearray(b'x' * (64 << 20))\n"
        "print(60 < hardening.resident_mb() - before < 200, before > 3)"
    )
    assert told(script) == "True True"


@pytest.mark.parametrize(
    ("age_s", "resident_mb", "why"),
    [
        (86399, 200, None),
        (86400, 200, "age"),
        (700, 501, "memory"),
        (599, 501, None),
        (700, 500, None),
        (90000, 900, "age"),
    ],
)
def test_process_is_due_by_age_or_memory(age_s: float, resident_mb: float, why: str | None) -> None:
    assert renewal_due(age_s, resident_mb, renew_hours=24, memory_mb=500) == why
