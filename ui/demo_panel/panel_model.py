"""The view model of the demonstration's panel: one button, one thing that happens in the simulated hall."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from devices.clock import Instant
from kiosk.assemble import Kiosk
from kiosk.sentences import sentence, table
from kiosk.visits.states import State
from ui.demonstration.demo_hall import DemoHall
from ui.meta_types import LIST, STRINGS

QML_IMPORT_NAME = "kiosk.demo"
QML_IMPORT_MAJOR_VERSION = 1

log = logging.getLogger("kiosk.demo")

FEVER_C = (35.9, 35.8)
BLACK_BODY_C = (35, 37, 41)
AGED = {"gain": 0.985, "offset_c": 0.165}
"""A sensor that has aged: about −0.4 °C at 37 °C, more above. Nobody sees it but before a black body."""
LINES = 9


@QmlElement
@QmlUncreatable("made by the demonstration")
class DemoPanelModel(QObject):  # type: ignore[operator]  # PySide's stub: QmlUncreatable without __call__
    """What the panel shows and does. Commands run on one worker thread: a slow wire must not freeze the terminal.

    Signals:
        changed: Something on the panel is different now.
    """

    changed = Signal()
    _said = Signal(str)
    _shown = Signal(str)

    def __init__(self, kiosk: Kiosk, demo_hall: DemoHall) -> None:
        super().__init__()
        self._kiosk, self._demo_hall = kiosk, demo_hall
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="demo-panel")
        self._chosen = next(iter(demo_hall.cast))
        self._fever = self._aged = False
        self._black_body = 0
        self._off: set[str] = set()
        self._lines: list[str] = []
        self._begun: float | None = None
        self._display_says = ""
        self._said.connect(self._add_line)
        self._shown.connect(self._set_display)

    def close(self) -> None:
        """End the worker."""
        self._worker.shutdown(cancel_futures=True)

    def transition(self, state: State, reason: str, at: Instant) -> None:
        """`Kiosk`'s `on_transition`; any thread."""
        if self._begun is None:
            self._begun = at.monotonic_s
        self._said.emit(f"{at.monotonic_s - self._begun:7.1f}  {state.value}  ·  {reason}")

    # --- what is shown ------------------------------------------------------------------------------------------
    def _people(self) -> list[dict[str, Any]]:
        return [
            {
                "id": person.id,
                "name": person.name,
                "idCard": person.id_card is not None,
                "socialCard": person.social_security is not None,
                "face": person.face is not None,
                "listed": person.face is not None and person.face.whitelisted,
                "staff": person.works_here,
                "chosen": person.id == self._chosen,
            }
            for person in self._demo_hall.cast.values()
        ]

    def _plugs(self) -> list[dict[str, Any]]:
        absent = set()
        if "card-service" not in self._demo_hall.abilities:
            absent.add("card-service")
        if self._demo_hall.gateway is None:
            absent.add("network")
        names = table("demonstration.panel.plugs")
        return [{"id": p, "name": name, "on": p not in self._off} for p, name in names.items() if p not in absent]

    people = Property(LIST, _people, notify=changed)
    plugs = Property(LIST, _plugs, notify=changed)
    blackBodies = Property(LIST, lambda self: list(BLACK_BODY_C), constant=True)
    blackBody = Property(int, lambda self: self._black_body, notify=changed)
    aged = Property(bool, lambda self: self._aged, notify=changed)
    fever = Property(bool, lambda self: self._fever, notify=changed)
    lines = Property(STRINGS, lambda self: list(self._lines), notify=changed)
    display = Property(str, lambda self: self._display_says, notify=changed)
    staff = Property(STRINGS, lambda self: self._demo_hall.staff.lines(), notify=changed)
    leftOut = Property(STRINGS, lambda self: list(self._demo_hall.left_out), notify=changed)

    # --- what can be done -----------------------------------------------------------------------------------------
    @Slot(str)
    def choose(self, person: str) -> None:
        """The next acts are this person's."""
        self._chosen = person
        self.changed.emit()

    @Slot()
    def toggleFever(self) -> None:
        """The next person to stand there has, or has not, a raised temperature."""
        self._fever = not self._fever
        self.changed.emit()

    @Slot(int)
    def putBlackBody(self, celsius: int) -> None:
        """A black body of so many degrees stands before the thermometer; 0 takes it away."""
        self._black_body = celsius
        if celsius:
            self._tell("black_body", celsius=celsius)
        else:
            self._tell("leave")
        self.changed.emit()

    @Slot()
    def toggleAged(self) -> None:
        """The thermometer's sensor has aged, or is as new."""
        self._aged = not self._aged
        self._tell("sensor_error", **(AGED if self._aged else {}))
        self.changed.emit()

    @Slot(str)
    def act(self, what: str) -> None:
        """The chosen person does something: tap, pull, insert, eject, walk_up, turn_left, turn_right, leave, cuff,
        unknown: they measure with the monitor no driver knows, whose display is told on the panel, or
        hold_photo: they hold up the picture of somebody on the whitelist who is not they.
        """
        if what in ("tap", "insert", "walk_up"):
            self._tell("stand", **self._who())
        if what in ("turn_left", "turn_right"):
            self._tell("turn_head", side=what.removeprefix("turn_"), **self._who())
        elif what == "hold_photo":
            self._tell(what, of=self._somebody_listed(), **self._who())
        elif what == "unknown":
            self._do(lambda: self._display(self._demo_hall.simulator.tell(what, person=self._chosen)))
        else:
            self._tell(what, **(self._who() if what in ("tap", "insert", "walk_up", "cuff") else {}))

    @Slot(str)
    def togglePlug(self, part: str) -> None:
        """Pull or put back a plug, the card service or the network."""
        pulled = part not in self._off
        self._off ^= {part}
        if part == "network":
            gateway = self._demo_hall.gateway
            if gateway is not None:
                self._do(gateway.down if pulled else gateway.up)
        elif part == "card-service":
            self._tell("kill_card_service" if pulled else "start_card_service")
        else:
            self._tell("unplug" if pulled else "plug", part=part)
        self.changed.emit()

    @Slot()
    def killVision(self) -> None:
        """The vision process dies as by a crash of a native library."""
        pid = self._kiosk.vision.pid
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    def _who(self) -> dict[str, Any]:
        return {"person": self._chosen} | ({"forehead_c": FEVER_C} if self._fever else {})

    def _somebody_listed(self) -> str:
        return next(str(p["id"]) for p in self._people() if p["listed"] and not p["chosen"])

    def _tell(self, what: str, **details: Any) -> None:
        self._do(lambda: self._demo_hall.simulator.tell(what, **details))

    def _display(self, shown: dict[str, Any]) -> None:
        self._shown.emit(
            sentence("demonstration.panel.display", sys=shown["sys"], dia=shown["dia"], pulse=shown["pulse"])
        )

    def _do(self, act: Callable[[], object]) -> None:
        self._worker.submit(act).add_done_callback(
            lambda done: (
                self._said.emit(sentence("demonstration.panel.not-done", why=done.exception()))
                if done.exception()
                else None
            )
        )

    @Slot(str)
    def _add_line(self, line: str) -> None:
        self._lines = [*self._lines, line][-LINES:]
        self.changed.emit()

    @Slot(str)
    def _set_display(self, says: str) -> None:
        self._display_says = says
        self.changed.emit()
