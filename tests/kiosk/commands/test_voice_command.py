"""`kiosk voice`: what is read aloud and how, and whether it can be."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import resources
from devices.errors import DeviceNotAvailable
from devices.sound.stream import Stream
from kiosk.cli import main
from kiosk.voice.clips import Clips
from kiosk.voice.wanted import wanted

SHIPPED = Clips()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clips in a folder of the test's own."""
    shutil.copytree(SHIPPED.folder, tmp_path / "voice" / "zh-CN")
    path = resources.path
    monkeypatch.setattr("resources.path", lambda *parts: tmp_path / "voice" if parts == ("voice",) else path(*parts))
    return tmp_path / "voice" / "zh-CN"


def test_check_says_that_all_is_there_and_played_one_that_nobody_heard(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "check"]) == 0
    said = capsys.readouterr().out
    assert f"{len(SHIPPED.rows)} 句录音都在" in said
    assert "没有出声" in said


def test_check_tells_programs_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "check", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["clips"], found["lacking"], found["broken"], found["plays"]) == (len(SHIPPED.rows), [], [], True)


def test_loud_without_a_sound_device_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> Stream:
        raise DeviceNotAvailable("there is no sound device")

    monkeypatch.setattr("devices.sound.stream.open_card", none)
    assert main(["voice", "check", "--loud"]) == 1
    assert "没有找到声音设备" in capsys.readouterr().err


def test_file_that_was_changed_and_sentence_without_a_clip_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads((folder / "manifest.json").read_text("utf-8"))
    gone = next(row for row in rows if row["key"] == "visitor.notices.camera")
    (folder / rows[1]["file"]).write_bytes((folder / rows[2]["file"]).read_bytes())
    (folder / "manifest.json").write_text(json.dumps([row for row in rows if row is not gone]), "utf-8")
    assert main(["voice", "check"]) == 1
    told = capsys.readouterr()
    assert "没有录音：visitor.notices.camera  镜头只用来认人，不拍照，不留存" in told.out
    assert rows[1]["file"] in told.out
    assert "缺 1 句录音，坏 1 个文件" in told.err


def test_damaged_list_is_refused_with_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "manifest.json").write_text("[", "utf-8")
    assert main(["voice", "check"]) == 1
    assert "录音清单读不了" in capsys.readouterr().err


def test_sentences_are_listed_with_how_they_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "sentences", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["text"] for one in found] == [str(text) for text in wanted()]
    assert next(one["pinyin"] for one in found if one["text"] == "由您定。") == "you2 nin2 ding4 ."
    assert main(["voice", "sentences"]) == 0
    assert "由您定。\n    you2 nin2 ding4 ." in capsys.readouterr().out
