"""The list's figures, on as many people as a test has time for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.settings import Screen
from tests.support.clock import ManualClock
from ui.benchmarks import staff, staff_list, staff_revoke
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.many_members import write_members


def test_figures_of_a_list(tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff_list, "PEOPLE", 60)
    monkeypatch.setattr(staff_revoke, "PEOPLE", 20)
    with Conditions(tmp_path, Screen(), clock, 2) as conditions:
        result = staff.run(conditions)
    aims = {figure.name: figure.aim for figure in result.figures}
    assert (result.name, result.runs) == ("staff", 2)
    assert (aims["list_open_ms"], aims["list_key_max_ms"]) == (300.0, 50.0)
    assert aims["revoke_max_ms"] == 1000.0
    values = {figure.name: figure.value for figure in result.figures}
    assert 0 < values["list_key_p50_ms"] <= values["list_key_p95_ms"] <= values["list_key_max_ms"]
    assert 0 < values["revoke_told_ms"] <= values["revoke_max_ms"]
    assert 0 < values["list_open_ms"] <= values["list_open_max_ms"]


def test_people_who_do_not_exist_are_members_with_a_face_and_a_door(tmp_path: Path, clock: ManualClock) -> None:
    with Archive.open(tmp_path / "data", clock) as store:
        write_members(store, 30)
        lines = store.member_lines.newest(0, 50, staff_list.RULES)
    assert len({line.resident_id for line in lines}) == 30
    assert {(line.facts.face, line.facts.agreed, line.facts.revoked) for line in lines} == {("stored", True, False)}
    assert all(line.name and len(line.number or "") == 18 and line.building and line.home for line in lines)
