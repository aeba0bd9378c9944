"""`kiosk records export …` as it is typed."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import pwd
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from devices.clock import Instant, SystemClock
from kiosk.archive.archive import Archive
from kiosk.cli import main
from kiosk.exports.csv_table import COLUMNS, cell
from tests.support.store_rows import WANG_NUMBER, Answer, measurement, wang

EXPORT = ["records", "export", "--format", "csv"]


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    """A folder with three readings of 王桂英, on three days."""
    clock, done = SystemClock(), Answer()
    with Archive.open(tmp_path / "data", clock) as store:
        person = store.register.meet(wang(), clock.now())
        assert person is not None
        for day, metric in ((20, "temp_body"), (21, "pulse"), (22, "temp_body")):
            at = Instant(datetime(2026, 11, day, 1, 20, tzinfo=UTC), 5.0)
            unit = "Cel" if metric == "temp_body" else "/min"
            row = measurement(
                clock, person.resident_id, metric=metric, unit=unit, value=36.5, taken_at=at, device="=cmd|'/c calc'!A1"
            )
            store.journal.save_measurements((row,), done)
        assert done.wait(3) == [True] * 3
    return ["--data", str(tmp_path / "data")]


def _rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_export_is_masked(data: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([*EXPORT, *data]) == 0
    printed = capfdbinary.readouterr().out
    assert printed.startswith(b"\xef\xbb\xbftime,")
    rows = _rows(printed.decode())
    assert tuple(rows[0]) == COLUMNS
    first = {k: rows[0][k] for k in ("time", "name", "number", "metric", "value", "unit", "device", "validity")}
    assert first == {
        "time": "2026-11-20T09:20:00+08:00", "name": "王*英", "number": "310***********0020", "metric": "temp_body",
        "value": "36.5", "unit": "Cel", "device": "'=cmd|'/c calc'!A1", "validity": "valid",
    }  # fmt: skip
    assert len(rows) == 3
    assert "王桂英".encode() not in printed
    assert WANG_NUMBER.encode() not in printed


@pytest.mark.parametrize(
    ("options", "days"),
    [
        (["--since", "2026-11-21"], ["21", "22"]),
        (["--until", "2026-11-21"], ["20"]),
        (["--since", "2026-11-21T09:20:00", "--until", "2026-11-21T09:20:01"], ["21"]),
        (["--since", "2026-11-21T01:20:01+00:00"], ["22"]),
        (["--metric", "temp_body"], ["20", "22"]),
    ],
)
def test_export_of_a_part(
    data: list[str], capfdbinary: pytest.CaptureFixture[bytes], options: list[str], days: list[str]
) -> None:
    assert main([*EXPORT, *options, *data]) == 0
    assert [row["time"][8:10] for row in _rows(capfdbinary.readouterr().out.decode())] == days


def test_export_in_full_needs_a_reason_and_is_audited_with_the_real_user(
    data: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME", "SUDO_USER"):
        monkeypatch.setenv(name, "somebody-else")
    out = tmp_path / "out.csv"
    assert main([*EXPORT, "--unmasked", "--reason", "居民本人要求查看", "--out", str(out), *data]) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    rows = _rows(out.read_bytes().decode())
    assert (rows[0]["name"], rows[0]["number"]) == ("王桂英", WANG_NUMBER)
    with Archive.open(Path(data[1]), SystemClock()) as store, store._core.readers.db() as db:
        (last,) = db.execute("SELECT actor, action, detail FROM audit ORDER BY seq DESC LIMIT 1")
    assert last[0] == f"cli:{pwd.getpwuid(os.getuid()).pw_name}({os.getuid()})"
    assert last[1] == "records.exported"
    detail = json.loads(last[2])
    assert (detail["masked"], detail["reason"]) == (False, "居民本人要求查看")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ([*EXPORT, "--unmasked"], "导出完整姓名和号码必须用 --reason 写明原因，原因会记入审计。"),
        ([*EXPORT, "--unmasked", "--reason", " "], "导出完整姓名和号码必须用 --reason 写明原因，原因会记入审计。"),
        ([*EXPORT, "--since", "yesterday"], "时间 'yesterday' 看不懂：请写成 2026-11-22 或 2026-11-22T09:20。"),
        ([*EXPORT, "--since", "0001-01-01"], "时间 '0001-01-01' 看不懂：请写成 2026-11-22 或 2026-11-22T09:20。"),
        (
            [*EXPORT, "--since", "2026-11-22", "--until", "2026-11-22"],
            "从 2026-11-22 到 2026-11-22 是空的：--since 要早于 --until。",
        ),
        (
            [*EXPORT, "--since", "2026-11-23", "--until", "2026-11-22T23:00"],
            "从 2026-11-23 到 2026-11-22T23:00 是空的：--since 要早于 --until。",
        ),
        ([*EXPORT, "--since", ""], "时间 '' 看不懂：请写成 2026-11-22 或 2026-11-22T09:20。"),
        ([*EXPORT, "--until", "2026-02-30"], "时间 '2026-02-30' 看不懂：请写成 2026-11-22 或 2026-11-22T09:20。"),
        (["records", "export", "--format", "xlsx"], "xlsx 是一个文件：请用 --out 写明文件名。"),
        ([*EXPORT, "--json"], "--json 只输出 JSON：请用 --out 把表格写进文件。"),
    ],
)
def test_refusal_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: list[str], sentence: str
) -> None:
    assert main([*line, "--data", str(tmp_path / "data")]) == 1
    printed = capsys.readouterr()
    assert sentence in (printed.err.strip(), json.loads(printed.out)["refused"] if printed.out else None)


@pytest.mark.parametrize("more", [[], ["--unmasked", "--reason", "复查"]])
def test_resident_nobody_knows_is_refused(data: list[str], more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*EXPORT, "--resident", "nobody", *more, *data]) == 1
    assert capsys.readouterr().err == "没有编号为 nobody 的居民；编号见 kiosk whitelist list。\n"


@pytest.mark.parametrize("metric", ["temp", "", "' OR 1=1 --", "TEMP_BODY"])
@pytest.mark.parametrize("form", ["csv", "fhir"])
def test_metric_nobody_knows_is_refused_with_those_that_are_known(
    tmp_path: Path, metric: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["records", "export", "--format", form, "--metric", metric, "--out", str(tmp_path / "out")]
    assert main([*line, "--data", str(tmp_path / "data")]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"没有 {metric!r} 这一项；可以写 temp_object（额头表面读数）、")
    assert "temp_body（体温）、" in said
    assert list(tmp_path.iterdir()) == []


def test_fhir_is_one_json_document(data: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["records", "export", "--format", "fhir", "--json", *data]) == 0
    printed = capfdbinary.readouterr().out
    bundle = json.loads(printed)
    assert [entry["resource"]["resourceType"] for entry in bundle["entry"]] == [
        "Patient", "Device", "DeviceMetric", "Observation", "DeviceMetric", "Observation", "Observation"
    ]  # fmt: skip
    assert "王桂英".encode() not in printed
    assert WANG_NUMBER.encode() not in printed


def test_export_of_one_resident(data: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with Archive.open(Path(data[1]), SystemClock()) as store:
        resident = store.register.by_number(WANG_NUMBER)
    assert resident is not None
    assert main([*EXPORT, "--resident", resident.id, *data]) == 0
    assert len(_rows(capfdbinary.readouterr().out.decode())) == 3


def test_file_that_exists_is_not_overwritten(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine")
    assert main([*EXPORT, "--out", str(out), *data]) == 1
    assert out.read_text() == "mine"
    assert "已经有了" in capsys.readouterr().err


def test_json_says_what_was_written(data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    assert main([*EXPORT, "--json", "--out", str(out), *data]) == 0
    assert json.loads(capsys.readouterr().out) == {"rows": 3, "file": str(out), "masked": True}


@given(st.text(max_size=50) | st.floats() | st.none())
def test_no_cell_begins_like_a_formula(value: str | float | None) -> None:
    text = cell(value)
    assert not text.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert not text.lstrip(" '\"").startswith(("=", "+", "-", "@")) or text.startswith("'")
    assert "\n" not in text


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_cells_come_back_from_a_csv_reader(values: list[str]) -> None:
    from kiosk.exports.csv_table import line

    (row,) = csv.reader(io.StringIO(line(values), newline=""))
    assert row == [cell(v) for v in values]


def test_workbook_is_a_file_that_a_spreadsheet_opens(data: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert main(["records", "export", "--format", "xlsx", "--out", str(out), *data]) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    (sheet,) = load_workbook(out).worksheets
    assert [cell.value for cell in sheet["D"]] == ["项目", "体温", "脉搏", "体温"]
    assert WANG_NUMBER not in str([[cell.value for cell in row] for row in sheet.iter_rows()])


def test_workbook_on_a_disk_that_is_full_is_a_sentence_and_no_file(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: object, *_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("kiosk.exports.workbook.write_workbook", full)
    out = tmp_path / "out.xlsx"
    assert main(["records", "export", "--format", "xlsx", "--out", str(out), *data]) == 1
    assert "out.xlsx" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_fhir_that_breaks_the_profile_is_a_sentence_and_no_file(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.exports.fhir_bundle.faults", lambda resource: ("status",))
    out = tmp_path / "out.json"
    assert main(["records", "export", "--format", "fhir", "--out", str(out), *data]) == 1
    assert "（Patient: status）" in capsys.readouterr().err
    assert not out.exists()
