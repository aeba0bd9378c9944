"""What devices say reaches the visit, the session gate, or a facility that works or not."""

from __future__ import annotations

import pytest

from devices.device import DeviceKind
from devices.events import (
    CardArrived,
    CardKind,
    CardToken,
    DeviceState,
    DeviceStateChanged,
    Quality,
    Reading,
    ReadingTaken,
)
from kiosk.facilities import Facility, FacilityChanged
from kiosk.routing import Router
from kiosk.visits.events import VisitEvent
from tests.kiosk.visits.people import NOW

KINDS = {
    "door": DeviceKind.ID_CARD_READER,
    "desk": DeviceKind.ID_CARD_READER,
    "chip": DeviceKind.SMART_CARD_READER,
    "forehead": DeviceKind.THERMOMETER,
    "arm": DeviceKind.BLOOD_PRESSURE,
}


class Desk:
    """Takes readings, as both desks of the session gate do."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def take(self, reading: Reading) -> None:
        self.taken.append(reading.device)


class Wired:
    def __init__(self, kinds: dict[str, DeviceKind] | None = None) -> None:
        self.posted: list[VisitEvent] = []
        self.temperature, self.pressure = Desk(), Desk()
        self.router = Router(
            self.posted.append,
            KINDS if kinds is None else kinds,
            self.temperature,  # type: ignore[arg-type]
            self.pressure,  # type: ignore[arg-type]
        )

    def state(self, device: str, state: DeviceState, fault: str | None = None) -> VisitEvent | None:
        """What a change of state leads to."""
        before = len(self.posted)
        self.router(DeviceStateChanged(device, state, fault, NOW))
        return self.posted[before] if len(self.posted) > before else None


def test_facility_works_when_its_device_is_ready_and_fails_with_its_code() -> None:
    wired = Wired()
    assert wired.state("forehead", DeviceState.READY) == FacilityChanged(Facility.TEMPERATURE, True)
    assert wired.state("forehead", DeviceState.FAULT, "wire-lost") == FacilityChanged(
        Facility.TEMPERATURE, False, "wire-lost"
    )
    assert wired.router.states["forehead"].fault == "wire-lost"


def test_opening_for_the_first_time_says_nothing_yet() -> None:
    assert Wired().state("arm", DeviceState.OPENING) is None


def test_two_readers_are_one_facility_until_both_fail() -> None:
    wired = Wired()
    assert wired.state("door", DeviceState.READY) == FacilityChanged(Facility.ID_CARD, True)
    assert wired.state("desk", DeviceState.FAULT, "no-answer") == FacilityChanged(Facility.ID_CARD, True)
    assert wired.state("door", DeviceState.FAULT, "wire-lost") == FacilityChanged(Facility.ID_CARD, False, "wire-lost")
    assert wired.state("desk", DeviceState.READY) == FacilityChanged(Facility.ID_CARD, True)


def test_readings_go_to_the_desk_of_their_kind_and_cards_to_the_visit() -> None:
    wired = Wired()
    for device in ("forehead", "arm"):
        wired.router(ReadingTaken(Reading(device, (), Quality.GOOD, b"", NOW)))
    card = CardArrived(CardToken("door", 1), CardKind.ID_CARD, NOW)
    wired.router(card)
    assert (wired.temperature.taken, wired.pressure.taken, wired.posted) == (["forehead"], ["arm"], [card])


@pytest.mark.parametrize(
    ("models", "kinds", "expected"),
    [
        ((), (), dict.fromkeys(("id-card", "social-card", "temperature", "blood-pressure"), "not-configured")),
        ((), tuple(KINDS.values()), {}),
        (
            ("pcsc",),
            (DeviceKind.ID_CARD_READER, DeviceKind.THERMOMETER, DeviceKind.BLOOD_PRESSURE),
            {"social-card": "device-not-available"},
        ),
        (
            ("no-such-model",),
            (DeviceKind.ID_CARD_READER, DeviceKind.THERMOMETER, DeviceKind.BLOOD_PRESSURE),
            {"social-card": "not-configured"},
        ),
        (("pcsc",), tuple(KINDS.values()), {}),
    ],
)
def test_what_is_not_there_is_told_apart_from_what_has_no_driver(
    models: tuple[str, ...], kinds: tuple[DeviceKind, ...], expected: dict[str, str]
) -> None:
    wired = Wired({})
    wired.router.announce_missing(models, kinds)
    changes = [event for event in wired.posted if isinstance(event, FacilityChanged)]
    assert {change.facility.value: change.fault for change in changes} == expected
    assert not any(change.works for change in changes)
