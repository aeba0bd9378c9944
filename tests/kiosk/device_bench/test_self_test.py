"""The self-test: what answers is not taken on somebody's word, and the result is kept with who did it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from devices.errors import DeviceError
from devices.events import (
    CardToken,
    DeviceState,
    IdentityRead,
    ReadFailed,
    ReadFailure,
)
from devices.identity import DocumentType, IdentityDocument
from kiosk.device_bench.self_test import Outcome
from kiosk.device_bench.self_test_page import SelfTestPage
from kiosk.sentences import Text
from kiosk.settings import Calls, Settings
from tests.kiosk.device_bench.hall import Hall
from tests.support.clock import ManualClock


@pytest.fixture
def hall(clock: ManualClock) -> Hall:
    made = Hall(clock)
    made.ready()
    return made


def page_of(hall: Hall, ring: Callable[[], None] = lambda: None) -> SelfTestPage:
    context: Any = hall
    page = SelfTestPage(context, hall.parts, ring=ring, last=lambda: Text("上次"))
    page.opened()
    return page


def now(page: SelfTestPage) -> str:
    return next((step.id for step in page.view().steps if step.now), "")


def outcomes(page: SelfTestPage) -> list[str]:
    return [step.state.word for step in page.view().steps if step.state.word]


def at(page: SelfTestPage, step: str) -> SelfTestPage:
    while now(page) not in (step, ""):
        page.skip()
    return page


def test_screen_touch_and_every_device_are_tried(hall: Hall) -> None:
    page = page_of(hall)
    assert [step.title for step in page.view().steps] == ["屏幕", "触摸", "额温计", "血压计", "身份证读卡器", "体重秤"]
    assert (now(page), page.view().last) == ("screen", "上次")
    page.good()
    assert (now(page), outcomes(page)) == ("touch", ["合格"])


def test_every_cell_of_the_glass_is_touched_or_it_is_not_passed(hall: Hall) -> None:
    page = at(page_of(hall), "touch")
    for cell in (*range(23), 5, 99):
        page.cell(cell)
    assert page.view().lead == "每一格都点一下，还差 1 格"
    page.good()
    assert now(page) == "touch"
    page.cell(23)
    assert outcomes(page) == ["跳过", "合格"]


def test_a_reader_passes_by_reading_a_card_and_nothing_of_it_is_shown(hall: Hall, clock: ManualClock) -> None:
    page = at(page_of(hall), "id-reader")
    page.good()
    assert now(page) == "id-reader"
    assert hall.hear_cards is not None
    hear = hall.hear_cards
    document = IdentityDocument(type=DocumentType.RESIDENT, name="王桂英", number="310100194403120020")
    hear(IdentityRead(CardToken("other", 1), document, clock.now()))
    hear(ReadFailed(CardToken("id-reader", 1), ReadFailure.MOVED, True, clock.now()))
    assert (now(page), page.view().lead) == ("id-reader", "没读清，请拿开再放一次")
    hear(IdentityRead(CardToken("id-reader", 2), document, clock.now()))
    assert outcomes(page)[-1] == "合格"
    assert "王桂英" not in repr(page.view()) + repr(vars(page))
    assert hall.hear_cards is None


def test_a_thermometer_passes_by_a_reading_of_now(hall: Hall, clock: ManualClock) -> None:
    page = page_of(hall)
    hall.reads("forehead", temp_object=34.5)
    clock.advance(1)
    at(page, "forehead")
    page.tick(clock.now())
    assert now(page) == "forehead"
    asked: Any = hall.devices["forehead"]
    assert asked.asked > 0
    hall.reads("forehead", temp_object=34.6)
    page.tick(clock.now())
    assert now(page) == "cuff"


def test_what_is_not_working_can_be_failed_and_the_result_is_kept(hall: Hall) -> None:
    hall.state("forehead", DeviceState.FAULT, "wire-lost")
    page = page_of(hall)
    page.good()
    for cell in range(24):
        page.cell(cell)
    page.bad()
    while now(page):
        page.skip()
    assert (page.view().headline, page.view().kept) == ("1 项不合格", True)
    assert hall.notes == [
        (
            "zhou",
            "devices.self-tested",
            {"passed": "screen touch", "failed": "forehead", "skipped": "cuff id-reader gone"},
        )
    ]
    page.again()
    assert now(page) == "screen"
    assert len(hall.notes) == 1


def test_a_sound_that_cannot_be_played_has_failed(hall: Hall) -> None:
    def broken() -> None:
        raise DeviceError("no card")

    hall.parts = replace(hall.parts, settings=Settings(calls=Calls(chime=True)))
    page = at(page_of(hall, broken), "chime")
    while now(page):
        page.skip()
    assert page._test.of(Outcome.FAILED) == ("chime",)


def test_cards_and_devices_are_let_go_when_a_visitor_comes(hall: Hall) -> None:
    page = at(page_of(hall), "id-reader")
    assert hall.hear_cards is not None
    page.set_aside()
    assert hall.hear_cards is None
    assert not hall.devices["forehead"].wire_log.watched
    page.taken_up()
    assert hall.hear_cards is not None
    page.left()
    assert hall.hear_cards is None
