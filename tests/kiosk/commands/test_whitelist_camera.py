"""`kiosk whitelist add --camera`: the real vision process before the simulated camera, and what stands in its way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import resources
from devices.clock import SystemClock
from devices.simulators.camera_process import CameraProcess
from devices.simulators.profile import load_cast
from kiosk.archive.archive import Archive
from kiosk.cli import main
from kiosk.commands import whitelist_camera
from kiosk.doctor.run_lock import RunLock, is_running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120), pytest.mark.waits]

ADD = ["whitelist", "add", "--name", "陈某某", "--number", "310100194403120020", "--consent-face", "--text-version",
       "2026-11-22", "--consent-how", "signature", "--camera", "--json"]  # fmt: skip


@pytest.fixture
def camera() -> Iterator[CameraProcess]:
    with CameraProcess() as camera:
        yield camera


class Desk:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self.config, self._capsys = folder / "data", folder / "kiosk.toml", capsys
        self.errors = ""

    def type(self, source: str, *, liveness: bool = False) -> tuple[int, Any]:
        faces = f"[faces]\nliveness = {str(liveness).lower()}\n"
        self.config.write_text(f'[camera]\nsource = "{source}"\n{faces}')
        code = main([*ADD, "--data", str(self.data), "--config", str(self.config)])
        printed = self._capsys.readouterr()
        self.errors = printed.err
        return code, json.loads(printed.out)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_who_stands_before_the_camera_is_enrolled_with_at_least_three_parts(desk: Desk, camera: CameraProcess) -> None:
    looks = load_cast(resources.path("cast"))["chen-deming"].face
    assert looks is not None
    camera.show(looks)
    code, added = desk.type(camera.url)
    assert code == 0, added
    assert added["templates"] >= 3
    assert added["warnings"] == []
    assert "（" in desk.errors  # hints went to standard error, not between the JSON
    assert not is_running(desk.data)
    with Archive.open(desk.data, SystemClock()) as store:
        parts = store.templates.of(added["resident"])
    assert len(parts) == added["templates"]
    assert all(part.quality is not None and 0 < part.quality <= 1 for part in parts)


def test_nobody_before_the_camera_is_a_sentence(
    desk: Desk, camera: CameraProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whitelist_camera, "TAKEN_WITHIN_S", 1.0)
    code, said = desk.type(camera.url)
    assert (code, said["refused"]) == (1, "没有拍到足够清楚的画面，请在光线好的地方正对镜头，再试一次。")


def test_camera_that_is_not_there_is_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whitelist_camera, "OPEN_WITHIN_S", 4.0)
    code, said = desk.type("/nowhere.mp4")
    assert code == 1
    assert said["refused"].endswith("。")
    assert "摄像头" in said["refused"] or "镜头" in said["refused"]


def test_without_a_camera_in_the_settings_it_is_refused_at_once(desk: Desk) -> None:
    assert desk.type("") == (1, {"refused": "配置里没有摄像头（camera.source），请用 --image 给出照片。"})


def test_running_terminal_keeps_its_camera(desk: Desk) -> None:
    lock = RunLock(desk.data)
    lock.take()
    code, said = desk.type("0")
    lock.release()
    assert (code, said["refused"]) == (1, "终端正在运行，镜头归它用：请先停下终端，或用 --image 给出照片。")
