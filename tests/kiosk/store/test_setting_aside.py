"""What lies in the database's place gets another name and stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.store.setting_aside import SettingAside
from tests.support.clock import ManualClock


@pytest.fixture
def aside(tmp_path: Path, clock: ManualClock) -> SettingAside:
    return SettingAside(tmp_path / "kiosk.db", clock)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_two_of_one_second_get_names_of_their_own(tmp_path: Path, aside: SettingAside) -> None:
    assert aside.name("corrupt") == "kiosk.db.corrupt.20261122T012000Z"
    (tmp_path / "kiosk.db.corrupt.20261122T012000Z").touch()
    assert aside.name("corrupt") == "kiosk.db.corrupt.20261122T012000Z-2"
    (tmp_path / "kiosk.db.corrupt.20261122T012000Z-2-wal").touch()
    assert aside.name("corrupt") == "kiosk.db.corrupt.20261122T012000Z-3"
    assert aside.name("found") == "kiosk.db.found.20261122T012000Z"


def test_a_database_goes_with_its_log(tmp_path: Path, aside: SettingAside) -> None:
    (tmp_path / "kiosk.db").write_bytes(b"rows")
    (tmp_path / "kiosk.db-wal").write_bytes(b"newer rows")
    assert aside.found("") == "kiosk.db.found.20261122T012000Z"
    assert names(tmp_path) == ["kiosk.db.found.20261122T012000Z", "kiosk.db.found.20261122T012000Z-wal"]
    assert (tmp_path / "kiosk.db.found.20261122T012000Z").read_bytes() == b"rows"


def test_a_log_may_go_alone(tmp_path: Path, aside: SettingAside) -> None:
    for name in ("kiosk.db", "kiosk.db-wal", "kiosk.db-shm"):
        (tmp_path / name).touch()
    assert aside.found("-wal") == "kiosk.db.found.20261122T012000Z-wal"
    assert names(tmp_path) == ["kiosk.db", "kiosk.db-shm", "kiosk.db.found.20261122T012000Z-wal"]


def test_a_log_that_is_left_out_takes_no_index_with_it(tmp_path: Path, aside: SettingAside) -> None:
    for name in ("kiosk.db", "kiosk.db-wal", "kiosk.db-shm"):
        (tmp_path / name).touch()
    aside.log("kiosk.db.found-wal")
    assert names(tmp_path) == ["kiosk.db", "kiosk.db.found-wal"]
