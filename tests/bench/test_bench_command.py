"""The command as a technician types it. What it measures is not looked at, only that it measures."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.usefixtures("nothing_left"), pytest.mark.waits, pytest.mark.long]

NO_AIM = None


def bench(*arguments: str, timeout_s: float = 110) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk.cli", "bench", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)


def measured(*arguments: str) -> dict[str, dict[str, Any]]:
    done = bench(*arguments, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    document = json.loads(done.stdout)
    assert document["machine"]["cores"] >= 1
    return {result["name"]: result for result in document["benches"]}


def aims(result: dict[str, Any]) -> dict[str, float | None]:
    assert result["skipped"] is None
    for figure in result["figures"]:
        assert math.isfinite(figure["value"])
        assert figure["met"] == (None if figure["aim"] is None else figure["value"] <= figure["aim"])
    return {figure["name"]: figure["aim"] for figure in result["figures"]}


def values(result: dict[str, Any]) -> dict[str, float]:
    return {figure["name"]: figure["value"] for figure in result["figures"]}


@pytest.mark.slow
def test_the_first_frame_of_two_starts() -> None:
    found = measured("first-frame", "--runs", "2", "--landscape")["first-frame"]
    assert found["runs"] == 2
    assert aims(found) == {"median_s": 0.5, "min_s": NO_AIM, "max_s": NO_AIM}
    assert 0 < values(found)["min_s"] <= values(found)["median_s"] <= values(found)["max_s"]


def test_twenty_commits() -> None:
    found = measured("commit", "--runs", "20")["commit"]
    assert found["runs"] == 20
    assert aims(found) == {"p50_ms": NO_AIM, "p99_ms": NO_AIM, "max_ms": NO_AIM}
    assert 0 < values(found)["p50_ms"] <= values(found)["p99_ms"] <= values(found)["max_ms"]


@pytest.mark.slow
def test_a_terminal_in_the_hall_is_measured_and_nothing_of_it_stays() -> None:
    found = measured("preview", "memory", "tap", "idle", "--runs", "1")
    assert list(found) == ["idle", "tap", "preview", "memory"]
    assert aims(found["idle"]) == {"kiosk_percent": NO_AIM, "vision_percent": NO_AIM, "total_percent": 3.0}
    taps = aims(found["tap"])
    assert [name for name, aim in taps.items() if aim] == ["own_share_ms"]
    shares = values(found["tap"])
    assert shares["reader_ms"] >= 300  # the card's own time, which the simulator keeps
    assert shares["identity_ms"] < shares["code_ms"]
    assert aims(found["preview"]) == {"kiosk_ms_per_frame": 3.0, "vision_ms_per_frame": NO_AIM, "frames_per_s": NO_AIM}
    assert values(found["preview"])["frames_per_s"] > 0
    assert aims(found["memory"])["total_rss_mb"] == 700.0


@pytest.mark.slow
def test_a_bench_told_to_end_leaves_no_process_and_no_file(short_folder: Path) -> None:
    command = [sys.executable, "-m", "kiosk.cli", "bench", "idle"]
    environment = os.environ | {"TMPDIR": str(short_folder)}
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    deadline_s = time.monotonic() + 60
    while not list(short_folder.glob("kiosk-bench-*/hall/kiosk.toml")) and time.monotonic() < deadline_s:
        time.sleep(0.05)
    running.terminate()
    assert running.wait(60) == 143
    assert list(short_folder.iterdir()) == []


def test_a_bench_that_is_not_known_is_refused_with_the_known_ones() -> None:
    done = bench("tap", "warp", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "refused": "没有这样的测量：warp；有 first-frame、commit、idle、tap、preview、faces、staff、"
        "calibrate、instruments、import、purge、reports、memory"
    }


@pytest.mark.parametrize("number", ["0", "-3", "x"])
def test_a_number_of_runs_that_is_none_is_wrong_usage(number: str) -> None:
    assert bench("commit", "--runs", number).returncode == 2
