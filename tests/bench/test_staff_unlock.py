"""The figures of being let in."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import Screen
from tests.support.accounts import cheap_hasher
from tests.support.clock import ManualClock
from ui.benchmarks import staff_unlock
from ui.benchmarks.conditions import Conditions


def test_figures_of_being_let_in(tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff_unlock, "PinHasher", cheap_hasher)
    with Conditions(tmp_path, Screen(), clock, 2) as conditions:
        figures, runs = staff_unlock.figures(conditions)
    assert runs == 2
    assert [(figure.name, figure.aim) for figure in figures] == [
        ("unlock_pin_ms", None), ("unlock_code_ms", None), ("unlock_max_ms", 1000.0),
    ]  # fmt: skip
    assert all(0 < figure.value <= figures[2].value for figure in figures)
