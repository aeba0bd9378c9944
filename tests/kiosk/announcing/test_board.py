"""What stands on the first screen: the newest first, another one after twenty seconds, none while somebody is near."""

from __future__ import annotations

import base64
from datetime import date

import pytest

from kiosk.announcing.board import Board
from kiosk.archive.announcements import Announcement
from kiosk.store.errors import StoreError
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock


class Kept:
    """Announcements of a day."""

    def __init__(self) -> None:
        self.day, self.titles, self.broken = date(2026, 12, 1), list[str](), False

    def today(self) -> date:
        return self.day

    def in_force(self) -> tuple[Announcement, ...]:
        if self.broken:
            raise StoreError("store-closed", "no")
        return tuple(Announcement(t, t, "", self.day, self.day, t == "有图", "li", False) for t in self.titles)

    def picture(self, announcement_id: str) -> bytes:
        return b"picture"


class Hall:
    def __init__(self, clock: ManualClock) -> None:
        self.kept, self.clock, self.changes = Kept(), clock, 0
        self.board = Board(self.kept, clock, self._changed)

    def _changed(self) -> None:
        self.changes += 1

    @property
    def shown(self) -> str | None:
        now = self.board.now()
        return None if now is None else now.title

    def passes(self, seconds: float, *, near: bool = False) -> str | None:
        self.clock.advance(seconds)
        self.board.look(near=near)
        return self.shown


@pytest.fixture
def hall(clock: ManualClock) -> Hall:
    return Hall(clock)


def test_a_new_one_stands_there_at_once(hall: Hall) -> None:
    hall.board.read()
    assert (hall.shown, hall.changes) == (None, 0)
    hall.kept.titles = ["旧", "新"]
    hall.board.read()
    assert (hall.shown, hall.changes) == ("新", 1)
    hall.board.read()
    assert hall.changes == 1
    hall.kept.titles = ["旧"]
    hall.board.read()
    assert (hall.shown, hall.changes) == ("旧", 2)
    hall.kept.titles = []
    hall.board.read()
    assert (hall.shown, hall.changes) == (None, 3)


def test_another_one_every_twenty_seconds_and_none_while_somebody_is_near(hall: Hall) -> None:
    hall.kept.titles = ["一", "二", "三"]
    hall.board.read()
    assert [hall.passes(19), hall.passes(1), hall.passes(19), hall.passes(1)] == ["三", "一", "一", "二"]
    assert [hall.passes(60, near=True), hall.passes(19), hall.passes(1)] == ["二", "二", "三"]


def test_one_alone_stays_without_being_drawn_again(hall: Hall) -> None:
    hall.kept.titles = ["一"]
    hall.board.read()
    assert [hall.passes(30), hall.passes(30)] == ["一", "一"]
    assert hall.changes == 1


def test_another_day_is_read_anew(hall: Hall) -> None:
    hall.board.read()
    hall.kept.day, hall.kept.titles = date(2026, 12, 2), ["今天"]
    assert hall.passes(1) == "今天"


def test_its_picture_comes_with_it(hall: Hall) -> None:
    hall.kept.titles = ["有图"]
    hall.board.read()
    now = hall.board.now()
    assert now is not None
    assert base64.b64decode(now.picture) == b"picture"


def test_store_that_cannot_answer_leaves_what_stands(hall: Hall, announced: AnnouncedLog) -> None:
    hall.kept.titles = ["一"]
    hall.board.read()
    hall.kept.broken = True
    announced.expect("which announcements are in force is not known: store-closed")
    hall.board.read()
    assert hall.shown == "一"
