"""今日, walked by touch: somebody asks for help, one of the staff goes and says what came of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.attention.calls import Calls
from kiosk.attention.today_page import TodayPage, TodayParts
from kiosk.desk.pages import PageMaker
from kiosk.settings import Camera, DeviceEntry, Settings
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.attention.conftest import called, save
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass
from ui.sample_pictures.samples import samples

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

ATTRACT = next(sample.view for sample in samples() if sample.name == "attract")
SETTINGS = Settings(devices=(DeviceEntry(name="id", model="sam-serial"),), camera=Camera(source="0"))


class Hall:
    """A terminal whose visitors ask for help, and those who work there."""

    def __init__(self, store: Archive, clock: ManualClock, orientation: str) -> None:
        self.store, self.clock = store, clock
        hire(store, "li", Role.STAFF)
        hire(store, "gu", Role.STAFF, "顾建明", "385026")
        self.calls = Calls(store.alerts, [], clock, lambda _: None, answer_within_s=60)
        parts = TodayParts(self.calls, store, SETTINGS, dict, lambda: True)
        page = PageMaker(TodayPage, lambda context: TodayPage(context, parts), icon="home")
        self.glass = StaffGlass(store, clock, (page,), orientation=orientation)
        self.glass.shell.apply(ATTRACT)
        self.glass.settle()

    def asks(self, kind: str = "help", number: int | None = None) -> str:
        """Somebody asks; the call's id."""
        alert = called(self.clock, kind, number=number)
        save(self.store, alert)
        self.calls.stored()
        self.glass.settle()
        return alert.alert_id


@pytest.fixture
def hall(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
) -> Iterator[Hall]:
    made = Hall(store, clock, getattr(request, "param", "portrait"))
    yield made
    made.glass.close()
    assert qt_messages == []


@pytest.mark.parametrize("hall", ["portrait", "landscape"], indirect=True)
def test_a_call_is_taken_and_closed_with_three_touches(hall: Hall) -> None:
    glass = hall.glass
    glass.let_in("li", PIN)
    assert "现在没有人等着" in glass.texts()
    call = hall.asks("code", 7)
    assert {"梧桐 7", "随申码要看一看 · 刚刚", "我去"} <= set(glass.texts())
    before = glass.touches
    glass.press(f"button-take-{call}")
    assert "我去" not in glass.texts()
    glass.press(f"button-close-{call}")
    assert {"帮得怎么样？", "帮好了", "带到窗口了", "没找到人"} <= set(glass.texts())
    glass.press("button-note-0")
    assert glass.touches - before == 3
    assert "现在没有人等着" in glass.texts()
    assert hall.store.alerts.open() == []


def test_whoever_cannot_go_gives_it_back_and_a_colleague_sees_who_went_before(hall: Hall) -> None:
    glass = hall.glass
    glass.let_in("li", PIN)
    call = hall.asks("help")
    glass.press(f"button-take-{call}")
    glass.press(f"button-close-{call}")
    glass.press("button-give-back")
    assert glass.sees(f"button-take-{call}")
    glass.press(f"button-take-{call}")
    glass.press("button-lock")
    glass.let_in("gu", "385026")
    assert "李*华 去了" in glass.texts()
    assert not glass.sees(f"button-take-{call}")
    assert not glass.sees(f"button-close-{call}")


def test_what_is_urgent_stands_first_and_more_than_four_are_leafed_through(hall: Hall) -> None:
    glass = hall.glass
    for number in range(1, 6):
        hall.asks("code", number)
        hall.clock.advance(60)
    hall.asks("red-value")
    glass.let_in("li", PIN)
    assert any(text.startswith("马上看 · ") for text in glass.texts())
    assert {"梧桐 1", "还有 2 件"} <= set(glass.texts())
    assert "梧桐 5" not in glass.texts()
    glass.press("button-more")
    assert {"梧桐 5", "从头看"} <= set(glass.texts())
    glass.press("button-more")
    assert "梧桐 1" in glass.texts()


def test_the_devices_are_looked_at_and_put_away_again(hall: Hall) -> None:
    glass = hall.glass
    glass.let_in("li", PIN)
    assert "几点人多" in glass.texts()
    glass.press("button-devices")
    assert {"设备", "身份证读卡器"} <= set(glass.texts())
    assert "几点人多" not in glass.texts()
    glass.press("button-devices")
    assert "几点人多" in glass.texts()


def test_a_row_that_moves_up_under_a_finger_is_not_taken(hall: Hall) -> None:
    """Somebody closes the first row in the clerk's browser just before the second one is touched."""
    glass = hall.glass
    first, second = hall.asks("code", 1), hall.asks("code", 2)
    glass.let_in("li", PIN)
    place = glass.item(f"button-take-{first}")
    spot = place.mapToScene(place.boundingRect().center())
    hall.calls.close(first, "gu", "帮好了")
    glass.desk.drain()
    glass.desk.drain()
    glass.finger.touch(spot)  # where the second one stands now
    glass.settle()
    assert [alert.taken_by for alert in hall.store.alerts.open()] == [None]
    assert glass.sees(f"button-take-{second}")
