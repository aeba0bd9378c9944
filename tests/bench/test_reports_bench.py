"""The bench of reports, over few visits: what it measures is not looked at, only that reports are read out of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.settings import Screen
from ui.benchmarks import reports
from ui.benchmarks.conditions import Conditions


def test_each_kind_of_report_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    monkeypatch.setattr(reports, "FEW", 1100)
    monkeypatch.setattr(reports, "PEOPLE", 50)
    monkeypatch.setattr(reports, "_read", lambda *of, _read=reports._read: read.append(_read(*of)))
    with Conditions(tmp_path, Screen(), SystemClock(), 1) as conditions:
        result = reports.run(conditions)
    figures = {figure.name: figure for figure in result.figures}
    assert result.as_text().startswith("报表，从一百万次来访里数")
    assert [figures[f"{kind}_slowest_s"].aim for kind in ("day", "week", "month")] == [2.0, 2.0, 2.0]
    assert figures["visits"].value == 1100
    month = read[2]  # one visit a day
    assert 20 <= month.visits <= 40
    assert (len(month.parts) >= 4, [each.metric for each in month.measured]) == (True, ["temp_body"])


@pytest.mark.parametrize(
    ("today", "week", "month"),
    [
        ((2026, 11, 29), "2026-W44", "2026-10"),  # 26 October to 1 November
        ((2026, 6, 3), "2026-W18", "2026-05"),  # May ends with a Sunday
    ],
)
def test_the_week_lies_in_two_months(today: tuple[int, int, int], week: str, month: str) -> None:
    found = reports.periods(date(*today))
    assert (found["week"].key, found["month"].key) == (week, month)
