"""The technician's devices, walked by touch on both kinds of panel: a card, one device, its wire, the self-test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from devices.events import CardToken, IdentityRead
from devices.identity import DocumentType, IdentityDocument
from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.desk.pages import PageMaker
from kiosk.device_bench.device_page import DevicePage
from kiosk.device_bench.devices_page import DevicesPage
from kiosk.device_bench.last_test import last_of_each, last_test
from kiosk.device_bench.self_test_page import SelfTestPage, SelfTestView
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.device_bench.hall import Hall
from tests.support.accounts import code_at, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

PIN = "618257"
BOTH = pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)


@pytest.fixture
def hall(clock: ManualClock, tmp_path: Path, store: Archive) -> Hall:
    (tmp_path / "stick").mkdir()
    made = Hall(clock, tmp_path / "stick")
    made.parts = type(made.parts)(
        made.parts.settings, made.devices, made.watch, made.parts.states, made, made.parts.camera,
        made.parts.chime_fault, store.audit, made.parts.sticks,
    )  # fmt: skip
    made.ready()
    made.calibrate("forehead", date(2027, 5, 31))
    return made


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    hall: Hall,
    clock: ManualClock,
) -> Iterator[StaffGlass]:
    hire(store, "zhou", Role.TECHNICIAN, "周平", PIN)
    parts, zone = hall.parts, hall.parts.zone
    pages = (
        PageMaker(DevicesPage, lambda context: DevicesPage(context, parts, leads=("self-test",)), icon="chip"),
        PageMaker(DevicePage, lambda context: DevicePage(context, parts), under="devices"),
        PageMaker(
            SelfTestPage,
            lambda context: SelfTestPage(
                context, parts, ring=lambda: None, last=lambda: last_test(store.audit_log, zone)
            ),
            under="devices",
        ),
    )
    made = StaffGlass(store, clock, pages, orientation=request.param)
    made.settle()
    made.let_in("zhou", PIN, code_at(made.clock.now().utc))
    yield made
    made.close()
    assert qt_messages == []


@BOTH
def test_from_all_devices_to_the_bytes_of_one_on_a_stick(glass: StaffGlass, hall: Hall) -> None:
    hall.reads("forehead", temp_object=34.55)
    hall.devices["forehead"].wire_log.measured(bytes.fromhex("FEAA2237"))
    glass.passes(0.25)
    assert {"34.55", "34.91"} <= set(glass.texts())
    glass.press("device-forehead")
    assert "WT-7" in glass.texts()
    glass.press("button-wire")
    assert "FE AA 22 37" in glass.texts()
    glass.passes(0.5)
    glass.press("button-export")
    glass.settle()
    assert hall.stick is not None
    (written,) = hall.stick.iterdir()
    assert "< FE AA 22 37" in written.read_text("utf-8")
    glass.press("button-wire")
    glass.press("button-back")
    glass.settle()
    assert glass.sees("device-cuff")


@BOTH
def test_self_test_by_hand_is_kept_and_found_again(
    glass: StaffGlass, hall: Hall, clock: ManualClock, store: Archive
) -> None:
    glass.press("button-self-test")
    glass.press("button-good")
    for cell in range(24):
        glass.press(f"cell-{cell}")
    hall.reads("forehead", temp_object=34.6)
    glass.passes(1.1)
    glass.press("button-skip")
    document = IdentityDocument(type=DocumentType.RESIDENT, name="王桂英", number="310100194403120020")
    glass.desk.takes(IdentityRead(CardToken("id-reader", 1), document, clock.now()))
    glass.settle()
    assert not any("王桂英" in text for text in glass.strings())
    glass.press("button-bad")
    glass.settle()
    assert "1 项不合格" in glass.texts()
    glass.press("button-back")
    glass.press("button-self-test")
    glass.settle()
    content = glass.view.content
    assert isinstance(content, SelfTestView)
    assert content.last.endswith("周*，不合格 gone")
    assert last_of_each(store.audit_log, hall.parts.zone)["screen"] == "自检 11-22 合格"
    assert last_of_each(store.audit_log, hall.parts.zone)["gone"] == "自检 11-22 不合格"
