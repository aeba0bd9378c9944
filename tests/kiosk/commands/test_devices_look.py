"""`kiosk devices list` and `kiosk devices wire`, as a technician types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devices.simulators.forehead_module import ForeheadModuleSimulator
from kiosk.cli import main
from kiosk.doctor.run_lock import RunLock, write_status

CONFIG = '[[devices]]\nname = "forehead"\nmodel = "lu90614"\noptions = {{ url = "{url}" }}\n'


def config(folder: Path, url: str = "/dev/ttyUSB0") -> list[str]:
    (folder / "kiosk.toml").write_text(CONFIG.format(url=url))
    return ["--config", str(folder / "kiosk.toml"), "--data", str(folder / "data")]


def test_list_says_how_each_is_while_a_terminal_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["devices", "list", "--json", *config(tmp_path)]
    assert main(asked) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["kind"], row["place"], row["state"]) == ("forehead", "thermometer", "/dev/ttyUSB0", None)
    lock = RunLock(tmp_path / "data")
    lock.take()
    try:
        write_status(tmp_path / "data", {"devices": {"forehead": {"state": "fault", "fault": "wire-lost"}}})
        assert main(asked) == 0
        (row,) = json.loads(capsys.readouterr().out)
        assert (row["state"], row["fault"]) == ("fault", "wire-lost")
        assert main(["devices", "wire", "forehead", *config(tmp_path)]) == 1
    finally:
        lock.release()


@pytest.mark.waits
def test_wire_prints_what_goes_over_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module = ForeheadModuleSimulator(tmp_path / "port")
    module.start()
    try:
        assert main(["devices", "wire", "forehead", "--seconds", "1", *config(tmp_path, str(tmp_path / "port"))]) == 0
    finally:
        module.close()
    printed = capsys.readouterr().out
    assert "> FA C5 BF FA CA C4" in printed
    assert "< FE AC" in printed
