"""What staff must know of the file leaves the list once somebody has said that he knows."""

from __future__ import annotations

from pathlib import Path

from kiosk.store.notices import Notice, NoticeList
from kiosk.store.opening import StoreFile
from tests.support.clock import ManualClock


def told(folder: Path, clock: ManualClock, *acts: str) -> list[str]:
    """Open the file, do this to it, close it; the codes of what staff had to know."""
    file = StoreFile(folder, clock)
    db = file.open()
    for act in acts:
        db.execute(act)
    db.close()
    file.close()
    return [notice.code for notice in file.notices]


def test_notice_that_was_acknowledged_is_told_no_more_and_leaves_the_list(folder: Path, clock: ManualClock) -> None:
    assert told(folder, clock) == []
    NoticeList(folder / "kiosk.db").add(Notice("store-missing", ""))
    NoticeList(folder / "kiosk.db").add(Notice("store-older", ""))
    assert told(folder, clock) == ["store-missing", "store-older"]
    first = "UPDATE alerts SET acknowledged_utc = at_utc WHERE seq = 1"
    assert told(folder, clock, first) == ["store-missing", "store-older"]
    assert told(folder, clock) == ["store-older"]
    assert [notice.code for notice in NoticeList(folder / "kiosk.db").read()] == ["store-older"]
