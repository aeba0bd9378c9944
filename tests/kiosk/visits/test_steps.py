"""What can be measured is data: the table, the menu and the pad follow the steps they are given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.facilities import Facility, FacilityChanged
from kiosk.health_code.profile import load
from kiosk.instruments.rows import STEPS
from kiosk.settings import DeviceEntry, Settings
from kiosk.visits.buttons import listed
from kiosk.visits.effects import CloseInstrument, LookUpLast, OpenInstrument, Quarantine
from kiosk.visits.events import EntryTaken, ReadingsArrived, Saved
from kiosk.visits.situation import Situation
from kiosk.visits.states import Button, State
from kiosk.visits.steps import Step
from kiosk.visits.view import VisitView
from kiosk.visits.view_builder import ViewBuilder
from kiosk.visits.visit import SelfCheck
from kiosk.visits.visitor_words import load_words
from tests.kiosk.visits.people import NOW, RULES, Walk, measured, pressure

PULSE = Step(id="pulse", icon="heart", typed=("pulse",))
EITHER = Step(
    id="blood-pressure",
    icon="heart",
    metrics=("pulse",),
    facility=Facility.BLOOD_PRESSURE,
    typed=("pulse",),
    takes_s=30,
)
PRESSURE, WEIGHT = (next(step for step in STEPS if step.id == name) for name in ("blood-pressure", "weight"))
BROKEN = FacilityChanged(Facility.BLOOD_PRESSURE, False, "wire-lost")


def walk(*steps: Step) -> Walk:
    return Walk(replace(RULES, steps=steps)).menu()


def test_menu_shows_the_steps_it_is_given_in_their_order() -> None:
    first = walk(WEIGHT, PRESSURE)
    always = (Button.NO_THANKS, Button.ERRANDS, Button.BACK, Button.HELP)
    assert listed(first.s, first.rules) == ("weight", "blood-pressure", *always)
    other = walk(PULSE)
    assert listed(other.s, other.rules) == ("pulse", *always)
    assert other.press("pulse").state is State.ENTRY


def test_pad_offers_what_else_can_be_typed_for_its_step_and_not_itself() -> None:
    at = Walk().menu().press("glucose")
    assert listed(at.s, at.rules) == ("glucose_fasting", Button.BACK, Button.HELP)
    at.press("glucose_fasting")
    assert listed(at.s, at.rules) == ("glucose_random", Button.BACK, Button.HELP)
    at.press(Button.BACK).press("weight")
    assert listed(at.s, at.rules) == (Button.BACK, Button.HELP)


def test_step_without_a_rest_opens_its_instrument_at_once() -> None:
    at = walk(EITHER).press("blood-pressure")
    assert (at.state, at.reason, at.self_check.opened) == (State.MEASURE, "blood-pressure", Facility.BLOOD_PRESSURE)
    assert [e.metrics for e in at.asked(LookUpLast)] == [("pulse",)]


def test_reading_is_complete_by_what_its_own_step_asks_for() -> None:
    at = walk(EITHER).press("blood-pressure")
    at.on(ReadingsArrived(Facility.BLOOD_PRESSURE, at.visit, (measured("sys", None), measured("pulse", 72))))
    assert (at.state, at.reason) == (State.VALUE, "measured")
    again = Walk().cuff()
    again.on(ReadingsArrived(Facility.BLOOD_PRESSURE, again.visit, pressure(138, None)))
    assert (again.state, again.s.variant) == (State.MEASURE, "again")


def test_reading_of_an_instrument_that_is_not_open_is_nobodys() -> None:
    at = Walk().cuff()
    at.on(ReadingsArrived(Facility.CODE, at.visit, (measured("spo2", 97),)))
    assert (at.state, [e.reason for e in at.asked(Quarantine)]) == (State.MEASURE, ["not-awaited"])


def test_what_breaks_down_elsewhere_leaves_a_measurement_alone() -> None:
    assert Walk().cuff().on(FacilityChanged(Facility.SOCIAL_CARD, False, "wire-lost")).state is State.MEASURE
    assert Walk().cuff().on(FacilityChanged(Facility.CODE, False, "code-unavailable")).state is State.MEASURE


def test_step_with_a_pad_beside_its_instrument_goes_on_when_that_fails() -> None:
    at = walk(EITHER).on(BROKEN)
    assert "blood-pressure" in listed(at.s, at.rules)
    at.press("blood-pressure")
    assert (at.state, at.self_check.entry_metric, at.asked(OpenInstrument)) == (State.ENTRY, "pulse", [])


def test_measured_again_on_the_pad_when_the_instrument_failed_meanwhile() -> None:
    at = walk(EITHER).press("blood-pressure")
    at.on(ReadingsArrived(Facility.BLOOD_PRESSURE, at.visit, (measured("sys", 120), measured("pulse", 72))))
    assert at.on(BROKEN).press(Button.RETRY).state is State.ENTRY


def shown(at: Walk, **devices: str) -> VisitView:
    """The screen of a walk, in a hall with these devices (name = model)."""
    settings = Settings(devices=tuple(DeviceEntry(name=name, model=model) for name, model in devices.items()))
    profile = load(settings.health_code.profile)
    return ViewBuilder(settings, profile, at.rules, load_words(STEPS)).build(at.s, NOW, {})


def test_tile_says_how_long_its_own_step_takes() -> None:
    details = {b.button: b.detail for b in shown(Walk().menu()).buttons}
    assert (details["blood-pressure"], details["weight"]) == ("大约 8 分钟", "大约 1 分钟")
    assert {b.button: b.detail for b in shown(walk(EITHER)).buttons}["blood-pressure"] == "大约 1 分钟"


def test_instrument_without_a_picture_shows_its_icon() -> None:
    assert shown(Walk().cuff()).picture == "meter"
    assert shown(walk(EITHER).press("blood-pressure")).picture == "heart"
    assert shown(Walk().menu()).picture == ""


def test_arm_goes_in_where_the_step_has_words_for_it() -> None:
    assert shown(Walk().cuff(), arm="hbp-9030").headline == "手臂伸进去，\n按一下开始"
    other = Walk().cuff()
    other.rules = replace(RULES, steps=(WEIGHT,))
    other.s = replace(other.s, visit=replace(other.current, self_check=SelfCheck(step="weight")))
    assert shown(other, arm="hbp-9030").headline == "请站到秤上"


def test_number_that_came_alone_is_still_told_apart() -> None:
    """A red value of a moving arm, its partner unreadable: which of the two it is stands beside it."""
    at = Walk().cuff()
    at.on(
        ReadingsArrived(Facility.BLOOD_PRESSURE, at.visit, (measured("sys", 190, valid=False), measured("dia", None)))
    )
    value = shown(at.press(Button.HEAD).press(Button.BACK)).value
    assert value is not None
    assert (value.title, value.unit, value.parts) == ("血压 mmHg", "", (("190", "高压"),))


def test_band_is_that_of_what_the_step_measures() -> None:
    at = walk(EITHER).press("blood-pressure")
    at.on(ReadingsArrived(Facility.BLOOD_PRESSURE, at.visit, pressure(118, 76, 72)))
    value = shown(at).value
    assert value is not None
    assert "静息脉搏" in value.source
    usual = Walk().cuff()
    usual.on(ReadingsArrived(Facility.BLOOD_PRESSURE, usual.visit, pressure(118, 76, 72)))
    value = shown(usual).value
    assert value is not None
    assert "中国高血压防治指南" in value.source


def test_typed_value_is_compared_with_what_was_typed_and_a_reading_with_its_own_metrics() -> None:
    assert EITHER.compared((measured("sys", 120), measured("pulse", 72))) == ("pulse",)
    assert PRESSURE.compared(pressure(120, 80)) == ("sys", "dia")
    both = replace(EITHER, metrics=("sys", "dia"))
    assert both.compared((measured("pulse", 72),)) == ("pulse",)


def test_instrument_that_was_opened_is_the_one_that_is_closed() -> None:
    at = Walk().cuff().press(Button.BACK)
    assert [e.facility for e in at.asked(CloseInstrument)] == [Facility.BLOOD_PRESSURE]


def test_late_answer_of_another_pad_is_shown_as_what_it_is() -> None:
    at = Walk().menu().press("weight")
    at.on(EntryTaken(at.visit, (measured("glucose_random", 5.6, unit="mmol/L"),)))
    assert at.self_check.value is not None
    assert (at.self_check.value.step, at.self_check.value.key) == ("glucose", "glucose-1")
    at.press(Button.RETRY)
    assert (at.state, at.self_check.step, at.self_check.entry_metric) == (State.ENTRY, "glucose", "glucose_random")


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "x", "icon": "heart"},
        {"id": "x", "icon": "heart", "metrics": ("sys",)},
        {"id": "code", "icon": "heart", "facility": Facility.CODE},
        {"id": "cuff", "icon": "heart", "metrics": ("sys",), "facility": Facility.BLOOD_PRESSURE},
    ],
)
def test_step_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="step"):
        Step(**wrong)  # type: ignore[arg-type]


def test_ids_of_steps_and_pads_are_no_names_of_buttons() -> None:
    ids = [*(step.id for step in STEPS), *(metric for step in STEPS for metric in step.typed if metric != step.id)]
    assert len(ids) == len(set(ids))
    assert not set(ids) & set(Button)


def test_a_weight_from_the_scale_is_taken_again_on_the_scale_and_a_typed_one_is_typed_again() -> None:
    at = Walk().on(FacilityChanged(Facility.WEIGHT, True)).menu().press("weight")
    assert (at.state, at.self_check.opened) == (State.MEASURE, Facility.WEIGHT)
    at.on(ReadingsArrived(Facility.WEIGHT, at.visit, (measured("weight", 62.5),))).on(Saved(at.visit, "weight-1"))
    at.press(Button.RETRY)
    assert (at.state, at.self_check.opened) == (State.MEASURE, Facility.WEIGHT)


def test_one_of_two_metrics_is_enough_where_the_meter_tells_the_meal() -> None:
    glucose = next(step for step in STEPS if step.id == "glucose")
    assert glucose.is_complete((measured("glucose_fasting", 5.6),))
    assert glucose.is_complete((measured("glucose_random", 7.1),))
    assert not glucose.is_complete((measured("glucose_random", None),))
    assert not glucose.is_complete(())


def test_glucose_is_measured_where_a_meter_is_and_typed_where_none_is() -> None:
    there = Walk(situation=Situation()).menu().press("glucose")
    assert (there.state, there.self_check.opened) == (State.MEASURE, Facility.GLUCOSE)
    there.on(ReadingsArrived(Facility.GLUCOSE, there.visit, (measured("glucose_fasting", 5.6),)))
    assert (there.state, there.press(Button.RETRY).state) == (State.VALUE, State.MEASURE)
    assert Walk().menu().press("glucose").state is State.ENTRY
