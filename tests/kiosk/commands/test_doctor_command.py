"""`kiosk doctor`, as a technician types it: what is wrong, in which part, and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.clock import SystemClock
from devices.simulators.forehead_module import ForeheadModuleSimulator
from kiosk.archive.archive import Archive
from kiosk.assemble import Kiosk
from kiosk.cli import main
from kiosk.doctor.run_lock import read_status
from kiosk.settings import load
from tests.conftest import AnnouncedLog

pytestmark = [pytest.mark.timeout(60), pytest.mark.waits]


@pytest.fixture
def far_end(tmp_path: Path) -> Iterator[ForeheadModuleSimulator]:
    module = ForeheadModuleSimulator(link=tmp_path / "thermometer")
    module.start()
    yield module
    module.close()


class Doctor:
    """Runs the command on a configuration; findings by key."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.config, self.data, self._capsys = folder / "kiosk.toml", folder / "data", capsys
        self.config.write_text("")
        self.code = -1

    def configure(self, text: str) -> Doctor:
        self.config.write_text(text)
        return self

    def examine(self) -> dict[str, dict[str, Any]]:
        self.code = main(["doctor", "--json", "--seconds", "3", "--config", str(self.config), "--data", str(self.data)])
        out = self._capsys.readouterr().out
        findings = json.loads(out)
        assert all(set(f) == {"key", "part", "verdict", "found", "advice"} for f in findings)
        assert all(f["found"] and (f["advice"] or f["verdict"] == "ok") for f in findings), findings
        return {f["key"]: f for f in findings}

    def refused(self) -> list[str]:
        """The keys of the mistakes for which the configuration was refused."""
        assert main(["doctor", "--json", "--config", str(self.config), "--data", str(self.data)]) == 1
        said = json.loads(self._capsys.readouterr().out)
        assert said["file"] == str(self.config)
        return [mistake["key"] for mistake in said["mistakes"]]

    def verdicts(self) -> dict[str, str]:
        return {key: f["verdict"] for key, f in self.examine().items()}


@pytest.fixture
def doctor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Doctor:
    return Doctor(tmp_path, capsys)


def thermometer_at(url: str) -> str:
    return f'[[devices]]\nname = "forehead"\nmodel = "lu90614"\noptions = {{ url = "{url}" }}\n'


def test_nothing_configured_is_a_remark_and_no_fault(doctor: Doctor) -> None:
    verdicts = doctor.verdicts()
    assert doctor.code == 0
    assert (verdicts["devices"], verdicts["camera"], verdicts["code"], verdicts["store"]) == (
        *("warning", "ok", "ok", "warning"),
    )
    assert not doctor.data.exists()


def test_store_that_is_there_is_opened_and_its_trail_checked(doctor: Doctor) -> None:
    with Archive.open(doctor.data, SystemClock()) as store:
        store.audit.note("cli:tester", "test.done")
    findings = doctor.examine()
    assert doctor.code == 0
    assert (findings["audit"]["verdict"], findings["audit"]["found"]) == ("ok", "1 条，完整")
    assert (findings["store.settings"]["found"], findings["key"]["verdict"]) == ("全部生效", "ok")


def test_device_that_answers_and_one_that_is_unplugged(
    doctor: Doctor, far_end: ForeheadModuleSimulator, announced: AnnouncedLog
) -> None:
    announced.expect("forehead: WireLost")
    doctor.configure(thermometer_at(far_end.path))
    assert doctor.verdicts()["device.forehead"] == "ok"
    far_end.unplug()
    finding = doctor.examine()["device.forehead"]
    assert doctor.code == 1
    assert (finding["verdict"], "wire-lost" in finding["found"]) == ("broken", True)
    assert finding["advice"] != ""


def test_model_without_a_driver_and_a_wrong_option(doctor: Doctor) -> None:
    text = '[[devices]]\nname = "a"\nmodel = "no-such"\n[[devices]]\nname = "b"\nmodel = "lu90614"\n'
    assert doctor.configure(text).refused() == ["devices[1].model", "devices[2].options.url"]


def test_damaged_key_is_named_and_nothing_is_touched(doctor: Doctor) -> None:
    Archive.open(doctor.data, SystemClock()).close()
    (doctor.data / "store.key").write_bytes(b"\x01\x02\x03")
    before = (doctor.data / "kiosk.db").read_bytes()
    finding = doctor.examine()["store"]
    assert doctor.code == 1
    assert "store-key-file" in finding["found"]
    assert (doctor.data / "kiosk.db").read_bytes() == before


def test_key_of_another_terminal_is_named(doctor: Doctor, tmp_path: Path) -> None:
    Archive.open(doctor.data, SystemClock()).close()
    Archive.open(tmp_path / "other", SystemClock()).close()
    (doctor.data / "store.key").write_bytes((tmp_path / "other" / "store.key").read_bytes())
    assert "store-key" in doctor.examine()["store"]["found"]
    assert doctor.code == 1


@pytest.mark.parametrize(
    ("gateway", "key"),
    [
        ('url = "http://192.0.2.1"', "url"),
        ('url = ""', "url"),
        ('url = "https://127.0.0.1:9", ca_file = "/nowhere.pem"', "ca_file"),
    ],
)
def test_wrong_gateway_is_named(doctor: Doctor, gateway: str, key: str) -> None:
    doctor.configure(f'[health_code]\nprovider = "gateway"\ngateway = {{ {gateway} }}\n')
    assert doctor.refused() == [f"health_code.gateway.{key}"]


@pytest.mark.parametrize(
    ("gateway", "word"),
    [
        ('url = "https://127.0.0.1:9", ca_file = "{pem}"', "ca_file"),
        ('url = "http://127.0.0.1:9", allow_plain_http = true, timeout_s = 1.0', ""),
    ],
)
def test_gateway_that_does_not_work_is_named(doctor: Doctor, tmp_path: Path, gateway: str, word: str) -> None:
    pem = tmp_path / "torn.pem"
    pem.write_text("-----BEGIN CERTIFICATE-----\n")
    text = gateway.replace("{pem}", str(pem))
    finding = doctor.configure(f'[health_code]\nprovider = "gateway"\ngateway = {{ {text} }}\n').examine()["code"]
    assert doctor.code == 1
    assert finding["verdict"] == "broken"
    assert word in finding["advice"]


def test_camera_that_is_not_there(doctor: Doctor) -> None:
    verdicts = doctor.configure('[camera]\nsource = "/nowhere.mp4"\n').verdicts()
    assert (verdicts["camera"], doctor.code) == ("broken", 1)


@pytest.mark.slow
def test_while_a_terminal_runs_it_is_asked_and_not_disturbed(
    doctor: Doctor, far_end: ForeheadModuleSimulator, announced: AnnouncedLog
) -> None:
    announced.expect("forehead: WireLost")
    doctor.configure(f"{thermometer_at(far_end.path)}\n[temperature]\nwarm_up_min = 0.0\n")
    kiosk = Kiosk(load(doctor.config), doctor.data, SystemClock(), lambda _: None)
    kiosk.start()
    try:
        for word, verdict, code in (("ready", "ok", 0), ("fault", "broken", 1)):
            for _ in range(100):
                status = read_status(doctor.data) or {}
                if status.get("devices", {}).get("forehead", {}).get("state") == word:
                    break
                kiosk.clock.wait(kiosk._stopping, 0.1)
            finding = doctor.examine()["device.forehead"]
            assert (finding["verdict"], doctor.code) == (verdict, code)
            far_end.unplug()
        assert doctor.examine()["store"]["found"] == "正在使用，一切正常"
    finally:
        kiosk.stop()


def test_without_json_it_is_a_page_to_read(doctor: Doctor, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--config", str(doctor.config), "--data", str(doctor.data)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("[好] 硬盘：") for line in lines)
    assert any(line.startswith("[注意] 设备：") for line in lines)
    assert any(line.startswith("      → ") for line in lines)
