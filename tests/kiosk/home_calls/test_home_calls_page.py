"""The list, one person and their home call, as the pages show and keep them; the list on paper."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.accounts.permissions import Permission, Role, may
from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.archive.home_calls import Outcome
from kiosk.archive.own_rights import ByWhom
from kiosk.archive.whitelist import Enrolment
from kiosk.attention.calls import Calls
from kiosk.attention.today_page import TodayPage, TodayParts
from kiosk.attention.view import TodayView
from kiosk.desk.events import AccountChosen, PageChosen
from kiosk.desk.pages import PageMaker
from kiosk.home_calls.page import HomeCallsPage
from kiosk.home_calls.person_page import HomeCallPage
from kiosk.home_calls.person_view import HomeCallView
from kiosk.home_calls.room import HomeCallRoom, by_number
from kiosk.home_calls.view import HomeCallsView
from kiosk.ids import new_id
from kiosk.paper.sheet import Sheet, words_of
from kiosk.people.resident import Address, Resident
from kiosk.sentences import Text
from kiosk.settings import HomeCalls, Settings
from kiosk.sticks import Stick
from kiosk.store.errors import StoreError
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.desk.place import PINS, Place
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.store_rows import consent, measurement, visit

ON = HomeCalls(absent=True, rhythm=True, absent_days=5, overdue_days=0)


class PaperOf:
    """Keeps what is drawn."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []

    def pdf(self, sheet: Sheet) -> bytes:
        self.sheets.append(sheet)
        return b"%PDF"


class PrinterOf:
    """Keeps what is printed."""

    def __init__(self) -> None:
        self.titles: list[str] = []

    def put(self, pdf: bytes, title: str) -> Text:
        self.titles.append(title)
        return Text("印了")


class Hall:
    """A hall whose people came, or stopped coming, and its staff at the pages."""

    def __init__(self, store: Archive, clock: ManualClock, stick: Path, rules: HomeCalls = ON) -> None:
        self.store, self.clock = store, clock
        self.paper, self.printer = PaperOf(), PrinterOf()
        self.sticks = [Stick(stick, "U1", 10**9, stick.stat().st_dev)]
        self.room = HomeCallRoom(
            store, Settings(home_calls=rules), lambda: clock.now().monotonic_s, self.paper, self.printer,
            lambda: self.sticks,
        )  # fmt: skip
        calls = Calls(store.alerts, [], clock, lambda _: None, answer_within_s=60)
        today = TodayParts(calls, store, Settings(), dict, lambda: True, home_calls=self.room.waits)
        self.place = Place(
            clock,
            pages=(
                PageMaker(TodayPage, lambda context: TodayPage(context, today), icon="home"),
                PageMaker(HomeCallsPage, lambda context: HomeCallsPage(context, self.room), icon="homecall"),
                PageMaker(HomeCallPage, lambda context: HomeCallPage(context, self.room), under="home-calls"),
            ),
        )

    def joins(self, name: str, building: str | None = "3 号楼", phone: str | None = "13800000000") -> str:
        resident = Resident(
            new_id(),
            name,
            None,
            birth=date(1944, 3, 12),
            phone=phone,
            address=Address(building=building, home="402 室"),
        )
        consents = tuple(map(consent, (ConsentKind.FACE, ConsentKind.HEALTH, ConsentKind.HOME_CALLS)))
        return self.store.whitelist.enter(Enrolment(resident, consents), "zhang").resident_id

    def comes(self, *people: str | None) -> None:
        for who in people:
            self.store.journal.save_visit(visit(self.clock, who), lambda _: None)
        self.store.settle()

    def days(self, count: int) -> None:
        self.clock.set_wall(self.clock.now().utc + timedelta(days=count))

    def four_days_and_gone(self, *people: str, days: int = 6) -> None:
        """Everybody comes on four days; then only strangers do."""
        for _ in range(4):
            self.comes(*people)
            self.days(1)
        for _ in range(days):
            self.comes(None)
            self.days(1)

    def raised(self, who: str) -> None:
        row = measurement(self.clock, who, metric="sys", value=150, unit="mm[Hg]", assessment="bp-grade-1")
        self.store.journal.save_measurements((row,), lambda _: None)
        self.store.settle()

    def opens(self, login: str = "li") -> HomeCallsView:
        self.place.let_in(login)
        return self.does("look_in")

    @property
    def content(self) -> object:
        return self.place.view.content

    @property
    def page(self) -> HomeCallsView:
        assert isinstance(self.content, HomeCallsView)
        return self.content

    @property
    def person(self) -> HomeCallView:
        assert isinstance(self.content, HomeCallView)
        return self.content

    def act(self, name: str, **values: object) -> None:
        self.place.does(name, **values)
        self.place.desk.drain()

    def does(self, name: str, **values: object) -> HomeCallsView:
        self.act(name, **values)
        return self.page

    def on_person(self, name: str, **values: object) -> HomeCallView:
        self.act(name, **values)
        return self.person

    def trail(self) -> list[tuple[str, str]]:
        return [(entry.actor, entry.action) for entry in self.store.audit_log.entries(Chosen(), most=4)]


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(tmp_path / "data"), clock) as opened:
        yield opened


@pytest.fixture
def hall(store: Archive, clock: ManualClock, tmp_path: Path) -> Hall:
    (tmp_path / "stick").mkdir()
    return Hall(store, clock, tmp_path / "stick")


def whys(page: HomeCallsView) -> list[tuple[str, str, str, str]]:
    return [(row.name, row.building, row.why, row.since) for row in page.rows]


# --- the list -------------------------------------------------------------------------------------------------------
def test_regular_who_stopped_coming_stands_there_with_the_reason_and_the_first_page_counts_them(hall: Hall) -> None:
    hall.four_days_and_gone(hall.joins("王秀英"), hall.joins("陈德明", "11 号楼"))
    hall.place.let_in("li")
    hall.place.desk.drain()
    assert isinstance(hall.content, TodayView)
    assert hall.content.home_calls == "走访 2 人"
    page = hall.does("look_in")
    assert sorted(whys(page)) == [
        ("王*英", "3 号楼", "以前 4 周来过 4 天，11 月 25 日以后没再来", "11 月 25 日起"),
        ("陈*明", "11 号楼", "以前 4 周来过 4 天，11 月 25 日以后没再来", "11 月 25 日起"),
    ]
    assert page.place == "共 2 人"
    assert "王秀英" not in str(dataclasses.asdict(page))


def test_list_is_narrowed_by_rule_and_by_building_and_each_says_how_many_it_leaves(hall: Hall) -> None:
    wang, chen, gu = hall.joins("王秀英"), hall.joins("陈德明", "11 号楼"), hall.joins("顾阿宝", None)
    hall.raised(gu)
    hall.four_days_and_gone(wang, chen)
    page = hall.opens()
    assert [(chip.label, chip.count, chip.chosen) for chip in page.rules] == [
        ("全部", 3, True), ("不再来", 2, False), ("该复量", 1, False), ("往上走", 0, False),
        ("来得少了", 0, False)]  # fmt: skip
    page = hall.does("rule", key="overdue")
    assert [(row.name, row.building) for row in page.rows] == [("顾*宝", "没登记楼号")]
    hall.does("rule", key="all")
    page = hall.does("buildings", shown=True)
    assert [(chip.label, chip.count) for chip in page.buildings] == [
        ("所有楼", 3), ("3 号楼", 1), ("11 号楼", 1), ("没登记楼号", 1)]  # fmt: skip
    page = hall.does("building", key="11 号楼")
    assert ([row.name for row in page.rows], page.buildings, page.building) == (["陈*明"], (), "11 号楼")
    assert [chip.count for chip in page.rules] == [1, 1, 0, 0, 0]


def test_six_stand_on_a_page_and_turning_misses_nobody(hall: Hall) -> None:
    people = [hall.joins(f"王秀{each}") for each in "一二三四五六七八"]
    hall.four_days_and_gone(*people)
    page = hall.opens()
    first = [row.name for row in page.rows]
    assert (len(first), page.place, page.newer, page.older) == (6, "第 1 到 6 人，共 8 人", False, True)
    page = hall.does("older")
    assert sorted(first + [row.name for row in page.rows]) == sorted(f"王*{each}" for each in "一二三四五六七八")
    assert (page.place, page.newer, page.older) == ("第 7 到 8 人，共 8 人", True, False)
    assert [row.name for row in hall.does("newer").rows] == first


def test_rules_of_coming_that_are_off_are_not_offered_and_the_page_says_so(
    store: Archive, clock: ManualClock, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    hall = Hall(store, clock, tmp_path / "stick", HomeCalls(absent=False, rhythm=False))
    wang = hall.joins("王秀英")
    hall.raised(wang)
    hall.four_days_and_gone(wang, days=30)
    page = hall.opens()
    assert [chip.key for chip in page.rules] == ["all", "overdue", "trend"]
    assert page.days == "“不再来”“来得少了”在设置里关着"
    person = hall.on_person("choose", resident=wang)
    assert (person.weeks, person.came, len(person.reasons)) == ((), "", 1)


def test_nobody_to_look_in_on_is_said_and_nothing_is_printed(hall: Hall) -> None:
    page = hall.opens()
    assert (page.rows, page.looked, page.place) == ((), True, "")
    page = hall.does("print", shown=True)
    assert (page.printing, hall.place.view.notice) == (None, "没有要打印的人")


def test_nothing_of_anybody_stays_when_the_pages_are_left(hall: Hall) -> None:
    wang = hall.joins("王秀英")
    hall.four_days_and_gone(wang)
    hall.opens()
    hall.does("building", key="3 号楼")
    hall.act("choose", resident=wang)
    hall.act("outcome", key="met")
    hall.act("save")
    hall.place.happens(PageChosen(hall.place.view.session, "today"))
    assert (hall.room.step, hall.room.place.building) == (None, "")


def test_store_that_cannot_be_read_is_said(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("store-full", "no room")

    monkeypatch.setattr(hall.store.home_call_facts, "read", full)
    page = hall.opens()
    assert (page.rows, page.looked, page.busy) == ((), False, False)
    assert hall.place.view.notice


# --- one person -----------------------------------------------------------------------------------------------------
def test_person_shows_reason_figures_rule_and_five_weeks_of_days(hall: Hall) -> None:
    wang = hall.joins("王秀英")
    hall.four_days_and_gone(wang)
    hall.opens()
    person = hall.on_person("choose", resident=wang)
    assert person.who == "王*英 · 3 号楼"
    (reason,) = person.reasons
    assert reason.figures == "之后开门 6 天都没来。规则：4 周里来过 4 天及以上，又连着 5 个开门日没来"
    assert [(week.label, week.days) for week in person.weeks] == [
        ("11/2", ("shut",) * 7),
        ("11/9", ("shut",) * 7),
        ("11/16", ("shut",) * 6 + ("came",)),
        ("11/23", ("came", "came", "came", "not", "not", "not", "not")),
        ("11/30", ("not", "not", "", "", "", "", "")),
    ]
    assert (person.came, list(person.weekdays)) == ("5 周里来过 4 天", list("一二三四五六日"))


def test_one_back_from_hospital_is_not_listed_at_once_and_then_with_words_that_say_so(hall: Hall) -> None:
    wang, members = hall.joins("王秀英"), hall.store.whitelist
    hall.four_days_and_gone(wang, days=1)
    members.suspend(wang, "zhang", "住院")
    for _ in range(5):
        hall.comes(None)
        hall.days(1)
    members.suspend(wang, "zhang", "出院了", resume=True)
    assert hall.opens().rows == ()
    for _ in range(5):
        hall.comes(None)
        hall.days(1)
    hall.place.happens(PageChosen(hall.place.view.session, "today"))
    page = hall.does("look_in")
    assert whys(page) == [
        ("王*英", "3 号楼", "以前 4 周来过 4 天，11 月 25 日以后没再来，暂停的日子不算", "11 月 25 日起")]  # fmt: skip
    person = hall.on_person("choose", resident=wang)
    assert person.reasons[0].figures.startswith("除去暂停的 6 天，开门 5 天都没来。")
    assert person.weeks[-3].days == ("came", "came", "came", "not", "shut", "shut", "shut")


def test_withdrawn_is_gone_from_the_list_at_once_and_others_were_never_on_it(hall: Hall) -> None:
    wang, chen = hall.joins("王秀英"), hall.joins("陈德明", "11 号楼")
    hall.four_days_and_gone(wang, chen)
    page = hall.opens()
    assert (len(page.rows), page.days) == (2, "“不再来”“来得少了”只看同意了的 2 人")
    hall.store.own_rights.withdraw(wang, ConsentKind.HOME_CALLS, "terminal", by_whom=ByWhom.ON_SCREEN)
    hall.place.happens(PageChosen(hall.place.view.session, "today"))
    page = hall.does("look_in")
    assert ([row.resident for row in page.rows], page.days) == ([chen], "“不再来”“来得少了”只看同意了的 1 人")


def test_days_of_coming_of_one_who_never_agreed_to_that_are_not_shown(hall: Hall) -> None:
    resident = Resident(new_id(), "王秀英", None, birth=date(1944, 3, 12), address=Address(building="3 号楼"))
    consents = (consent(ConsentKind.FACE), consent(ConsentKind.HEALTH))
    wang = hall.store.whitelist.enter(Enrolment(resident, consents), "zhang").resident_id
    hall.raised(wang)
    hall.four_days_and_gone(wang, days=30)
    (row,) = hall.opens().rows
    assert row.why == "血压11 月 25 日前后该再量，没来"
    person = hall.on_person("choose", resident=wang)
    assert (person.weeks, person.came) == ((), "")


def test_home_call_is_noted_rests_until_its_day_and_is_taken_back(hall: Hall) -> None:
    wang = hall.joins("王秀英")
    hall.four_days_and_gone(wang)
    hall.opens()
    person = hall.on_person("choose", resident=wang)
    assert not person.ready
    hall.on_person("outcome", key="by-phone")
    person = hall.on_person("outcome", key="met")
    assert [choice.key for choice in person.outcomes if choice.chosen] == ["met"]
    hall.on_person("again", days=7)
    hall.on_person("writing", on=True)
    hall.on_person("write", text="女儿在照顾")
    person = hall.on_person("writing", on=False)
    assert (person.ready, person.note) == (True, "女儿在照顾")
    page = hall.does("save")
    assert (page.rows, page.undo) == ((), "撤销 王*英")
    assert hall.place.view.notice == "已记下：王*英，见到本人。12 月 9 日再看"
    (call,) = hall.store.home_calls.of(wang)
    assert (call.outcome, call.rules, call.again_on, call.by, call.note) == (
        Outcome.MET, ("absent",), date(2026, 12, 9), "li", "女儿在照顾")  # fmt: skip
    page = hall.does("undo")
    assert ([row.name for row in page.rows], page.undo, hall.store.home_calls.of(wang)) == (["王*英"], "", ())
    assert hall.trail()[:2] == [("li", "home-call.taken-back"), ("li", "home-call.noted")]


def test_after_its_day_the_person_stands_there_again_with_what_was_noted(hall: Hall) -> None:
    wang = hall.joins("王秀英")
    hall.four_days_and_gone(wang)
    hall.store.home_calls.note(wang, ("absent",), Outcome.NOT_FOUND, "li", again_on=date(2026, 12, 4), note="没人应")
    hall.days(1)
    assert hall.opens().rows == ()
    hall.days(1)
    hall.place.happens(PageChosen(hall.place.view.session, "today"))
    page = hall.does("look_in")
    assert [row.name for row in page.rows] == ["王*英"]
    person = hall.on_person("choose", resident=wang)
    assert [(call.line, call.note) for call in person.calls] == [("12 月 2 日 li：没找到，12 月 4 日再看", "没人应")]


def test_correction_is_a_newer_note_and_the_same_touch_takes_an_outcome_back(hall: Hall) -> None:
    wang = hall.joins("王秀英")
    hall.four_days_and_gone(wang)
    hall.opens()
    hall.on_person("choose", resident=wang)
    hall.on_person("outcome", key="met")
    person = hall.on_person("outcome", key="met")
    assert not person.ready
    hall.on_person("save")  # nothing was chosen
    assert hall.store.home_calls.of(wang) == ()


def test_telephone_is_asked_for_noted_first_and_goes_after_twenty_seconds(hall: Hall) -> None:
    wang, chen = hall.joins("王秀英"), hall.joins("陈德明", phone=None)
    hall.four_days_and_gone(wang, chen)
    hall.opens()
    assert hall.on_person("choose", resident=wang).phone == ""
    assert hall.on_person("phone").phone == "电话 13800000000"
    assert hall.trail()[0] == ("li", "home-call.phone-shown")
    hall.place.after(19)
    assert hall.person.phone == "电话 13800000000"
    hall.place.after(1)
    assert hall.person.phone == ""
    hall.act("back")
    hall.on_person("choose", resident=chen)
    assert hall.on_person("phone").phone == "没有登记电话"
    assert hall.on_person("hide").phone == ""


def test_note_that_was_typed_is_asked_about_before_another_page(hall: Hall) -> None:
    wang = hall.joins("王秀英")
    hall.four_days_and_gone(wang)
    hall.opens()
    hall.on_person("choose", resident=wang)
    hall.on_person("write", text="女儿在照顾")
    hall.place.happens(PageChosen(hall.place.view.session, "today"))
    assert hall.place.view.question is not None
    assert hall.place.view.question.headline == "备注还没记下，离开吗？"


def test_one_who_was_forgotten_meanwhile_is_said_and_gone_from_the_list(hall: Hall) -> None:
    wang = hall.joins("王秀英")
    hall.four_days_and_gone(wang)
    hall.opens()
    hall.on_person("choose", resident=wang)
    hall.on_person("outcome", key="met")
    hall.store.rights.forget(wang, "zhang", "本人要求")
    hall.act("save")
    assert hall.store.home_calls.of(wang) == ()


# --- on paper -------------------------------------------------------------------------------------------------------
def test_masked_list_goes_to_the_printer_building_by_building_and_the_trail_knows(hall: Hall) -> None:
    hall.four_days_and_gone(hall.joins("王秀英", "11 号楼"), hall.joins("陈德明"))
    hall.opens()
    page = hall.does("print", shown=True)
    assert page.printing is not None
    assert (page.printing.lead, page.printing.whole) == ("2 人，按楼分开", False)
    page = hall.does("put", to="paper")
    assert (page.printing, hall.printer.titles) == (None, ["走访名单-20261202-092000"])
    (sheet,) = hall.paper.sheets
    assert [block.title for block in sheet.blocks] == ["3 号楼", "11 号楼"]
    words = words_of(sheet)
    assert {"陈*明", "王*英", "2026-12-02，2 人。姓名遮住，不写门牌"} <= set(words)
    assert not [each for each in words if "王秀英" in each or "402" in each]
    assert sheet.stamp == "梧桐里社区服务中心  李*华(li)  2026-12-02 09:20  2 人"
    entry = hall.store.audit_log.entries(Chosen(), most=1)[0]
    assert (entry.actor, entry.action) == ("li", "home-call.list-exported")
    assert entry.detail == {"people": 2, "to": "paper", "masked": True}


def test_names_and_doors_in_full_want_a_second_signature_and_the_stick_holds_them(hall: Hall, tmp_path: Path) -> None:
    hall.four_days_and_gone(hall.joins("王秀英"), hall.joins("陈德明", "11 号楼"))
    hall.opens()
    hall.does("building", key="3 号楼")
    hall.does("print", shown=True)
    hall.does("whole", on=True)
    hall.act("put", to="stick")
    assert hall.paper.sheets == []
    signature = hall.place.view.signature
    assert signature is not None
    assert signature.what == "打印走访名单，1 人，写全姓名和门牌"
    hall.place.happens(AccountChosen("gu", hall.place.view.serial))
    hall.place.digits(PINS["gu"])
    hall.place.desk.drain()
    (sheet,) = hall.paper.sheets
    (table,) = sheet.blocks
    assert table.rows[0][:3] == ("王秀英", "402 室", "以前 4 周来过 4 天，11 月 25 日以后没再来")  # type: ignore[union-attr]
    assert sheet.stamp == "梧桐里社区服务中心  李*华(li)、顾*明(gu)  2026-12-02 09:20  1 人"
    assert [file.name for file in (tmp_path / "stick").iterdir()] == ["走访名单-20261202-092000.pdf"]
    entry = hall.store.audit_log.entries(Chosen(), most=1)[0]
    assert entry.detail == {"people": 1, "to": "stick", "masked": False, "signed_by": "gu"}


def test_without_a_stick_or_where_nothing_can_be_drawn_nothing_is_noted(hall: Hall) -> None:
    hall.four_days_and_gone(hall.joins("王秀英"))
    hall.opens()
    hall.does("print", shown=True)
    hall.sticks.clear()
    page = hall.does("put", to="stick")
    assert page.printing is not None  # still asked: a stick can be plugged in
    assert not page.busy
    hall.room.paper = None
    hall.does("put", to="paper")
    assert hall.place.view.notice == "这台终端现在画不出打印页"
    assert "home-call.list-exported" not in [action for _, action in hall.trail()]


def test_buildings_stand_by_their_numbers() -> None:
    assert sorted(["11 号楼", "没登记楼号", "3 号楼", "3 号楼乙"], key=by_number) == [
        "3 号楼", "3 号楼乙", "11 号楼", "没登记楼号"]  # fmt: skip


def test_only_staff_look_in_on_people() -> None:
    assert [role for role in Role if may(role, Permission.HOME_CALLS_KEEP)] == [Role.STAFF]
