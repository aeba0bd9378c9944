"""What devices say reaches the visit, the instruments, or a facility that works or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pytest

from devices.device import DeviceKind, Remark
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
from kiosk.instruments.routing import Router, remark_on
from kiosk.instruments.rows import ROWS, Row
from kiosk.sentences import sentence
from kiosk.visits.events import VisitEvent
from tests.conftest import AnnouncedLog
from tests.kiosk.visits.people import NOW

KINDS = {
    "door": DeviceKind.ID_CARD_READER,
    "desk": DeviceKind.ID_CARD_READER,
    "chip": DeviceKind.SMART_CARD_READER,
    "forehead": DeviceKind.THERMOMETER,
    "arm": DeviceKind.BLOOD_PRESSURE,
}
FOUR = {kind: ROWS[kind] for kind in KINDS.values()}
"""Rows of a terminal for these kinds, whatever others there are."""

FEWER: dict[DeviceKind, Row] = {kind: row for kind, row in FOUR.items() if kind is not DeviceKind.BLOOD_PRESSURE}
"""Rows of a terminal that has no use for a blood pressure monitor."""


class Wired:
    def __init__(self, kinds: Mapping[str, DeviceKind] = KINDS, rows: Mapping[DeviceKind, Row] = FOUR) -> None:
        self.posted: list[VisitEvent] = []
        self.taken: list[str] = []
        self.router = Router(self.posted.append, kinds, self, rows)

    def take(self, reading: Reading) -> None:
        self.taken.append(reading.device)

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


def test_what_fails_is_not_made_good_by_a_device_of_another_kind() -> None:
    wired = Wired()
    wired.state("forehead", DeviceState.READY)
    assert wired.state("arm", DeviceState.FAULT, "wire-lost") == FacilityChanged(
        Facility.BLOOD_PRESSURE, False, "wire-lost"
    )


def test_readings_go_to_the_instruments_and_cards_to_the_visit() -> None:
    wired = Wired()
    for device in ("forehead", "arm"):
        wired.router(ReadingTaken(Reading(device, (), Quality.GOOD, b"", NOW)))
    card = CardArrived(CardToken("door", 1), CardKind.ID_CARD, NOW)
    wired.router(card)
    assert (wired.taken, wired.posted) == (["forehead", "arm"], [card])


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
        (
            ("pcsc",),
            (DeviceKind.ID_CARD_READER, DeviceKind.THERMOMETER),
            {"social-card": "device-not-available", "blood-pressure": "not-configured"},
        ),
    ],
)
def test_what_is_not_there_is_told_apart_from_what_has_no_driver(
    models: tuple[str, ...], kinds: tuple[DeviceKind, ...], expected: dict[str, str]
) -> None:
    wired = Wired({f"device-{i}": kind for i, kind in enumerate(kinds)})
    wired.router.announce(models)
    changes = [event for event in wired.posted if isinstance(event, FacilityChanged)]
    assert {change.facility.value: change.fault for change in changes} == expected
    assert not any(change.works for change in changes)


def test_kind_without_a_row_is_named_once_and_does_nothing_ever(announced: AnnouncedLog) -> None:
    announced.expect("arm: this terminal has no use for a blood-pressure; what it reads goes nowhere")
    wired = Wired(rows=FEWER)
    wired.router.announce(())
    for state, fault in ((DeviceState.READY, None), (DeviceState.FAULT, "wire-lost"), (DeviceState.READY, None)):
        assert wired.state("arm", state, fault) is None
    for _ in range(3):
        wired.router(ReadingTaken(Reading("arm", (), Quality.GOOD, b"", NOW)))
    assert (wired.taken, wired.posted) == ([], [])
    assert wired.router.states["arm"].state is DeviceState.READY  # onlookers and the doctor still see it


def test_technician_is_told_of_a_device_without_use_and_of_no_other() -> None:
    wired = Wired(rows=FEWER)
    assert wired.router.remark("forehead") is None
    assert wired.router.remark("arm") == Remark("no-use", ("blood-pressure",))
    assert remark_on(DeviceKind.THERMOMETER) is None
    assert remark_on(cast(DeviceKind, "oven")) == Remark("no-use", ("oven",))
    assert "从配置里去掉它" in sentence("doctor.remark.no-use", names="oven")


def test_lamp_for_staff_makes_no_facility_and_is_not_without_use() -> None:
    wired = Wired({"lamp": DeviceKind.SIGNAL, "door": DeviceKind.ID_CARD_READER})
    wired.router(DeviceStateChanged("lamp", DeviceState.FAULT, "wire-lost", NOW))
    assert (wired.posted, dict(wired.router.useless), wired.router.remark("lamp")) == ([], {}, None)
    assert wired.router.states["lamp"].fault == "wire-lost"
    assert remark_on(DeviceKind.SIGNAL) is None
