"""Patience with a process that dies, and what the next one is told. The processes here are played."""

from __future__ import annotations

import os
import queue
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.client.process import Outbox, Wake
from kiosk.faces.client.supervisor import Next, Restarts, Supervisor
from kiosk.faces.protocol.messages import Beat, Message, Renewing
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock


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


# --- one process after the other ----------------------------------------------------------------------------------
class Process:
    """A vision process: says what it is given to say, until it ends."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.says: queue.SimpleQueue[tuple[list[Message], bool]] = queue.SimpleQueue()
        self.granted: list[float] = []
        self.is_overdue = False
        self.killed = self.ended = 0

    def listen(self, timeout_s: float) -> tuple[list[Message], bool]:
        try:
            return self.says.get(timeout=0.01)
        except queue.Empty:
            return [], True

    def grant(self, seconds: float) -> None:
        self.granted.append(seconds)

    def end(self, timeout_s: float) -> int:
        self.ended += 1
        return 0

    def kill(self) -> int:
        self.killed += 1
        return -9


class Keeper:
    """A supervisor of played processes, and what it said."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.started: queue.SimpleQueue[Process] = queue.SimpleQueue()
        self.told: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.heard: list[Message] = []
        self.processes = 0
        self.unsent: list[list[bytes]] = []
        self.supervisor = Supervisor(
            self.spawn,  # type: ignore[arg-type]
            lambda: iter((b"greeting\n",)), self.heard.append, clock,
            on_death=self.on_death, on_renewal=lambda: self.told.put("renewed"), on_turn=lambda: None,
        )  # fmt: skip

    def spawn(self, outbox: Outbox, wake: Wake) -> Process:
        self.outbox = outbox
        self.unsent.append(lines_in(outbox))
        self.processes += 1
        process = Process(self.processes)
        self.started.put(process)
        return process

    def on_death(self, too_often: bool) -> None:
        self.supervisor.send(b"while none lives\n")
        self.told.put(f"died {too_often} {self.supervisor.pid}")

    def process(self) -> Process:
        """The next one that is started."""
        return self.started.get(timeout=5)


def lines_in(outbox: Outbox) -> list[bytes]:
    """What waits to be sent; it waits no longer."""
    reading, writing = os.pipe()
    while outbox:
        outbox.send(writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.readlines()


@pytest.fixture
def keeper(clock: ManualClock) -> Iterator[Keeper]:
    keeper = Keeper(clock)
    yield keeper
    keeper.supervisor.stop()


def test_every_process_is_greeted_and_told_nothing_twice(keeper: Keeper, announced: AnnouncedLog) -> None:
    announced.expect("the vision process ended (exit 0)")
    keeper.supervisor.send(b"before the first\n")
    assert not keeper.supervisor._outbox, "it would be kept for ever where there is no camera"
    keeper.supervisor.launch()
    first = keeper.process()
    first.says.put(([Beat(2.0)], True))
    first.says.put(([], False))
    assert keeper.told.get(timeout=5) == "died False None"
    keeper.process()
    with keeper.supervisor.lock:
        assert lines_in(keeper.outbox) == [b"greeting\n"]
    assert keeper.unsent == [[], []], "nothing was kept for a process that did not live"
    assert (first.granted, first.killed, keeper.heard) == ([2.0], 0, [])


def test_after_the_third_death_the_next_start_waits(
    keeper: Keeper, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the vision process ended (exit 0)")
    keeper.supervisor.launch()
    for often in (False, False, True):
        keeper.process().says.put(([], False))
        assert keeper.told.get(timeout=5) == f"died {often} None"
    clock.advance(9.9)
    with pytest.raises(queue.Empty):
        keeper.started.get(timeout=0.1)
    clock.advance(0.2)
    assert keeper.process().pid == 4
    assert keeper.supervisor.deaths == 3


def test_silent_process_is_killed_and_not_asked(keeper: Keeper, announced: AnnouncedLog) -> None:
    announced.expect("the vision process fell silent (SIGKILL)")
    keeper.supervisor.launch()
    silent = keeper.process()
    silent.is_overdue = True
    keeper.process()
    assert (silent.killed, silent.ended) == (1, 0)


def test_renewed_process_is_no_death(keeper: Keeper) -> None:
    keeper.supervisor.launch()
    old = keeper.process()
    old.says.put(([Renewing("age")], True))
    old.says.put(([], False))
    assert keeper.told.get(timeout=5) == "renewed"
    keeper.process()
    assert (keeper.supervisor.deaths, keeper.supervisor.renewals, keeper.heard) == (0, 1, [Renewing("age")])
