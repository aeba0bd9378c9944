"""An open store, a stick, and the page before both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from tests.kiosk.importing.hall import Importing
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
def hall(store: Archive, clock: ManualClock, tmp_path: Path) -> Importing:
    """The clerk li has come in, and a stick with one list is in."""
    importing = Importing(store, clock, tmp_path / "KINGSTON")
    importing.let_in()
    importing.settle()
    return importing
