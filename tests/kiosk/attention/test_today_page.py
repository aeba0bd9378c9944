"""The first page of the staff wing, on a real store, touched as staff touch it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from devices.clock import Instant
from devices.events import DeviceState, DeviceStateChanged
from kiosk.accounts.permissions import Role, may
from kiosk.archive.archive import Archive
from kiosk.archive.resident_rows import save as save_resident
from kiosk.attention.calls import Calls
from kiosk.attention.today_page import TodayPage, TodayParts
from kiosk.attention.view import TodayView, WaitingRow
from kiosk.desk.pages import PageMaker
from kiosk.ids import new_id
from kiosk.people.resident import Address, Resident
from kiosk.sentences import fault_sentences
from kiosk.settings import Camera, DeviceEntry, Settings
from kiosk.store.errors import StoreError
from kiosk.visits.events import CallStage, CallStands, VisitEvent
from kiosk.visits.ports import StaffAlert, VisitRecord
from tests.kiosk.attention.conftest import VISIT, called, save
from tests.kiosk.desk.place import Place
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer

SETTINGS = Settings(
    devices=(
        DeviceEntry(name="id", model="sam-serial"),
        DeviceEntry(name="arm", model="hbp-9030"),
        DeviceEntry(name="desk", model="lcus-relay"),
        DeviceEntry(name="door", model="lcus-relay"),
    ),
    camera=Camera(source="0"),
)


class Staff:
    """The page before somebody who was let in."""

    def __init__(self, store: Archive, clock: ManualClock) -> None:
        self.store, self.clock = store, clock
        self.heard: list[VisitEvent] = []
        self.calls = Calls(store.alerts, [], clock, self.heard.append, answer_within_s=60)
        self.states: dict[str, DeviceStateChanged] = {}
        self.camera_works = True
        parts = TodayParts(self.calls, store, SETTINGS, lambda: self.states, lambda: self.camera_works)
        self.place = Place(clock, pages=(PageMaker(TodayPage, lambda context: TodayPage(context, parts), icon="home"),))

    def let_in(self, login: str = "li") -> TodayView:
        self.place.let_in(login)
        return self.view

    @property
    def view(self) -> TodayView:
        content = self.place.view.content
        assert isinstance(content, TodayView)
        return content

    def raises(self, *alerts: StaffAlert) -> TodayView:
        save(self.store, *alerts)
        self.calls.stored()
        self.place.desk.drain()
        return self.view

    def does(self, name: str, **values: object) -> TodayView:
        self.place.does(name, **values)
        self.place.desk.drain()
        return self.view

    def resident(self, name: str, building: str | None) -> str:
        resident_id = new_id()
        resident = Resident(resident_id, name, None, address=Address(building=building))
        self.store._core.writer.call(lambda db: save_resident(self.store._core.act(db, "t"), resident))
        return resident_id

    def comes(self, ago: timedelta, by: str | None) -> None:
        now = self.clock.now()
        began = Instant(now.utc - ago, now.monotonic_s)
        self.store.journal.save_visit(VisitRecord(new_id(), None, by, began, None, None, ()), lambda _: None)
        self.store.settle()


@pytest.fixture
def staff(store: Archive, clock: ManualClock) -> Staff:
    return Staff(store, clock)


Alert = Callable[..., StaffAlert]


@pytest.fixture
def alert(clock: ManualClock) -> Alert:
    def make(kind: str = "help", *, who: str | None = None, **rest: object) -> StaffAlert:
        made = called(clock, kind, **rest)  # type: ignore[arg-type]
        return StaffAlert(
            made.alert_id, made.visit_id, who, kind, made.text, made.raised, made.queue, made.queue_number
        )

    return make


def said(row: WaitingRow) -> tuple[str, str, str, str]:
    return row.badge, row.who, row.what, row.since


# --- who waits ----------------------------------------------------------------------------------------------------
def test_who_waits_is_named_by_star_and_building_with_the_reason_and_how_long(
    staff: Staff, alert: Alert, clock: ManualClock
) -> None:
    who = staff.resident("王桂英", "3 号楼")
    nameless = staff.resident("", None)
    staff.let_in()
    staff.raises(alert("code", who=who, number=7))
    clock.advance(245)
    view = staff.raises(alert(), alert("temperature", who=nameless), alert("red-value", text="王奶奶的数值要马上看"))
    assert [said(row) for row in view.rows] == [
        ("马上看", "有位访客", "刚量的数值要马上看", "刚刚"),
        ("请人帮忙", "有位访客", "点了请人帮忙", "刚刚"),
        ("体温", "有位访客", "坐着歇歇，等下再量", "刚刚"),
        ("梧桐 7", "王*英 · 3 号楼", "随申码要看一看", "4 分钟"),
    ]
    assert [row.urgent for row in view.rows] == [True, False, False, False]
    assert (view.waiting, view.again, view.more) == (4, 1, 0)
    assert "王桂英" not in repr([said(row) for row in view.rows])


def test_thing_that_needs_somebody_is_said_in_two_and_comes_after_people(staff: Staff, alert: Alert) -> None:
    staff.let_in()
    view = staff.raises(alert("device", text="体温计坏了有一会儿了，请看看电源和接线"), alert("help"))
    assert [(row.person, row.badge, row.who, row.what) for row in view.rows] == [
        (True, "请人帮忙", "有位访客", "点了请人帮忙"),
        (False, "设备", "体温计坏了有一会儿了", "请看看电源和接线"),
    ]
    assert view.waiting == 1


def test_new_call_is_seen_at_once_and_time_goes_on(staff: Staff, alert: Alert) -> None:
    assert staff.let_in().rows == ()
    assert len(staff.raises(alert()).rows) == 1
    staff.place.after(61)
    staff.let_in()
    assert staff.view.rows[0].since == "1 分钟"


def test_more_turns_to_the_next_rows_and_back_to_the_first(staff: Staff, alert: Alert) -> None:
    staff.let_in()
    view = staff.raises(*(alert(text=f"{n}") for n in range(6)))
    first = [row.id for row in view.rows]
    assert (len(first), view.more, view.first_row) == (4, 2, 0)
    view = staff.does("more")
    assert (len(view.rows), view.more, view.first_row) == (2, 0, 4)
    assert not set(first) & {row.id for row in view.rows}
    assert [row.id for row in staff.does("more").rows] == first


# --- taken and closed -----------------------------------------------------------------------------------------------
def test_me_go_is_taken_and_closed_with_a_note(staff: Staff, alert: Alert) -> None:
    staff.let_in()
    call = alert(visit_id=VISIT)
    staff.calls.raised(call)
    row = staff.raises(call).rows[0]
    row = staff.does("take", call=row.id).rows[0]
    assert (row.mine, row.taken_by, staff.view.waiting) == (True, "li", 0)  # this store has no account of that login
    view = staff.does("close", call=row.id)
    assert (view.closing, view.notes) == (row.id, ("帮好了", "带到窗口了", "没找到人"))
    view = staff.does("note", call=row.id, note=2)
    assert (view.rows, view.closing, view.notes) == ((), "", ())
    (done,) = staff.store.alerts.newest(1)
    assert (done.done_by, done.note) == ("li", "没找到人")
    stages = [event.stage for event in staff.heard if isinstance(event, CallStands)]
    assert stages == [CallStage.TOLD, CallStage.TAKEN, CallStage.OUT]


def test_who_thought_better_of_it_keeps_it_or_gives_it_back(staff: Staff, alert: Alert) -> None:
    staff.let_in()
    call = staff.raises(alert()).rows[0].id
    staff.does("take", call=call)
    assert staff.does("close", call=call).closing == call
    view = staff.does("keep")
    assert (view.closing, view.rows[0].mine) == ("", True)
    staff.does("close", call=call)
    view = staff.does("give_back", call=call)
    assert (view.closing, view.rows[0].taken_by, view.waiting) == ("", "", 1)


def test_second_one_is_told_who_went_and_nothing_is_taken_from_them(staff: Staff, alert: Alert) -> None:
    staff.let_in()
    call = staff.raises(alert()).rows[0].id
    staff.store.alerts.take(call, "gu")
    view = staff.does("take", call=call)
    assert (view.rows[0].taken_by, view.rows[0].mine, staff.place.view.notice) == ("gu", False, "gu 已经去了")
    staff.store.alerts.acknowledge(call, "gu")
    assert staff.does("take", call=call).rows == ()
    assert staff.place.view.notice == "这一位已经帮好了"


def test_note_for_another_call_or_of_no_number_closes_nothing(staff: Staff, alert: Alert) -> None:
    staff.let_in()
    calls = [row.id for row in staff.raises(alert(text="a"), alert(text="b")).rows]
    staff.does("note", call=calls[0], note=0)
    staff.does("close", call=calls[0])
    for wrong in ({"call": calls[1], "note": 0}, {"call": calls[0], "note": 9}, {"call": calls[0], "note": -1}):
        staff.does("note", **wrong)
    staff.does("close", call="no such call")
    assert (len(staff.store.alerts.open()), staff.view.closing) == (2, calls[0])


def test_what_the_store_cannot_keep_is_said(staff: Staff, alert: Alert, monkeypatch: pytest.MonkeyPatch) -> None:
    staff.let_in()
    call = staff.raises(alert()).rows[0].id

    def full(*_: object) -> bool:
        raise StoreError("store-full", "disk full")

    monkeypatch.setattr(staff.calls, "take", full)
    staff.does("take", call=call)
    assert staff.place.view.notice == fault_sentences("store-full").staff
    assert staff.view.rows[0].taken_by == ""


# --- who came -------------------------------------------------------------------------------------------------------
def test_who_came_today_by_hour_and_by_what_they_were_known(staff: Staff) -> None:
    for ago, by in ((5, "id-card"), (10, "face"), (70, "contact-card"), (75, "id-card+face"), (80, None)):
        staff.comes(timedelta(minutes=ago), by)
    staff.comes(timedelta(hours=10), "face")  # yesterday night: 23:20
    view = staff.let_in()
    assert (view.date, view.came) == ("11 月 22 日 星期日", 5)
    assert [(way.way, way.title, way.count) for way in view.ways] == [
        ("card", "刷卡", 2),
        ("face", "看脸", 1),
        ("both", "卡和脸", 1),
        ("nobody", "没认出", 1),
    ]
    assert [(bar.hour, bar.today, bar.now) for bar in view.hours if bar.today] == [(8, 3, False), (9, 2, True)]


def test_what_is_usual_on_this_weekday(staff: Staff) -> None:
    for weeks, visits in ((1, 3), (2, 5)):
        for _ in range(visits):
            staff.comes(timedelta(weeks=weeks), "face")
    staff.comes(timedelta(days=1), "face")
    view = staff.let_in()
    assert (view.how_usual, view.came_usual) == ("往常的星期日", 4)
    assert [(bar.hour, bar.usual) for bar in view.hours if bar.usual] == [(9, 4)]


def test_hall_on_its_first_day_invents_nothing(staff: Staff) -> None:
    view = staff.let_in()
    assert (view.came, view.came_usual, view.how_usual) == (0, None, "还没有往常")
    assert {bar.usual for bar in view.hours} == {None}


# --- the devices ----------------------------------------------------------------------------------------------------
def test_devices_at_a_glance(staff: Staff, clock: ManualClock) -> None:
    now = clock.now()
    staff.states = {
        "id": DeviceStateChanged("id", DeviceState.READY, None, now),
        "arm": DeviceStateChanged("arm", DeviceState.FAULT, "wire-lost", now),
        "desk": DeviceStateChanged("desk", DeviceState.OPENING, None, now),
    }
    staff.camera_works = False
    view = staff.let_in()
    assert [(row.title, row.works, row.word, row.fault) for row in view.devices] == [
        ("身份证读卡器", True, "能用", ""),
        ("血压计", False, "线松了", "wire-lost"),
        ("呼叫灯（desk）", False, "正在准备", ""),
        ("呼叫灯（door）", False, "不能用", "device"),
        ("镜头", False, "不能用", "camera-gone"),
    ]
    assert (view.devices_work, view.devices_all) == (1, 5)


# --- nobody unasked -------------------------------------------------------------------------------------------------
def test_only_staff_see_who_waits_and_only_they_go() -> None:
    assert [role for role in Role if may(role, TodayPage.needs)] == [Role.STAFF]
    needs = {name: action.needs.value for name, action in TodayPage.actions.items()}
    acts = dict.fromkeys(("take", "close", "note", "keep", "give_back"), "call.take")
    assert needs == {
        **acts, "more": "today.read", "follow_up": "look-back.follow", "come_again": "follow-ups.keep",
        "look_in": "home-calls.keep", "announce": "announcements.keep",
    }  # fmt: skip


def test_nothing_of_anybody_stays_when_the_page_is_left(staff: Staff, alert: Alert) -> None:
    who = staff.resident("王桂英", "3 号楼")
    staff.let_in()
    staff.raises(alert(who=who))
    page = staff.place.desk._pages.page
    assert isinstance(page, TodayPage)
    page.left()
    assert (page._alerts, page._callers, page._names, page._came) == ([], {}, {}, [])
    done = Answer()
    staff.store.journal.save_alert(alert(who=who), done)
    assert done.wait() == [True]
    staff.calls.stored()
    staff.place.desk.drain()
    assert page._alerts == []


def test_call_counts_as_shown_only_while_somebody_is_before_the_page(staff: Staff, alert: Alert) -> None:
    staff.let_in()
    page = staff.place.desk._pages.page
    assert isinstance(page, TodayPage)
    page.set_aside()
    call = alert(visit_id=VISIT)
    staff.calls.raised(call)
    staff.raises(call)
    assert staff.heard == []
    page.taken_up()
    assert staff.heard == [CallStands(VISIT, CallStage.TOLD)]
