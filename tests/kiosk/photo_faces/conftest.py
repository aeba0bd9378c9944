"""An open store in a folder of its own, on a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from tests.support.clock import ManualClock
from tests.support.new_store import begun


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(tmp_path / "data"), clock) as opened:
        yield opened
