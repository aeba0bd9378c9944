"""By which limit and rule a calibration is judged: chosen before anything is read, and kept with what was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating.flow import Flow, Rules, Step
from kiosk.calibrating.view_builder import calibrate_view
from kiosk.calibration.decision import SIMPLE
from kiosk.calibration.records import Verdict
from tests.kiosk.calibrating.walk import CUFF, TEN, THERMO, TODAY, Walk

NEAR = {at: [round(at + 0.25 + noise, 2) for noise in (0.01, -0.01, 0.0, 0.02, -0.02, 0.0, 0.01, -0.01, 0.0, 0.0)]
        for at in TEN}  # fmt: skip
"""A thermometer that shows 0.25 too much everywhere: beyond the limit less U, and within the limit."""


def read(walk: Walk) -> Walk:
    return walk.run(list(NEAR.values()))


def test_usual_limit_stands_on_the_page_of_the_environment_and_the_others_are_one_touch_away() -> None:
    walk = Walk(CUFF).begin()
    button = calibrate_view(walk.flow, TODAY).buttons[1]
    assert (button.name, button.label) == ("limit", "允差 ±4 mmHg")
    view = calibrate_view(walk(e.LimitWanted()).flow, TODAY)
    assert [(choice.key, choice.title, choice.word) for choice in view.choices] == [
        ("cuff-in-service", "允差 ±4 mmHg", "现在用"),
        ("cuff-first", "允差 ±3 mmHg", ""),
    ]
    assert view.choices[1].sub == "JJG 692-2010 第 5 条（待核） · 首次检定"
    walk(e.LimitChosen("cuff-first"))
    assert walk.flow.step is Step.ENVIRONMENT
    assert calibrate_view(walk.flow, TODAY).buttons[1].label == "允差 ±3 mmHg"


def test_limit_that_changes_over_the_range_says_both_ends() -> None:
    view = calibrate_view(Walk().begin()(e.LimitWanted()).flow, TODAY)
    assert [choice.title for choice in view.choices] == ["允差 ±0.3 ℃", "允差 ±0.2 ℃", "允差 ±0.4 ℃"]


def test_limit_of_another_method_and_one_chosen_too_late_change_nothing() -> None:
    walk = Walk().begin()(e.LimitWanted(), e.LimitChosen("cuff-first"))
    assert (walk.flow.step, walk.flow.limit_id) == (Step.LIMIT, "")
    walk(e.BackPressed()).room()(e.LimitWanted(), e.LimitChosen("ir-screening"))
    assert (walk.flow.step, walk.flow.limit.id) == (Step.REFERENCE, "ir-forehead")


@pytest.mark.parametrize(
    ("limit", "verdict"), [("ir-forehead-fine", Verdict.CONDITIONAL_FAIL), ("ir-screening", Verdict.CONDITIONAL_PASS)]
)
def test_chosen_limit_decides_and_is_kept_with_the_run_and_the_record(limit: str, verdict: Verdict) -> None:
    walk = Walk().begin()(e.LimitWanted(), e.LimitChosen(limit)).room()(e.ReferenceChosen("r1"))
    read(walk)
    assert walk.flow.found is not None
    assert walk.flow.found_judged is not None
    assert (walk.flow.found.limit_id, walk.flow.found_judged.verdict) == (limit, verdict)
    signed = walk.adjust().prepared()(e.SignWanted()).last(x.Sign)
    assert isinstance(signed, x.Sign)
    assert signed.record.limit_id == limit


def test_work_taken_up_again_is_judged_as_it_was_begun() -> None:
    begun = Walk().begin()(e.LimitWanted(), e.LimitChosen("ir-screening")).room()(e.ReferenceChosen("r1"))
    run = read(begun).flow.found
    assert run is not None
    walk = Walk()
    walk.flow = Flow(Rules(decision=SIMPLE), (THERMO,))
    walk.begin(open_runs=(run,))(e.TakenUpAgain())
    assert walk.flow.limit.id == "ir-screening"
    assert walk.flow.found_judged is not None
    assert walk.flow.found_judged.verdict is Verdict.CONDITIONAL_PASS  # by guard band, as the run says
    assert walk.adjust().flow.left is not None
    assert walk.flow.left is not None
    assert walk.flow.left.decision == "guard-band"


def test_simple_acceptance_deducts_nothing_and_says_its_risk() -> None:
    walk = Walk()
    walk.flow = replace(walk.flow, rules=Rules(decision=SIMPLE))
    read(walk.ready())
    view = calibrate_view(walk.flow, TODAY)
    assert view.verdict is not None
    told = {line.key: line.value for line in view.verdict.lines}
    assert (view.verdict.word, told["accepted"], told["decision"]) == ("合格", "±0.300", "不扣 U，压线误判 50%")
    assert view.plot is not None
    assert view.plot.guard is None
    signed = walk(e.Adjusted(adjust=False)).prepared()(e.SignWanted()).last(x.Sign)
    assert isinstance(signed, x.Sign)
    assert signed.record.decision == "simple"


def test_guard_band_says_its_risk_too() -> None:
    view = calibrate_view(read(Walk().ready()).flow, TODAY)
    assert view.verdict is not None
    told = {line.key: line.value for line in view.verdict.lines}
    assert (view.verdict.word, told["decision"]) == ("有条件合格", "扣掉 U，压线误判 2.3%")
