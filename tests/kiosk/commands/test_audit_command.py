"""`kiosk audit`: the trail is exported and verified, and what was touched is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.cli import main
from tests.support.clock import ManualClock
from tests.support.store_folder import fill


def said(capsys: pytest.CaptureFixture[str], *line: str, code: int = 0) -> dict[str, object]:
    assert main([*line, "--json"]) == code
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def test_exported_file_is_believed_until_a_line_of_it_is_changed(
    tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = str(tmp_path / "data"), tmp_path / "trail.jsonl"
    fill(tmp_path / "data", clock, 2)
    before = said(capsys, "audit", "verify", "--data", data)
    assert (before["sound"], before["bad"]) == (True, None)
    made = said(capsys, "audit", "export", "--out", str(out), "--data", data)
    with Archive.open(tmp_path / "data", clock) as store:
        assert made["digits"] == store.audit.head().digits
    checked = {"sound": True, "rows": made["rows"], "bad_line": None, "in_terminal": True}
    assert said(capsys, "audit", "verify", str(out), "--data", data) == checked
    out.write_text(out.read_text().replace("visit.started", "visit.ended", 1).replace("cli:tester", "cli:nobody", 1))
    assert said(capsys, "audit", "verify", str(out), "--data", data, code=1)["sound"] is False
