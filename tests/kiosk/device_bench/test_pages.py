"""The pages of the devices: only what the terminal knows, live while they are open, and never while they are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from devices.device import DeviceKind
from devices.events import DeviceState
from kiosk.calibration.records import Standing
from kiosk.device_bench.device_page import DevicePage
from kiosk.device_bench.devices_page import DevicesPage
from kiosk.device_bench.parts import BenchParts
from kiosk.device_bench.view import CardView
from kiosk.sentences import sentence
from kiosk.settings import Calls, DeviceEntry, Settings
from tests.kiosk.device_bench.hall import Hall, Quiet
from tests.support.clock import ManualClock


@pytest.fixture
def hall(clock: ManualClock, tmp_path: Path) -> Hall:
    made = Hall(clock, tmp_path)
    made.ready()
    return made


def devices_page(hall: Hall) -> DevicesPage:
    context: Any = hall
    page = DevicesPage(context, hall.parts)
    page.opened()
    return page


def device_page(hall: Hall, name: str) -> DevicePage:
    context: Any = hall
    page = DevicePage(context, hall.parts)
    page.opened(device=name)
    return page


def card(hall: Hall, name: str) -> CardView:
    return next(one for one in devices_page(hall).view().cards if one.name == name)


# --- all devices ------------------------------------------------------------------------------------------------------
def test_what_only_a_person_can_try_says_when_it_was(hall: Hall) -> None:
    context: Any = hall
    hall.devices["lamp"] = Quiet("lamp", DeviceKind.SIGNAL, hall.clock)
    hall.ready()
    settings = msgspec.structs.replace(
        hall.parts.settings,
        devices=(*hall.parts.settings.devices, DeviceEntry(name="lamp", model="lcus-relay")),
        calls=Calls(chime=True),
    )
    parts = replace(hall.parts, settings=settings)
    page = DevicesPage(context, parts, tested=lambda: {"lamp": sentence("device-bench.ago.now")})
    matters = {one.name: one.matters for one in page.view().cards}
    assert matters["lamp"] == "亮没亮要靠眼睛，请做自检"
    page.opened()
    matters = {one.name: one.matters for one in page.view().cards}
    assert (matters["lamp"], matters["chime"]) == ("刚刚", "还没有自检过")
    assert matters["id-reader"] == "开机以来没有刷过卡"


def test_the_camera_has_a_page_of_its_own(hall: Hall) -> None:
    context: Any = hall
    page = DevicesPage(context, hall.parts, leads=("camera",))
    page.look("camera")
    page.look("cuff")
    assert hall.opened == [("camera", {}), ("device", {"device": "cuff"})]


def test_a_card_has_raw_and_calibrated_of_the_last_reading(hall: Hall) -> None:
    hall.calibrate("forehead", date(2027, 5, 31))
    page = devices_page(hall)
    hall.reads("forehead", temp_object=34.50)
    hall.reads("forehead", temp_object=34.55)
    hall.reads("cuff", sys=138, dia=86)
    forehead, cuff = page.view().cards[:2]
    assert (forehead.title, forehead.place) == ("额温计", "lu90614 · ttyUSB0")
    assert (forehead.figures.raw, forehead.figures.value, forehead.figures.unit) == ("34.55", "34.91", "℃")
    assert (forehead.state.word, forehead.state.icon, forehead.tone) == ("正常", "ok", "")
    assert forehead.matters == "刚刚 · 校准到 27 年 5 月"
    assert (cuff.figures.raw, cuff.figures.value) == ("138/86", "138/86")
    assert cuff.matters == "刚刚 · 没有校准过"


def test_what_was_never_read_is_a_dash(hall: Hall) -> None:
    forehead = card(hall, "forehead")
    assert (forehead.figures.raw, forehead.figures.value, forehead.figures.plot) == ("—", "—", "")
    assert forehead.matters == "还没有读数 · 没有校准过"


def test_a_broken_one_says_since_when_and_how_often_it_was_tried(hall: Hall, clock: ManualClock) -> None:
    page = devices_page(hall)
    hall.reads("forehead", temp_object=34.5)
    hall.reads("forehead", temp_object=34.6)
    hall.state("forehead", DeviceState.FAULT, "wire-lost")
    clock.advance(60)
    hall.state("forehead", DeviceState.FAULT, "device-timeout")
    hall.devices["forehead"].failures = 14
    clock.advance(17 * 60)
    forehead = page.view().cards[0]
    assert (forehead.state.word, forehead.state.icon, forehead.tone) == ("无应答", "oct", "alarm")
    assert forehead.matters == "18 分钟无应答，试了 14 次"
    assert (forehead.figures.raw, forehead.figures.ends, forehead.figures.plot != "") == ("—", True, True)


def test_one_whose_driver_does_not_load_is_there_and_says_so(hall: Hall) -> None:
    gone = card(hall, "gone")
    assert (gone.title, gone.state.word, gone.matters) == ("体重秤", "没装好", "驱动在这台机器上装不上")


@pytest.mark.parametrize(
    ("due", "standing", "word", "matters"),
    [
        (date(2026, 11, 28), Standing.IN_FORCE, "快到期", "还有 6 天要校准"),
        (date(2026, 11, 22), Standing.IN_FORCE, "快到期", "今天要校准"),
        (date(2026, 12, 7), Standing.IN_FORCE, "正常", "还没有读数 · 校准到 26 年 12 月"),
        (date(2026, 11, 21), Standing.DUE, "过期", "校准过期，设备不给人用"),
        (date(2027, 11, 21), Standing.MOVED, "搬过地方", "搬过地方，要重新校准"),
        (date(2027, 11, 21), Standing.FAILED, "不合格", "检查不合格，要重新校准"),
    ],
)
def test_a_calibration_that_ends_or_does_not_hold_is_brown(
    hall: Hall, due: date, standing: Standing, word: str, matters: str
) -> None:
    hall.calibrate("forehead", due, standing)
    forehead = card(hall, "forehead")
    assert (forehead.state.word, forehead.matters) == (word, matters)
    assert forehead.tone == ("" if word == "正常" else "care")


def test_thermometers_are_asked_while_the_page_is_open_and_never_while_it_is_set_aside(hall: Hall) -> None:
    forehead: Any = hall.devices["forehead"]
    page = devices_page(hall)
    page.tick(hall.clock.now())
    page.tick(hall.clock.now())
    assert forehead.asked == 2
    page.set_aside()
    page.tick(hall.clock.now())
    assert (forehead.asked, forehead.wire_log.watched) == (2, False)
    page.taken_up()
    page.tick(hall.clock.now())
    assert forehead.asked == 3
    hall.state("forehead", DeviceState.FAULT, "wire-lost")
    page.tick(hall.clock.now())
    assert forehead.asked == 3
    page.left()
    assert not forehead.wire_log.watched


def test_more_than_eight_come_in_pages(hall: Hall) -> None:
    more = tuple(DeviceEntry(name=f"lamp-{n}", model="lcus-relay", options={"url": f"/dev/tty{n}"}) for n in range(9))
    settings = Settings(devices=more)
    hall.parts = BenchParts(
        settings, hall.devices, hall.watch, lambda: hall.states, hall, hall.parts.camera, lambda: None, hall
    )
    page = devices_page(hall)
    assert [one.name for one in page.view().cards] == [f"lamp-{n}" for n in range(8)]
    page.older()
    page.older()
    assert [one.name for one in page.view().cards] == ["lamp-8"]
    assert (page.view().cards[0].title, page.view().cards[0].place) == ("呼叫灯", "lamp-8 · tty8")
    page.newer()
    assert len(page.view().cards) == 8


def test_a_touch_opens_a_device_that_is_there(hall: Hall) -> None:
    page = devices_page(hall)
    page.look("cuff")
    page.look("nobody")
    assert hall.opened == [("device", {"device": "cuff"})]


# --- one device -------------------------------------------------------------------------------------------------------
def test_one_device_has_its_noise_its_calibration_and_what_to_do(hall: Hall, clock: ManualClock) -> None:
    hall.calibrate("forehead", date(2027, 5, 31))
    page = device_page(hall, "forehead")
    for value in (34.6, 34.7, 34.6, 34.6, 34.7, 34.6, 34.7, 34.6, 34.6, 34.7):
        hall.reads("forehead", temp_object=value)
    clock.advance(90)
    view = page.view()
    assert [(line.label, line.value) for line in view.noise] == [
        ("次数 n", "10"), ("标准差 s", "0.052 ℃"), ("最小", "34.60 ℃"), ("最大", "34.70 ℃"),
    ]  # fmt: skip
    assert [line.value for line in view.calibration] == ["有效", "WT-7", "2027-05-31", "0.17 ℃"]
    assert (view.since, view.todo) == ("已经 1 分钟", "")
    hall.state("forehead", DeviceState.FAULT, "wire-lost")
    assert page.view().todo == "端口打不开或已消失：检查线缆、端口名和供电"
    assert [told.state.word for told in page.view().history] == ["断开", "正常"]


def test_each_of_what_a_monitor_reads_can_be_looked_at_and_calibrated(hall: Hall) -> None:
    page = device_page(hall, "cuff")
    hall.reads("cuff", sys=138, dia=86)
    page.metric("dia")
    page.metric("pulse")
    assert (page.view().metric, page.view().card.figures.raw) == ("dia", "86")
    page.calibrate()
    assert hall.opened == [("calibrate", {"device": "cuff", "metric": "dia"})]


def test_the_wire_is_shown_newest_first_and_goes_to_a_stick(hall: Hall, clock: ManualClock, tmp_path: Path) -> None:
    log = hall.devices["forehead"].wire_log
    log.sent(bytes.fromhex("FAC6C0FACAC4"))
    clock.advance(1)
    log.measured(b"\xfe" * 9)
    page = device_page(hall, "forehead")
    page.wire(True)
    assert [(row.sent, row.octets) for row in page.view().wire or ()] == [(False, "[9]"), (True, "FA C6 C0 FA CA C4")]
    page.export()
    (path,) = tmp_path.glob("wire-forehead-*.txt")
    text = path.read_text("utf-8").splitlines()
    assert text[0] == "# forehead lu90614 ttyUSB0"
    assert [line.split(" ", 2)[2] for line in text[3:]] == ["> FA C6 C0 FA CA C4", "< [9]"]
    assert hall.told == [f"已存到 U 盘：{path.name}，可以拔了"]
    assert hall.notes == [("zhou", "devices.wire-exported", {"device": "forehead", "file": path.name})]


def test_without_a_stick_nothing_is_noted(hall: Hall) -> None:
    hall.stick = None
    page = device_page(hall, "forehead")
    page.export()
    assert hall.told == ["没有找到 U 盘；请插上 U 盘，等几秒再按一次"]
    assert hall.notes == []


def test_a_long_log_has_pages(hall: Hall, clock: ManualClock) -> None:
    for n in range(20):
        clock.advance(1)
        hall.devices["cuff"].wire_log.sent(bytes([n] * 30))
    page = device_page(hall, "cuff")
    page.wire(True)
    rows = page.view().wire or ()
    assert (len(rows), rows[0].octets[:2], rows[1].when) == (14, "13", "")
    assert page.view().place == "第 1 页，共 3 页"
    page.older()
    page.older()
    page.older()
    assert (page.view().wire or ())[-1].octets == "00 00 00 00 00 00"


def test_an_unknown_device_leads_back(hall: Hall) -> None:
    device_page(hall, "nobody")
    assert hall.opened == [("devices", {})]


def test_the_line_of_noise_is_drawn_once_a_second_and_the_figures_at_once(hall: Hall, clock: ManualClock) -> None:
    page = devices_page(hall)
    for value in (34.5, 34.6):
        hall.reads("forehead", temp_object=value)
    before = page.view().cards[0].figures
    hall.reads("forehead", temp_object=34.9)
    clock.advance(0.9)
    soon = page.view().cards[0].figures
    assert (soon.raw, soon.plot) == ("34.90", before.plot)
    clock.advance(0.2)
    assert page.view().cards[0].figures.plot != before.plot


# --- session after session --------------------------------------------------------------------------------------------
def test_whoever_looked_is_forgotten_however_a_page_was_left(hall: Hall) -> None:
    for _ in range(3):
        for name in ("", "forehead"):
            page = device_page(hall, name) if name else devices_page(hall)
            page.taken_up()
            page.set_aside()
            page.taken_up()
            assert len(hall.watch._looking) == 1
            page.left()
            page.left()
    assert hall.watch._looking == []
    assert not any(device.wire_log.watched for device in hall.devices.values())
