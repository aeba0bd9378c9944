"""The bench of exports, over few measurements: what it measures is not looked at, only that each format is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.settings import Screen
from ui.benchmarks import instruments_export
from ui.benchmarks.conditions import Conditions


def test_each_format_is_written_by_the_command_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instruments_export, "FEW", 50)
    with Conditions(tmp_path, Screen(), SystemClock(), 1) as conditions:
        found, _ = instruments_export.figures(conditions)
    figures = {figure.name: figure.value for figure in found}
    assert figures["rows"] == 50
    for form in ("csv", "xlsx", "fhir"):
        assert figures[f"{form}_rows_per_s"] > 0
        assert figures[f"{form}_peak_mb"] > 10
