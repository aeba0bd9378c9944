"""A bench of two devices that a test lets speak, and a page's context that does everything at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from devices.clock import Instant
from devices.device import Device, DeviceKind
from devices.events import (
    DeviceState,
    DeviceStateChanged,
    Quality,
    Quantity,
    Reading,
    ReadingTaken,
)
from kiosk.accounts.permissions import Permission, Role
from kiosk.accounts.session import Session
from kiosk.calibration.records import IDENTITY, Calibration, Standing
from kiosk.device_bench.parts import BenchParts, CameraState
from kiosk.device_bench.watching import DeviceWatch
from kiosk.sentences import Text
from kiosk.settings import DeviceEntry, Settings
from kiosk.sticks import Stick
from tests.support.clock import ManualClock

SETTINGS = Settings(
    devices=(
        DeviceEntry(name="forehead", model="lu90614", options={"url": "/dev/ttyUSB0"}),
        DeviceEntry(name="cuff", model="hbp-9030", options={"url": "/dev/ttyACM0"}),
        DeviceEntry(name="id-reader", model="sam-serial", options={"url": "/dev/ttyUSB1"}),
        DeviceEntry(name="gone", model="line-scale", options={"url": "/dev/ttyUSB2"}),
    )
)


class Quiet(Device):
    """A device without a life of its own."""

    def __init__(self, name: str, kind: DeviceKind, clock: ManualClock) -> None:
        super().__init__(name, clock=clock)
        self.kind = kind
        self.asked = 0

    def _open(self) -> None: ...

    def _turn(self) -> None: ...

    def _close(self) -> None: ...


class Asked(Quiet):
    """One that measures when it is asked."""

    def request(self) -> None:
        self.asked += 1


class Hall:
    """Devices, what is known of them, and who looks.

    Attributes:
        opened: Pages that were asked for, with their values.
        told, notes: What was said on the page, and what was noted in the trail.
    """

    def __init__(self, clock: ManualClock, stick: Path | None = None) -> None:
        self.clock, self.stick = clock, stick
        self.session = Session("s", "zhou", "zhou", "周平", Role.TECHNICIAN)
        self.devices: dict[str, Device] = {
            "forehead": Asked("forehead", DeviceKind.THERMOMETER, clock),
            "cuff": Quiet("cuff", DeviceKind.BLOOD_PRESSURE, clock),
            "id-reader": Quiet("id-reader", DeviceKind.ID_CARD_READER, clock),
        }
        self.watch = DeviceWatch(self.devices)
        self.states: dict[str, DeviceStateChanged] = {}
        self.held: dict[str, Calibration] = {}
        self.opened: list[tuple[str, dict[str, object]]] = []
        self.told: list[Text] = []
        self.notes: list[tuple[str, str, dict[str, object]]] = []
        self.kept_open = 0
        self.hear_cards: Callable[[Any], None] | None = None
        self.parts = BenchParts(
            SETTINGS,
            self.devices,
            self.watch,
            lambda: self.states,
            calibrations=self,
            camera=lambda: CameraState(True),
            chime_fault=lambda: None,
            trail=self,
            sticks=self._sticks,
        )

    def _sticks(self) -> tuple[Stick, ...]:
        return () if self.stick is None else (Stick(self.stick, "STICK", 1 << 30, self.stick.stat().st_dev),)

    # --- devices ------------------------------------------------------------------------------------------------------
    def state(self, name: str, state: DeviceState, fault: str | None = None) -> None:
        device: Any = self.devices[name]
        device._state, device._fault = state, fault
        self.states[name] = DeviceStateChanged(name, state, fault, self.clock.now())
        self.watch.hear(self.states[name])

    def ready(self) -> None:
        for name in self.devices:
            self.state(name, DeviceState.READY)

    def reads(self, name: str, **values: float) -> None:
        quantities = tuple(Quantity(metric, value, "Cel") for metric, value in values.items())
        self.watch.hear(ReadingTaken(Reading(name, quantities, Quality.GOOD, b"", self.clock.now())))

    def in_force(self, device: str, metric: str, at: Instant) -> Calibration:
        return self.held.get(device, IDENTITY)

    def calibrate(self, name: str, due: date, standing: Standing = Standing.IN_FORCE) -> None:
        self.held[name] = Calibration("c", 1.01892, -0.29834, "black-body", name, standing, "WT-7", 0.169, due)

    # --- the desk -----------------------------------------------------------------------------------------------------
    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        self.notes.append((actor, action, detail))

    def show(self) -> None: ...

    def turn(self) -> None: ...

    def later(self, what: Callable[[], None]) -> None:
        what()

    def tell(self, notice: Text) -> None:
        self.told.append(notice)

    def keep_open(self) -> None:
        self.kept_open += 1

    def open(self, page: str, **values: object) -> None:
        self.opened.append((page, values))

    def allowed(self, permission: Permission) -> bool:
        return self.session.may(permission)

    def cards(self, hear: Callable[[Any], None] | None) -> None:
        self.hear_cards = hear

    def work(self, job: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        try:
            outcome = job()
        except Exception as error:  # noqa: BLE001 - as the desk does
            failed(error)
        else:
            then(outcome)
