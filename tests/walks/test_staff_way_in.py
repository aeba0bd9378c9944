"""Into the staff wing and out of it, by touch alone, on both kinds of panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Permission, Role
from kiosk.accounts.session import Session
from kiosk.archive.archive import Archive
from kiosk.attention.view import TodayView
from kiosk.desk.events import Knock, Touched
from kiosk.desk.page import Context, Page, action
from kiosk.desk.pages import PageMaker
from kiosk.desk.view import QuestionView, Stage
from kiosk.device_bench.view import DevicesView
from kiosk.sentences import Text
from tests.kiosk.archive.conftest import folder, store
from tests.support.accounts import PIN, code_at, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass
from ui.sample_pictures.device_samples import devices_views
from ui.sample_pictures.samples import samples
from ui.sample_pictures.today_samples import today_views
from ui.window.touching import centre_of

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

ATTRACT = next(sample.view for sample in samples() if sample.name == "attract")
WRONG = "739165"


class Today(Page):
    """Three people wait; which row's note is being asked for is the work that must not be lost."""

    name = "today"
    needs = Permission.TODAY_READ

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shown: TodayView = replace(dict(today_views())["staff-today-usual"], more=3)

    @action(needs=Permission.CALL_TAKE)
    def take(self, call: str) -> None:
        rows = tuple(replace(r, taken_by="李*华", mine=True) if r.id == call else r for r in self.shown.rows)
        self.shown = replace(self.shown, rows=rows)
        self.context.tell(Text("您去 梧桐 7"))

    @action(needs=Permission.CALL_TAKE)
    def close(self, call: str) -> None:
        self.shown = replace(self.shown, closing=call, notes=(Text("帮好了"), Text("没找到人")))
        self.context.turn()

    @action(needs=Permission.CALL_TAKE)
    def note(self, call: str, note: int) -> None:
        self.shown = replace(self.shown, closing="", rows=tuple(r for r in self.shown.rows if r.id != call))
        self.context.turn()

    @action(needs=Permission.CALL_TAKE)
    def keep(self) -> None:
        self.shown = replace(self.shown, closing="")
        self.context.turn()

    @action(needs=Permission.CALL_TAKE)
    def give_back(self, call: str) -> None:
        question = QuestionView(Text("请别人去？"), Text("梧桐 7 还在等"), Text("请别人去"), Text("我去"))
        self.context.ask(question, self.keep)

    @action(needs=Permission.WHITELIST_EXPORT)
    def more(self) -> None:
        def signed(second: Session) -> None:
            self.shown = replace(self.shown, more=0, date=Text(f"签字：{second.login}"))

        self.context.second_signature(Permission.WHITELIST_EXPORT, Text("导出 812 人的名单"), signed)

    def view(self) -> TodayView:
        return self.shown


class Devices(Page):
    """What a technician sees first."""

    name = "devices"
    needs = Permission.WIRE_READ

    def view(self) -> DevicesView:
        return dict(devices_views())["usual"]


BOTH = pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
) -> Iterator[StaffGlass]:
    hire(store, "li", Role.STAFF)
    hire(store, "gu", Role.STAFF, "顾建明", "385026")
    hire(store, "zhao", Role.TECHNICIAN, "赵平")
    made = StaffGlass(
        store,
        clock,
        (PageMaker(Today, Today, icon="home"), PageMaker(Devices, Devices, icon="chip")),
        orientation=getattr(request, "param", "portrait"),
    )
    made.shell.apply(ATTRACT)
    made.settle()
    yield made
    made.close()
    assert qt_messages == []


@BOTH
def test_in_by_pin_and_out_by_the_corner(glass: StaffGlass) -> None:
    glass.knock()
    assert {"工作人员模式", "您是哪一位？", "李*华", "顾*明"} <= set(glass.texts())
    glass.press("button-account-li")
    glass.type(PIN)
    assert glass.view.stage is Stage.OPEN
    assert {"今天", "王*英 · 3 号楼", "我去", "上锁"} <= set(glass.texts())
    assert glass.touches == 5 + 1 + 6 + 1
    glass.press("button-lock")
    assert glass.wings == ["staff", "visitor"]
    assert "工作人员模式" not in glass.texts()
    assert glass.shell.model.property("state") == "attract"


@BOTH
def test_a_technician_is_asked_for_the_code_of_the_authenticator(glass: StaffGlass) -> None:
    glass.asks_for_the_pin("zhao")
    glass.type(PIN)
    assert "请输入动态码" in glass.texts()
    glass.type(code_at(glass.clock.now().utc))
    assert (glass.view.stage, glass.view.who, glass.view.page) == (Stage.OPEN, "赵*", "devices")
    assert {"技术员模式", "额温计"} <= set(glass.texts())
    assert "工作人员模式" not in glass.texts()


def test_whoever_chose_the_wrong_name_chooses_again(glass: StaffGlass) -> None:
    glass.asks_for_the_pin("gu")
    glass.type("7391", then="")
    glass.press("button-another")
    glass.press("button-account-li")
    glass.type(PIN)
    assert glass.view.who == "李*华"


def test_the_digits_stand_elsewhere_after_every_try(glass: StaffGlass) -> None:
    glass.asks_for_the_pin()
    orders = set()
    for seconds in (0, 1, 2, 4):
        glass.passes(seconds)
        orders.add(glass.view.pad.order if glass.view.pad else "")
        glass.type(WRONG)
    assert len(orders) == 4


def test_who_mistypes_is_told_how_often_it_may_be_tried_and_waits_a_moment(glass: StaffGlass) -> None:
    glass.asks_for_the_pin()
    glass.type(WRONG)
    assert "密码不对，还可以试 4 次" in glass.texts()
    assert not glass.sees("digit-7")  # for the first second
    glass.passes(1)
    glass.type(PIN)
    assert glass.view.stage is Stage.OPEN


@BOTH
def test_after_five_it_is_shut_for_a_quarter_of_an_hour_counted_on_the_glass(glass: StaffGlass) -> None:
    glass.asks_for_the_pin()
    for pause_s in (0, 1, 2, 4, 8):
        glass.passes(pause_s)
        glass.type(WRONG)
    assert {"错得太多，先停一会儿", "还要等 15:00"} <= set(glass.texts())
    glass.passes(20)
    assert "还要等 14:40" in glass.texts()
    assert not glass.sees("digit-7")
    glass.press("button-back")
    glass.asks_for_the_pin()
    glass.type(PIN)
    assert glass.view.stage is Stage.PIN  # the lock is the account's, not the page's


def test_without_a_touch_it_locks_after_a_minute_and_says_so_before(glass: StaffGlass) -> None:
    glass.let_in("li", PIN)
    glass.passes(30)
    assert any("30 秒后" in text for text in glass.texts())
    glass.finger.touch(centre_of(glass.item("button-page-today")))
    glass.settle()
    glass.passes(59)
    assert glass.shell.wing == "staff"
    glass.passes(1)
    assert (glass.shell.wing, glass.view.stage) == ("visitor", Stage.SHUT)


def test_a_touch_anywhere_keeps_it_open(glass: StaffGlass) -> None:
    glass.let_in("li", PIN)
    for _ in range(4):
        glass.passes(40)
        glass.finger.touch(glass.shell.root.boundingRect().center())
        glass.settle()
    assert glass.shell.wing == "staff"


def test_whoever_knocks_and_goes_away_leaves_no_pad_behind(glass: StaffGlass) -> None:
    glass.asks_for_the_pin()
    glass.type("7391", then="")
    glass.passes(30)
    assert glass.shell.wing == "visitor"
    assert not [text for text in glass.strings() if "7391" in text]


def test_nothing_of_the_wing_can_be_read_once_it_is_locked(glass: StaffGlass) -> None:
    glass.let_in("li", PIN)
    session = glass.view.session
    held = [text for text in glass.strings() if "王*英" in text]
    assert "王*英 · 3 号楼" in held  # in an item of the page
    assert any(text.startswith(("{", "[")) for text in held)  # and in the view it was made of
    glass.press("button-lock")
    left = [text for text in glass.strings() for secret in ("王", "陈", "顾", "李", "梧桐", session) if secret in text]
    assert left == []


@BOTH
def test_work_is_set_aside_for_a_visitor_with_one_touch_and_taken_up_again(glass: StaffGlass) -> None:
    glass.let_in("li", PIN)
    glass.press("button-close-c3")
    assert "帮得怎么样？" in glass.texts()
    glass.shell.visitor_waits("card")
    glass.settle()
    assert {"有人刷卡了", "先让居民用"} <= set(glass.texts())
    glass.passes(45)
    assert "有人刷卡了" in glass.texts()  # it does not go by itself
    glass.press("button-notice")
    assert glass.shell.wing == "visitor"
    assert not [text for text in glass.strings() if "顾" in text]
    glass.let_in("li", PIN)
    assert "帮得怎么样？" in glass.texts()
    glass.press("button-note-0")
    assert "顾*明 · 6 号楼" not in glass.texts()


def test_a_visitor_who_waits_while_a_pin_is_typed_is_let_through_too(glass: StaffGlass) -> None:
    glass.asks_for_the_pin()
    glass.type("739", then="")
    glass.shell.visitor_waits("help")
    glass.settle()
    assert "有人请帮忙" in glass.texts()
    glass.press("button-notice")
    assert glass.shell.wing == "visitor"
    assert glass.view.stage is Stage.SHUT


def test_the_lock_works_at_once_whatever_page_came_just_now(glass: StaffGlass) -> None:
    glass.let_in("li", PIN)
    glass.finger.touch(centre_of(glass.item("button-page-today")))
    glass.desk.drain()
    assert glass.shell.panel.is_deaf()
    glass.finger.touch(centre_of(glass.item("button-lock")))
    glass.settle()
    assert glass.shell.wing == "visitor"


@BOTH
def test_what_was_just_done_is_said_on_the_strip_and_goes(glass: StaffGlass) -> None:
    glass.let_in("li", PIN)
    glass.press("button-take-c1")
    assert "您去 梧桐 7" in glass.texts()
    assert glass.sees("button-close-c1")
    glass.passes(7)
    assert "您去 梧桐 7" not in glass.texts()


@BOTH
def test_a_question_stands_before_everything_else_but_the_lock(glass: StaffGlass) -> None:
    glass.let_in("li", PIN)
    glass.press("button-close-c3")
    glass.press("button-give-back")
    assert "请别人去？" in glass.texts()
    assert not glass.sees("button-page-today")
    glass.press("button-sheet-no")
    assert "帮得怎么样？" in glass.texts()
    glass.press("button-give-back")
    glass.press("button-sheet-yes")
    assert "今天" in glass.texts()
    glass.press("button-close-c3")
    glass.press("button-give-back")
    glass.press("button-lock")
    assert glass.shell.wing == "visitor"


@BOTH
def test_what_two_must_agree_to_waits_for_the_pin_of_a_colleague(glass: StaffGlass) -> None:
    glass.let_in("li", PIN)
    glass.press("button-more")
    assert {"请另一位同事签字", "导出 812 人的名单", "顾*明 · 数字每次都会换位置"} <= set(glass.texts())
    assert not glass.sees("button-account-li")  # nobody signs twice
    glass.type(PIN)  # li's own
    assert "密码不对，还可以试 4 次" in glass.texts()
    glass.passes(1)
    glass.type("385026")
    assert {"今天", "签字：gu"} <= set(glass.texts())
    assert glass.view.who == "李*华"


def test_a_signature_that_is_not_given_changes_nothing(glass: StaffGlass) -> None:
    glass.let_in("li", PIN)
    glass.press("button-more")
    glass.press("button-back")
    assert {"今天", "11 月 22 日 星期日"} <= set(glass.texts())


def test_a_finger_of_a_visitor_that_is_down_while_the_wing_opens_does_nothing_in_it(glass: StaffGlass) -> None:
    glass.knock()
    back = centre_of(glass.item("button-back"))
    glass.press("button-back")
    glass.sent.clear()
    glass.finger.press(back)  # on the visitor's screen
    glass.desk.post(Knock())
    glass.desk.drain()
    assert glass.shell.wing == "staff"
    glass.finger.release(back)
    glass.settle()
    assert glass.shell.wing == "staff"
    assert [event for wing, event in glass.sent if wing == "staff" and event != Touched()] == []


def test_a_touch_in_the_first_moments_of_the_wing_counts_for_nothing(glass: StaffGlass) -> None:
    glass.desk.post(Knock())
    glass.desk.drain()
    glass.finger.touch(centre_of(glass.item("button-account-li")))
    glass.desk.drain()
    assert not glass.sees("digit-7")
    glass.settle()
    glass.press("button-account-li")
    assert glass.sees("digit-7")
