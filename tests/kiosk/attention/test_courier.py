"""A call is carried once, or again with growing patience until it is there, taken back, or too old."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from devices.backoff import Backoff
from kiosk.attention.channels.channel import NotDelivered
from kiosk.attention.channels.courier import MOST, Courier
from kiosk.attention.message import Message
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock


def message(name: str = "a") -> Message:
    return Message(name, "help", "", datetime(2026, 11, 22, 1, 20, tzinfo=UTC))


class FarEnd:
    """What a call reaches, or not."""

    def __init__(self) -> None:
        self.works = True
        self.got: list[str] = []
        self.tried = 0
        self.told: list[tuple[str, bool]] = []
        self.given_up: list[str] = []
        self._changed = threading.Condition()

    def deliver(self, message: Message) -> None:
        with self._changed:
            self.tried += 1
            self._changed.notify_all()
            if not self.works:
                raise NotDelivered("call-unreachable", "status 500")
            self.got.append(message.id)

    def tell(self, name: str) -> Callable[[bool], None]:
        def told(ok: bool) -> None:
            with self._changed:
                self.told.append((name, ok))
                self._changed.notify_all()

        return told

    def give_up(self, message: Message) -> None:
        with self._changed:
            self.given_up.append(message.id)
            self._changed.notify_all()

    def until(self, condition: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, 5)


def fault_of(courier: Courier) -> str | None:
    return courier.fault


@pytest.fixture
def far_end() -> FarEnd:
    return FarEnd()


@pytest.fixture
def courier(far_end: FarEnd, clock: ManualClock) -> Iterator[Courier]:
    made = Courier(
        "webhook", far_end.deliver, clock, keep_s=60, given_up=far_end.give_up, backoff=Backoff(first_s=2.0, cap_s=16.0)
    )
    made.start()
    yield made
    made.stop()


def test_call_is_delivered_once_and_told(courier: Courier, far_end: FarEnd) -> None:
    courier.send(message(), far_end.tell("a"))
    far_end.until(lambda: far_end.told == [("a", True)])
    assert (far_end.got, courier.waiting(), courier.fault) == (["a"], 0, None)


def test_failed_call_is_tried_again_until_it_is_there(
    courier: Courier, far_end: FarEnd, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("webhook: call a not delivered: status 500")
    far_end.works = False
    courier.send(message(), far_end.tell("a"))
    far_end.until(lambda: far_end.told == [("a", False)])
    assert fault_of(courier) == "call-unreachable"
    clock.advance(1.9)
    assert far_end.tried == 1
    clock.advance(0.2)
    far_end.until(lambda: len(far_end.told) == 2)
    clock.advance(3.9)
    assert far_end.tried == 2
    far_end.works = True
    clock.advance(0.2)
    far_end.until(lambda: far_end.told == [("a", False), ("a", False), ("a", True)])
    assert (far_end.got, far_end.given_up, fault_of(courier)) == (["a"], [], None)


def test_call_that_is_too_old_is_given_up(
    courier: Courier, far_end: FarEnd, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("not delivered")
    far_end.works = False
    courier.send(message(), far_end.tell("a"))
    for tries in range(1, 9):
        far_end.until(lambda tries=tries: len(far_end.told) >= tries or bool(far_end.given_up))  # type: ignore[misc]
        clock.advance(16)
    far_end.until(lambda: far_end.given_up == ["a"])
    assert courier.waiting() == 0
    assert far_end.tried < 9


def test_call_that_is_taken_back_does_not_leave(
    courier: Courier, far_end: FarEnd, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("not delivered")
    far_end.works = False
    courier.send(message(), far_end.tell("a"))
    far_end.until(lambda: far_end.told == [("a", False)])
    courier.take_back(["a", "b"])
    far_end.works = True
    clock.advance(60)
    courier.send(message("c"), far_end.tell("c"))
    far_end.until(lambda: ("c", True) in far_end.told)
    assert (far_end.got, far_end.given_up) == (["c"], ["a"])


def test_call_that_must_be_tried_once_is_tried_once(
    far_end: FarEnd, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("not delivered")
    once = Courier("chime", far_end.deliver, clock, given_up=far_end.give_up)
    far_end.works = False
    once.start()
    once.send(message(), far_end.tell("a"))
    far_end.until(lambda: far_end.given_up == ["a"])
    assert (far_end.tried, once.waiting()) == (1, 0)
    once.stop()


def test_defect_of_a_channel_silences_nothing_after_it(
    far_end: FarEnd, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("ZeroDivisionError")
    broken = iter([True, False])

    def deliver(message: Message) -> None:
        if next(broken):
            1 / 0  # noqa: B018
        far_end.deliver(message)

    courier = Courier("chime", deliver, clock)
    courier.start()
    courier.send(message("a"), far_end.tell("a"))
    courier.send(message("b"), far_end.tell("b"))
    far_end.until(lambda: far_end.told == [("a", False), ("b", True)])
    courier.stop()


def test_memory_does_not_grow_while_nothing_can_be_reached(far_end: FarEnd, clock: ManualClock) -> None:
    courier = Courier("webhook", far_end.deliver, clock, keep_s=60, given_up=far_end.give_up)
    for number in range(MOST + 3):
        courier.send(message(str(number)), far_end.tell("x"))
    courier.send(message("5"), far_end.tell("x"))
    assert (courier.waiting(), far_end.given_up) == (MOST, ["0", "1", "2"])
