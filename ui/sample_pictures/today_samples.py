"""The staff wing's first page at its usual and at its fullest, from `today.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from kiosk.attention.view import TodayView
from kiosk.sentences import Text

DATA = Path(__file__).with_name("today.toml")
ABSENT = {"today": None, "usual": None}


def today_views() -> Iterator[tuple[str, TodayView]]:
    """Name and view of each picture."""
    usual = tomllib.loads(DATA.read_text("utf-8"))
    for name, changes in usual.pop("pictures").items():
        told: dict[str, Any] = {**usual, **changes}
        told["hours"] = [{**ABSENT, **hour} for hour in told["hours"]]
        if told["came_usual"] < 0:
            told["came_usual"] = None
        yield f"staff-today-{name}", msgspec.convert(told, TodayView, dec_hook=lambda _, value: Text(value))
