"""`kiosk devices list`, `self-test` and `wire`, as a technician types them."""

from __future__ import annotations

import functools
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.simulators.forehead_module import ForeheadModuleSimulator
from kiosk.archive.archive import Archive
from kiosk.cli import main
from kiosk.commands.context import Context
from kiosk.doctor.run_lock import RunLock, write_status
from kiosk.ids import new_id
from tests.kiosk.archive.calibrated import record
from tests.kiosk.calibration.thermometer import black_body
from tests.support.clock import ManualClock

BODY = replace(black_body(), id=new_id())
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
        capsys.readouterr()
        assert main(["devices", "wire", "forehead", *config(tmp_path)]) == 1
        assert "线上字节" in capsys.readouterr().err
    finally:
        lock.release()


def test_list_says_how_calibrations_stand(
    tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["devices", "list", *config(tmp_path)]
    monkeypatch.setattr("kiosk.cli.Context", functools.partial(Context, clock=clock))
    assert main(asked) == 0
    assert "校准看不到" in capsys.readouterr().out
    with Archive.open(tmp_path / "data", clock) as store:
        store.calibrations.keep_reference(BODY, "tang")
        store.calibrations.sign(record(clock, "KC-2026-7", reference=BODY, due=date(2027, 1, 31)))
    assert main(asked) == 0
    line = "    temp_object  有效  证书 KC-2026-7  U 0.17 ℃（k=2）  用到 2027-01-31，还有 70 天"
    assert line in capsys.readouterr().out
    assert main([*asked, "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    (stands,) = row["calibrations"]
    assert stands == {
        "metric": "temp_object",
        "standing": "in-force",
        "may_measure": True,
        "number": "KC-2026-7",
        "expanded_u": 0.169,
        "unit": "Cel",
        "due": "2027-01-31",
        "days_left": 70,
    }


def test_list_says_what_is_overdue_void_and_missing(
    tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.cli.Context", functools.partial(Context, clock=clock))
    asked = ["devices", "list", *config(tmp_path)]
    with Archive.open(tmp_path / "data", clock) as store:
        (tmp_path / "kiosk.toml").write_text("[calibration]\nrequired = true\n" + (tmp_path / "kiosk.toml").read_text())
        assert main(asked) == 0
        assert "    temp_object  没有校准过，设置要求先校准，停用\n" in capsys.readouterr().out
        store.calibrations.keep_reference(BODY, "tang")
        store.calibrations.sign(record(clock, "KC-2026-7", reference=BODY, due=date(2026, 11, 25)))
        clock.advance(4 * 86400)
        assert main(asked) == 0
        assert "过期，停用  证书 KC-2026-7" in capsys.readouterr().out
        store.calibrations.moved("二楼", "tang")
        assert main(asked) == 0
        assert "搬过家，停用  证书 KC-2026-7" in capsys.readouterr().out


@pytest.mark.waits
def test_self_test_of_a_stopped_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Archive.open(tmp_path / "data", SystemClock()):
        pass
    module = ForeheadModuleSimulator(tmp_path / "port", bytes_per_s=None, noise_c=0.0)
    module.start()
    asked = ["devices", "self-test", *config(tmp_path, str(tmp_path / "port"))]
    try:
        assert main(asked) == 0
        assert capsys.readouterr().out.splitlines() == [
            "forehead  lu90614  没有发现问题；原始读数 24.00 ℃",
            "    temp_object  没有校准过",
            "还要人在终端上做：",
            "    屏幕：“全部自检”里看一看",
            "    触摸：“全部自检”里每格点一下",
            "1 台，没有发现问题",
        ]
        (tmp_path / "kiosk.toml").write_text("[calibration]\nrequired = true\n" + (tmp_path / "kiosk.toml").read_text())
        assert main([*asked, "--json"]) == 1
    finally:
        module.close()
    said = json.loads(capsys.readouterr().out)
    (row,) = said["devices"]
    assert (said["passed"], said["held"], row["fault"], row["reading"]) == (
        False, False, "calibration-missing", {"temp_object": 24.0},
    )  # fmt: skip


def test_self_test_beside_a_running_terminal_only_says_what_that_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["devices", "self-test", *config(tmp_path)]
    lock = RunLock(tmp_path / "data")
    lock.take()
    try:
        write_status(tmp_path / "data", {"devices": {"forehead": {"state": "ready", "fault": None}}})
        assert main(asked) == 0
        out = capsys.readouterr().out
        assert "只看它说的，没有另外测" in out
        assert "forehead  lu90614  没有发现问题\n" in out
        assert "forehead：“全部自检”里量一次" in out
        for status, why in (
            ({"state": "fault", "fault": "wire-lost"}, "不合格：端口打不开或已消失"),
            ({"state": "ready", "fault": "calibration-due"}, "不合格：校准到期"),
            ({}, "终端没有说它怎么样"),
        ):
            write_status(tmp_path / "data", {"devices": {"forehead": status}})
            assert main(asked) == 1
            assert why in capsys.readouterr().out
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
