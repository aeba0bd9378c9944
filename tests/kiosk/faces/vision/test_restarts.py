"""Patience with a process that dies."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.vision.restarts import Next, Restarts


def test_first_two_deaths_are_mended_at_once() -> None:
    restarts = Restarts()
    assert restarts.died(10.0, 5.0) == Next(0.0, card_only=False)
    assert restarts.died(20.0, 5.0) == Next(0.0, card_only=False)


def test_third_death_within_a_minute_means_cards_only_and_slower_and_slower() -> None:
    restarts = Restarts()
    times = [10.0, 20.0, 30.0, 45.0, 70.0, 115.0, 200.0, 325.0, 450.0]
    answers = [restarts.died(t, 1.0) for t in times]
    assert [a.wait_s for a in answers] == [0, 0, 10, 20, 40, 80, 120, 120, 120]
    assert [a.card_only for a in answers] == [False, False, *[True] * 7]


def test_three_deaths_over_more_than_a_minute_are_no_reason() -> None:
    restarts = Restarts()
    assert [restarts.died(t, 30.9).card_only for t in (0.0, 31.0, 62.0, 93.0)] == [False] * 4


def test_a_minute_of_life_clears_the_record() -> None:
    restarts = Restarts()
    for t in (1.0, 2.0, 3.0):
        restarts.died(t, 1.0)
    assert restarts.died(80.0, 61.0) == Next(0.0, card_only=False)


@given(st.lists(st.tuples(st.floats(0.01, 200), st.floats(0, 200)), max_size=30))
def test_waits_are_bounded(deaths: list[tuple[float, float]]) -> None:
    restarts, now_s = Restarts(), 0.0
    for passed_s, lived_s in deaths:
        now_s += passed_s
        answer = restarts.died(now_s, min(lived_s, passed_s))
        assert 0.0 <= answer.wait_s <= 120.0
        assert answer.card_only == (answer.wait_s > 0)
