"""`kiosk doctor` where the configuration file does not start the terminal: it says so, reads only, and goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.configuring.last_good import LastGood
from kiosk.doctor.run_lock import RunLock, write_status
from kiosk.sentences import Text

GOOD = '[hall]\nname = "桂花苑"\n'
TORN = '[hall]\nneme = "桂花苑"\n[visit]\nwarn_s = "long"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(GOOD, "utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path, file: Path) -> Path:
    """The data folder of a terminal that has run with GOOD."""
    folder = tmp_path / "data"
    folder.mkdir()
    start = LastGood(file, folder)
    start.choose()
    start.opened()
    return folder


def found(file: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """The exit code, and what is found of the settings."""
    before = {path: path.read_bytes() for path in data.iterdir()}
    code = main(["doctor", "--json", "--seconds", "1", "--config", str(file), "--data", str(data)])
    assert {path: path.read_bytes() for path in data.iterdir()} == before  # it only reads
    findings = json.loads(capsys.readouterr().out)
    return code, next(finding for finding in findings if finding["key"] == "settings")


def test_file_that_is_used_is_well(file: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(file, data, capsys)[1] == {
        "key": "settings", "part": "配置文件", "verdict": "ok", "found": "能用", "advice": "",
    }  # fmt: skip


def test_file_that_is_wrong_is_said_with_all_its_mistakes_and_the_rest_is_examined(
    file: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(TORN, "utf-8")
    code, settings = found(file, data, capsys)
    assert (code, settings["verdict"]) == (1, "broken")
    assert "终端用的是之前的设置" in settings["found"]
    assert "hall.neme" in settings["found"]
    assert "visit.warn_s" in settings["found"]
    assert settings["advice"] == "改好这个文件，或在屏幕的设置页撤销，再重启终端"


def test_file_that_was_refused_when_the_terminal_opened_is_said_with_the_reason(
    file: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(GOOD.replace("桂花苑", "梧桐里"), "utf-8")
    start = LastGood(file, data)
    start.choose()
    start.refuse(Text("没有这个方案"))
    code, settings = found(file, data, capsys)
    assert (code, settings["found"]) == (1, "用它打不开终端，终端用的是之前的设置。原因：没有这个方案")


def test_new_file_is_no_fault_and_being_asked_about_is_no_try(
    file: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(GOOD.replace("桂花苑", "梧桐里"), "utf-8")
    assert [found(file, data, capsys)[1]["verdict"] for _ in range(3)] == ["ok"] * 3
    assert LastGood(file, data).choose().settings.hall.name == "梧桐里"


@pytest.mark.parametrize(("before", "verdict"), [(True, "warning"), (False, "ok")])
def test_terminal_that_still_runs_with_the_settings_before_is_to_be_started_anew(
    file: Path, data: Path, before: bool, verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = RunLock(data)
    lock.take()
    write_status(data, {"settings": {"before": before}})
    try:
        assert found(file, data, capsys)[1]["verdict"] == verdict
    finally:
        lock.release()
    assert found(file, data, capsys)[1]["verdict"] == "ok"  # the word of one that has ended


def test_terminal_without_a_file_runs_with_what_is_usual(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "--json", "--seconds", "1", "--data", str(data)])
    settings = next(one for one in json.loads(capsys.readouterr().out) if one["key"] == "settings")
    assert (settings["verdict"], settings["found"]) == ("ok", "没有，用默认的设置")


def test_bundle_is_made_with_the_settings_before(
    file: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(TORN, "utf-8")
    out = tmp_path / "bundle.zip"
    assert main(["diagnostics", "--out", str(out), "--config", str(file), "--data", str(data)]) == 0
    assert out.exists()
