"""Limits in force beside those an evaluation called for, row by row, and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from kiosk.camera_bench.camera_view import ComparisonView
from kiosk.camera_bench.comparison import InForce, comparison_view
from kiosk.evaluation.kept import KeptEvaluation
from kiosk.faces.matching.policy import Policy

KEPT = KeptEvaluation(
    made=datetime(2026, 11, 20, 7, 30, tzinfo=UTC), engine="sface", engine_version="2021dec", second_opinion=None,
    liveness="minifasnet v2+v1se/1", people=320, pictures=1460, gallery=200, variant="normalised", fpir_wanted=0.001,
    threshold=0.49, fpir=0.0009, fnir=0.011, resolved=True, live_from=0.4, apcer=0.004, bpcer=0.019,
)  # fmt: skip
POLICY = Policy(accept=0.50, doubt=0.45, margin=0.05, frames=4, one_to_one=0.42, fpir=0.001, people=212)
NOW = InForce(0.4, 0.2, "sface", "2021dec", 0.001, POLICY)


def compared(now: InForce = NOW, **changes: Any) -> ComparisonView:
    return comparison_view(msgspec.structs.replace(KEPT, **changes), now, UTC)


def row(view: ComparisonView, label: str) -> tuple[str, str, str]:
    (found,) = (each for each in view.rows if each.label == label)
    return found.ours, found.theirs, found.state


def test_everything_agrees() -> None:
    view = compared()
    assert view.head == "评估 2026-11-20，sface 2021dec，320 人 1460 张"
    assert [(each.label, each.ours, each.theirs, each.state) for each in view.rows] == [
        ("活体从", "0.40", "0.40", "ok"),
        ("假脸当活人 APCER", "≤ 1 %", "0.4 %", "ok"),
        ("人脸阈值 T", "0.50", "0.49", "ok"),
        ("误认 FPIR", "≤ 0.1 %", "0.09 %", "ok"),
        ("漏认 FNIR", "≤ 2 %", "1.1 %", "ok"),
    ]
    assert (view.todo, view.differs) == (("在用的界限和评估的一致",), False)


@pytest.mark.parametrize("called", [0.62, 0.39, 0.41])
def test_liveness_limit_that_differs_says_where_to_change_it(called: float) -> None:
    view = compared(live_from=called)
    assert row(view, "活体从") == ("0.40", f"{called:.2f}", "look")
    change = f"活体从 0.40 改成 {called:.2f}：在设置页改 camera.live_from，重启后再检查摄像头"
    assert (view.todo, view.differs) == ((change,), True)


def test_limit_below_doubt_says_that_doubt_goes_down_first() -> None:
    assert compared(live_from=0.15).todo[1] == "先把 camera.doubt_from 降到 0.15 或更低，不然存不进"
    assert len(compared(live_from=0.2).todo) == 1


def test_liveness_that_was_not_measured_or_is_off() -> None:
    view = compared(live_from=None, apcer=None, bpcer=None)
    assert row(view, "活体从") == ("0.40", "未测", "")
    assert row(view, "假脸当活人 APCER") == ("≤ 1 %", "未测", "")
    assert view.todo == ("活体未测：评估时加 --attack 和假脸照片",)
    off = compared(replace(NOW, live_from=None), live_from=0.9)
    assert (row(off, "活体从"), off.differs) == (("关", "0.90", ""), False)


def test_attacks_that_pass_are_said() -> None:
    assert compared(apcer=0.011).todo == ("按这个界限，假脸还会过：改灯光或换镜头，再评估",)


def test_threshold_below_the_one_called_for() -> None:
    view = compared(threshold=0.53)
    assert row(view, "人脸阈值 T") == ("0.50", "0.53", "look")
    assert view.todo == ("阈值低于评估的 0.53：在“人脸阈值”页把允许误认调低，直到 T 够高",)


@pytest.mark.parametrize(
    ("policy", "now"),
    [({"people": 40}, 40), ({"people": 99}, 99), ({"second_opinion": True}, 212)],
)
def test_thresholds_of_another_scale_are_not_judged(policy: dict[str, Any], now: int) -> None:
    view = compared(replace(NOW, policy=msgspec.structs.replace(POLICY, **policy)), threshold=0.53)
    assert row(view, "人脸阈值 T") == ("0.50", "0.53", "")
    assert view.todo == (f"评估时名单 200 人，现在 {now} 人，阈值不能直接比：按现在的人数再评估",)


def test_few_strangers_and_missed_members() -> None:
    view = compared(resolved=False, fnir=0.021)
    assert view.todo == ("名单外的人太少，阈值不可靠：加人再评估", "漏认超过要求：每人多登记几张照片，再评估")
    assert row(compared(threshold=None), "人脸阈值 T") == ("0.50", "未测", "")
    assert row(compared(replace(NOW, policy=None)), "人脸阈值 T") == ("—", "0.49", "")


def test_figures_of_another_engine_are_left_out_and_liveness_stays() -> None:
    view = compared(engine="dlib", engine_version="20.0", live_from=0.62)
    assert [each.label for each in view.rows] == ["活体从", "假脸当活人 APCER"]
    assert view.todo[0].startswith("评估用的是 dlib 20.0，终端用的是 sface 2021dec：")
    assert view.todo[1].startswith("活体从 0.40 改成 0.62")


def test_the_three_most_important_are_said_first() -> None:
    view = compared(live_from=0.15, apcer=0.5, threshold=0.9, fnir=0.9)
    assert [said[:4] for said in view.todo] == ["活体从 ", "先把 c", "按这个界"]
