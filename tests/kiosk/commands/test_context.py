"""What every command is given."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.commands.context import Context, Refused
from kiosk.commands.whitelist_entered import typed_number
from tests.support.clock import ManualClock

LATE = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)  # half past midnight on the 22nd in Shanghai


def context(folder: Path, zone: str) -> Context:
    config = folder / "kiosk.toml"
    config.write_text(f'[hall]\ntime_zone = "{zone}"\n')
    return Context(config, folder, clock=ManualClock(LATE))


@pytest.mark.parametrize(
    ("zone", "today"), [("Asia/Shanghai", date(2026, 11, 22)), ("Europe/Berlin", date(2026, 11, 21))]
)
def test_the_day_is_the_halls(tmp_path: Path, zone: str, today: date) -> None:
    assert context(tmp_path, zone).today() == today


def test_somebody_born_today_in_the_hall_has_a_number(tmp_path: Path) -> None:
    number = "310999202611220010"
    assert typed_number(number, context(tmp_path, "Asia/Shanghai")).birth == date(2026, 11, 22)
    with pytest.raises(Refused):
        typed_number(number, context(tmp_path, "Europe/Berlin"))
