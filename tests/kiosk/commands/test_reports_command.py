"""`kiosk reports …` as it is typed."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook

from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.certificates.folding import folded
from kiosk.cli import main
from tests.kiosk.reports.week import fill
from tests.support.clock import ManualClock
from tests.support.new_store import begun

WEEK = ["--period", "week", "--date", "2026-11-18"]


@pytest.fixture
def data(tmp_path: Path, clock: ManualClock) -> list[str]:
    with Archive.open(begun(tmp_path / "data"), clock) as store:
        fill(store, clock)
    return ["--data", str(tmp_path / "data")]


def test_a_week_is_shown(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reports", "show", *WEEK, *data]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "梧桐里社区服务中心  2026 年第 47 周 · 11/16–11/22"
    assert "来过  60 人次" in lines
    assert not any("长风居委" in line for line in lines)  # four of them
    assert "  体温  30  在参考范围内 30" in lines
    assert not any("王" in line for line in lines)


def test_the_same_as_json_says_what_every_count_is_a_multiple_of(
    data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reports", "show", *WEEK, "--json", *data]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["period"], told["kind"], told["first"], told["last"]) == (
        "2026-W47",
        "week",
        "2026-11-16",
        "2026-11-22",
    )
    assert (told["base"], told["visits"]) == (10, 60)
    assert told["places"][-2:] == [
        {"key": "𬭎㛃䶮𪟝居委", "label": "𬭎㛃䶮𪟝居委", "count": 10},
        {"key": "unknown", "label": "别处或不知道", "count": 0},
    ]


def test_a_day_without_anybody(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reports", "show", "--period", "day", "--date", "2026-11-01", *data]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "这段时间没有数据，或者太少不写"


@pytest.mark.parametrize("day", ["2026-13-01", "heute", "9999-12-31"])
def test_what_is_no_day_is_said(data: list[str], day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reports", "show", "--date", day, *data]) == 1
    assert day in capsys.readouterr().err


def entries(data: list[str], clock: ManualClock) -> list[dict[str, object]]:
    with Archive.open(Path(data[1]), clock) as store:
        found = store.audit_log.entries(Chosen(), most=20)
        return [dict(entry.detail) for entry in found if entry.action == "report.exported"]


def test_a_workbook_is_written_and_noted(data: list[str], tmp_path: Path, clock: ManualClock) -> None:
    out = tmp_path / "r.xlsx"
    assert main(["reports", "export", "--format", "xlsx", "--out", str(out), *WEEK, *data]) == 0
    assert "住哪里" in load_workbook(io.BytesIO(out.read_bytes())).sheetnames
    assert entries(data, clock) == [{"kind": "week", "period": "2026-W47", "format": "xlsx"}]


def test_a_pdf_of_one_or_two_pages_with_the_rare_name_of_a_committee(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "r.pdf"
    command = ["reports", "export", "--format", "pdf", "--out", str(out), *WEEK, *data]
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(out), "period": "2026-W47", "format": "pdf"}
    read = pypdf.PdfReader(io.BytesIO(out.read_bytes()))
    assert 1 <= len(read.pages) <= 2
    assert read.metadata is not None
    assert read.metadata.title == "报表 2026-W47"
    for page in read.pages:
        assert folded("导出") in folded(page.extract_text())
    assert main(command) == 1  # it is not written over
