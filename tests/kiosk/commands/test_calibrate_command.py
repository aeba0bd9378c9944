"""`kiosk calibrate …` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.certificates.dcc import dcc_of
from kiosk.cli import main
from tests.kiosk.certificates import thermometer
from tests.kiosk.certificates.thermometer import PARTICULARS
from tests.support.clock import ManualClock


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "JZ-2026-0007.xml"
    made.write_bytes(dcc_of(thermometer.signed(), PARTICULARS))
    return made


def typed(*words: object, data: Path) -> int:
    return main(["calibrate", *map(str, words), "--data", str(data)])


def test_a_certificate_is_checked_without_an_archive(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("verify", file, data=tmp_path / "none") == 0
    out = capsys.readouterr().out
    assert "一致　调整前最大误差：证书 -0.47，核对 -0.47" in out
    assert "没法核对　档案：这里没有终端的档案，只核对了文件自己" in out
    assert not (tmp_path / "none").exists()


def test_a_changed_one_ends_with_1_and_says_where(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(file.read_bytes().replace(b">pass<", b">fail<", 1))
    assert typed("verify", file, "--json", data=tmp_path / "none") == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["number"], said["sound"]) == ("JZ-2026-0007", False)
    assert [finding["what"] for finding in said["findings"] if finding["agrees"] is False] == ["document"]


def test_a_number_the_archive_does_not_know(
    file: Path, tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open(tmp_path / "data", clock):
        pass
    assert typed("verify", file, data=tmp_path / "data") == 1
    assert "不一致　档案：档案里没有 JZ-2026-0007" in capsys.readouterr().out


def test_what_is_no_certificate_is_refused_with_a_sentence(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>')
    assert typed("verify", file, data=tmp_path / "none") == 1
    assert "文档类型或实体声明" in capsys.readouterr().err


def test_a_certificate_has_to_go_somewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("certificate", "JZ-2026-0007", data=tmp_path / "none") == 1
    assert "--pdf" in capsys.readouterr().err


def test_what_is_due_and_what_is_on_record(
    tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text('[[devices]]\nname = "forehead"\nmodel = "lu90614"\n[devices.options]\nurl = "/dev/ttyS9"\n')
    with Archive.open(tmp_path / "data", clock):
        pass
    code = typed("list", "--config", config, "--json", data=tmp_path / "data")
    out = capsys.readouterr()
    assert code == 0, out.err
    assert [(row["device"], row["metric"], row["standing"]) for row in json.loads(out.out)] == [
        ("forehead", "temp_object", "none")
    ]
    assert typed("references", "--json", data=tmp_path / "data") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert typed("show", "JZ-2026-0007", data=tmp_path / "data") == 1


def test_a_day_that_is_none_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        typed("override", "forehead", "temp_object", "--reason", "急用", "--until", "soon", data=tmp_path)
    assert ended.value.code == 2
    assert "soon" in capsys.readouterr().err
