"""Sends what devices say where it belongs: to the visit, to the session gate, or into a facility that works or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from devices import catalogue
from devices.device import DeviceKind
from devices.events import DeviceEvent, DeviceState, DeviceStateChanged, ReadingTaken
from kiosk.facilities import NOT_CONFIGURED, Facility, FacilityChanged
from kiosk.visits.events import VisitEvent
from kiosk.visits.session_gate import PressureDesk, TemperatureDesk

FACILITY_OF = {
    DeviceKind.ID_CARD_READER: Facility.ID_CARD,
    DeviceKind.SMART_CARD_READER: Facility.SOCIAL_CARD,
    DeviceKind.THERMOMETER: Facility.TEMPERATURE,
    DeviceKind.BLOOD_PRESSURE: Facility.BLOOD_PRESSURE,
}


class Router:
    """The sink of all devices. Called on their threads; hands on and returns at once.

    Two devices of one kind make one facility: it works as long as one of them does.
    """

    def __init__(
        self,
        post: Callable[[VisitEvent], None],
        kinds: dict[str, DeviceKind],
        temperature: TemperatureDesk,
        pressure: PressureDesk,
    ) -> None:
        self._post, self._kinds = post, kinds
        self._temperature, self._pressure = temperature, pressure
        self.states: dict[str, DeviceStateChanged] = {}

    def __call__(self, event: DeviceEvent) -> None:
        """Take one event of one device."""
        match event:
            case DeviceStateChanged():
                self.states[event.device] = event
                self._facility(self._kinds[event.device])
            case ReadingTaken():
                kind = self._kinds[event.reading.device]
                desk = self._temperature if kind is DeviceKind.THERMOMETER else self._pressure
                desk.take(event.reading)
            case _:
                self._post(event)

    def announce_missing(self, models: Iterable[str], kinds: Iterable[DeviceKind]) -> None:
        """Say which facilities this terminal has no device for, and which lack their driver (`models`)."""
        present = set(kinds)
        for kind, facility in FACILITY_OF.items():
            if kind in present:
                continue
            lacks_driver = any(catalogue.MODELS[m].kind is kind for m in models if m in catalogue.MODELS)
            self._post(FacilityChanged(facility, False, "device-not-available" if lacks_driver else NOT_CONFIGURED))

    def _facility(self, kind: DeviceKind) -> None:
        siblings = [self.states[name] for name, k in self._kinds.items() if k is kind and name in self.states]
        works = any(s.state is DeviceState.READY for s in siblings)
        fault = None if works else next((s.fault for s in siblings if s.fault), None)
        if not works and fault is None:
            return  # still opening for the first time: say nothing until it is known
        self._post(FacilityChanged(FACILITY_OF[kind], works, fault))
