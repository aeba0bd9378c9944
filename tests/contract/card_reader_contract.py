"""What every card reader promises, whatever its wire: one suite, passed by each driver on its simulator.

A driver's test module subclasses `CardReaderContract`, names it `Test…`, and gives the `bench` fixture: a driver that
is made but not started, and the hands that put cards on it. Two people with different cards: `first` and `second`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Protocol

import pytest

from devices.device import Device
from devices.events import (
    CardArrived,
    CardKind,
    CardLeft,
    DeviceState,
    DeviceStateChanged,
    IdentityRead,
    ReadFailed,
)
from tests.conftest import AnnouncedLog
from tests.support.events import EventLog


class ReaderBench(Protocol):
    """A driver and the hands at its reader.

    Attributes:
        device: The driver under test, not started; the contract starts and stops it.
        first, second: Names on the two cards, as the driver must deliver them.
    """

    device: Device
    first: str
    second: str

    def tap_first(self) -> None:
        """Lay the first person's card on the reader."""

    def tap_second(self) -> None:
        """Lay the second person's card on the reader."""

    def pull(self) -> None:
        """Take the card away."""

    def unplug(self) -> None:
        """Make the reader disappear, card and all."""

    def plug(self) -> None:
        """Bring the reader back, without a card."""


class CardReaderContract:
    """Subclass it; set `card_kind`, `loss_log` and give the `bench` fixture.

    Attributes:
        card_kind: What `CardArrived` must say.
        loss_log: Fragment of the one warning that losing the reader may write.
        patience_s: How long any single event may take on this rig.
    """

    card_kind: CardKind
    loss_log: str = "WireLost"
    patience_s: float = 10.0

    @pytest.fixture
    def bench(self) -> Iterator[ReaderBench]:
        raise NotImplementedError

    @pytest.fixture
    def started(self, bench: ReaderBench, events: EventLog) -> Iterator[ReaderBench]:
        """The bench with its driver running and ready."""
        bench.device.start(events)
        events.wait_state(DeviceState.READY, timeout_s=self.patience_s)
        yield bench
        assert bench.device.stop(self.patience_s)

    def test_a_card_arrives_and_is_read_once(self, started: ReaderBench, events: EventLog) -> None:
        started.tap_first()
        read = events.wait_for(IdentityRead, timeout_s=self.patience_s)
        assert read.document.name == started.first
        started.pull()
        events.wait_for(CardLeft, timeout_s=self.patience_s)
        arrived = events.of(CardArrived)
        assert [a.token for a in arrived] == [read.token]
        assert arrived[0].kind is self.card_kind
        assert len(events.of(IdentityRead)) == 1
        assert events.of(ReadFailed) == []

    def test_a_pulled_card_leaves_with_the_token_it_came_with(self, started: ReaderBench, events: EventLog) -> None:
        started.tap_first()
        token = events.wait_for(IdentityRead, timeout_s=self.patience_s).token
        started.pull()
        assert events.wait_for(CardLeft, timeout_s=self.patience_s).token == token
        assert token.reader == started.device.name

    def test_tokens_rise_with_every_stay(self, started: ReaderBench, events: EventLog) -> None:
        started.tap_first()
        one = events.wait_for(IdentityRead, timeout_s=self.patience_s)
        started.pull()
        events.wait_for(CardLeft, timeout_s=self.patience_s)
        started.tap_second()
        two = events.wait_for(IdentityRead, 2, timeout_s=self.patience_s)
        started.pull()
        events.wait_for(CardLeft, 2, timeout_s=self.patience_s)
        assert two.token.counter > one.token.counter
        assert (one.document.name, two.document.name) == (started.first, started.second)
        order = [(type(e).__name__, e.token.counter) for e in events.events if not isinstance(e, DeviceStateChanged)]
        a, b = one.token.counter, two.token.counter
        assert order == [
            ("CardArrived", a),
            ("IdentityRead", a),
            ("CardLeft", a),
            ("CardArrived", b),
            ("IdentityRead", b),
            ("CardLeft", b),
        ]

    def test_a_lost_reader_is_a_fault_and_comes_back_by_itself(
        self, started: ReaderBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect(self.loss_log)
        started.unplug()
        fault = events.wait_state(DeviceState.FAULT, timeout_s=self.patience_s)
        assert fault.fault
        started.plug()
        events.wait_state(DeviceState.READY, 2, timeout_s=self.patience_s)
        started.tap_second()
        assert events.wait_for(IdentityRead, timeout_s=self.patience_s).document.name == started.second

    def test_a_card_on_a_lost_reader_is_announced_as_gone(
        self, started: ReaderBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect(self.loss_log)
        started.tap_first()
        token = events.wait_for(IdentityRead, timeout_s=self.patience_s).token
        started.unplug()
        assert events.wait_for(CardLeft, timeout_s=self.patience_s).token == token
        events.wait_state(DeviceState.FAULT, timeout_s=self.patience_s)
        assert len(events.of(CardLeft)) == 1
        started.plug()
        events.wait_state(DeviceState.READY, 2, timeout_s=self.patience_s)

    def test_stopping_leaves_no_thread_and_ends_closed(self, bench: ReaderBench, events: EventLog) -> None:
        bench.device.start(events)
        events.wait_state(DeviceState.READY, timeout_s=self.patience_s)
        assert bench.device.stop(self.patience_s)
        assert bench.device.state is DeviceState.CLOSED
        assert not [t for t in threading.enumerate() if bench.device.name in t.name]
        assert bench.device.stop(self.patience_s)

    def test_it_can_be_started_again_after_a_stop(self, bench: ReaderBench, events: EventLog) -> None:
        for life in (1, 2):
            bench.device.start(events)
            events.wait_state(DeviceState.READY, life, timeout_s=self.patience_s)
            assert bench.device.stop(self.patience_s)

    def test_every_event_carries_its_moment_and_they_do_not_go_back(
        self, started: ReaderBench, events: EventLog
    ) -> None:
        started.tap_first()
        events.wait_for(IdentityRead, timeout_s=self.patience_s)
        started.pull()
        events.wait_for(CardLeft, timeout_s=self.patience_s)
        moments = [
            e.at for e in events.events if isinstance(e, (DeviceStateChanged, CardArrived, CardLeft, IdentityRead))
        ]
        assert len(moments) == len(events.events)
        assert [m.monotonic_s for m in moments] == sorted(m.monotonic_s for m in moments)
        assert all(m.utc.utcoffset() == timedelta(0) for m in moments)

    def test_no_event_shows_whose_card_it_was(self, started: ReaderBench, events: EventLog) -> None:
        started.tap_first()
        read = events.wait_for(IdentityRead, timeout_s=self.patience_s)
        shown = repr(events.events)
        assert started.first not in shown
        assert str(read.document.number) not in shown
