"""The two counters."""

from __future__ import annotations

from kiosk.clerk_page.limits import MOST_ADDRESSES, Places, Rate
from tests.support.clock import ManualClock


def test_a_bucket_is_refilled_with_time_and_never_beyond_its_size(clock: ManualClock) -> None:
    rate = Rate(2, 0.5, lambda: clock.now().monotonic_s)
    assert [rate.wait_s("a"), rate.wait_s("a"), rate.wait_s("a")] == [0, 0, 2]
    assert rate.wait_s("b") == 0
    clock.advance(1)
    assert rate.wait_s("a") == 1
    clock.advance(1)
    assert [rate.wait_s("a"), rate.wait_s("a")] == [0, 2]
    clock.advance(3600)
    assert [rate.wait_s("a"), rate.wait_s("a"), rate.wait_s("a")] == [0, 0, 2]


def test_who_asks_in_vain_does_not_wait_longer_for_it(clock: ManualClock) -> None:
    rate = Rate(1, 1.0, lambda: clock.now().monotonic_s)
    assert [rate.wait_s("a") for _ in range(50)] == [0] + [1] * 49


def test_addresses_are_not_remembered_without_end(clock: ManualClock) -> None:
    rate = Rate(1, 1.0, lambda: clock.now().monotonic_s)
    for number in range(MOST_ADDRESSES * 2):
        rate.wait_s(f"10.0.{number // 256}.{number % 256}")
    assert len(rate._used) == MOST_ADDRESSES


def test_places_are_counted_altogether_and_for_each() -> None:
    places = Places(3, 2)
    assert [places.enter("a"), places.enter("a"), places.enter("a")] == [True, True, False]
    assert [places.enter("b"), places.enter("c")] == [True, False]
    places.leave("a")
    assert [places.enter("c"), places.enter("a")] == [True, False]
