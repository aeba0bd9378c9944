"""A store and calls raised as visits raise them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.ids import new_id
from kiosk.visits.ports import StaffAlert
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.store_rows import Answer

VISIT = "01936f2a-0000-7000-8000-00000000000a"
OTHER = "01936f2a-0000-7000-8000-00000000000b"


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(tmp_path / "data"), clock) as opened:
        yield opened


def called(
    clock: ManualClock,
    kind: str = "help",
    *,
    number: int | None = None,
    visit_id: str | None = None,
    text: str = "王奶奶请人帮忙",
) -> StaffAlert:
    queue = None if number is None else f"梧桐 {number}"
    return StaffAlert(new_id(), visit_id, None, kind, text, clock.now(), queue, number)


def save(store: Archive, *alerts: StaffAlert) -> None:
    done = Answer()
    for alert in alerts:
        store.journal.save_alert(alert, done)
    assert done.wait(len(alerts)) == [True] * len(alerts)
