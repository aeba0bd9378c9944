"""When to try again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.health_code.backoff import Breaker, full_jitter_s
from tests.support.clock import ManualClock


@pytest.mark.parametrize(
    ("failures", "random", "pause_s"),
    [(1, 0.0, 0.0), (1, 0.5, 0.05), (2, 0.5, 0.1), (3, 0.5, 0.2), (4, 0.25, 0.2), (5, 0.5, 0.5), (99999, 0.5, 0.5)],
)
def test_the_pause_is_drawn_from_a_span_that_doubles_up_to_one_second(
    failures: int, random: float, pause_s: float
) -> None:
    assert full_jitter_s(failures, lambda: random) == pytest.approx(pause_s)


@given(failures=st.integers(1, 10**9), random=st.floats(0, 1, exclude_max=True))
def test_a_pause_is_never_negative_nor_longer_than_the_cap(failures: int, random: float) -> None:
    assert 0 <= full_jitter_s(failures, lambda: random) < 1.0


def test_a_service_that_fails_is_left_alone_longer_each_time_and_at_once_asked_again_after_success() -> None:
    clock = ManualClock()
    breaker = Breaker(clock)
    assert breaker.rest_left_s() == 0
    for rest_s in (5.0, 10.0, 20.0, 30.0, 30.0):
        breaker.failed()
        assert breaker.rest_left_s() == pytest.approx(rest_s)
        clock.advance(rest_s)
        assert breaker.rest_left_s() == 0
    assert breaker.failing
    breaker.succeeded()
    assert not breaker.failing
    breaker.failed()
    assert breaker.rest_left_s() == pytest.approx(5.0)
