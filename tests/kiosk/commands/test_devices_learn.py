"""`kiosk devices learn` on unknown devices, and `kiosk devices watch` with what it saved: bytes become a reading."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulators.unknown_devices import SCALE_PROFILE, UnknownPressureMonitor, UnknownScale
from kiosk.cli import main

pytestmark = pytest.mark.waits


@pytest.fixture
def scale(tmp_path: Path) -> Iterator[UnknownScale]:
    made = UnknownScale(tmp_path / "wire", every_s=0.03)
    made.start()
    made.show(62.5)
    made.stream()
    yield made
    made.close()


def test_a_scale_is_learnt_saved_and_read(
    tmp_path: Path, scale: UnknownScale, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(tmp_path / "data")]
    shown = ["--kind", "scale", "--shown", "weight=62.5", "--name", "by-the-door"]
    assert main(["devices", "learn", str(tmp_path / "wire"), "--seconds", "1", *shown, "--json", *data]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["line"]["baudrate"], said["sure"], said["frame"]["way"]) == (9600, True, "lines")
    assert said["values"][-1] == {"weight": 62.5}
    config = tmp_path / "kiosk.toml"
    options = f'{{ url = "{tmp_path / "wire"}", profile = "{said["file"]}" }}'
    config.write_text(f'[[devices]]\nname = "scale"\nmodel = "line-scale"\noptions = {options}\n')
    assert main(["devices", "watch", "scale", "--seconds", "1.2", "--config", str(config), *data]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    readings = [line["values"] for line in lines if line["event"] == "reading"]
    assert readings == [[{"metric": "weight", "value": 62.5, "unit": "kg"}]]


def test_a_pressure_monitor_is_learnt_by_its_display(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monitor = UnknownPressureMonitor(tmp_path / "wire")
    monitor.start()
    ended = threading.Event()

    def measure() -> None:
        for values in ((118, 72, 66), (131, 84, 71), (128, 76, 70)):
            ended.wait(0.15)
            monitor.measure(*values)

    person = threading.Thread(target=measure)
    person.start()
    shown = [word for each in ("sys=128", "dia=76", "pulse=70") for word in ("--shown", each)]
    wire, data = str(tmp_path / "wire"), str(tmp_path / "data")
    assert main(["devices", "learn", wire, "--seconds", "0.8", "--baud", "9600", *shown, "--data", data]) == 0
    person.join()
    monitor.close()
    out = capsys.readouterr().out
    assert "校验：sum8" in out
    assert "FD FD 06 01 00 80 00 4C 46 19    sys=128  dia=76  pulse=70" in out
    assert not (tmp_path / "data").exists()


def test_a_port_of_a_configured_device_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "link").symlink_to("/dev/ttyS9")
    config = tmp_path / "kiosk.toml"
    config.write_text('[[devices]]\nname = "brow"\nmodel = "lu90614"\noptions = { url = "/dev/ttyS9" }\n')
    assert main(["devices", "learn", str(tmp_path / "link"), "--config", str(config)]) == 1
    assert "这个串口是配置里的 brow 在用" in capsys.readouterr().err


def test_a_port_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "learn", str(tmp_path / "none"), "--seconds", "0", "--data", str(tmp_path)]) == 1
    assert "端口打不开或已消失" in capsys.readouterr().err


def test_a_profile_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "scale.toml"
    file.write_text(SCALE_PROFILE)
    assert main(["devices", "profile", "check", str(file)]) == 0
    assert "可以用，型号 line-scale，读 weight" in capsys.readouterr().out
    file.write_text(SCALE_PROFILE.replace('"weight"', '"sys"'))
    assert main(["devices", "profile", "check", str(file), "--json"]) == 1
    assert "field[1].metric" in capsys.readouterr().out
