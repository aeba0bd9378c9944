"""Announcements: put up for days, three at most on any one of them, withdrawn; the picture is sealed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.archive.announcements import AnnouncementRefused
from kiosk.archive.archive import Archive
from tests.support.clock import ManualClock

DEC_1, DEC_5, DEC_9 = date(2026, 12, 1), date(2026, 12, 5), date(2026, 12, 9)
PICTURE = b"\xff\xd8\xff a picture of the free measuring"


@pytest.fixture(autouse=True)
def _today(store: Archive, clock: ManualClock) -> None:
    clock.set_wall(datetime(2026, 12, 1, 1, 0, tzinfo=UTC))


def put_up(store: Archive, title: str, first: date = DEC_1, last: date = DEC_5, picture: bytes = b"") -> str:
    return store.announcements.put_up(title, "周三上午，大厅", first, last, picture, "li")


def titles(store: Archive) -> list[str]:
    return [each.title for each in store.announcements.in_force()]


def test_it_stands_from_its_first_day_to_its_last(store: Archive, clock: ManualClock) -> None:
    put_up(store, "免费量血压", DEC_5, DEC_9)
    for day, there in ((4, []), (5, ["免费量血压"]), (9, ["免费量血压"]), (10, [])):
        clock.set_wall(datetime(2026, 12, day, 1, 0, tzinfo=UTC))
        assert titles(store) == there


def test_it_is_withdrawn_at_once_and_once(store: Archive) -> None:
    one = put_up(store, "免费量血压")
    store.announcements.withdraw(one, "gu")
    store.announcements.withdraw(one, "gu")
    assert titles(store) == []
    assert [each.withdrawn for each in store.announcements.recent(5)] == [True]
    with store._core.readers.db() as db:
        noted = db.execute("SELECT actor, action FROM audit WHERE action LIKE 'announcement.%' ORDER BY seq").fetchall()
    assert noted == [("li", "announcement.put-up"), ("gu", "announcement.withdrawn")]


def test_three_on_a_day_are_the_most(store: Archive) -> None:
    for title in ("一", "二", "三"):
        put_up(store, title, DEC_5, DEC_9)
    put_up(store, "前几天", DEC_1, date(2026, 12, 4))
    for first, last in ((DEC_1, DEC_5), (DEC_9, DEC_9), (DEC_1, date(2027, 1, 1))):
        with pytest.raises(AnnouncementRefused) as refused:
            put_up(store, "四", first, last)
        assert refused.value.code == "announcement-full"
    put_up(store, "以后", date(2026, 12, 10), date(2026, 12, 11))
    store.announcements.withdraw(store.announcements.recent(9)[-1].id, "li")


@pytest.mark.parametrize(
    ("first", "last"), [(DEC_5, DEC_1), (date(2026, 11, 1), date(2026, 11, 30)), (DEC_1, date(2028, 1, 1))]
)
def test_days_that_run_backwards_are_over_or_too_many_are_refused(store: Archive, first: date, last: date) -> None:
    with pytest.raises(AnnouncementRefused) as refused:
        put_up(store, "免费量血压", first, last)
    assert refused.value.code == "announcement-days"


def test_those_of_today_and_later_are_listed_first(store: Archive, clock: ManualClock) -> None:
    over, now = put_up(store, "过了", DEC_1, DEC_1), put_up(store, "现在", DEC_1, DEC_9)
    down = put_up(store, "撤了", DEC_1, DEC_9)
    store.announcements.withdraw(down, "li")
    clock.set_wall(datetime(2026, 12, 5, 1, 0, tzinfo=UTC))
    coming = put_up(store, "以后", DEC_9, DEC_9)
    assert [each.id for each in store.announcements.recent(9)] == [coming, now, down, over]


def test_picture_is_kept_sealed(store: Archive, folder: Path) -> None:
    one, two = put_up(store, "有图", picture=PICTURE), put_up(store, "没有图")
    assert (store.announcements.picture(one), store.announcements.picture(two)) == (PICTURE, b"")
    assert [each.has_picture for each in store.announcements.in_force()] == [True, False]
    with store._core.readers.db() as db:
        (kept,) = db.execute("SELECT picture FROM announcements WHERE id = ?", [one]).fetchone()
    assert PICTURE not in kept
