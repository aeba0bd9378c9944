"""An open store in a folder of its own, on a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from tests.support.clock import ManualClock
from tests.support.new_schema import version_by_version


@pytest.fixture(scope="package", autouse=True)
def records_begun_version_by_version(records_begun_in_one_go: None) -> Iterator[None]:
    """Here files are begun, damaged and carried over page by page as they are in the product."""
    with version_by_version():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(folder, clock) as opened:
        yield opened
