"""An open store in a folder of its own, on a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.store import Store
from tests.support.clock import ManualClock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path, clock: ManualClock) -> Iterator[Store]:
    with Store.open(folder, clock) as opened:
        yield opened
