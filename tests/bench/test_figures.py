from __future__ import annotations

import pytest

from ui.benchmarks import memory, preview, tap
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.hall_terminal import Tap
from ui.benchmarks.processes import Memory


def figures_of(result: Result) -> dict[str, float]:
    return {figure.name: pytest.approx(figure.value) for figure in result.figures}


def test_a_figure_at_its_aim_meets_it() -> None:
    assert Figure("a", "x", 3.0, "%", 3.0).met is True
    assert Figure("a", "x", 3.01, "%", 3.0).met is False
    assert Figure("a", "x", 3.0, "%").met is None


def test_a_missed_aim_is_said_in_words() -> None:
    assert (
        Figure("own", "终端自己的", 142.34, "毫秒", 100.0).as_text() == "终端自己的：142 毫秒（目标 ≤ 100，没有达到）"
    )
    assert Figure("own", "终端自己的", 14.234, "毫秒", 100.0).as_text() == "终端自己的：14.2 毫秒（目标 ≤ 100，达到）"
    assert Figure("share", "之比", 0.2034).as_text() == "之比：0.203"


def test_a_result_without_figures_says_why() -> None:
    assert Result("preview", skipped="没有画面上屏").as_text() == ("摄像头画面（preview）\n  没有测：没有画面上屏")


def test_the_own_share_leaves_out_reader_wire_and_code_service() -> None:
    one = Tap(laid_s=10.0, found_s=10.2, read_s=10.65, identity_s=10.66, query_s=0.3, frame_s=11.0)
    assert tap.own_share_s(one) == pytest.approx(0.05)
    # 10 ms from the last byte to the identity, 340 ms from there to the glass, 300 ms of them the code service


def test_the_shares_of_a_tap_add_up_to_the_whole() -> None:
    one = Tap(laid_s=10.0, found_s=10.2, read_s=10.65, identity_s=10.66, query_s=0.3, frame_s=11.0)
    found = {figure.name: figure.value for figure in tap.result([one]).figures}
    parts = found["look_ms"] + found["reader_ms"] + found["gateway_ms"] + found["own_share_ms"]
    assert parts == pytest.approx(found["code_ms"])
    assert found["identity_ms"] == pytest.approx(660)
    assert found["own_to_reader"] == pytest.approx(50 / 450)


def test_a_preview_costs_what_it_takes_above_the_quiet_terminal() -> None:
    sessions = [
        ({"kiosk": 0.1, "vision": 0.06}, {"kiosk": 0.3, "vision": 2.06}, 80),
        ({"kiosk": 0.1, "vision": 0.06}, {"kiosk": 0.1, "vision": 0.06}, 0),
    ]
    result = preview.result(sessions)
    assert result.runs == 1
    assert figures_of(result) == {"kiosk_ms_per_frame": 2.5, "vision_ms_per_frame": 25.0, "frames_per_s": 80 / 6}


def test_without_a_picture_there_is_no_figure() -> None:
    assert preview.result([({"kiosk": 0.0}, {"kiosk": 0.0}, 0)]).skipped == "没有画面上屏"


def test_memory_that_the_kernel_does_not_share_out_is_left_out() -> None:
    start = {"kiosk": Memory(180.0, 140.0), "vision": Memory(120.0, None)}
    after = {"kiosk": Memory(200.0, 150.0), "vision": Memory(140.0, None)}
    assert figures_of(memory.result(start, after, 10)) == {
        "kiosk_rss_start_mb": 180.0,
        "kiosk_rss_mb": 200.0,
        "kiosk_pss_mb": 150.0,
        "vision_rss_start_mb": 120.0,
        "vision_rss_mb": 140.0,
        "total_rss_mb": 340.0,
    }
