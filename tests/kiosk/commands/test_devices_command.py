"""`kiosk devices`, as a technician types it, against far ends that share no code with the project."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from tests.devices.cards.independent_sam import IndependentSam
from tests.devices.cards.independent_vpcd import IndependentCard
from tests.support.pcsc import PcscRig

pytestmark = pytest.mark.waits

DEADLINE_S = 20


class Watching:
    """`kiosk devices watch NAME --json --unmasked` in its own process, for a test card."""

    def __init__(self, config: Path, name: str) -> None:
        command = [sys.executable, "-m", "kiosk.cli", "devices", "watch", name, "--unmasked"]
        command += ["--seconds", str(DEADLINE_S), "--json", "--config", str(config)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ.copy())
        self._killer = threading.Timer(DEADLINE_S + 5, self._process.kill)
        self._killer.start()

    def until(self, event: str, **wanted: object) -> dict[str, Any]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            row: dict[str, Any] = json.loads(line)
            if row["event"] == event and all(row.get(k) == v for k, v in wanted.items()):
                return row
        raise AssertionError(f"the command ended without {event}")

    def close(self) -> None:
        self._killer.cancel()
        self._process.terminate()
        self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def far_end() -> Iterator[IndependentSam]:
    sam = IndependentSam()
    yield sam
    sam.close()


def test_an_id_card_on_somebody_elses_reader_is_printed(far_end: IndependentSam, tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(f'[[devices]]\nname = "desk"\nmodel = "sam-serial"\noptions = {{ url = "{far_end.path}" }}\n')
    watching = Watching(config, "desk")
    try:
        watching.until("state", state="ready")
        far_end.lay_down()
        row = watching.until("identity")
    finally:
        watching.close()
    assert (row["name"], row["number"], row["type"]) == ("测试甲", "310100190001010015", "resident-id")
    assert (row["number_ok"], row["birth"], row["valid_to"]) == (True, "1900-01-01", "long-term")


@pytest.mark.pcsc
def test_a_social_security_card_on_somebody_elses_chip_is_printed(pcsc_rig: PcscRig, tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text('[[devices]]\nname = "slot"\nmodel = "pcsc"\noptions = { reader = "Virtual PCD 00 00" }\n')
    watching = Watching(config, "slot")
    try:
        watching.until("state", state="ready")
        card = IndependentCard(pcsc_rig.service.port)
        try:
            row = watching.until("identity")
        finally:
            card.close()
    finally:
        watching.close()
    assert (row["name"], row["number"], row["type"]) == ("测试甲", "310100190001010015", "social-security")
    assert row["card_version"] == "2.00"


def test_without_unmasked_no_whole_name_or_number_is_printed(far_end: IndependentSam, tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(f'[[devices]]\nname = "desk"\nmodel = "sam-serial"\noptions = {{ url = "{far_end.path}" }}\n')
    far_end.lay_down()
    command = [sys.executable, "-m", "kiosk.cli", "devices", "watch", "desk", "--seconds", "3", "--config", str(config)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE_S, check=False)
    assert done.returncode == 0
    identity = next(row for row in map(json.loads, done.stdout.splitlines()) if row["event"] == "identity")
    assert (identity["name"], identity["number"]) == ("测*甲", "310***********0015")
    assert "测试甲" not in done.stdout + done.stderr
    assert "190001010015" not in done.stdout + done.stderr


def test_a_device_nobody_configured_is_refused_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "watch", "desk", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"refused": "配置里没有叫 desk 的设备；有：一台也没有"}


def test_a_configuration_that_is_wrong_names_the_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text("[temperature]\nemissivity = 2.0\n")
    assert main(["devices", "watch", "desk", "--config", str(config)]) == 1
    assert "第 2 行 temperature.emissivity：写的是 2.0；可以写 0.9 到 1 的数" in capsys.readouterr().err


THERMOMETERS = {"lu90614", "gy-614v", "gy-mcu90640", "lepton", "mlx90614"}
MONITORS = {"hbp-9030", "hbp-9020", "tm-265x", "terumo"}
OXIMETERS = {"cms50d-plus", "bci-oximeter"}
STANDS = {"hw-3030", "escape-stand", "wb-3000"}
MEASURES = ("blood-pressure", "scale", "body-composition", "oximeter", "glucose", "thermometer", "heart-rate")
BLUETOOTH = {f"gatt-{what}" for what in MEASURES}
EXPERIMENTAL = {"yonker-blood-pressure", "jumper-oximeter", "sinocare-glucose"}
OTHERS = {"sam-serial", "pcsc", "lcus-relay", "escpos-printer"}
LINES = {"line-blood-pressure", "line-scale", "line-thermometer"}


def test_every_supported_model_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "models", "--json"]) == 0
    models = {row["model"]: row for row in json.loads(capsys.readouterr().out)}
    assert set(models) == OTHERS | THERMOMETERS | MONITORS | OXIMETERS | STANDS | BLUETOOTH | EXPERIMENTAL | LINES
    assert len(models) >= 22
    assert models["hbp-9030"]["tested_on"] == "simulator"


def test_wrong_usage_ends_with_two() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["devices", "watch"])
    assert ended.value.code == 2
