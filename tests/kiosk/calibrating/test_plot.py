"""The drawing of the errors: its scale, its limits, and what is drawn before and after."""

from __future__ import annotations

import pytest

from kiosk.calibrating import events as e
from kiosk.calibrating.plot import plot_of, scale
from kiosk.calibrating.view import PlotView
from tests.kiosk.calibrating.walk import TEN, Walk


@pytest.mark.parametrize(
    ("largest", "step", "top"),
    [(0.36, 0.1, 0.4), (0.47, 0.2, 0.6), (4.8, 2.0, 6.0), (1.0, 0.25, 1.0), (216.3, 100, 300)],
)
def test_scale_holds_what_is_drawn_in_few_round_steps(largest: float, step: float, top: float) -> None:
    assert scale(largest) == pytest.approx((step, top))


def drawn(walk: Walk) -> PlotView:
    plot = plot_of(walk.flow)
    assert plot is not None
    return plot


def test_limits_are_lines_with_their_numbers_and_no_other_number_lies_on_them() -> None:
    plot = drawn(Walk().ready())
    assert [mark.word for mark in plot.ticks] == ["−0.4", "−0.3", "−0.2", "−0.1", "0.0", "+0.1", "+0.2", "+0.3", "+0.4"]
    assert [mark.word for mark in plot.ticks if mark.limit] == ["−0.3", "+0.3"]


def test_steps_that_would_touch_a_limit_give_way_to_it() -> None:
    plot = drawn(Walk().ready().run())
    assert [mark.word for mark in plot.ticks] == ["−0.6", "−0.3", "0.0", "+0.3", "+0.6"]


def test_while_it_is_read_after_is_what_the_line_would_make_of_it_and_says_so() -> None:
    one = Walk().ready().point(TEN[35.0])
    assert [point.after for point in drawn(one).points] == [None, None, None]
    two = drawn(one(e.PointNext()).point(TEN[37.0]))
    assert [round(point.before or 0, 2) for point in two.points] == [-0.36, -0.39, 0]
    assert [abs(round(point.after, 9)) for point in two.points if point.after is not None] == [0, 0]
    assert two.after_word == "拟合后"


def test_after_the_check_both_are_what_was_read() -> None:
    plot = drawn(Walk().ready().run().adjust())
    assert [round(point.before or 0, 2) for point in plot.points] == [-0.36, -0.39, -0.47]
    assert all(point.after is not None and abs(point.after) < 0.02 for point in plot.points)
    assert plot.after_word == "校准后"
    assert plot.guard is not None
    assert 0.1 < plot.guard < 0.2


def test_check_after_an_adjustment_is_as_uncertain_as_the_line_it_was_adjusted_by() -> None:
    walk = Walk().ready().run().adjust()
    assert walk.flow.left_judged is not None
    assert "fit" in [part.name for part in walk.flow.left_judged.budget.parts]
