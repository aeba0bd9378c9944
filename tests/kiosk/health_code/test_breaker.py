"""How long a service that fails is left alone."""

from __future__ import annotations

import pytest

from kiosk.health_code.breaker import Breaker
from tests.support.clock import ManualClock


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
