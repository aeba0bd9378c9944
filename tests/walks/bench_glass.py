"""A technician before the glass of a terminal whose thermometer hangs on a simulated wire, a real archive behind it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from devices.clock import SystemClock
from devices.device import Device
from devices.events import DeviceEvent, DeviceState, DeviceStateChanged, Reading, ReadingTaken
from devices.instruments.hbp9030 import Hbp9030
from devices.simulators.forehead_module import ForeheadModuleSimulator
from devices.thermometers.lu90614 import Lu90614
from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.calibrating.calendar_page import CalendarParts, CalibrationsPage
from kiosk.calibrating.page import CalibratePage
from kiosk.calibrating.parts import CalibrateParts
from kiosk.calibrating.targets import by_hand, targets_of
from kiosk.desk.pages import PageMaker
from kiosk.ids import new_id
from kiosk.onlookers import Onlookers
from kiosk.people.zone import SHANGHAI
from kiosk.settings import DeviceEntry
from tests.kiosk.calibrating.walk import BLACK_BODY
from tests.support.accounts import code_at, hire
from tests.support.clock import ManualClock
from tests.walks.staff_glass import StaffGlass

PINS = {"sun": "618257", "wu": "729368"}
BODY = replace(BLACK_BODY, id=new_id())
ROOM = ("23.1", "46", "5", "0.95", "42")


class Wire:
    """The thermometer's: a sensor that has aged before what the technician puts there."""

    def __init__(self, folder: Path) -> None:
        self.module = ForeheadModuleSimulator(folder / "thermometer", bytes_per_s=None, noise_c=0.02)
        self.module.gain, self.module.offset_c = 0.985, 0.165
        self.module.plug()
        self.device = Lu90614("thermometer", url=str(folder / "thermometer"), clock=SystemClock())
        self.onlookers = Onlookers()
        self.readings: list[Reading] = []
        self._news = threading.Condition()
        self._ready = False
        self.device.start(self._told)
        with self._news:
            assert self._news.wait_for(lambda: self._ready, 5)

    def _told(self, event: DeviceEvent) -> None:
        self.onlookers.tell(event)
        with self._news:
            if isinstance(event, ReadingTaken):
                self.readings.append(event.reading)
            self._ready |= isinstance(event, DeviceStateChanged) and event.state is DeviceState.READY
            self._news.notify_all()

    def wait_for(self, count: int) -> None:
        """Until so many readings were told in all."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.readings) >= count, 5)

    def close(self) -> None:
        self.device.stop()
        self.module.close()


class BenchGlass(StaffGlass):
    """See the module. The cuff is typed, and needs no wire."""

    def __init__(
        self,
        store: Archive,
        clock: ManualClock,
        wire: Wire,
        *,
        orientation: str,
        two_sign: bool = False,
        hires: bool = True,
    ) -> None:
        self.store, self.wire, self.cut = store, wire, False
        devices: Mapping[str, Device] = {"thermometer": wire.device, "cuff": Hbp9030("cuff", url="/dev/null")}
        entries = (DeviceEntry(name="thermometer", model="lu90614"), DeviceEntry(name="cuff", model="hbp-9030"))
        targets = (*targets_of(devices.values(), entries), *by_hand(devices.values()))
        calendar = CalendarParts(targets, store.calibrations, store.device_checks, SHANGHAI)
        kept = store.calibrations, store.device_checks
        wizard = CalibrateParts(targets, devices, wire.onlookers.add, *kept, SHANGHAI, two_sign)
        pages = (
            PageMaker(CalibrationsPage, lambda context: CalibrationsPage(context, calendar), icon="thermo"),
            PageMaker(CalibratePage, lambda context: CalibratePage(context, wizard), under="calibrations"),
        )
        for login, pin in PINS.items() if hires else ():
            hire(store, login, Role.TECHNICIAN, "孙志平" if login == "sun" else "吴敏", pin)
        super().__init__(store, clock, pages, orientation=orientation)
        self.settle()

    def close(self) -> None:
        """The power is cut, or the test is over."""
        if not self.cut:
            self.cut = True
            super().close()

    @property
    def page(self):  # type: ignore[no-untyped-def]
        """What the open page shows."""
        return self.view.content

    def enters(self, login: str = "sun") -> None:
        """From the visitor's screen to the calendar."""
        self.let_in(login, PINS[login], code_at(self.clock.now().utc))

    def signs(self, login: str) -> None:
        """The second person, on the sheet."""
        if self.sees(f"button-account-{login}"):
            self.press(f"button-account-{login}")
        self.type(PINS[login])
        self.type(code_at(self.clock.now().utc))

    def hears(self, count: int = 1) -> None:
        """So many seconds pass, and each time the device answers."""
        for _ in range(count):
            known = len(self.wire.readings)
            self.passes(1.0)
            self.wire.wait_for(known + 1)
            self.settle()

    def fills_the_room(self) -> None:
        """The environment, digit by digit."""
        for value in ROOM:
            self.fills(value)
        self.press("button-confirm")

    def fills(self, value: str) -> None:
        """A number, on the keys of the page."""
        for sign in value:
            self.press("digit-point" if sign == "." else f"digit-{sign}")
        self.press("digit-ok")

    def reads_the_points(self, *celsius: float) -> None:
        """The black body goes through its temperatures, ten readings each."""
        for index, at in enumerate(celsius):
            if index:
                self.press("button-next_point")
            self.wire.module.black_body(at)
            self.hears(2)
            self.press("button-begin_point")
            self.hears(10)
            if self.sees("button-outlier_counts"):
                self.press("button-outlier_counts")

    def to_the_points(self) -> None:
        """From the calendar to the first point of the thermometer."""
        self.press("button-calibrate")
        self.press("choice-thermometer/temp_object/black-body")
        self.fills_the_room()
        self.press(f"choice-{BODY.id}")
