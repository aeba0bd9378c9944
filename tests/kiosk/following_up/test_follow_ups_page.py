"""Staff call those whose day to be measured again is over, and note what came of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.accounts.permissions import Permission, Role, may
from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.archive.resident_rows import save as save_resident
from kiosk.attention.calls import Calls
from kiosk.attention.today_page import TodayPage, TodayParts
from kiosk.attention.view import TodayView
from kiosk.desk.pages import PageMaker
from kiosk.following_up.page import FollowUpsPage
from kiosk.following_up.view import FollowUpsView
from kiosk.ids import new_id
from kiosk.people.resident import Address, Resident
from kiosk.settings import Settings
from kiosk.store.errors import StoreError
from tests.kiosk.desk.place import Place
from tests.support.clock import ManualClock
from tests.support.store_rows import measurement


class Hall:
    """A hall, whoever was measured in it, and its staff."""

    def __init__(self, store: Archive, clock: ManualClock) -> None:
        self.store, self.clock = store, clock
        calls = Calls(store.alerts, [], clock, lambda _: None, answer_within_s=60)
        parts = TodayParts(calls, store, Settings(), dict, lambda: True)
        self.place = Place(
            clock,
            pages=(
                PageMaker(TodayPage, lambda context: TodayPage(context, parts), icon="home"),
                PageMaker(FollowUpsPage, lambda context: FollowUpsPage(context, store), under="today"),
            ),
        )

    def raised(self, name: str | None, building: str | None = None, band: str = "bp-grade-1") -> str:
        """Somebody's pressure was raised today; their id."""
        resident = Resident(new_id(), name, None, address=Address(building=building))
        self.store._core.writer.call(lambda db: save_resident(self.store._core.act(db, "t"), resident))
        self.again(resident.id, band)
        return resident.id

    def again(self, resident_id: str, band: str = "bp-grade-1") -> None:
        row = measurement(self.clock, resident_id, metric="sys", value=150, unit="mm[Hg]", assessment=band)
        self.store.journal.save_measurements((row,), lambda _: None)
        self.store.settle()
        self.clock.advance(60)

    def days(self, count: int) -> None:
        self.clock.set_wall(self.clock.now().utc + timedelta(days=count))

    def opens(self) -> FollowUpsView:
        self.place.let_in("li")
        return self.does("come_again")

    @property
    def today(self) -> TodayView:
        content = self.place.view.content
        assert isinstance(content, TodayView)
        return content

    @property
    def page(self) -> FollowUpsView:
        content = self.place.view.content
        assert isinstance(content, FollowUpsView)
        return content

    def does(self, name: str, **values: object) -> FollowUpsView:
        self.place.does(name, **values)
        self.place.desk.drain()
        return self.page

    def outcomes(self) -> list[str | None]:
        with self.store._core.readers.db() as db:
            return [row[0] for row in db.execute("SELECT outcome FROM follow_ups ORDER BY seq")]


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data", clock) as opened:
        yield opened


@pytest.fixture
def hall(store: Archive, clock: ManualClock) -> Hall:
    return Hall(store, clock)


def test_nobody_waits_on_the_day_itself_and_one_does_on_the_next(hall: Hall) -> None:
    hall.raised("王秀英", "3 号楼")
    hall.days(3)
    hall.place.let_in("li")
    hall.place.desk.drain()
    assert hall.today.follow_ups == ""
    hall.days(1)
    page = hall.does("come_again")
    assert page.lead == "1 人到日子没来量，或该找家庭医生了"
    (row,) = page.rows
    assert (row.who, row.why) == ("王*英 · 3 号楼", "血压：11 月 25 日前后该再量")
    assert (row.urgent, row.outcome, row.state) == (False, "", "没联系")
    assert "王秀英" not in str(dataclasses.asdict(page))


def test_first_page_says_how_many_people_wait(hall: Hall) -> None:
    who = hall.raised("王秀英")
    hall.raised(None)
    row = measurement(hall.clock, who, metric="glucose_fasting", value=7.4, unit="mmol/L",
                      assessment="glucose-fasting-high")  # fmt: skip
    hall.store.journal.save_measurements((row,), lambda _: None)
    hall.store.settle()
    hall.days(9)
    hall.place.let_in("li")
    hall.place.desk.drain()
    assert hall.today.follow_ups == "复量 2 人"
    assert [each.who for each in hall.does("come_again").rows] == ["王*英", "没有登记姓名", "王*英"]


def test_what_called_somebody_and_what_is_for_the_doctor_are_told_apart(hall: Hall) -> None:
    hall.raised("陈德明", band="bp-grade-3")
    who = hall.raised("王秀英")
    for _ in range(2):
        hall.days(8)
        hall.again(who)
    page = hall.opens()
    assert [(row.why, row.urgent) for row in page.rows] == [
        ("血压：几天都偏高，该找家庭医生", False),
        ("血压：叫过人，12 月 6 日前该再量", True),
    ]


@pytest.mark.parametrize(
    ("outcome", "state", "kept"),
    [("contacted", "已联系", "contacted"), ("arranged", "约好了", "contacted"), ("cancelled", "不用再量", "cancelled")],
)
def test_what_came_of_a_call_is_one_touch_and_the_same_one_takes_it_back(
    hall: Hall, store: Archive, outcome: str, state: str, kept: str
) -> None:
    who = hall.raised("王秀英")
    hall.days(4)
    row = hall.opens().rows[0].row
    page = hall.does("note", row=row, outcome=outcome)
    assert [(each.outcome, each.state) for each in page.rows] == [(outcome, state)]
    assert hall.outcomes() == [kept]
    newest = store.audit_log.entries(Chosen(), most=1)[0]
    assert (newest.actor, newest.action, newest.subject) == ("li", "follow-up.closed", who)
    page = hall.does("note", row=row, outcome=outcome)
    assert (page.rows[0].outcome, hall.outcomes()) == ("", [None])
    assert store.audit_log.entries(Chosen(), most=1)[0].action == "follow-up.reopened"


def test_a_wrong_touch_is_put_right_by_another(hall: Hall) -> None:
    hall.raised("王秀英")
    hall.days(4)
    row = hall.opens().rows[0].row
    hall.does("note", row=row, outcome="cancelled")
    page = hall.does("note", row=row, outcome="arranged")
    assert (page.rows[0].state, hall.outcomes()) == ("约好了", ["contacted"])


def test_rows_stay_until_the_page_is_turned_and_turning_misses_nobody(hall: Hall) -> None:
    for each in "一二三四五六七":
        hall.raised(f"王秀{each}")
    hall.days(4)
    page = hall.opens()
    assert (page.place, page.older, page.newer) == ("第 1 到 5 条，共 7 条", True, False)
    hall.does("note", row=page.rows[0].row, outcome="contacted")
    page = hall.does("note", row=page.rows[1].row, outcome="contacted")
    assert [each.who for each in page.rows] == ["王*一", "王*二", "王*三", "王*四", "王*五"]
    page = hall.does("older")
    assert [each.who for each in page.rows] == ["王*六", "王*七"]
    assert [each.who for each in hall.does("newer").rows] == ["王*三", "王*四", "王*五", "王*六", "王*七"]


def test_one_who_came_meanwhile_is_not_noted(hall: Hall) -> None:
    who = hall.raised("王秀英")
    hall.days(4)
    row = hall.opens().rows[0].row
    hall.again(who, "bp-normal")
    page = hall.does("note", row=row, outcome="contacted")
    assert (page.rows, hall.outcomes()) == ((), ["met"])
    assert hall.place.view.notice == "这一条已经办好，或者又量过了，没有改动。"


def test_store_that_cannot_write_is_said(hall: Hall, store: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.raised("王秀英")
    hall.days(4)
    row = hall.opens().rows[0].row

    def full(*_: object) -> None:
        raise StoreError("store-full")

    monkeypatch.setattr(store.follow_ups, "end", full)
    page = hall.does("note", row=row, outcome="contacted")
    assert (page.rows[0].outcome, page.busy) == ("", False)


def test_nothing_of_anybody_stays_when_the_page_is_left(hall: Hall) -> None:
    hall.raised("王秀英")
    hall.days(4)
    hall.opens()
    hall.place.does("back")
    hall.place.desk.drain()
    assert isinstance(hall.place.view.content, TodayView)


def test_only_staff_follow_people_up() -> None:
    assert [role for role in Role if may(role, Permission.FOLLOW_UPS_KEEP)] == [Role.STAFF]
