"""A terminal that is started anew closes in good order, comes back with what was saved, and never stays dark."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from tests.walks.test_run import Running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150), pytest.mark.waits]

RIGHT, LEFT = "请到右侧窗口", "请到左侧窗口"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text('[hall]\nwindow_side = "右侧"\n', "utf-8")
    return path


@pytest.fixture
def terminal(tmp_path: Path, file: Path) -> Iterator[Running]:
    running = Running(tmp_path / "data", "--config", str(file), talks=True)
    yield running
    running.close()


def _is_kept(folder: Path, file: Path) -> None:
    """Wait until the terminal has kept the settings it opened with: the screen is there a moment before."""
    kept, until_s = folder / "data" / "settings.good", time.monotonic() + 20
    while not (kept.exists() and json.loads(kept.read_bytes())["text"] == file.read_text("utf-8")):
        assert time.monotonic() < until_s, "the settings were not kept"
        time.sleep(0.05)


def test_saved_settings_count_after_a_restart_and_those_that_do_not_open_give_way(
    terminal: Running, file: Path, tmp_path: Path
) -> None:
    terminal.shows(RIGHT, 40)
    _is_kept(tmp_path, file)
    file.write_text('[hall]\nwindow_side = "左侧"\n', "utf-8")
    terminal.says("restart")
    terminal.shows(LEFT, 40)
    _is_kept(tmp_path, file)
    assert terminal.stderr == ""  # everything was closed before: nobody holds the records
    file.write_text('[hall]\nwindow_side = "右侧"\n[health_code]\nprofile = "nowhere"\n', "utf-8")
    terminal.says("restart")
    terminal.shows(LEFT, 40)
    assert "现在用之前的设置" in terminal.stderr
    assert "nowhere" in terminal.stderr
    assert "Traceback" not in terminal.stderr
    assert terminal.end()[0] == 0
    with Archive.open(tmp_path / "data", SystemClock()) as store:
        noted = [entry.action for entry in store.audit_log.entries(Chosen(kinds=("settings", "store")), most=50)]
    assert noted.count("settings.not-started") == 1
