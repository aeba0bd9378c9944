"""Pages hear what devices tell while they are open, and cannot take a device down."""

from __future__ import annotations

from datetime import UTC, datetime

from devices.clock import Instant
from devices.events import DeviceEvent, DeviceState, DeviceStateChanged
from kiosk.onlookers import Onlookers
from tests.conftest import AnnouncedLog

READY = DeviceStateChanged("lamp", DeviceState.READY, None, Instant(datetime(2026, 11, 28, tzinfo=UTC), 1.0))


def test_everybody_hears_until_they_leave() -> None:
    onlookers, first, second = Onlookers(), list[DeviceEvent](), list[DeviceEvent]()
    leave = onlookers.add(first.append)
    onlookers.add(second.append)
    onlookers.tell(READY)
    leave()
    leave()
    onlookers.tell(READY)
    assert (len(first), len(second)) == (1, 2)


def test_a_page_that_fails_is_named_in_the_log_and_the_others_hear(announced: AnnouncedLog) -> None:
    def broken(event: DeviceEvent) -> None:
        raise KeyError("page")

    announced.expect("an onlooker of DeviceStateChanged: KeyError in broken")
    onlookers, heard = Onlookers(), list[DeviceEvent]()
    onlookers.add(broken)
    onlookers.add(heard.append)
    onlookers.tell(READY)
    assert heard == [READY]
