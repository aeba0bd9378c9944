"""The machine itself: disk, clock, fonts."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from devices.clock import Clock
from kiosk.health_check.findings import Finding, Verdict

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
        return Finding("disk", "硬盘", Verdict.BROKEN, f"只剩 {free_mb} MB", "清理硬盘，或换一块更大的")
    return Finding("disk", "硬盘", Verdict.OK, f"还有 {free_mb // 1024} GB")


def clock(now_utc: datetime) -> Finding:
    """A wall clock that cannot be right."""
    if now_utc < BUILT:
        return Finding("clock", "时钟", Verdict.BROKEN, f"现在是 {now_utc:%Y-%m-%d}，不可能", "校准系统时间，打开 NTP")
    return Finding("clock", "时钟", Verdict.OK, f"{now_utc.astimezone():%Y-%m-%d %H:%M}")


def fonts() -> list[Finding]:
    """A name must never be shown as a box."""
    wanted = {
        "Noto Sans CJK SC": ("font.noto", "字体 Noto Sans CJK", "fonts-noto-cjk", Verdict.BROKEN),
        "HanaMinA": ("font.hanazono", "生僻字字体 Hanazono", "fonts-hanazono", Verdict.WARNING),
    }
    if shutil.which("fc-list") is None:
        return [Finding("font", "字体", Verdict.WARNING, "没有 fc-list，查不了", "apt install fontconfig")]
    installed = subprocess.run(
        ["fc-list", ":", "family"], capture_output=True, encoding="utf-8", errors="replace", timeout=10, check=False
    ).stdout
    found = []
    for family, (key, part, package, verdict) in wanted.items():
        if family in installed:
            found.append(Finding(key, part, Verdict.OK, "装好了"))
        else:
            found.append(Finding(key, part, verdict, "没有装", f"apt install {package}"))
    return found


def examine(data_dir: Path, now: Clock) -> list[Finding]:
    """Everything about the machine."""
    return [disk(data_dir), clock(now.now().utc), *fonts()]
