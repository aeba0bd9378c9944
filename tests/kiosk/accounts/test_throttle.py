"""How long nobody may try again, and what counts as time that passed."""

from __future__ import annotations

import pytest

from kiosk.accounts.throttle import Moment, Throttle, passed_s
from kiosk.settings import Accounts

HERE, NEXT = "11111111-2222-4333-8444-555555555555", "66666666-7777-4888-8999-000000000000"


@pytest.mark.parametrize(
    ("failures", "pause_s"),
    [(0, 0), (1, 1), (2, 2), (3, 4), (4, 8), (5, 900), (6, 1800), (7, 3600), (8, 7200), (9, 14400), (10**9, 14400)],
)
def test_a_wait_doubles_from_a_second_then_locks_for_a_quarter_of_an_hour_and_more(
    failures: int, pause_s: float
) -> None:
    assert Throttle().pause_s(failures) == pause_s


def test_a_hall_sets_how_many_failures_lock_and_how_long() -> None:
    throttle = Throttle.of(Accounts(lock_after=3, lock_minutes=600))
    assert [throttle.pause_s(failures) for failures in (1, 2, 3, 4)] == [1.0, 2.0, 36000.0, 36000.0]
    assert [throttle.attempts_left(failures) for failures in (0, 2, 3, 4)] == [3, 1, 0, 0]


@pytest.mark.parametrize(
    ("since", "now", "seconds"),
    [
        (Moment(HERE, 1000.0), Moment(HERE, 1800.0), 800.0),
        (Moment(HERE, 1000.0), Moment(NEXT, 60.0), 60.0),  # before the start nobody knows what passed
        (Moment(HERE, 1000.0), Moment(NEXT, 1800.0), 1800.0),
        (Moment(HERE, 1000.0), Moment(HERE, 400.0), 400.0),  # a clock that cannot be: no endless wait
    ],
)
def test_only_time_that_passed_for_certain_counts(since: Moment, now: Moment, seconds: float) -> None:
    assert passed_s(since, now) == seconds


def test_without_a_failure_nobody_waits() -> None:
    assert Throttle().wait_s(0, Moment(HERE, 1000.0), Moment(HERE, 1000.0)) == 0
    assert Throttle().wait_s(5, None, Moment(HERE, 1000.0)) == 0
