"""The technician's pages of the devices, made by the pages themselves from devices that told what a hall's tell."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from devices import catalogue
from devices.clock import Instant
from devices.device import Device
from devices.events import (
    CardArrived,
    CardKind,
    CardToken,
    DeviceEvent,
    DeviceState,
    DeviceStateChanged,
    Quality,
    Quantity,
    ReadFailed,
    ReadFailure,
    Reading,
    ReadingTaken,
)
from kiosk.accounts.permissions import Permission
from kiosk.calibration.records import IDENTITY, Calibration, Standing
from kiosk.device_bench.device_page import DevicePage
from kiosk.device_bench.devices_page import DevicesPage
from kiosk.device_bench.parts import BenchParts, CameraState
from kiosk.device_bench.self_test_page import SelfTestPage, SelfTestView
from kiosk.device_bench.view import DevicesView, DeviceView
from kiosk.device_bench.watching import DeviceWatch
from kiosk.sentences import NO_WORDS
from kiosk.settings import Calls, Camera, DeviceEntry, Settings

NOW = Instant(datetime(2026, 11, 22, 1, 20, 31, tzinfo=UTC), 90_000.0)
CLASSES = {
    "forehead": ("lu90614", {"url": "/dev/ttyUSB0"}),
    "cuff": ("hbp-9030", {"url": "/dev/ttyACM0"}),
    "id-reader": ("sam-serial", {"url": "/dev/ttyUSB1"}),
    "card-reader": ("pcsc", {}),
    "lamp": ("lcus-relay", {"url": "/dev/ttyUSB2"}),
}


class Still:
    """A clock that stands till it is set."""

    at_s = 0.0

    def now(self) -> Instant:
        """The same till it is set."""
        return before(-self.at_s)

    def wait(self, *_: Any) -> bool:
        """At once."""
        return True


def before(seconds: float) -> Instant:
    """So long ago."""
    return Instant(NOW.utc - timedelta(seconds=seconds), NOW.monotonic_s - seconds)


@dataclass
class Bench:
    """A terminal's devices and what is known of them. Implements `Calibrations`."""

    entries: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=lambda: dict(CLASSES))
    camera: CameraState = field(default_factory=lambda: CameraState(True, 0, 1.24))
    held: dict[str, Calibration] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock = Still()
        clock: Any = self.clock
        self.devices: dict[str, Device] = {
            name: catalogue.create(model, name, dict(options), clock, UTC)
            for name, (model, options) in self.entries.items()
        }
        self.watch = DeviceWatch(self.devices)
        self.states: dict[str, DeviceStateChanged] = {}
        self.watch.look(lambda: None)
        for name in self.devices:
            self.tell(DeviceStateChanged(name, DeviceState.OPENING, None, before(7300)))
            self.tell(DeviceStateChanged(name, DeviceState.READY, None, before(7299)))

    def in_force(self, device: str, metric: str, at: Instant) -> Calibration:
        """See `Calibrations`."""
        return self.held.get(device, IDENTITY)

    def tell(self, event: DeviceEvent) -> None:
        """A device told something."""
        if isinstance(event, DeviceStateChanged):
            self.states[event.device] = event
        self.watch.hear(event)

    def breaks(self, name: str, fault: str, seconds: float, tries: int) -> None:
        """It went so long ago."""
        self.devices[name].failures = tries
        self.tell(DeviceStateChanged(name, DeviceState.FAULT, fault, before(seconds)))

    def reads(self, name: str, seconds: float, unit: str, **values: float) -> None:
        """It measured."""
        quantities = tuple(Quantity(metric, value, unit) for metric, value in values.items())
        self.tell(ReadingTaken(Reading(name, quantities, Quality.GOOD, b"", before(seconds))))

    def forehead(self, until: float = 0) -> None:
        """A minute of readings, one a second."""
        for n in range(60):
            value = 34.62 + 0.05 * math.sin(n * 1.9) + 0.03 * math.cos(n * 0.7)
            self.reads("forehead", until + 60 - n, "Cel", temp_object=round(value, 2), temp_device_body=36.4)

    def cards(self, name: str, count: int, failed: int) -> None:
        """So many cards, the last 12 seconds ago."""
        for n in range(count + failed):
            at = 12 + 40 * (count + failed - 1 - n)
            token = CardToken(name, n)
            self.tell(CardArrived(token, CardKind.ID_CARD, before(at + 0.8 + 0.2 * math.sin(n * 2.3))))
            if n < count:
                self.watch._of[name].read += 1
                began_s = self.watch._of[name].arrived.pop(token)
                self.watch._of[name].times_s.append(before(at).monotonic_s - began_s)
            else:
                self.tell(ReadFailed(token, ReadFailure.MOVED, True, before(at)))

    def parts(self) -> BenchParts:
        """What pages are made of."""
        settings = Settings(
            devices=tuple(
                DeviceEntry(name=name, model=model, options=options) for name, (model, options) in self.entries.items()
            ),
            camera=Camera(source="/dev/video0"),
            calls=Calls(chime=True),
        )
        return BenchParts(
            settings, self.devices, self.watch, lambda: self.states, self, lambda: self.camera, lambda: None, Nobody(),
            lambda: (),
        )  # fmt: skip


class Nobody:
    """Keeps nothing; may do anything; is nobody's desk."""

    clock = Still()

    def note(self, *_: object, **__: object) -> None:
        """See `Trail`."""

    def allowed(self, permission: Permission) -> bool:
        """See `Context`."""
        return True

    def turn(self) -> None:
        """See `Context`."""

    def cards(self, hear: object) -> None:
        """See `Context`."""

    def work(self, *_: object) -> None:
        """See `Context`: nothing comes of it."""

    class session:  # noqa: N801 - a `Session`, as far as it is looked at
        login = "sun"


CALIBRATION = Calibration(
    "c", 1.01892, -0.29834, "black-body", "forehead", Standing.IN_FORCE, "WT-2026-0007", 0.169, date(2027, 5, 31)
)
_CUFF = Calibration("d", 0.98868, -0.5628, "cuff-static", "cuff", Standing.IN_FORCE, "WT-2026-0006", 1.19)


def bench(**changes: Any) -> Bench:
    """A morning on which everything works."""
    made = Bench(**changes)
    made.held = {"forehead": CALIBRATION, "cuff": _due(date(2027, 4, 30))}
    made.forehead()
    made.reads("cuff", 125, "mm[Hg]", sys=138, dia=86, pulse=71)
    made.cards("id-reader", 119, 2)
    return made


def _due(day: date) -> Calibration:
    return Calibration("d", 0.98868, -0.5628, "cuff-static", "cuff", Standing.IN_FORCE, "WT-2026-0006", 1.19, day)


def devices_views() -> Iterator[tuple[str, DevicesView]]:
    """Name and view of each picture of all devices."""
    yield "usual", _all(bench())
    broken = bench()
    broken.breaks("forehead", "device-timeout", 18 * 60, 14)
    broken.held["cuff"] = _due(date(2026, 11, 28))
    broken.camera = CameraState(False, 3, None)
    yield "broken", _all(broken)
    many = dict(CLASSES)
    for n in range(2, 9):
        many[f"forehead-{n}"] = ("lu90614", {"url": f"/dev/ttyUSB{n + 2}"})
    yield "many", _all(bench(entries=many))
    yield "none", _all(Bench(entries={}))


def _all(made: Bench) -> DevicesView:
    context: Any = Nobody()
    return DevicesPage(context, made.parts(), ("self-test", "learn")).view()


def device_views() -> Iterator[tuple[str, DeviceView]]:
    """Name and view of each picture of one device."""
    yield "thermometer", _one(bench(), "forehead")
    broken = bench()
    broken.breaks("forehead", "device-timeout", 18 * 60, 14)
    yield "broken", _one(broken, "forehead")
    yield "reader", _one(bench(), "id-reader")
    wired = bench()
    _wire(wired)
    yield "wire", _one(wired, "forehead", wire=True)


def self_test_views() -> Iterator[tuple[str, SelfTestView]]:
    """Name and view of each picture of the self-test."""
    context: Any = Nobody()
    page = SelfTestPage(context, bench().parts(), ring=lambda: None, last=lambda: NO_WORDS)
    page.opened()
    yield "screen", page.view()
    page.good()
    for cell in (0, 1, 2, 3, 8, 13, 20):
        page.cell(cell)
    yield "touch", page.view()
    page.bad()
    page.skip()
    page.skip()
    yield "card", page.view()
    for _ in range(3):
        page.skip()
    page.good()
    page.bad()
    yield "over", page.view()


def _wire(made: Bench) -> None:
    """A thermometer is asked and answers; a card is looked for."""
    log, clock = made.devices["forehead"].wire_log, made.clock
    log.watched = True
    for n in range(9):
        clock.at_s = -9 + n
        log.sent(bytes.fromhex("FAC6C0FACAC4"))
        clock.at_s += 0.18
        log.measured(bytes.fromhex("FEAA223E2212000000"))
    clock.at_s = 0


def _one(made: Bench, name: str, *, wire: bool = False) -> DeviceView:
    context: Any = Nobody()
    page = DevicePage(context, made.parts())
    page.opened(device=name)
    page.wire(wire)
    return page.view()
