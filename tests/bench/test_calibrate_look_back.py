"""The bench of a look back, over few readings: what it measures is not looked at, only that it looks at all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.settings import Screen
from ui.benchmarks import calibrate, calibrate_look_back
from ui.benchmarks.conditions import Conditions


def test_every_reading_is_looked_at_and_some_would_have_been_judged_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate_look_back, "FEW", 600)
    with Conditions(tmp_path, Screen(), SystemClock(), 1) as conditions:
        result = calibrate.run(conditions)
    figures = {figure.name: figure for figure in result.figures}
    assert result.as_text().startswith("技术员的工作台")
    assert figures["look_back_s"].aim == 2.0
    assert figures["look_back_s"].value > 0
    assert figures["looked_at"].value == 600
    assert 20 < figures["judged_otherwise"].value < 200
