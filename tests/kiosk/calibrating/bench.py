"""The calendar and the wizard on a desk without threads, with a real store and a thermometer played by the test."""

from __future__ import annotations

from typing import Any

from devices.events import DeviceEvent, Quality, Quantity, Reading, ReadingTaken
from kiosk.archive.archive import Archive
from kiosk.calibrating.calendar_page import CalendarParts, CalibrationsPage
from kiosk.calibrating.page import CalibratePage
from kiosk.calibrating.parts import CalibrateParts
from kiosk.desk.pages import PageMaker
from kiosk.onlookers import Onlookers
from kiosk.people.zone import SHANGHAI
from kiosk.sentences import Text
from tests.kiosk.calibrating.walk import COMPARED, CUFF, THERMO
from tests.kiosk.desk.place import Place
from tests.support.clock import ManualClock


class Thermometer:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked = 0

    def request(self) -> None:
        self.asked += 1


class Office:
    """Prints on nothing."""

    def __init__(self) -> None:
        self.printed: list[tuple[str, str]] = []

    def print(self, record_id: str, by: str) -> Text:
        self.printed.append((record_id, by))
        return Text("printed")

    def to_stick(self, record_id: str, by: str) -> Text:
        raise OSError


class Bench(Place):
    """See the module."""

    def __init__(self, store: Archive, clock: ManualClock) -> None:
        self.store, self.thermometer, self.onlookers, self.office = store, Thermometer(), Onlookers(), Office()
        targets = (THERMO, CUFF, COMPARED)
        calendar = CalendarParts(targets, store.calibrations, store.device_checks, SHANGHAI)
        devices: Any = {"thermometer": self.thermometer}
        wizard = CalibrateParts(
            targets,
            devices,
            self.onlookers.add,
            store.calibrations,
            store.device_checks,
            SHANGHAI,
            certificates=self.office,
        )
        super().__init__(
            clock,
            pages=(
                PageMaker(CalibrationsPage, lambda context: CalibrationsPage(context, calendar), icon="thermo"),
                PageMaker(CalibratePage, lambda context: CalibratePage(context, wizard), under="calibrations"),
            ),
        )

    @property
    def page(self) -> Any:
        """What is shown."""
        return self.view.content

    def do(self, name: str, **values: object) -> Any:
        """Something is pressed, and whatever comes of it is done."""
        self.does(name, **values)
        for _ in range(3):
            self.desk.drain()
        return self.page

    def reads(self, value: float | None, flags: tuple[str, ...] = ()) -> None:
        """A second passes, and the thermometer answers."""
        self.clock.advance(1.0)
        self.desk.tick()
        self.tells(value, flags)

    def tells(self, value: float | None, flags: tuple[str, ...] = ()) -> None:
        """The thermometer says something, asked or not."""
        quality = Quality.INVALID if value is None else Quality.DOUBTFUL if flags else Quality.GOOD
        quantities = (Quantity("temp_object", value, "Cel"),)
        event: DeviceEvent = ReadingTaken(
            Reading("thermometer", quantities, quality, b"", self.clock.now(), flags=flags)
        )  # fmt: skip
        self.onlookers.tell(event)
        self.desk.drain()
        self.desk.drain()
