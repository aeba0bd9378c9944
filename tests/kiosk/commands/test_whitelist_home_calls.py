"""`kiosk whitelist home-calls` as a clerk types it: masked, with the reason, and nothing is written."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from kiosk.archive.whitelist import Enrolment
from kiosk.cli import main
from kiosk.ids import new_id
from kiosk.people.resident import Address, Resident
from kiosk.whitelist.consent import ConsentKind
from tests.support.clock import ManualClock
from tests.support.store_rows import consent, measurement


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """王秀英's pressure was raised three weeks ago; she was to come again after three days, and did not."""
    folder, clock = tmp_path / "data", ManualClock(SystemClock().now().utc - timedelta(days=21))
    with Archive.open(folder, clock) as store:
        resident = Resident(new_id(), "王秀英", None, birth=date(1944, 3, 12), address=Address(building="3 号楼"))
        agreed = (consent(ConsentKind.FACE), consent(ConsentKind.HEALTH))
        who = store.whitelist.enter(Enrolment(resident, agreed), "zhang").resident_id
        row = measurement(clock, who, metric="sys", value=150, unit="mm[Hg]", assessment="bp-grade-1")
        store.journal.save_measurements((row,), lambda _: None)
        store.settle()
    return folder


def due() -> date:
    from zoneinfo import ZoneInfo

    return SystemClock().now().utc.astimezone(ZoneInfo("Asia/Shanghai")).date() - timedelta(days=18)


def test_who_is_to_be_looked_in_on_and_why(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()}
    assert main(["whitelist", "home-calls", "--data", str(data)]) == 0
    line, people, whose = capsys.readouterr().out.splitlines()
    day = due()
    assert line.startswith(f"{day}  王*英  3 号楼  血压{day.month} 月 {day.day} 日前后该再量，没来  ")
    assert (people, whose) == ("共 1 人", "“不再来”“来得少了”只看同意了的 0 人")
    assert {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()} == before


def test_hall_that_switched_both_rules_off_reads_so(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text("[home_calls]\nabsent = false\nrhythm = false\n")
    assert main(["whitelist", "home-calls", "--data", str(data), "--config", str(config)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "“不再来”“来得少了”在设置里关着"


def test_json_is_json_only(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whitelist", "home-calls", "--data", str(data), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["building"]) == ("王*英", "3 号楼")
    assert [(reason["rule"], reason["since"]) for reason in row["reasons"]] == [("overdue", due().isoformat())]
