"""What a clerk's touches on 今日 mean for whoever called: what their screen may say, and what nobody may read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.attention.calls import Calls
from kiosk.attention.today_page import TodayPage, TodayParts
from kiosk.desk.pages import PageMaker
from kiosk.settings import Settings
from kiosk.visits.events import CallStage, CallStands, VisitEvent
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.attention.conftest import VISIT, called, save
from tests.kiosk.members.wing import enter
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass
from ui.sample_pictures.samples import samples

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

ATTRACT = next(sample.view for sample in samples() if sample.name == "attract")
BOTH = pytest.mark.parametrize("hall", ["portrait", "landscape"], indirect=True)


@dataclass
class Hall:
    """A clerk before the glass, and whoever calls."""

    glass: StaffGlass
    calls: Calls
    store: Archive
    clock: ManualClock
    heard: list[VisitEvent]

    def calls_for(self, who: str | None, kind: str, number: int | None = None, visit: str | None = None) -> str:
        alert = replace(called(self.clock, kind, number=number, visit_id=visit, text=kind + str(who)), resident_id=who)
        save(self.store, alert)
        self.calls.raised(alert)
        self.calls.stored()
        self.glass.settle()
        return alert.alert_id

    def stages(self) -> list[CallStage]:
        return [event.stage for event in self.heard if isinstance(event, CallStands)]


@pytest.fixture
def hall(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
) -> Iterator[Hall]:
    hire(store, "li", Role.STAFF, "李丽华")
    hire(store, "gu", Role.STAFF, "顾建明", "385026")
    heard: list[VisitEvent] = []
    calls = Calls(store.alerts, (), clock, heard.append, answer_within_s=60)
    parts = TodayParts(calls, store, Settings(), dict, lambda: True)
    pages = (PageMaker(TodayPage, lambda context: TodayPage(context, parts), icon="home"),)
    glass = StaffGlass(store, clock, pages, orientation=getattr(request, "param", "portrait"))
    glass.shell.apply(ATTRACT)
    glass.settle()
    yield Hall(glass, calls, store, clock, heard)
    glass.close()
    assert qt_messages == []


@BOTH
def test_a_clerk_goes_to_whoever_called_and_says_how_it_was(hall: Hall) -> None:
    wang = enter(hall.store, "王秀英", building="3 号楼")
    hall.glass.let_in("li", PIN)
    code = hall.calls_for(wang, "code", 7)
    call = hall.calls_for(None, "help", visit=VISIT)
    texts = hall.glass.texts()
    assert {"梧桐 7", "王*英 · 3 号楼", "请人帮忙", "有位访客"} <= set(texts)
    assert not [text for text in texts if "王秀英" in text]
    hall.glass.press(f"button-take-{call}")
    assert hall.stages() == [CallStage.TOLD, CallStage.TAKEN]
    assert not hall.glass.sees(f"button-take-{call}")
    hall.glass.press(f"button-close-{call}")
    hall.glass.press("button-note-0")
    assert [(alert.id, alert.taken_by) for alert in hall.store.alerts.open()] == [(code, None)]
    done = next(alert for alert in hall.store.alerts.newest(2) if alert.id == call)
    assert (done.done_by, done.note) == ("li", "帮好了")


def test_colleague_who_was_quicker_is_named_by_star(hall: Hall) -> None:
    hall.glass.let_in("li", PIN)
    call = hall.calls_for(None, "help")
    hall.store.alerts.take(call, "gu")
    hall.glass.press(f"button-take-{call}")
    assert "顾*明 已经去了" in hall.glass.texts()
    assert hall.store.alerts.open()[0].taken_by == "gu"


def test_nobody_who_waited_can_be_read_once_it_is_locked(hall: Hall) -> None:
    wang = enter(hall.store, "王秀英", building="3 号楼")
    hall.calls_for(wang, "code", 7)
    hall.glass.let_in("li", PIN)
    assert "王*英 · 3 号楼" in hall.glass.texts()
    hall.glass.press("button-lock")
    assert not [text for text in hall.glass.strings() if "王*英" in text or "3 号楼" in text]
