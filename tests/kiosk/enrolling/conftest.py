"""An open store, and the page before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from tests.kiosk.enrolling.hall import Enrolling
from tests.support.clock import ManualClock
from tests.support.new_store import begun


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(folder), clock) as opened:
        yield opened


@pytest.fixture
def hall(store: Archive, clock: ManualClock) -> Enrolling:
    enrolling = Enrolling(store, clock)
    enrolling.begin()
    return enrolling
