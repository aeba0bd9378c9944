"""The machine itself: disk, clock, fonts."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from devices.clock import Clock
from kiosk.doctor.findings import Finding, Verdict
from kiosk.sentences import sentence

LOW_DISK_MB = 500
BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""No terminal of this program can rightly believe in an earlier day."""


def disk(data_dir: Path) -> Finding:
    """Room for records."""
    place = data_dir
    while not place.exists():
        place = place.parent
    free_mb = shutil.disk_usage(place).free // 2**20
    if free_mb < LOW_DISK_MB:
        return Finding(
            "disk",
            sentence("doctor.part.disk"),
            Verdict.BROKEN,
            sentence("doctor.machine.disk-low", mb=free_mb),
            sentence("doctor.machine.disk-advice"),
        )
    return Finding(
        "disk", sentence("doctor.part.disk"), Verdict.OK, sentence("doctor.machine.disk", gb=free_mb // 1024)
    )


def clock(now_utc: datetime) -> Finding:
    """A wall clock that cannot be right."""
    if now_utc < BUILT:
        return Finding(
            "clock",
            sentence("doctor.part.clock"),
            Verdict.BROKEN,
            sentence("doctor.machine.clock-wrong", now=now_utc),
            sentence("doctor.machine.clock-advice"),
        )
    return Finding("clock", sentence("doctor.part.clock"), Verdict.OK, f"{now_utc.astimezone():%Y-%m-%d %H:%M}")


def fonts() -> list[Finding]:
    """A name must never be shown as a box."""
    wanted = {
        "Noto Sans CJK SC": ("font.noto", sentence("doctor.part.font"), "fonts-noto-cjk", Verdict.BROKEN),
        "HanaMinA": ("font.hanazono", sentence("doctor.part.rare-font"), "fonts-hanazono", Verdict.WARNING),
    }
    if shutil.which("fc-list") is None:
        return [
            Finding(
                "font",
                sentence("doctor.part.fonts"),
                Verdict.WARNING,
                sentence("doctor.machine.no-fc-list"),
                "apt install fontconfig",
            )
        ]
    installed = subprocess.run(
        ["fc-list", ":", "family"], capture_output=True, encoding="utf-8", errors="replace", timeout=10, check=False
    ).stdout
    found = []
    for family, (key, part, package, verdict) in wanted.items():
        if family in installed:
            found.append(Finding(key, part, Verdict.OK, sentence("doctor.machine.installed")))
        else:
            found.append(
                Finding(key, part, verdict, sentence("doctor.machine.not-installed"), f"apt install {package}")
            )
    return found


def examine(data_dir: Path, now: Clock) -> list[Finding]:
    """Everything about the machine."""
    return [disk(data_dir), clock(now.now().utc), *fonts()]
