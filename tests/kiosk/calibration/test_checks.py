"""What is wrong with a run: each a situation, with the sentence a technician reads."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.calibration.checks import Problem, Weight, point_problems, problems
from kiosk.calibration.methods import limits, methods
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Environment, Run, SetPoint, Stage, Way
from kiosk.calibration.suspicions import implausible_slope, other_unit, swapped
from kiosk.calibration.words import of_problem
from tests.kiosk.calibration.thermometer import READINGS, ROOM, black_body, run

DAY = date(2026, 11, 28)
GOOD = tuple(SetPoint(at, readings) for at, readings in READINGS.items())


def found(it: Run, reference: Reference | None = None, day: date = DAY) -> tuple[Problem, ...]:
    return problems(it, methods()[it.method], reference or black_body(), day=day)


def said(it: Run, reference: Reference | None = None, day: date = DAY) -> list[tuple[str, str]]:
    return [(problem.weight.value, of_problem(problem)) for problem in found(it, reference, day)]


def test_good_run_has_no_problem() -> None:
    assert said(run()) == []


# --- the reference ----------------------------------------------------------------------------------------------------
def test_reference_that_is_overdue() -> None:
    assert said(run(), day=date(2027, 1, 11)) == []
    assert said(run(), day=date(2027, 1, 12)) == [
        ("refuse", "标准器的证书 2027-01-11 到期了，不能用。请换一台，或者登记新的证书。")
    ]


def test_reference_that_was_certified_tomorrow() -> None:
    assert said(run(), black_body(certified=DAY)) == []
    assert said(run(), black_body(certified=date(2026, 11, 29))) == [
        ("refuse", "标准器的证书是 2026-11-29 才出的，比今天晚。请核对日期。")
    ]


@pytest.mark.parametrize("figures", [{"expanded_u": 0.0}, {"expanded_u": -0.1}, {"k": 0.9}, {"stability": -0.01}])
def test_reference_whose_figures_stand_on_no_certificate(figures: dict[str, float]) -> None:
    assert said(run(), black_body(**figures)) == [
        ("refuse", "证书上的数不可能：U 要大于 0，k 不小于 1，稳定性不小于 0。请核对。")
    ]
    assert black_body(k=1.0, stability=0.0).is_possible


def test_display_without_a_step() -> None:
    refusal = [("refuse", "显示的最小一格要大于 0。请核对。")]
    assert said(run(resolution=-0.1)) == refusal
    assert "resolution-impossible" in {problem.code for problem in found(run(resolution=0.0, way=Way.TYPED))}


def test_point_outside_the_range_of_the_reference() -> None:
    assert said(run(), black_body(low=35.0, high=41.0)) == []
    it = run((SetPoint(30.0, (29.7,) * 5 + (29.8,) * 5), *GOOD))
    assert said(it, black_body(low=35.0, high=42.0)) == [
        ("refuse", "30 超出标准器证书的范围（35 到 42）。换一个点，或者换标准器。")
    ]
    assert [p.point for p in found(it, black_body(low=35.0, high=42.0))] == [0]
    assert found(run(), black_body(low=30.0, high=40.9))[0].blanks["reference"] == 41.0


def test_reference_of_another_kind_or_unit() -> None:
    assert said(run(), black_body(kind="manometer")) == [("refuse", "这台标准器不是这个方法要的那种。")]
    assert said(run(), black_body(unit="K")) == [("refuse", "标准器的单位是 K，这里要 Cel。")]


def test_solution_that_is_over() -> None:
    bottle = black_body(kind="control-solution", unit="mmol/L", low=5.8, high=7.2, due=date(2026, 11, 27))
    strip = run([SetPoint(6.5, (6.4,))], metric="glucose_random", unit="mmol/L", method="glucose-control")
    assert said(strip, bottle) == [("refuse", "质控液 2026-11-27 过期了，不能用。请换一瓶。")]


# --- points -----------------------------------------------------------------------------------------------------------
def test_two_points_where_three_are_asked_for() -> None:
    assert said(run(GOOD[:2])) == [("refuse", "这个方法至少要 3 个点，现在只有 2 个。")]
    assert said(run(GOOD[:1], stage=Stage.CHECK)) == []


def test_two_equal_points() -> None:
    it = run((*GOOD, SetPoint(37.0, READINGS[37.0])))
    assert said(it) == [("refuse", "37 这一点有两遍。每个点只要一遍，请改标准值或删掉一遍。")]


def test_too_few_readings() -> None:
    it = run((SetPoint(35.0, (34.6, 34.7)), *GOOD[1:]))
    assert said(it) == [("refuse", "35 这一点至少要 3 次读数，现在只有 2 次。")]


def test_method_of_another_device() -> None:
    assert said(run(metric="spo2")) == [("refuse", "这个方法不是给这种设备、这个项目用的。")]
    assert ("refuse", "这个方法不是给这种设备、这个项目用的。") in said(run(unit="K"), black_body(unit="K"))
    array = run(method="thermal-array", points=tuple(replace(p, readings=p.readings * 2) for p in GOOD))
    assert said(array) == []
    assert said(replace(array, way=Way.TYPED)) == [("refuse", "这个方法不能手工输入，请从设备读。")]


# --- readings ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("value", [math.nan, math.inf, -1e9])
def test_reading_that_is_no_number(value: float) -> None:
    it = run((GOOD[0], SetPoint(37.0, (36.6, value, 36.6)), GOOD[2]))
    assert said(it) == [("refuse", "有一个读数不是数字。请重读这一点。")]
    assert found(it)[0].point == 1
    assert found(run((SetPoint(value, (36.6,)),)))[-1].code == "not-a-number"
    assert found(run(environment=replace(ROOM, ambient_c=value)))[0].code == "not-a-number"
    assert [p.code for p in point_problems(it.points[1], methods()["black-body"], 0.1)] == ["not-a-number"]


def test_outlier_is_asked_and_left_out_only_by_hand() -> None:
    odd = (*READINGS[37.0][:4], 35.9, *READINGS[37.0][5:])
    it = run((GOOD[0], SetPoint(37.0, odd), GOOD[2]))
    outlier = [
        ("ask", "在 37，读数 35.9 和别的差得远。是碰到了、没对准吗？有原因才去掉；去掉的也会留在记录里。"),
        ("ask", "在 37，最高和最低差 0.8，超过 0.5。等稳定了再读一遍？"),
    ]
    assert said(it) == outlier
    assert (found(it)[0].point, found(it)[0].reading) == (1, 4)
    assert said(run((GOOD[0], SetPoint(37.0, odd, left_out=(4,)), GOOD[2]))) == []


def test_only_one_reading_may_be_left_out_and_only_with_cause() -> None:
    without = run((SetPoint(35.0, READINGS[35.0], left_out=(1,)), *GOOD[1:]))
    assert said(without) == [("refuse", "35 去掉的读数并不离群，不能去掉。")]
    odd = (35.9, *READINGS[37.0][1:])
    several = run((GOOD[0], SetPoint(37.0, odd, left_out=(0, 2)), GOOD[2]))
    assert said(several) == [("refuse", "37 去掉了不止一个读数。一个点最多去掉一个，请重读这一点。")]


def test_readings_that_are_all_the_same_are_noted() -> None:
    it = run((SetPoint(35.0, (34.6,) * 10), *GOOD[1:]))
    assert said(it) == [("note", "在 35，每次读数都一样：按分辨力算不确定度，不算重复性。")]


def test_point_is_checked_while_it_is_read() -> None:
    few = point_problems(SetPoint(37.0, (36.6, 36.6)), methods()["black-body"], 0.1, 1)
    assert [(p.code, p.point, p.weight) for p in few] == [("too-few-readings", 1, Weight.REFUSE)]


# --- figures ----------------------------------------------------------------------------------------------------------
def cuff(shown: float = 1.0, set_to: float = 1.0, **changes: object) -> Run:
    readings = {0.0: 0.0, 50.0: 51.0, 100.0: 102.0, 150.0: 152.0, 200.0: 203.0, 250.0: 253.0}
    points = [SetPoint(at * set_to, (value * shown,), way) for way in (False, True) for at, value in readings.items()]
    facts: dict[str, object] = {
        "metric": "sys",
        "unit": "mm[Hg]",
        "method": "cuff-static",
        "way": Way.TYPED,
        "zero_before": 0.0,
        "zero_after": 1.0,
        "leak_per_min": 1.0,
        "resolution": 1.0,
    }
    return run(points, **{**facts, **changes})


MANOMETER = black_body(kind="manometer", unit="mm[Hg]", low=0.0, high=300.0, expanded_u=0.8)


def test_cuff_that_is_read_well() -> None:
    assert said(cuff(), MANOMETER) == []


def test_kilopascals_typed_as_millimetres() -> None:
    assert said(cuff(shown=0.133322), MANOMETER) == [
        ("refuse", "读数像是千帕，这里要毫米汞柱。设备显示 kPa 吧？120 mmHg 就是 16.0 kPa。")
    ]
    assert said(cuff(set_to=0.133322), MANOMETER) == [
        ("refuse", "标准值像是千帕，这里要毫米汞柱。请核对标准压力计的单位。")
    ]


@pytest.mark.parametrize(
    ("unit", "reference", "typed", "code"),
    [
        ("Cel", 37.0, 98.6, "fahrenheit-typed"),
        ("Cel", 98.6, 36.9, "fahrenheit-reference"),
        ("kg", 60.0, 120.1, "jin-typed"),
        ("kg", 120.0, 60.1, "jin-reference"),
        ("kg", 60.0, 132.3, "pound-typed"),
        ("mmol/L", 6.5, 117.0, "mg-dl-typed"),
        ("mmol/L", 117.0, 6.5, "mg-dl-reference"),
        ("mm[Hg]", 120.0, 16.0, "kpa-typed"),
        ("mm[Hg]", 16.0, 120.0, "kpa-reference"),
    ],
)
def test_other_units_are_named(unit: str, reference: float, typed: float, code: str) -> None:
    method = {"Cel": "black-body-1", "kg": "scale-weights", "mmol/L": "glucose-control", "mm[Hg]": "cuff-static"}[unit]
    it = run([SetPoint(reference, (typed,) * 3)], method=method, unit=unit, stage=Stage.CHECK)
    there = [problem for problem in found(it) if problem.code == code]
    assert [problem.weight for problem in there] == [Weight.REFUSE]
    assert of_problem(there[0])


def test_pressures_of_a_person_in_kilopascals() -> None:
    assert other_unit([(16.0, 120.0), (10.67, 80.0)], "mm[Hg]") == "kpa-typed"
    assert other_unit([(138.01, 18.4), (86.26, 11.5)], "mm[Hg]") == "kpa-reference"
    assert other_unit([(118.0, 120.0), (79.0, 80.0)], "mm[Hg]") is None
    assert other_unit([(60.0, 120.0), (40.0, 80.0)], "mm[Hg]") is None
    assert other_unit([(60.0, 120.0)], "%") is None
    assert other_unit([(1.0, 0.0)], "mm[Hg]") is None
    assert other_unit([(50.0, 50.0), (100.0, 100.0)], "mm[Hg]") is None
    assert other_unit([(0.3, 0.0), (16.0, 120.0)], "mm[Hg]") == "kpa-typed"


def test_slope_far_from_one_is_refused_or_asked() -> None:
    worn = tuple(SetPoint(at, tuple(37 + (at - 37) * 0.8 + noise for noise in (0, 0.1, 0.1))) for at in READINGS)
    assert said(run(worn, way=Way.TYPED)) == [
        ("refuse", "读数变化和标准值变化的比是 1.25，离 1 太远，不能用。请核对单位、模式和填的位置。")
    ]
    assert [(p.code, p.weight) for p in found(run(worn))] == [("slope-implausible", Weight.ASK)]
    turned = tuple(SetPoint(at, readings) for at, readings in zip(READINGS, reversed(READINGS.values()), strict=True))
    assert [p.code for p in found(run(turned, way=Way.TYPED))] == ["slope-implausible"]


@pytest.mark.parametrize(("slope", "far"), [(1.09, False), (0.91, False), (1.12, True), (0.88, True)])
def test_a_tenth_is_where_a_slope_stops_being_one(slope: float, far: bool) -> None:
    it = tuple(SetPoint(at, tuple(37 + (at - 37) / slope + noise for noise in (0, 0.01, 0.02))) for at in READINGS)
    assert [p.code for p in found(run(it))] == ["slope-implausible"] * far


def test_slope_of_two_points_is_looked_at_and_of_one_is_none() -> None:
    assert implausible_slope([(35.0, 34.0), (40.0, 40.0)]) == pytest.approx(1.2)
    assert implausible_slope([(35.0, 35.0), (40.0, 40.3)]) is None
    assert implausible_slope([(35.0, 70.0)]) is None
    assert implausible_slope([(36.5, 35.0), (36.5, 41.0)]) is None


def test_columns_of_two_points_may_be_swapped_and_of_one_it_may_be_chance() -> None:
    proposed = (35.0, 37.0, 41.0)
    assert swapped([(35.0, 34.64), (41.0, 40.53)], proposed, 0.1)
    assert not swapped([(35.0, 34.64)], proposed, 0.1)
    assert not swapped([(35.0, 34.64), (41.0, 41.0)], proposed, 0.1)
    assert not swapped([(35.1, 34.64), (41.0, 40.53)], proposed, 0.1)
    assert not swapped([(35.0, 34.64), (41.0, 40.53)], (), 0.1)


def test_columns_that_were_swapped() -> None:
    means = (34.64, 36.61, 40.53)
    it = run([SetPoint(x, (y,) * 3) for x, y in zip(means, READINGS, strict=True)], way=Way.TYPED)
    assert ("ask", "读数正好都是标准器的设定值，标准值却不是。两列填反了吗？") in said(it)
    assert "columns-swapped" not in {p.code for p in found(replace(it, way=Way.WIRE))}
    good = run([SetPoint(y, (y,) * 3) for y in READINGS], way=Way.TYPED)
    assert "columns-swapped" not in {p.code for p in found(good)}


def test_device_that_is_stuck() -> None:
    it = run([SetPoint(at, (36.5,) * 3) for at in READINGS])
    assert ("ask", "标准值变了，读数一直是 36.5。设备卡住了吗？按这样记下去，就是不合格。") in said(it)


# --- environment, zero, leak, time ------------------------------------------------------------------------------------
def test_environment_that_is_not_noted() -> None:
    assert said(run(environment=Environment(ambient_c=23.0, humidity_pct=45.0, emissivity=0.95, warm_up_min=40.0))) == [
        ("refuse", "还没有填距离。")
    ]
    assert said(run(environment=replace(ROOM, emissivity=95.0))) == [("refuse", "发射率填的是 95，不可能。请核对。")]
    assert said(run(environment=replace(ROOM, humidity_pct=-1.0))) == [("refuse", "湿度填的是 -1，不可能。请核对。")]


def test_room_that_is_too_cold_and_device_that_is() -> None:
    assert said(run(environment=replace(ROOM, ambient_c=15.9))) == [
        ("refuse", "室温 15.9 ℃，这个方法要在 16 到 35 ℃ 之间做。")
    ]
    assert said(run(environment=replace(ROOM, ambient_c=35.0, warm_up_min=29.0))) == [
        ("refuse", "设备才开机 29 分钟，至少要 30 分钟。请等一等。")
    ]


def test_what_lies_at_a_bound_is_within_it() -> None:
    for edge in (Environment(16.0, 0.0, 0.0, 0.1, 30.0), Environment(35.0, 100.0, 1000.0, 1.0, 30.0)):
        assert said(run(environment=edge)) == []
    for name, value in (("emissivity", 0.09), ("humidity_pct", 100.1), ("distance_cm", 1000.1), ("distance_cm", -0.1)):
        impossible = found(run(environment=replace(ROOM, **{name: value})))
        assert [(p.code, p.blanks["what"]) for p in impossible] == [("environment-impossible", name)]
    assert said(run(ended=run().begun)) == []
    spread = SetPoint(35.0, (34.4, 34.5, 34.6, 34.8, 34.9))
    assert "unsteady" not in {p.code for p in found(run((spread, *GOOD[1:])))}


def test_three_readings_that_are_the_same_are_noted_and_two_are_too_few() -> None:
    codes = [p.code for p in point_problems(SetPoint(37.0, (36.6,) * 3), methods()["black-body"], 0.1)]
    assert codes == ["no-scatter"]
    assert point_problems(SetPoint(0.0, ()), methods()["black-body"], 0.1)[0].code == "too-few-readings"


def test_slope_of_a_method_of_two_points_is_looked_at() -> None:
    worn = run([SetPoint(at, (37 + (at - 37) * 0.8,) * 3) for at in (33.0, 41.0)], method="black-body-2", way=Way.TYPED)
    assert "slope-implausible" in {p.code for p in found(worn)}


def test_look_each_morning_needs_no_hygrometer() -> None:
    assert said(run(GOOD[1:2], stage=Stage.CHECK, environment=Environment())) == []
    cold = run(GOOD[1:2], stage=Stage.CHECK, environment=Environment(ambient_c=10.0))
    assert [p.code for p in found(cold)] == ["ambient-outside"]


def test_zero_that_drifts_voids_the_run() -> None:
    assert said(cuff(zero_after=1.1), MANOMETER) == [
        ("refuse", "零点从 0 变到 1.1，超过 1：这一遍作废。请查原因，从头再做。")
    ]
    assert said(cuff(zero_before=1.0, zero_after=-0.5), MANOMETER)[0][0] == "refuse"
    assert said(cuff(zero_after=None), MANOMETER) == [("refuse", "前后两次零点都要读。")]


def test_leak_that_is_not_read_or_too_large() -> None:
    assert said(cuff(leak_per_min=None), MANOMETER) == [("refuse", "还没有测漏气。")]
    it, method, limit = cuff(leak_per_min=6.1), methods()["cuff-static"], limits()["cuff-first"]
    assert [of_problem(p) for p in problems(it, method, MANOMETER, day=DAY, limit=limit)] == [
        "每分钟漏 6.1，最多允许 6：这台设备不合格。先查接头和袖带，再重新测。"
    ]
    assert problems(replace(it, leak_per_min=6.0), method, MANOMETER, day=DAY, limit=limit) == ()


def test_way_back_that_was_not_read() -> None:
    whole = cuff()
    lacking = replace(whole, points=tuple(p for p in whole.points if not (p.falling and p.reference in (100.0, 250.0))))
    assert said(lacking, MANOMETER) == [("refuse", "100 只有升压或者只有降压。请补上另一遍。")]


def test_check_in_service_asks_for_neither_zero_nor_leak_nor_the_way_back() -> None:
    it = cuff(stage=Stage.CHECK, zero_before=None, zero_after=None, leak_per_min=None)
    assert said(replace(it, points=it.points[2:3]), MANOMETER) == []


def test_clock_that_moved_back_within_a_run() -> None:
    it = run(ended=datetime(2026, 11, 28, 0, 59, tzinfo=UTC))
    assert said(it) == [("refuse", "这一遍中间，终端的时钟往回走了。请先核对时间，从头再做。")]


# --- whatever comes ---------------------------------------------------------------------------------------------------
numbers = st.floats(allow_nan=True, allow_infinity=True) | st.floats(-50, 300)
points = st.builds(
    SetPoint,
    numbers,
    st.lists(numbers, max_size=4).map(tuple),
    st.booleans(),
    st.sampled_from([(), (0,), (0, 1)]),
)


@given(st.sampled_from(list(methods())), st.lists(points, max_size=5), st.sampled_from(list(Way)))
def test_whatever_comes_is_judged_in_words(method: str, these: list[SetPoint], way: Way) -> None:
    wanted = methods()[method]
    it = run(these or (SetPoint(0.0, ()),), method=method, unit=wanted.unit, metric=wanted.metrics[0], way=way)
    for problem in found(it):
        assert of_problem(problem)
