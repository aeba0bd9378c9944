"""`kiosk diagnostics`: one file, and what it does not hold is said."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.cli import main
from kiosk.doctor.run_lock import RunLock, write_status
from tests.support.clock import ManualClock


def test_of_an_empty_folder_what_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, data = tmp_path / "bundle.zip", tmp_path / "data"
    assert main(["diagnostics", "--out", str(out), "--data", str(data)]) == 0
    said = capsys.readouterr().out
    for name in ("没有 devices.json", "没有 calibrations.json", "没有 wires/"):
        assert name in said
    assert not data.exists()
    assert out.stat().st_mode & 0o777 == 0o600
    assert zipfile.ZipFile(out).namelist() == [
        "README.txt", "doctor.json", "settings.json", "terminal.log", "versions.json", "MANIFEST",
    ]  # fmt: skip
    assert main(["diagnostics", "--out", str(out), "--data", str(data)]) == 1


def test_beside_a_running_terminal_its_states_calibrations_and_log_are_in_it(
    tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    out, data = tmp_path / "bundle.zip", tmp_path / "data"
    Archive.open(data, clock).close()
    lock = RunLock(data)
    lock.take()
    write_status(data, {"devices": {"cuff": {"state": "ready", "fault": None}}})
    (data / "terminal.log").write_text("2026 INFO kiosk: one\n", "utf-8")
    try:
        assert main(["diagnostics", "--json", "--out", str(out), "--data", str(data)]) == 0
    finally:
        lock.release()
    assert json.loads(capsys.readouterr().out) == {
        "file": str(out),
        "inside": ["README.txt", "calibrations.json", "devices.json", "doctor.json", "settings.json", "terminal.log",
                   "versions.json"],
    }  # fmt: skip
    bundle = zipfile.ZipFile(out)
    assert json.loads(bundle.read("devices.json"))["cuff"]["state"] == "ready"
    assert bundle.read("terminal.log") == b"2026 INFO kiosk: one\n"
