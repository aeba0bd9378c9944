"""`kiosk faces camera`: the real vision process before the simulated camera, and what stands in its way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import resources
from devices.simulators.camera_process import CameraProcess
from devices.simulators.profile import load_cast
from kiosk.cli import main
from kiosk.doctor.run_lock import RunLock

pytestmark = pytest.mark.waits


def typed(folder: Path, source: str, *more: str) -> int:
    config = folder / "kiosk.toml"
    config.write_text(f'[camera]\nsource = "{source}"\n[faces]\nliveness = false\n')
    return main(["faces", "camera", "--config", str(config), "--data", str(folder / "data"), *more])


@pytest.mark.slow
def test_figures_of_whoever_stands_there_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    looks = load_cast(resources.path("cast"))["chen-deming"].face
    assert looks is not None
    with CameraProcess() as camera:
        camera.show(looks)
        assert typed(tmp_path, camera.url, "--seconds", "1.5", "--json") in (0, 1)
        reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert len(reports) >= 2
        assert reports[-1]["face"]["eyes_px"] > 60
        assert reports[-1]["face"]["liveness"] is None
        typed(tmp_path, camera.url, "--seconds", "0.5")
        assert "两眼距离 px" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["kiosk.toml"]


def test_no_camera_is_configured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(tmp_path, "") == 1
    assert "配置里没有摄像头" in capsys.readouterr().err


def test_camera_belongs_to_a_running_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    lock = RunLock(tmp_path / "data")
    lock.take()
    try:
        assert typed(tmp_path, "0") == 1
    finally:
        lock.release()
    assert "终端正在运行" in capsys.readouterr().err
