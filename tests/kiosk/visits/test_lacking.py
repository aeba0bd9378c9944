"""A terminal without a thermometer, cuff, camera or second reader: what was never there is not broken."""

from __future__ import annotations

import pytest

from kiosk.facilities import NOT_CONFIGURED, NOT_THERE, Facility, FacilityChanged
from kiosk.settings import Settings
from kiosk.visits.effects import Alert, RequestReading
from kiosk.visits.situation import Situation
from kiosk.visits.states import Button, State
from kiosk.visits.visit import TemperatureStage
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import Walk

NO_THERMOMETER = FacilityChanged(Facility.TEMPERATURE, False, NOT_CONFIGURED)
NO_CUFF = FacilityChanged(Facility.BLOOD_PRESSURE, False, NOT_CONFIGURED)
BROKEN_THERMOMETER = FacilityChanged(Facility.TEMPERATURE, False, "wire-lost")


def test_without_a_thermometer_nobody_hears_of_one() -> None:
    walk = Walk().on(NO_THERMOMETER).card()
    assert (walk.state, walk.temperature.stage) == (State.CHECKING, TemperatureStage.ABSENT)
    walk.coded()
    assert walk.state is State.RESULT
    assert (walk.asked(Alert), walk.asked(RequestReading)) == ([], [])


def test_without_a_thermometer_the_result_shows_the_code_alone_and_all_is_well() -> None:
    hall = Hall().on(NO_THERMOMETER).card()
    assert (hall.view.state, hall.view.temperature) == (State.RESULT, None)
    assert hall.view.lead == "都好了，您可以进去了"
    assert [button.button for button in hall.view.buttons][:2] == [Button.SELF_CHECK, Button.NO_THANKS]
    assert hall.desks.alerts == []


def test_thermometer_said_to_be_missing_in_the_middle_of_a_check_does_not_hold_it_up() -> None:
    walk = Walk().card().coded().on(NO_THERMOMETER)
    assert (walk.state, walk.temperature.stage, walk.asked(Alert)) == (State.RESULT, TemperatureStage.ABSENT, [])


def test_device_fault_page_lists_only_what_the_terminal_has() -> None:
    hall = Hall().on(NO_CUFF, BROKEN_THERMOMETER).card()
    assert hall.view.state is State.DEVICE_FAULT
    assert [(row.title, row.works) for row in hall.view.facilities] == [
        ("体温", False),
        ("随申码", True),
        ("体重", True),
    ]
    assert hall.view.lead == "不是您的问题，别的都能用"


def test_a_device_that_appears_works_and_one_that_then_fails_is_broken() -> None:
    walk = Walk(situation=Situation()).on(NO_THERMOMETER)
    assert (walk.terminal.broken, walk.terminal.lacking) == ((), frozenset({Facility.TEMPERATURE}))
    walk.on(FacilityChanged(Facility.TEMPERATURE, True))
    assert (walk.terminal.works(Facility.TEMPERATURE), walk.terminal.lacking) == (True, frozenset())
    walk.on(BROKEN_THERMOMETER)
    assert (walk.terminal.broken, walk.terminal.lacking) == (((Facility.TEMPERATURE, "wire-lost"),), frozenset())


@pytest.mark.parametrize("fault", sorted(NOT_THERE))
def test_what_was_never_meant_to_be_there_is_no_fault(fault: str) -> None:
    walk = Walk().on(*(FacilityChanged(facility, False, fault) for facility in Facility))
    assert walk.terminal.broken == ()
    assert not any(walk.terminal.works(facility) for facility in Facility)


def test_no_camera_and_no_reader_sends_to_the_window() -> None:
    hall = Hall(Settings()).on(
        FacilityChanged(Facility.ID_CARD, False, NOT_CONFIGURED),
        FacilityChanged(Facility.SOCIAL_CARD, False, NOT_CONFIGURED),
        FacilityChanged(Facility.CAMERA, False, "camera-none"),
    )
    assert hall.view.headline == "请到右侧窗口"
