"""The files of methods and limits."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from kiosk.calibration import words
from kiosk.calibration.methods import (
    Adjusts,
    Claim,
    Limit,
    figure_limits,
    limits,
    methods,
    methods_for,
    read_limits,
    read_methods,
)
from kiosk.calibration.records import Verdict
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import Environment, Stage, Way
from kiosk.calibration.suspicions import AS_IF
from kiosk.faces.quality import gate
from kiosk.measurements.catalogue import metrics
from kiosk.sentences import table

KIOSK = Path(__file__).resolve().parents[3] / "kiosk"


def test_what_each_method_may_be_said_to_show() -> None:
    assert {name: (m.claim.value, m.adjusts.value, m.certifies) for name, m in methods().items()} == {
        "black-body": ("calibration", "line", True),
        "black-body-2": ("calibration", "line", True),
        "black-body-1": ("calibration", "offset", True),
        "comparison": ("plausibility", "none", False),
        "cuff-static": ("calibration", "line", True),
        "scale-weights": ("calibration", "line", True),
        "oximeter-simulator": ("function-test", "none", False),
        "glucose-control": ("function-test", "none", False),
        "thermal-array": ("calibration", "line", True),
        "camera": ("function-test", "none", False),
    }


def test_nothing_that_is_no_calibration_adjusts() -> None:
    assert all(m.claim is Claim.CALIBRATION for m in methods().values() if m.adjusts is not Adjusts.NONE)


def test_methods_of_a_thermometer_with_the_usual_one_first() -> None:
    assert [m.id for m in methods_for("thermometer", "temp_object")] == ["black-body", "black-body-2", "black-body-1"]
    assert [m.id for m in methods_for("thermometer", "temp_body")] == ["comparison"]
    assert [m.id for m in methods_for("blood-pressure", "dia")] == ["cuff-static"]
    assert methods_for("signal", "temp_object") == ()


@pytest.mark.parametrize("method", [m for m in methods().values() if not m.figures], ids=lambda m: m.id)
def test_method_is_whole(method: object) -> None:
    m = methods()[method.id]  # type: ignore[attr-defined]
    assert {metrics()[name].unit for name in m.metrics} == {m.unit}
    assert m.limit_rows
    assert set(m.environment) <= {field.name for field in fields(Environment)}
    assert len(m.points) >= m.least_points or not m.points
    assert list(m.points) == sorted(set(m.points))
    assert m.readings >= m.least_readings >= 1
    assert all(limit.at(point) > 0 for limit in m.limit_rows[:1] for point in m.points)


def test_limits_say_where_they_stand_and_whether_anybody_has_looked() -> None:
    assert {name for name, limit in limits().items() if not limit.from_memory} == {
        "scale-first",
        "scale-in-service",
        "body-plausible",
    }
    assert {limit.use for limit in limits().values()} == {"first", "in-service", "any"}
    assert all(limit.rule and limit.source and limit.id == name for name, limit in limits().items())
    assert all(limit.rule and limit.source for limit in figure_limits().values())


@pytest.mark.parametrize(
    ("name", "reference", "limit"),
    [
        ("ir-forehead", 41.0, 0.3),
        ("ir-forehead-fine", 34.9, 0.3),
        ("ir-forehead-fine", 35.0, 0.2),
        ("thermograph", 34.0, 0.5),
        ("thermograph", 39.0, 0.5),
        ("cuff-first", 250.0, 3.0),
        ("cuff-in-service", 250.0, 4.0),
        ("scale-first", 50.0, 0.05),
        ("scale-first", 50.1, 0.1),
        ("scale-first", 200.0, 0.1),
        ("scale-in-service", 50.0, 0.1),
        ("scale-in-service", 150.0, 0.2),
        ("scale-in-service", 1000.0, 0.3),
        ("glucose-iso", 5.54, 0.83),
        ("glucose-iso", 5.55, 0.8325),
        ("glucose-iso", 20.0, 3.0),
        ("oximeter-simulated", 70.0, 2.0),
    ],
)
def test_limit_at_a_reference(name: str, reference: float, limit: float) -> None:
    assert limits()[name].at(reference) == pytest.approx(limit)


@pytest.mark.parametrize(
    ("name", "reference"), [("thermograph", 33.9), ("thermograph", 39.1), ("oximeter-simulated", 69.9),
                            ("scale-first", 1000.1), ("ir-forehead-fine", 42.1)],
)  # fmt: skip
def test_no_limit_where_a_rule_has_none(name: str, reference: float) -> None:
    with pytest.raises(CalibrationRefused) as refused:
        limits()[name].at(reference)
    assert (refused.value.code, refused.value.blanks) == ("no-limit", {"point": reference})


def test_scale_of_another_interval_has_other_limits() -> None:
    scale = limits()["scale-first"]
    assert [scale.at(at, 0.05) for at in (25.0, 26.0, 100.0, 101.0)] == pytest.approx([0.025, 0.05, 0.05, 0.075])


@pytest.mark.parametrize(
    ("name", "value", "low", "high", "verdict"),
    [
        ("apcer", 0.0, 0.0, 0.01, Verdict.PASS),
        ("apcer", 0.0, 0.0, 0.025, Verdict.CONDITIONAL_PASS),
        ("apcer", 0.02, 0.005, 0.05, Verdict.CONDITIONAL_FAIL),
        ("apcer", 0.05, 0.02, 0.09, Verdict.FAIL),
        ("bpcer", 0.02, 0.02, 0.02, Verdict.PASS),
        ("sharpness", 79.0, 79.0, 79.0, Verdict.FAIL),
        ("sharpness", 85.0, 78.0, 92.0, Verdict.CONDITIONAL_PASS),
        ("brightness", 120.0, 48.0, 228.0, Verdict.PASS),
        ("brightness", 230.0, 229.0, 240.0, Verdict.FAIL),
        ("brightness", 47.0, 40.0, 50.0, Verdict.CONDITIONAL_FAIL),
    ],
)
def test_figure_of_a_camera_passes_with_its_whole_interval(
    name: str, value: float, low: float, high: float, verdict: Verdict
) -> None:
    assert figure_limits()[name].judge(value, low, high) is verdict


def test_figure_that_is_no_number_is_refused() -> None:
    with pytest.raises(CalibrationRefused, match="not-a-number"):
        figure_limits()["apcer"].judge(0.0, 0.0, math.nan)


def test_limits_of_a_picture_are_those_a_face_is_enrolled_by() -> None:
    figures = figure_limits()
    assert figures["sharpness"].at_least == gate.SHARP_FROM
    assert (figures["brightness"].at_least, figures["brightness"].at_most) == (gate.DARK_BELOW, gate.BRIGHT_ABOVE)


ROW = """
[limit.scale-first]
methods = ["scale-weights"]
rule = "JJG 539-2016"
clause = "5"
use = "first"
unit = "kg"
steps = [{ to = 50.0, value = 0.05 }, { to = 200.0, value = 0.1 }]
from_memory = false
source = "two sources"
"""


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('rule = "JJG 539-2016"', 'rule = ""', "needs its rule"),
        ('source = "two sources"', 'source = ""', "needs its rule"),
        ("from_memory", "value = 0.1\nfrom_memory", "either a value or steps"),
        ("steps = [{ to = 50.0, value = 0.05 }, { to = 200.0, value = 0.1 }]", "", "either a value or steps"),
        ("to = 200.0", "to = 20.0", "do not rise"),
        ("to = 200.0", "to = 50.0", "do not rise"),
        ("from_memory = false", "", "missing required field"),
        ("clause", "claus", "claus"),
    ],
)
def test_limit_that_is_not_whole_is_refused(was: str, becomes: str, said: str) -> None:
    assert read_limits(ROW.encode())["scale-first"].at(50.0) == 0.05
    with pytest.raises(ValueError, match=said):
        read_limits(ROW.replace(was, becomes).encode())


METHOD = """
[method.comparison]
device_kind = "thermometer"
metrics = ["temp_body"]
unit = "Cel"
reference = "contact-thermometer"
claim = "plausibility"
adjusts = "none"
points = []
least_points = 1
readings = 3
least_readings = 1
ways = ["wire"]
environment = []
ambient = [16.0, 35.0]
limits = ["body-plausible"]
sources = []
"""


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('limits = ["body-plausible"]', 'limits = ["nothing"]', "cannot be judged by nothing"),
        ('limits = ["body-plausible"]', 'limits = ["ir-forehead"]', "cannot be judged by ir-forehead"),
        ('limits = ["body-plausible"]', "limits = []", "cannot be judged at all"),
        ("sources", 'figures = ["beauty"]\nsources', "cannot be judged at all"),
        ('unit = "Cel"', 'unit = "K"', "cannot be judged by body-plausible"),
        ('adjusts = "none"', 'adjusts = "offset"', "adjusts what it has not calibrated"),
        ('claim = "plausibility"', 'claim = "certainty"', "certainty"),
    ],
)
def test_method_that_cannot_be_is_refused(was: str, becomes: str, said: str) -> None:
    read = read_methods(METHOD.encode())["comparison"]
    assert [read.both_ways, read.digital_rounding, read.in_range, read.leak] == [False] * 4
    assert (read.unseen, read.settling_min, read.least_warm_up_min, read.zero) == (0.0, 0.0, 0.0, None)
    with pytest.raises(ValueError, match=said):
        read_methods(METHOD.replace(was, becomes).encode())


# --- words ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", list(methods()))
def test_method_has_its_words(name: str) -> None:
    assert words.method_name(name)
    assert words.method_about(name)
    assert words.steps(name, reference="37.0 ℃", readings=10)
    assert words.reference_kind(methods()[name].reference)
    assert all(words.claim(methods()[name].claim.value))
    assert [words.environment_field(each) for each in methods()[name].environment]


def test_steps_are_those_of_one_method_in_order() -> None:
    assert [step.key for step in words.steps("black-body-1", reference="37.0 ℃", readings=10)] == [
        f"calibration.steps.black-body-1_{number}" for number in (1, 2, 3, 4)
    ]
    assert words.steps("black-body", reference="37.0 ℃", readings=10)[2] == "黑体设到 37.0 ℃，等它稳定。"


def test_everything_that_is_named_has_its_words() -> None:
    assert [words.verdict(each.value) for each in Verdict]
    assert [words.stage(each.value) for each in Stage]
    assert [words.way(each.value) for each in Way]
    assert [words.use(each) for each in ("first", "in-service", "any")]
    assert words.decision("simple", 0.5)[1] == "正好压线时，误判合格的风险可到 50.0%。要事先和客户说好。"
    assert words.reasons()["scheduled"] == "到期"
    parts = {call.args[0] for call in _calls("Part", "rectangular", "resolution", "certified") if call.args}
    named = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    assert {*named, "reference", "resolution", "repeatability"} == set(table("calibration.parts"))


def test_every_code_that_is_raised_has_its_sentence() -> None:
    refused = {call.args[0].value for call in _calls("CalibrationRefused", "_refuse") if _literal(call)}
    assert {"reference-too-poor", "no-limit", "zero-drift"} <= refused
    refused |= {code for each in AS_IF.values() for code, _ in each} | {"reference-overdue", "solution-expired"}
    assert refused - set(table("calibration.refusals")) == set()


def test_day_and_number_are_shown_as_a_technician_writes_them() -> None:
    refused = CalibrationRefused("reference-too-poor", u=0.30000000000000004, limit=0.3)
    assert words.of_refusal(refused).startswith("标准器不够准：不确定度 0.3 不小于最大允许误差 0.3")
    due = CalibrationRefused("reference-overdue", due=date(2026, 1, 2))
    assert "2026-01-02" in words.of_refusal(due)


def _calls(*names: str) -> Iterator[ast.Call]:
    for path in KIOSK.rglob("*.py"):
        text = path.read_text("utf-8")
        if "kiosk.calibration" in text:
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                    called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                    if called in names:
                        yield node


def _literal(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)


def test_limit_without_a_figure_at_all_is_no_limit() -> None:
    row = Limit(methods=(), rule="r", clause="", use="any", unit="kg", from_memory=True, source="s")
    with pytest.raises(CalibrationRefused, match="no-limit"):
        row.at(1.0)
