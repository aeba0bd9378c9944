"""Staff call back those whose readings a thermometer, found wrong later, may have misjudged."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.accounts.permissions import Role, may
from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.archive.resident_rows import save as save_resident
from kiosk.attention.calls import Calls
from kiosk.attention.today_page import TodayPage, TodayParts
from kiosk.attention.view import TodayView
from kiosk.calibration.records import Verdict
from kiosk.desk.pages import PageMaker
from kiosk.ids import new_id
from kiosk.look_back.page import LookBackPage
from kiosk.look_back.view import LookBackView
from kiosk.people.resident import Address, Resident
from kiosk.settings import Settings
from kiosk.store.errors import StoreError
from tests.kiosk.archive.calibrated import LINE, record
from tests.kiosk.desk.place import Place
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.store_rows import measurement

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Hall:
    """A hall whose thermometer is found 0.4 °C low, and its staff."""

    def __init__(self, store: Archive, clock: ManualClock) -> None:
        self.store, self.clock = store, clock
        calls = Calls(store.alerts, [], clock, lambda _: None, answer_within_s=60)
        parts = TodayParts(calls, store, Settings(), dict, lambda: True)
        self.place = Place(
            clock,
            pages=(
                PageMaker(TodayPage, lambda context: TodayPage(context, parts), icon="home"),
                PageMaker(LookBackPage, lambda context: LookBackPage(context, store, SHANGHAI), under="today"),
            ),
        )

    def read(self, name: str, building: str | None = None, value: float = 37.1, raw: float = 34.8) -> str:
        """Somebody's forehead was read; the group of the reading."""
        resident = Resident(new_id(), name, None, address=Address(building=building))
        self.store._core.writer.call(lambda db: save_resident(self.store._core.act(db, "t"), resident))
        return self.again(resident.id, value, raw)

    def again(self, resident_id: str, value: float = 37.1, raw: float = 34.8) -> str:
        self.clock.advance(60)
        row = measurement(self.clock, resident_id, raw_value=raw, value=value)
        self.store.journal.save_measurements((row,), lambda _: None)
        self.store.settle()
        return row.group_id

    def found_wrong(self, number: str = "KC-1", supersedes: str | None = None) -> str:
        self.clock.advance(60)
        made = record(self.clock, number, supersedes=supersedes)
        self.store.calibrations.sign(made)
        return made.id

    def opens(self) -> LookBackView:
        self.place.let_in("li")
        self.place.does("follow_up")
        return self.page

    @property
    def today(self) -> TodayView:
        content = self.place.view.content
        assert isinstance(content, TodayView)
        return content

    @property
    def page(self) -> LookBackView:
        content = self.place.view.content
        assert isinstance(content, LookBackView)
        return content

    def does(self, name: str, **values: object) -> LookBackView:
        self.place.does(name, **values)
        self.place.desk.drain()
        return self.page

    def groups(self) -> list[str]:
        return [row.group for row in self.page.rows]


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(tmp_path / "data"), clock) as opened:
        yield opened


@pytest.fixture
def hall(store: Archive, clock: ManualClock) -> Hall:
    return Hall(store, clock)


def test_one_reading_says_who_when_and_what_it_should_have_been(hall: Hall) -> None:
    hall.read("王秀英", "3 号楼")
    hall.read("陈明德", raw=34.2, value=36.5)  # normal either way
    hall.found_wrong()
    page = hall.opens()
    assert page.lead == "体温计到 11 月 22 日为止可能量得不准"
    assert (page.done, page.complete) == ("1 条，办好 0 条", False)
    (row,) = page.rows
    assert (row.who, row.when) == ("王*英 · 3 号楼", "11 月 22 日 9:21")
    assert (row.shown, row.would_be) == ("当时体温 37.1 ℃", "应是 37.5 ℃")
    assert (row.outcome, row.state) == ("", "没联系")
    assert "王秀英" not in str(dataclasses.asdict(page))


@pytest.mark.parametrize(
    ("outcome", "state", "done"),
    [
        ("reached", "已联系", "1 条，办好 1 条"),
        ("not-needed", "不用联系", "1 条，办好 1 条"),
        ("not-reached", "没找到人", "1 条，办好 0 条"),
    ],
)
def test_what_came_of_a_call_is_one_touch(hall: Hall, store: Archive, outcome: str, state: str, done: str) -> None:
    group = hall.read("王秀英")
    hall.found_wrong()
    hall.opens()
    page = hall.does("note", group=group, outcome=outcome)
    assert [(row.outcome, row.state) for row in page.rows] == [(outcome, state)]
    assert page.done == done
    newest = store.audit_log.entries(Chosen(), most=1)[0]
    assert (newest.actor, newest.action, newest.detail["outcome"]) == ("li", "look-back.followed", outcome)


def test_a_wrong_touch_is_put_right_by_the_next(hall: Hall) -> None:
    group = hall.read("王秀英")
    hall.found_wrong()
    hall.opens()
    hall.does("note", group=group, outcome="reached")
    page = hall.does("note", group=group, outcome="not-reached")
    assert (page.rows[0].state, page.done, page.complete) == ("没找到人", "1 条，办好 0 条", False)


def test_a_row_stays_where_it_is_and_turning_the_page_misses_nobody(hall: Hall) -> None:
    groups = [hall.read(f"王秀{n}") for n in "一二三四五六七八"]
    hall.found_wrong()
    page = hall.opens()
    newest_first = groups[::-1]
    assert hall.groups() == newest_first[:5]
    assert (page.place, page.newer, page.older) == ("第 1 到 5 条，共 8 条", False, True)
    hall.does("note", group=newest_first[0], outcome="reached")
    hall.does("note", group=newest_first[1], outcome="not-needed")
    assert hall.groups() == newest_first[:5]
    page = hall.does("older")
    assert hall.groups() == [*newest_first[5:], newest_first[0], newest_first[1]]
    assert (page.place, page.newer, page.older) == ("第 4 到 8 条，共 8 条", True, False)
    hall.does("newer")
    assert hall.groups() == newest_first[2:7]


def test_nothing_is_noted_about_a_reading_that_does_not_stand_there(hall: Hall, store: Archive) -> None:
    group = hall.read("王秀英")
    hall.found_wrong()
    hall.opens()
    hall.does("note", group=new_id(), outcome="reached")
    hall.does("note", group=group, outcome="healthy")
    assert hall.page.done == "1 条，办好 0 条"


def test_several_look_backs_are_chosen_one_after_the_other(hall: Hall, store: Archive) -> None:
    first = hall.read("王秀英")
    hall.found_wrong("KC-1")
    hall.clock.advance(60)
    found = {"before": LINE, "after": (1.0, 0.0), "as_found_verdict": Verdict.PASS}
    right = record(hall.clock, "KC-2", supersedes=_newest(store), **found)
    store.calibrations.sign(right)
    second = hall.read("陈明德")
    later = hall.found_wrong("KC-3", supersedes=right.id)
    page = hall.opens()
    assert [(choice.label, choice.chosen) for choice in page.choices] == [
        ("体温计 11 月 22 日", True),
        ("体温计 11 月 22 日", False),
    ]
    assert (page.choices[0].key, hall.groups()) == (later, [second])
    assert page.lead == "体温计从 11 月 22 日到 11 月 22 日可能量得不准"
    hall.does("choose", look_back=page.choices[1].key)
    assert hall.groups() == [first]
    hall.does("note", group=first, outcome="reached")
    assert hall.page.complete


def _newest(store: Archive) -> str:
    return store.look_backs.all()[0].look_back.id


def test_today_says_how_many_people_are_to_be_called_until_all_are(hall: Hall) -> None:
    group = hall.read("王秀英")
    hall.place.let_in("li")
    assert hall.today.look_back == ""
    hall.found_wrong()
    hall.place.does("follow_up")
    hall.place.does("back")
    assert hall.today.look_back == "体温计读数要回访：还有 1 人"
    hall.place.does("follow_up")
    hall.does("note", group=group, outcome="reached")
    hall.place.does("back")
    assert hall.today.look_back == ""


def test_readings_of_one_person_are_one_person_to_call(hall: Hall, store: Archive) -> None:
    hall.read("王秀英")
    resident = store._core.readers
    with resident.db() as db:
        (row,) = db.query("SELECT id FROM residents")
    hall.again(row["id"])
    hall.found_wrong()
    (found,) = store.look_backs.all()
    waiting = store.look_backs.waiting(found.look_back)
    assert (waiting.readings, waiting.todo, waiting.people) == (2, 2, 1)


def test_a_store_that_cannot_be_written_is_said_and_nothing_changes(
    hall: Hall, store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = hall.read("王秀英")
    hall.found_wrong()
    hall.opens()

    def broken(*_: object) -> None:
        raise StoreError("store-broken", "disk")

    monkeypatch.setattr(store.look_backs, "note", broken)
    hall.does("note", group=group, outcome="reached")
    assert hall.place.view.notice == "没记上，请再点一次"
    assert hall.page.rows[0].outcome == ""


def test_nobody_to_be_called_back_is_said(hall: Hall) -> None:
    page = hall.opens()
    assert (page.rows, page.lead, page.busy) == ((), "", False)


def test_nothing_of_a_person_stays_when_the_page_is_left(hall: Hall) -> None:
    hall.read("王秀英")
    hall.found_wrong()
    hall.opens()
    page = hall.place.desk._pages.page
    assert isinstance(page, LookBackPage)
    hall.place.does("back")
    assert (page._read.rows, page._read.callers) == ((), ())


def test_only_staff_follow_up(hall: Hall) -> None:
    assert [role for role in Role if may(role, LookBackPage.needs)] == [Role.STAFF]
    assert {action.needs.value for action in LookBackPage.actions.values()} == {"look-back.follow"}
