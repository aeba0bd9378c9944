"""What the staff wing's pages read: one view whole, nothing of it once it is shut, and what they send back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QJSEngine

from kiosk.desk.events import (
    AccountChosen,
    Acted,
    Answered,
    DigitsEntered,
    GiveWay,
    LockPressed,
    PageChosen,
    VisitorThere,
    WingHidden,
)
from kiosk.desk.view import NavigationView, PadView, QuestionView, StaffView, Stage
from kiosk.sentences import Text
from kiosk.settings import Screen, Settings
from tests.support.clock import ManualClock
from ui.panel import Panel
from ui.staff.plain import plain
from ui.staff.staff_model import StaffModel
from ui.window.wing import Surroundings


class Mark(StrEnum):
    GOOD = "good"


@dataclass(frozen=True)
class Row:
    masked_name: str
    is_new: bool = False


@dataclass(frozen=True)
class Content:
    headline: Text
    rows: tuple[Row, ...]
    state: Mark = Mark.GOOD
    chosen: Row | None = None


CONTENT = Content(Text("白名单"), (Row("王*英", True), Row("张*")))
OPEN = StaffView(
    Stage.OPEN,
    serial=4,
    session="s-1",
    who="李*华",
    navigation=(NavigationView("members", "list", Text("白名单")),),
    page="members",
    content=CONTENT,
)


class Wing:
    def __init__(self, clock: ManualClock) -> None:
        self.clock, self.sent = clock, list[object]()
        settings = Settings(screen=Screen(orientation="portrait"))
        self.panel = Panel(settings, clock, lambda _, __: None)
        self.model = StaffModel(Surroundings(settings, self.panel, self.sent.append))

    def shows(self, view: StaffView) -> None:
        self.model.apply(view)
        self.clock.advance(0.4)
        self.panel._hear()


@pytest.fixture
def wing(qt_app: QGuiApplication, clock: ManualClock, qt_messages: list[str]) -> Iterator[Wing]:
    return Wing(clock)


def test_a_view_is_plain_values_with_names_in_mixed_case() -> None:
    assert plain(CONTENT) == {
        "headline": "白名单",
        "rows": [{"maskedName": "王*英", "isNew": True}, {"maskedName": "张*", "isNew": False}],
        "state": "good",
        "chosen": None,
    }


def test_what_a_view_may_not_hold_is_an_error_and_not_a_string() -> None:
    with pytest.raises(TypeError, match="bytes"):
        plain(Row(b"raw"))  # type: ignore[arg-type]


def test_the_open_page_is_shown_whole(wing: Wing) -> None:
    wing.shows(OPEN)
    assert (wing.model.stage, wing.model.page, wing.model.who) == ("open", "members", "李*华")
    assert wing.model.content["rows"][0]["maskedName"] == "王*英"
    assert wing.model.navigation == [{"page": "members", "icon": "list", "label": "白名单"}]


def test_no_page_reads_the_view_of_another_one(wing: Wing) -> None:
    seen: list[tuple[str, object]] = []
    wing.shows(OPEN)
    wing.model.pageChanged.connect(lambda: seen.append((wing.model.page, wing.model.content.get("headline"))))
    wing.model.contentChanged.connect(lambda: seen.append((wing.model.page, wing.model.content.get("headline"))))
    wing.shows(replace(OPEN, serial=5, page="audit", content=Content(Text("记录"), ())))
    assert ("members", "记录") not in seen
    assert ("audit", "白名单") not in seen


def test_nothing_of_the_page_stays_once_another_wing_is_shown(wing: Wing) -> None:
    question = QuestionView(Text("撤销王*英？"), Text("…"), Text("撤销"), Text("不"))
    wing.shows(replace(OPEN, question=question, notice=Text("王*英 已暂停"), pad=PadView("李*华", "0123456789", 6)))
    wing.model.set_aside()
    left = str({name: value for name, value in wing.model._now.items() if name != "words"})
    assert not [word for word in ("王", "李", "白名单", "s-1") if word in left]
    assert wing.sent == [WingHidden()]
    assert wing.model.is_at_rest()


def test_what_is_done_names_its_session_its_page_and_its_values(wing: Wing, qt_app: QGuiApplication) -> None:
    wing.shows(OPEN)
    engine = QJSEngine()
    wing.model.act("suspend", engine.evaluate("({resident: 'r-1', days: 3, ids: ['a', 'b']})"))
    wing.model.act("refresh")
    assert wing.sent == [
        Acted("s-1", "members", "suspend", {"resident": "r-1", "days": 3, "ids": ["a", "b"]}),
        Acted("s-1", "members", "refresh", {}),
    ]


def test_while_the_page_is_new_nothing_counts_but_the_lock_and_giving_way(wing: Wing) -> None:
    wing.model.apply(OPEN)
    wing.model.act("suspend")
    wing.model.open("audit")
    wing.model.answer(True)
    wing.model.choose("li")
    wing.model.enter("274913")
    assert wing.sent == []
    wing.model.lock()
    wing.model.giveWay()
    assert wing.sent == [LockPressed(), GiveWay()]


def test_the_way_in_is_answered_with_the_serial_of_what_was_shown(wing: Wing) -> None:
    wing.shows(StaffView(Stage.CHOOSE, serial=9))
    wing.model.choose("li")
    wing.model.enter("274913")
    wing.shows(OPEN)
    wing.model.open("audit")
    wing.model.answer(False)
    assert wing.sent == [
        AccountChosen("li", 9), DigitsEntered("274913", 9), PageChosen("s-1", "audit"), Answered("s-1", False, 4),
    ]  # fmt: skip


def test_a_visitor_is_said_on_the_wing_which_gives_way_to_a_touch_only(wing: Wing) -> None:
    wing.shows(OPEN)
    assert [wing.model.visitor_waits(how) for how in ("card", "help", "near")] == [False, False, False]
    assert wing.sent == [VisitorThere("card"), VisitorThere("help"), VisitorThere("near")]


def test_the_seconds_to_the_lock_do_not_make_the_page_deaf(wing: Wing) -> None:
    wing.shows(OPEN)
    wing.model.apply(replace(OPEN, seconds_left=41))
    wing.model.act("refresh")
    assert len(wing.sent) == 1
