"""The bench of a purge, over few rows: what it measures is not looked at, only that rows go while visits are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.settings import Screen
from ui.benchmarks import purge
from ui.benchmarks.conditions import Conditions


def test_most_rows_go_while_visits_are_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purge, "FEW", 600)
    monkeypatch.setattr(purge, "PEOPLE", 50)
    monkeypatch.setattr(purge, "IDLE", 5)
    monkeypatch.setattr(purge, "VISIT_EVERY_S", 0.001)
    with Conditions(tmp_path, Screen(), SystemClock(), 1) as conditions:
        result = purge.run(conditions)
    figures = {figure.name: figure for figure in result.figures}
    assert result.as_text().startswith("每夜清理一百万条记录")
    assert 540 + 5 <= figures["rows_gone"].value < 600
    assert figures["visits"].value >= 1
    assert figures["visit_max_ms"].aim == 250.0
    assert figures["file_before_mb"].value > 0
