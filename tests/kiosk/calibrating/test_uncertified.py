"""Checks that certify nothing: what is asked, what is kept, and that nothing in force changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating.flow import Step
from kiosk.calibrating.targets import by_hand
from kiosk.calibrating.view_builder import calibrate_view
from kiosk.calibration.device_checks import DeviceCheck
from kiosk.calibration.methods import Claim
from kiosk.calibration.records import IDENTITY, Calibration, Verdict
from kiosk.calibration.references import Reference
from tests.kiosk.calibrating.walk import BLACK_BODY, COMPARED, CONTACT, TODAY, Walk

OXIMETER, GLUCOSE = by_hand([])
SIMULATOR = replace(
    BLACK_BODY, id="r4", kind="oximeter-simulator", low=35.0, high=100.0, unit="%", expanded_u=2.3, stability=0.0
)
BOTTLE = Reference(
    "r5", "control-solution", "Sinocare", "", "1", "L2026-07", "", date(2026, 11, 1), date(2026, 12, 31), 5.8, 7.2,
    "mmol/L", 0.0,
)  # fmt: skip


def begun(walk: Walk, reference: Reference, *room: str) -> Walk:
    in_force = Calibration("c0", 1.01, -0.2, "black-body", "thermometer")
    walk.begin(in_force if walk.target is COMPARED else IDENTITY, (), reference)
    for value in room:
        walk(e.Typed(value))
    return walk(e.Confirmed(), e.ReferenceChosen(reference.id))


def kept(walk: Walk) -> DeviceCheck:
    """看结果, and it is on the disk."""
    walk(e.RunFinished())
    keep = walk.last(x.KeepCheck)
    assert isinstance(keep, x.KeepCheck)
    walk(e.CheckKept(keep.ticket, keep.check))
    assert not any(isinstance(effect, x.KeepRun | x.Prepare | x.Sign) for effect in walk.effects)
    return keep.check


def compared(*readings: float) -> Walk:
    walk = begun(Walk(COMPARED), CONTACT, "23.1")
    return walk(e.Typed("36.6")).point(readings)


def test_body_is_compared_with_a_contact_thermometer_that_is_read_off_first() -> None:
    walk = begun(Walk(COMPARED), CONTACT, "23.1")
    view = calibrate_view(walk.flow, TODAY)
    assert (view.typing, view.live, view.plot) == ("standard", None, None)
    assert [row.reference for row in view.rows] == ["—"]
    walk.hear(36.4)(e.PointBegun())
    assert walk.flow.hearing.recent == ()  # nothing is asked of the device meanwhile
    walk(e.Typed("36.6"))
    assert calibrate_view(walk.flow, TODAY).live is not None
    check = kept(walk.point((36.4, 36.5, 36.3)))
    assert (check.method, check.claim, check.verdict) == ("comparison", Claim.PLAUSIBILITY, Verdict.PASS)
    assert round(check.error, 3) == -0.2  # what a visitor would be shown is corrected already
    assert [(p.reference, p.readings) for p in check.run.points] == [(36.6, (36.4, 36.5, 36.3))]
    assert (check.limit, check.limit_id, check.reference.serial) == (1.0, "body-plausible", "CT-8")
    assert walk.flow.step is Step.DONE


@pytest.mark.parametrize(("shown", "word"), [(37.6, "没有明显不对"), (37.7, "差得太多"), (35.4, "差得太多")])
def test_comparison_says_no_more_than_whether_it_is_grossly_wrong(shown: float, word: str) -> None:
    walk = compared(shown, shown, shown)
    kept(walk)
    view = calibrate_view(walk.flow, TODAY)
    assert view.verdict is not None
    assert view.verdict.word == word
    assert view.headline == "检查记下了，不是校准"
    assert view.changes == ()
    assert [line.key for line in view.verdict.lines] == ["worst", "limit", "rule"]  # and no U
    assert [button.name for button in view.buttons] == ["leave"]
    assert [stage.label for stage in view.stages] == ["设备与方法", "预热与环境", "标准器", "读数", "记下结果"]


def test_thermometer_that_shows_what_its_certificate_does_not_cover_is_asked_again() -> None:
    walk = begun(Walk(COMPARED), CONTACT, "23.1")(e.Typed("34.9"))
    assert "35 到 42" in walk.flow.problem
    assert calibrate_view(walk.flow, TODAY).typing == "standard"


def test_nothing_read_yet_goes_back_to_the_reference() -> None:
    walk = begun(Walk(COMPARED), CONTACT, "23.1")(e.Typed("36.6"), e.BackPressed())
    assert walk.flow.step is Step.REFERENCE


def test_oximeter_without_a_wire_is_named_and_read_off_at_each_value_of_the_simulator() -> None:
    """A simulator is as uncertain as the limit is wide: of accuracy nothing is said, and that refuses nothing."""
    walk = begun(Walk(OXIMETER), SIMULATOR, "PM-60 201", "23.1")
    for value in ("81",) * 6 + ("91",) * 6 + ("97",) * 6:
        walk(e.Typed(value))
    check = kept(walk)
    assert (check.device, check.model, check.claim) == ("oximeter", "PM-60 201", Claim.FUNCTION_TEST)
    assert (check.error, check.limit, check.verdict) == (1.0, 2.0, Verdict.PASS)
    view = calibrate_view(walk.flow, TODAY)
    assert view.verdict is not None
    assert view.verdict.word == "功能正常"
    assert view.verdict.lines[-1].value == "JJF(京)86-2022（待核）"


@pytest.mark.parametrize(("shown", "word"), [("5.8", "功能正常"), ("7.2", "功能正常"), ("7.3", "功能不正常")])
def test_glucose_meter_is_judged_by_the_range_on_the_bottle(shown: str, word: str) -> None:
    walk = begun(Walk(GLUCOSE), BOTTLE, "GA-3 77", "23.1")
    assert [row.reference for row in calibrate_view(walk.flow, TODAY).rows] == ["5.8 到 7.2"]
    walk(e.Typed(shown))
    check = kept(walk)
    view = calibrate_view(walk.flow, TODAY)
    assert view.verdict is not None
    assert view.verdict.word == word
    assert view.verdict.lines[-1].value == "瓶上的范围"
    assert (check.reference.certificate, check.limit_id) == ("L2026-07", "")


def test_solution_that_is_over_is_refused() -> None:
    walk = begun(Walk(GLUCOSE), replace(BOTTLE, due=date(2026, 11, 21)), "GA-3 77", "23.1")
    assert walk.flow.step is Step.REFERENCE
    assert "质控液 2026-11-21 已过期" in walk.flow.problem


def test_lot_level_last_day_and_range_of_a_solution_are_typed() -> None:
    walk = Walk(GLUCOSE).begin()(e.Typed("GA-3 77"), e.Typed("23.1"), e.Confirmed(), e.NewReference())
    fields = calibrate_view(walk.flow, TODAY).fields
    assert [field.label for field in fields] == [
        "批号", "厂家（可空）", "水平（1、2 或 3）", "有效期到", "瓶上范围下限", "瓶上范围上限",
    ]  # fmt: skip
    for value in ("L2026-07", "1", "20261231", "5.8", "7,2"):
        walk(e.Typed(value))
    made = walk(e.Confirmed()).last(x.KeepReference)
    assert isinstance(made, x.KeepReference)
    bottle = made.reference
    assert (bottle.kind, bottle.certificate, bottle.serial) == ("control-solution", "L2026-07", "1")
    assert (bottle.low, bottle.high, bottle.certified, bottle.due) == (5.8, 7.2, TODAY, date(2026, 12, 31))
