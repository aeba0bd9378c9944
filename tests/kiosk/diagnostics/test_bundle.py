"""What stands in a bundle, and that the same files make the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from devices.events import DeviceState
from kiosk.calibration.keeping import Due
from kiosk.calibration.records import Calibration, Standing
from kiosk.diagnostics import gathering
from kiosk.diagnostics.bundle import LARGEST, newest, packed
from kiosk.diagnostics.gathering import bundle, files
from kiosk.doctor.findings import Finding, Verdict
from tests.kiosk.diagnostics.hall import Terminal
from tests.support.clock import ManualClock

MADE = datetime(2026, 11, 22, 1, 20, tzinfo=UTC)


def test_the_same_files_are_the_same_bytes_in_whatever_order_they_came() -> None:
    one = packed({"b": b"2", "a": b"1"}, MADE, UTC)
    assert one == packed({"a": b"1", "b": b"2"}, MADE, UTC)
    archive = zipfile.ZipFile(io.BytesIO(one))
    assert archive.namelist() == ["a", "b", "MANIFEST"]
    assert archive.read("MANIFEST").decode().splitlines() == [
        f"{hashlib.sha256(b'1').hexdigest()}  a",
        f"{hashlib.sha256(b'2').hexdigest()}  b",
    ]


def test_clock_before_1980_does_not_stop_it() -> None:
    archive = zipfile.ZipFile(io.BytesIO(packed({"a": b"1"}, datetime(1970, 1, 1, tzinfo=UTC), UTC)))
    assert archive.infolist()[0].date_time[0] == 1980


def test_more_than_it_holds_is_refused_and_texts_are_cut_at_a_line() -> None:
    with pytest.raises(ValueError, match="more than a bundle holds"):
        packed({"a": b"0" * (LARGEST + 1)}, MADE, UTC)
    assert newest(b"one\ntwo\nthree\n", 10) == b"three\n"
    assert newest(b"one\n", 10) == b"one\n"


def test_a_terminal_has_a_file_for_each_thing(tmp_path: Path, clock: ManualClock) -> None:
    hall = Terminal(clock, tmp_path)
    hall.ready()
    hall.state("cuff", DeviceState.FAULT, "device-timeout")
    hall.devices["forehead"].wire_log.sent(b"\xfa\xc6")
    (hall.data_dir / "terminal.log").write_text("2026 INFO kiosk: one\n", "utf-8")
    held = Calibration("c", 1.01, -0.2, "black-body", "forehead", Standing.IN_FORCE, "WT-7", 0.169, date(2027, 5, 31))
    source = replace(hall.source, due=lambda: (Due("forehead", "temp_object", held, None),))
    found = files(source)
    assert sorted(found) == [
        "README.txt", "calibrations.json", "devices.json", "doctor.json", "settings.json", "terminal.log",
        "versions.json", "wires/01-forehead.txt", "wires/02-cuff.txt", "wires/03-id-reader.txt",
    ]  # fmt: skip
    assert found["terminal.log"] == b"2026 INFO kiosk: one\n"
    assert b"> FA C6\n" in found["wires/01-forehead.txt"]
    devices = json.loads(found["devices.json"])
    assert (devices["cuff"]["state"], devices["cuff"]["fault"]) == ("fault", "device-timeout")
    assert devices["gone"]["fault"] == "device-not-available"
    assert json.loads(found["calibrations.json"]) == [
        {"device": "forehead", "metric": "temp_object", "standing": "in-force", "number": "WT-7",
         "method": "black-body", "slope": 1.01, "offset": -0.2, "expanded_u": 0.169, "due": "2027-05-31", "done": None}
    ]  # fmt: skip
    assert [finding["verdict"] for finding in json.loads(found["doctor.json"])] == ["ok", "broken", "warning"]
    assert json.loads(found["settings.json"])["devices"][0]["options"] == {"url": "/dev/ttyUSB0"}
    assert bundle(source) == bundle(source)


def test_findings_that_quote_an_address_or_a_number_lose_it(tmp_path: Path, clock: ManualClock) -> None:
    hall = Terminal(clock, tmp_path)
    hall.findings = [Finding("c", "网关", Verdict.BROKEN, "连不上 https://li:pw@gw.cn/v1?key=1", "请打 13800138000")]
    assert json.loads(files(hall.source)["doctor.json"]) == [
        {"key": "c", "part": "网关", "verdict": "broken", "found": "连不上 https://gw.cn/••••", "advice": "请打 ••••"}
    ]


def test_what_is_not_known_has_no_file_and_the_readme_says_so(tmp_path: Path, clock: ManualClock) -> None:
    hall = Terminal(clock, tmp_path)
    whole = files(hall.source)["README.txt"].decode()
    found = files(replace(hall.source, states=lambda: None, due=lambda: None, devices=None))
    assert sorted(found) == ["README.txt", "doctor.json", "settings.json", "terminal.log", "versions.json"]
    said = found["README.txt"].decode()
    for name in ("没有 devices.json", "没有 calibrations.json", "没有 wires/"):
        assert name in said
        assert name not in whole


def test_many_wires_stay_within_the_bundle(tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Terminal(clock, tmp_path)
    for _ in range(60):
        hall.devices["cuff"].wire_log.sent(bytes(200))
        clock.advance(1)
    monkeypatch.setattr(gathering, "WIRES_BYTES", 30_000)
    text = files(hall.source)["wires/02-cuff.txt"]
    assert 9_000 < len(text) <= 10_000
    assert text.endswith(b"00\n")
