"""`kiosk doctor` on what is read aloud: off, whole, broken, without a loudspeaker."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import resources
from kiosk.doctor import voice
from kiosk.doctor.findings import Verdict
from kiosk.doctor.run_lock import RunLock, write_status
from kiosk.settings import Settings, Voice
from kiosk.voice.clips import Clips


def found(folder: Path, settings: Settings | None = None) -> tuple[Verdict, str]:
    finding = voice.examine(settings or Settings(), folder)
    return finding.verdict, finding.found


def test_without_a_loudspeaker_it_is_said_that_nothing_is_read(tmp_path: Path) -> None:
    assert found(tmp_path) == (Verdict.OK, "没有声音设备，屏幕上没有“念给我听”")


def test_with_one_all_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.sound.stream.has_card", lambda: True)
    assert found(tmp_path) == (Verdict.OK, "录音都在，有声音设备")


def test_switched_off_it_is_off(tmp_path: Path) -> None:
    assert found(tmp_path, Settings(voice=Voice(enabled=False))) == (Verdict.OK, "关着")


@pytest.mark.parametrize(
    ("works", "said"), [(True, "录音都在，有声音设备"), (False, "没有声音设备，屏幕上没有“念给我听”")]
)
def test_a_running_terminal_is_asked(tmp_path: Path, works: bool, said: str) -> None:
    lock = RunLock(tmp_path)
    lock.take()
    write_status(tmp_path, {"voice": {"works": works}})
    assert found(tmp_path) == (Verdict.OK, said)
    lock.release()


def test_file_that_was_changed_and_sentence_without_a_clip_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(Clips().folder, tmp_path / "voice" / "zh-CN")
    path, manifest = resources.path, tmp_path / "voice" / "zh-CN" / "manifest.json"
    monkeypatch.setattr("resources.path", lambda *parts: tmp_path / "voice" if parts == ("voice",) else path(*parts))
    rows = json.loads(manifest.read_text("utf-8"))
    (manifest.parent / rows[0]["file"]).write_bytes(b"OggS")
    manifest.write_text(json.dumps(rows[:-2]), "utf-8")
    assert found(tmp_path) == (Verdict.BROKEN, "缺 2 句录音，坏 1 个文件，那些屏幕不念")
    manifest.write_text("[", "utf-8")
    assert found(tmp_path) == (Verdict.BROKEN, "录音清单读不了")
