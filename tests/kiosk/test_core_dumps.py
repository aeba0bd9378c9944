"""A command that crashes leaves no file with the key in it, and nobody of the same user reads the key in its memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

CRASHES = """
import ctypes, os, sys
import kiosk.cli
import kiosk.commands.devices
from pathlib import Path

def crash(args, context):
    limits = Path("/proc/self/limits").read_text()
    print(next(line for line in limits.splitlines() if line.startswith("Max core file size")).split()[4:6])
    print(ctypes.CDLL(None).prctl(3), flush=True)
    os.abort()

kiosk.commands.devices.run = crash
sys.argv = ["kiosk", "devices", "models"]
sys.exit(MAIN)
"""


def crash(folder: Path, main: str) -> tuple[int, str, list[str]]:
    """Exit code, what was printed, and the files the crash left in its folder."""

    def cores_allowed() -> None:
        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", CRASHES.replace("MAIN", main)], cwd=folder, capture_output=True, text=True, timeout=60,
        check=False, env=environment, preexec_fn=cores_allowed,
    )  # fmt: skip
    left = list(folder.iterdir())
    for path in left:
        path.unlink()
    return done.returncode, done.stdout, sorted(path.name for path in left)


def test_a_command_that_aborts_leaves_no_core(tmp_path: Path) -> None:
    code, said, left = crash(tmp_path, "kiosk.cli.main()")
    assert code == -6
    assert said.splitlines() == ["['0', '0']", "0"]
    assert left == []


def test_a_process_that_only_borrows_a_command_stays_as_it_was(tmp_path: Path) -> None:
    """Its debugger and its tests still read it; and this is what the test above would see of an open command."""
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("core files are off on this machine for everybody")
    _, said, left = crash(tmp_path, "kiosk.cli.main(['devices', 'models'])")
    assert said.splitlines()[1] == "1"
    if Path("/proc/sys/kernel/core_pattern").read_text().strip() == "core":
        assert len(left) == 1
