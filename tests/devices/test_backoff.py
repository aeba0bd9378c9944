"""When to try again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.backoff import Backoff

BACKOFF = Backoff(first_s=0.1, cap_s=1.0)


@pytest.mark.parametrize(
    ("failures", "wait_s"), [(1, 0.1), (2, 0.2), (3, 0.4), (4, 0.8), (5, 1.0), (6, 1.0), (10**9, 1.0)]
)
def test_the_wait_doubles_with_each_failure_up_to_its_cap(failures: int, wait_s: float) -> None:
    assert BACKOFF.wait_s(failures) == pytest.approx(wait_s)


def test_a_cap_below_the_first_wait_holds_from_the_first_failure_on() -> None:
    assert Backoff(first_s=5.0, cap_s=2.0).wait_s(1) == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("failures", "random", "wait_s"),
    [(1, 0.0, 0.0), (1, 0.5, 0.05), (4, 0.25, 0.2), (9, 0.5, 0.5)],
)
def test_a_jittered_wait_is_drawn_from_the_whole_span(failures: int, random: float, wait_s: float) -> None:
    assert BACKOFF.jittered_s(failures, lambda: random) == pytest.approx(wait_s)


@given(failures=st.integers(1, 10**9), random=st.floats(0, 1, exclude_max=True))
def test_a_jittered_wait_is_never_negative_nor_longer_than_the_cap(failures: int, random: float) -> None:
    assert 0 <= BACKOFF.jittered_s(failures, lambda: random) < 1.0
