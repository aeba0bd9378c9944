"""The live page's figure: the middle one of some runs, against its aim."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.settings import Screen
from ui.benchmarks import calibrate_live
from ui.benchmarks.conditions import Conditions


def test_the_middle_run_counts_and_ten_percent_of_a_core_is_the_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = iter([0.30, 0.09, 0.11])
    monkeypatch.setattr(calibrate_live, "_one", lambda _: {"share": next(shares), "drawn_per_s": 10.0})
    with Conditions(tmp_path, Screen(), SystemClock()) as conditions:
        (live, drawn), runs = calibrate_live.figures(conditions)
    assert (round(live.value, 6), live.aim, live.met, runs) == (11.0, 10.0, False, 3)
    assert drawn.value == 10.0
