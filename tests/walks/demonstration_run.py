"""One whole demonstration, played as a user would, in a network where nothing but this machine answers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

KIOSK = Path(sys.executable).with_name("kiosk")
LONGEST_S = 900
"""Four minutes on two cores; longer where they do much else. Only what hangs gets here."""


@dataclass(frozen=True)
class Played:
    """What a demonstration left behind.

    Attributes:
        foreign: Addresses outside this machine that were tried; None where no namespace could be made to see them.
    """

    code: int
    stdout: str
    stderr: str
    seconds: float
    out: Path
    foreign: list[str] | None

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self.stdout)
        return report

    def visit(self, name: str) -> dict[str, Any]:
        """What the report says of one visit."""
        return next(visit for visit in self.report["visits"] if visit["id"] == name)


@cache
def can_shut_the_network_off() -> bool:
    """Whether a network namespace can be made here: root, `unshare` and `ip`."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    tried = subprocess.run(["unshare", "--net", "ip", "link", "set", "lo", "up"], capture_output=True, check=False)
    return tried.returncode == 0


def play(out: Path, *options: str, data: Path | None = None, longest_s: float = LONGEST_S) -> Played:
    """`kiosk demo --headless --json` with these options."""
    command = [str(KIOSK), "demo", "--headless", "--json", "--out", str(out), *options]
    if data is not None:
        command += ["--data", str(data)]
    packets = out.with_name(out.name + "-packets.json")
    if can_shut_the_network_off():
        quiet = ["unshare", "--net", sys.executable, "-m", "tests.walks.quiet_network", str(packets)]
        command = [*quiet, *command]
    begun = time.monotonic()
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=longest_s, check=False, env=without_display(), cwd=_root()
    )
    foreign = json.loads(packets.read_text()) if packets.exists() else None
    return Played(done.returncode, done.stdout, done.stderr, time.monotonic() - begun, out, foreign)


def without_display() -> dict[str, str]:
    """This environment, as it is where no screen and no test is."""
    dropped = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PCSCLITE_CSOCK_NAME")
    return {name: value for name, value in os.environ.items() if name not in dropped}


def _root() -> Path:
    return Path(__file__).resolve().parents[2]
