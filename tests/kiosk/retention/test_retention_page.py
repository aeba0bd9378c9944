"""The auditor sees what is kept how long, what goes tonight, what went, and why nothing went."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.accounts.permissions import Permission, Role, may
from kiosk.archive.archive import Archive
from kiosk.desk.pages import PageMaker
from kiosk.retention.page import RetentionPage
from kiosk.retention.periods import periods_of
from kiosk.retention.view import RetentionView
from kiosk.settings import Retention
from kiosk.store.errors import StoreError
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.archive.test_purge import come
from tests.kiosk.desk.place import Place
from tests.support.clock import ManualClock

__all__ = ["folder", "store"]


def opened(store: Archive, clock: ManualClock) -> Place:
    def make(context: object) -> RetentionPage:
        return RetentionPage(context, store, Retention(), ZoneInfo("Asia/Shanghai"))  # type: ignore[arg-type]

    place = Place(clock, pages=(PageMaker(RetentionPage, make, icon="clock"),))
    place.let_in("zhou")
    place.desk.drain()
    return place


def view_of(place: Place) -> RetentionView:
    content = place.view.content
    assert isinstance(content, RetentionView)
    return content


def days(clock: ManualClock, count: int, store: Archive) -> None:
    """Days on which the terminal ran."""
    for _ in range(count // 20):
        clock.set_wall(clock.now().utc + timedelta(days=20))
        store.audit.note("terminal", "test.ran")


def test_only_an_auditor_opens_it() -> None:
    assert [role for role in Role if may(role, Permission.RETENTION_READ)] == [Role.AUDITOR]
    assert RetentionPage.actions == {}


def test_periods_are_said_in_words(store: Archive, clock: ManualClock) -> None:
    view = view_of(opened(store, clock))
    assert {("提醒", "180 天"), ("导入的撤销数据", "24 小时")} <= set(view.periods)
    assert view.at == "每天 02:40，没有人用时"
    assert (view.tonight, view.past, view.failure, view.leapt) == ("今晚没有到期的要删", (), "", "")


def test_what_goes_tonight_and_what_went(store: Archive, clock: ManualClock) -> None:
    clock.set_wall(datetime(2026, 11, 22, 1, 20, tzinfo=UTC))
    come(store, clock, 2)
    days(clock, 200, store)
    assert view_of(opened(store, clock)).tonight == "今晚 02:40 要删：提醒 2"
    store.expiry.purge(periods_of(Retention()), "terminal")
    (night,) = view_of(opened(store, clock)).past
    assert (night.what, night.failed, night.when) == ("提醒 2", False, "06-10 09:20")
    assert night.took.startswith("用了 0")


def test_leap_of_the_clock_says_what_to_do(store: Archive, clock: ManualClock) -> None:
    come(store, clock)
    clock.set_wall(clock.now().utc + timedelta(days=412))
    store.expiry.note_failure("clock-leapt", days=412)
    view = view_of(opened(store, clock))
    assert "412 天" in view.leapt
    assert "kiosk records purge --clock-is-right" in view.leapt
    assert (view.past[0].failed, view.past[0].what) == (True, "时钟快了 412 天，没有删")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("store-full", "没有删成：磁盘剩余空间低于下限"),
        ("timeout", "没有删成：记录文件太忙"),
        ("odd", "没有删成：原因不明（odd）"),
    ],
)
def test_purge_that_failed_says_why(store: Archive, clock: ManualClock, code: str, words: str) -> None:
    store.expiry.note_failure(code)
    view = view_of(opened(store, clock))
    assert view.failure.startswith(words)
    store.expiry.purge(periods_of(Retention()), "terminal")
    assert view_of(opened(store, clock)).failure == ""


def test_only_the_classes_with_the_most_rows_are_named() -> None:
    from kiosk.retention.page import rows_words

    rows = {"codes": 5, "measurements": 40, "visits": 9, "alerts": 2, "no-such-table": 7}
    assert rows_words(rows, 3) == "测量 40、来访 9、其余 7"
    assert rows_words(rows, 4) == "测量 40、来访 9、码 5、提醒 2"


def test_store_that_cannot_answer_is_said(store: Archive, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise StoreError("store-closed", "no")

    monkeypatch.setattr(store.expiry, "due", broken)
    place = opened(store, clock)
    assert (view_of(place).tonight, bool(place.view.notice)) == ("", True)
