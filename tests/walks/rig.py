"""The assembled kiosk without its screen, on the simulated hall: every device real, every wire real."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

import resources
from devices.clock import SystemClock
from devices.simulators.hall_client import HallClient
from kiosk.assemble import Kiosk
from kiosk.facilities import Facility
from kiosk.settings import Camera, DeviceEntry, Settings, Temperature, Visit
from kiosk.visits.events import Pressed, Resumed, SetAside, Touched
from kiosk.visits.states import Button, State
from kiosk.visits.view import VisitView
from tests.support.pcsc import _FOLDER as PCSC_FOLDER
from ui.demonstration.watcher import Watcher

CAST = resources.path("cast")
VISIT = Visit(goodbye_s=3.0, window_s=3.0, bp_rest_s=0.0, walked_away_s=1.0)


class Hall(HallClient):
    """The hall on the card service this process talks to: libpcsclite chooses its socket once and keeps it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        PCSC_FOLDER.mkdir(exist_ok=True)
        (folder / "pcsc").symlink_to(PCSC_FOLDER)
        super().__init__(folder, CAST)


def settings_for(wires: dict[str, Any], *, camera: bool = False, **other: Any) -> Settings:
    """A terminal with every device of the hall; the camera where it is wanted, since it costs five seconds."""
    devices = [
        DeviceEntry(name="id-reader", model="sam-serial", options={"url": wires["id_reader"]}),
        DeviceEntry(name="thermometer", model="lu90614", options={"url": wires["thermometer"]}),
        DeviceEntry(name="blood-pressure", model="hbp-9030", options={"url": wires["blood_pressure"]}),
    ]
    if wires["no_pcsc"] is None:
        devices.append(DeviceEntry(name="social-card", model="pcsc", options={"reader": "Virtual PCD"}))
    usual: dict[str, Any] = {"visit": VISIT, "temperature": Temperature(wait_s=10.0, warm_up_min=0.0, repeats=1)}
    if camera:
        usual["camera"] = Camera(source=wires["camera"], width=640, height=480)
    return Settings(devices=tuple(devices), demonstration=True, **(usual | other))


class Rig:
    """A running kiosk in a hall, its views kept. Use it as a context.

    Attributes:
        views: Every view published, in order.
    """

    def __init__(
        self,
        folder: Path,
        data: Path,
        *,
        camera: bool = False,
        change: Callable[[Settings], Settings] = lambda settings: settings,
    ) -> None:
        self.hall, self.data = Hall(folder), data
        self._camera, self._change = camera, change
        self.watcher = Watcher()
        self.views: list[VisitView] = []
        self.kiosk: Kiosk

    def __enter__(self) -> Rig:
        try:
            wires = self.hall.start()
            self._has_card_service = wires["no_pcsc"] is None
            self.settings = self._change(settings_for(wires, camera=self._camera))
            self.kiosk = Kiosk(
                self.settings,
                self.data,
                SystemClock(),
                self._published,
                on_transition=self.watcher.transition,
                publish_staff=self.watcher.staff_published,
                show_wing=lambda wing: self.kiosk.post(Resumed() if wing == VisitView.wing else SetAside()),
            )
            self.kiosk.start()
        except BaseException:
            self.hall.stop()
            raise
        try:
            self.until(lambda: self.kiosk.conductor.situation.terminal.broken == () and self._all_ready(), 20)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kiosk.stop()
        self.hall.stop()

    # --- seeing -------------------------------------------------------------------------------------------------
    @property
    def view(self) -> VisitView:
        """What is on the screen."""
        return self.views[-1]

    def wait(self, state: State, timeout_s: float = 10.0) -> VisitView:
        """Until the terminal stands in this state; its view."""
        assert self.watcher.wait_view(lambda v: v.state is state, timeout_s), f"not {state.value} but {self._story()}"
        return self.view

    def wait_view(self, wanted: Callable[[VisitView], bool], timeout_s: float = 10.0) -> VisitView:
        """Until the newest view is as wanted."""
        assert self.watcher.wait_view(wanted, timeout_s), f"not as wanted: {self._story()}"
        return self.view

    def works(self, facility: Facility, timeout_s: float = 15.0) -> None:
        """Until this facility works."""
        self.until(lambda: self.kiosk.conductor.situation.terminal.works(facility), timeout_s)

    def fails(self, facility: Facility, timeout_s: float = 15.0) -> None:
        """Until this facility does not work."""
        self.until(lambda: not self.kiosk.conductor.situation.terminal.works(facility), timeout_s)

    @staticmethod
    def until(true: Callable[[], bool], timeout_s: float) -> None:
        """Poll for what no view tells."""
        deadline = time.monotonic() + timeout_s
        while not true():
            assert time.monotonic() < deadline, f"did not come within {timeout_s} s"
            time.sleep(0.02)

    # --- acting -------------------------------------------------------------------------------------------------
    def press(self, button: str) -> None:
        """Press what is on the screen."""
        view = self.wait_view(lambda v: v.has(button))
        self.kiosk.post(Pressed(button, view.serial))

    def touch(self) -> None:
        """Touch the screen, no button."""
        self.kiosk.post(Touched())

    def serve(self, do: str, person: str) -> VisitView:
        """A person stands there, lays down a card by `tap` or `insert`, and gets the result."""
        self.hall.tell("stand", person=person)
        self.hall.tell(do, person=person)
        return self.wait_view(lambda v: v.state is State.RESULT and v.code is not None, 12)

    def home(self) -> None:
        """Say goodbye, take every card away, and wait for the attract screen."""
        if self.view.has(Button.NO_THANKS):
            self.press(Button.NO_THANKS)
        self.hall.tell("pull")
        if self._has_card_service:
            self.hall.tell("eject")
        self.hall.tell("leave")
        self.wait(State.ATTRACT, 20)

    def _published(self, view: VisitView) -> None:
        self.views.append(view)
        self.watcher.published(view)

    def _all_ready(self) -> bool:
        devices = self.kiosk.status()["devices"].values()
        return all(d["state"] == "ready" for d in devices) and (not self._camera or self.kiosk.vision.is_working)

    def _story(self) -> str:
        return " ".join(f"{seen.state.value}({seen.reason})" for seen in self.watcher.path())


def strings(thing: Any) -> Iterable[str]:
    """Every text in a view."""
    if isinstance(thing, str):
        yield thing
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        for field in dataclasses.fields(thing):
            yield from strings(getattr(thing, field.name))
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from strings(part)


def naming(views: Iterable[VisitView], *words: str) -> list[str]:
    """The texts that name somebody by one of these words."""
    return [text for view in views for text in strings(view) if any(word in text for word in words)]


def enrol(folder: Path, data: Path, *people: str) -> None:
    """Put people of the cast on the whitelist by the command that staff use."""
    from devices.simulators.profile import load_cast

    cast, hall = load_cast(CAST), Hall(folder)
    hall.start()
    try:
        for name in people:
            hall.tell("portraits", person=name, folder=str(folder / "portraits"))
    finally:
        hall.stop()
    config = folder / "enrol.toml"
    config.write_bytes(msgspec.toml.encode(msgspec.to_builtins(Settings())))
    for name in people:
        person = cast[name]
        images = [w for p in sorted((folder / "portraits").glob(f"{name}-*.png")) for w in ("--image", str(p))]
        command = [sys.executable, "-m", "kiosk.cli", "whitelist", "add", "--name", person.name]
        command += ["--number", person.number, "--consent-face", "--consent-how", "signature"]
        command += ["--text-version", "2026-11", "--config", str(config), "--data", str(data), "--json", *images]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
