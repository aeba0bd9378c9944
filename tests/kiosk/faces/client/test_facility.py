"""Whether the camera works: every change told once, and patience with a process that is replaced as planned."""

from __future__ import annotations

import pytest

from kiosk.faces.client.facility import CameraFacility
from kiosk.facilities import Facility, FacilityChanged
from tests.support.clock import ManualClock

WORKS = FacilityChanged(Facility.CAMERA, True)


class Told:
    """A facility and what is told of it."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.changes: list[FacilityChanged] = []
        self.facility = CameraFacility(self.changes.append, clock)
        self.facility.hear(WORKS)

    def faults(self, after_s: float) -> list[str | None]:
        """Everything told until so much later."""
        self.clock.advance(after_s)
        self.facility.look_at_clock()
        return [change.fault for change in self.changes]


@pytest.fixture
def told(clock: ManualClock) -> Told:
    return Told(clock)


def test_same_news_is_told_once(told: Told) -> None:
    told.facility.hear(WORKS)
    told.facility.fail("camera-gone")
    told.facility.fail("camera-gone")
    assert (told.faults(0.0), told.facility.works) == ([None, "camera-gone"], False)


def test_renewed_process_that_finds_the_camera_in_time_is_no_news(told: Told) -> None:
    told.facility.process_renewed()
    assert told.faults(4.9) == [None]
    told.facility.hear(WORKS)
    assert told.faults(10.0) == [None]


def test_renewed_process_that_does_not_find_it_is_a_fault_told_once(told: Told) -> None:
    told.facility.process_renewed()
    assert told.faults(5.1) == [None, "vision-restarting"]
    assert told.faults(5.1) == [None, "vision-restarting"]


def test_death_ends_the_patience_with_the_process_before(told: Told) -> None:
    told.facility.process_renewed()
    told.facility.process_died(too_often=True)
    assert told.faults(5.1) == [None, "vision-crashing"]


@pytest.mark.parametrize(("fault", "after"), [("vision-no-engine", []), ("camera-gone", ["vision-restarting"])])
def test_engine_that_does_not_load_is_the_better_reason(told: Told, fault: str, after: list[str]) -> None:
    told.facility.fail(fault)
    told.facility.process_died(too_often=False)
    assert told.faults(0.0) == [None, fault, *after]
