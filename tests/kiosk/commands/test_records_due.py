"""`kiosk records due` as a clerk types it: masked, and nothing is written."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from kiosk.cli import main
from tests.support.store_rows import Answer, measurement, wang


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """王桂英's pressure is raised now."""
    folder, clock = tmp_path / "data", SystemClock()
    with Archive.open(folder, clock) as store:
        person = store.register.meet(wang(), clock.now())
        assert person is not None
        row = measurement(clock, person.resident_id, metric="sys", value=150, unit="mm[Hg]", assessment="bp-grade-1")
        saved = Answer()
        store.journal.save_measurements((row,), saved)
        assert saved.wait() == [True]
    return folder


def day(ahead: int) -> str:
    from zoneinfo import ZoneInfo

    return (SystemClock().now().utc.astimezone(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=ahead)).isoformat()


def test_who_is_due_by_a_day(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()}
    assert main(["records", "due", "--data", str(data)]) == 0
    assert capsys.readouterr().out == "共 0 条\n"
    assert main(["records", "due", "--by", day(4), "--data", str(data)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{day(3)}  王*英  再量血压  ")
    assert out.endswith("共 1 条\n")
    assert "王桂英" not in out
    assert {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()} == before


def test_json_is_json_only(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["records", "due", "--by", day(4), "--data", str(data), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert {key: row[key] for key in ("name", "metric", "kind", "band", "due", "made", "overdue")} == {
        "name": "王*英", "metric": "sys", "kind": "again", "band": "bp-grade-1", "due": day(3), "made": day(0),
        "overdue": False,
    }  # fmt: skip


def test_day_that_is_none_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["records", "due", "--by", "下周三", "--data", str(data)]) == 1
    assert "看不懂" in capsys.readouterr().err
