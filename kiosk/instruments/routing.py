"""Sends what devices say where it belongs: to the visit, to the session gate, or into a facility that works or not."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from devices import catalogue
from devices.device import DeviceKind, Remark
from devices.events import DeviceEvent, DeviceState, DeviceStateChanged, Reading, ReadingTaken
from kiosk.facilities import NOT_CONFIGURED, FacilityChanged
from kiosk.instruments.rows import FOR_STAFF, ROWS, Row
from kiosk.instruments.warmth import Warmth
from kiosk.visits.events import VisitEvent

log = logging.getLogger("kiosk.devices")


class TakesReadings(Protocol):
    """Where readings go: `Instruments`."""

    def take(self, reading: Reading) -> None:
        """A reading arrived."""


def remark_on(kind: DeviceKind, rows: Mapping[DeviceKind, Row] = ROWS) -> Remark | None:
    """What a technician should know of devices of this kind; None where they are of use."""
    return None if kind in rows or kind in FOR_STAFF else Remark("no-use", (kind,))


class Router:
    """The sink of all devices. Called on their threads; hands on and returns at once.

    Two devices of one kind make one facility: it works as long as one of them does. A device whose kind has no row is
    named in the log once, by `announce`, and in `useless`; what it reads goes nowhere.

    Args:
        kinds: The kind of each device, by name.
        unfit: The fault for which a device that works may not be used for people, None where it may; by name.
        warmth: Told of every state a device announces; None: every device is warm.

    Attributes:
        states: What each device announced last, by name.
        useless: Names of the devices whose kind has no row.
    """

    def __init__(
        self,
        post: Callable[[VisitEvent], None],
        kinds: Mapping[str, DeviceKind],
        instruments: TakesReadings,
        rows: Mapping[DeviceKind, Row] = ROWS,
        unfit: Callable[[str], str | None] = lambda _: None,
        warmth: Warmth | None = None,
    ) -> None:
        self._post, self._instruments, self._rows, self._unfit = post, instruments, rows, unfit
        self._warmth = warmth
        self._told: dict[DeviceKind, FacilityChanged] = {}
        self._lock = threading.Lock()
        self._kinds = {name: kind for name, kind in kinds.items() if kind in rows}
        self.states: dict[str, DeviceStateChanged] = {}
        self.useless: Mapping[str, DeviceKind] = {
            name: kind for name, kind in kinds.items() if kind not in rows and kind not in FOR_STAFF
        }

    def __call__(self, event: DeviceEvent) -> None:
        """Take one event of one device."""
        match event:
            case DeviceStateChanged():
                self.states[event.device] = event
                if self._warmth is not None:
                    self._warmth.heard(event)
                if event.device in self._kinds:
                    self._facility(self._kinds[event.device])
            case ReadingTaken():
                if event.reading.device in self._kinds:
                    self._instruments.take(event.reading)
            case _:
                self._post(event)

    def announce(self, models: Iterable[str]) -> None:
        """Before the devices start: say which facilities this terminal has no device for, which lack their driver, and
        which devices it has no use for.

        Args:
            models: Models that are configured and whose driver could not be made.
        """
        for name, kind in self.useless.items():
            log.warning("%s: this terminal has no use for a %s; what it reads goes nowhere", name, kind.value)
        present, lost = set(self._kinds.values()), list(models)
        for kind, row in self._rows.items():
            if kind not in present:
                lacks_driver = any(catalogue.MODELS[m].kind is kind for m in lost if m in catalogue.MODELS)
                fault = "device-not-available" if lacks_driver else NOT_CONFIGURED
                self._post(FacilityChanged(row.facility, False, fault))

    def remark(self, device: str) -> Remark | None:
        """What a technician should know of a device: it has no use here, or is still warming up; None for others."""
        if device in self.useless:
            return remark_on(self.useless[device], self._rows)
        return None if self._warmth is None else self._warmth.remark(device)

    def look(self) -> None:
        """Whether a device may be used can change while nothing is heard of it, such as at the end of a day."""
        with self._lock:
            for kind in set(self._kinds.values()):
                changed = self._changed(kind)
                if changed is not None and changed != self._told.get(kind):
                    self._tell(kind, changed)

    def states_for_people(self) -> dict[str, DeviceStateChanged]:
        """What each device announced last; one that works and may not be used is at fault."""
        return {name: self._for_people(state) for name, state in list(self.states.items())}

    def _facility(self, kind: DeviceKind) -> None:
        with self._lock:
            changed = self._changed(kind)
            if changed is not None:
                self._tell(kind, changed)

    def _changed(self, kind: DeviceKind) -> FacilityChanged | None:
        """How a kind stands; None while it is opening for the first time: nothing is said until it is known."""
        names = [name for name, k in self._kinds.items() if k is kind and name in self.states]
        siblings = [self._for_people(self.states[name]) for name in names]
        works = any(s.state is DeviceState.READY for s in siblings)
        fault = None if works else next((s.fault for s in siblings if s.fault), None)
        return FacilityChanged(self._rows[kind].facility, works, fault) if works or fault else None

    def _tell(self, kind: DeviceKind, changed: FacilityChanged) -> None:
        self._told[kind] = changed
        self._post(changed)

    def _for_people(self, state: DeviceStateChanged) -> DeviceStateChanged:
        unfit = self._unfit(state.device) if state.state is DeviceState.READY else None
        return state if unfit is None else replace(state, state=DeviceState.FAULT, fault=unfit)
