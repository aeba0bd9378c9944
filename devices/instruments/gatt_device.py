"""The life of a Bluetooth instrument: looked for, connected to, its clock set, listened to, and let go again."""

from __future__ import annotations

import logging
from abc import abstractmethod
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from functools import partial
from typing import ClassVar

from devices.backoff import Backoff
from devices.clock import Clock
from devices.decoding import Outcome, RefusalCode, Refused, reading_of
from devices.device import Device, Remark
from devices.errors import DeviceError, DeviceRefused, DeviceTimeout, ProtocolError, WireLost
from devices.events import ReadingTaken
from devices.gatt import uuids
from devices.gatt.makers import Family, family_of
from devices.instruments.gatt_choice import Arrived, Told
from devices.instruments.gatt_clock import CivilClock
from devices.wires_gatt import Link, Radio, Seen, shared

log = logging.getLogger("kiosk.devices")

SLICE_S = 1.0
"""Longest pause between two looks; what comes over the air ends it."""
SILENT_S = 30.0
"""A connection over which nothing came for so long is given up."""
AFRESH_S = 60.0
"""Listening is begun again so often: an adapter that was pulled out says nothing."""
_CONSENT = 2
"""Operation of the User Control Point."""
TRIES = 3
"""So many connections in a row may fail before it is a fault: devices end theirs whenever they like."""


class GattDevice(Device):
    """An instrument that advertises when it has something to say. Bound to one address; all others are ignored.

    READY means that the radio listens: an instrument that is switched off and one that nobody uses are the same. A
    driver fills `_subscribe`, `_hear` and `_settle`.

    Args:
        zone: Civil time where it stands: its clock is set to it, and judged by it. None is the machine's.

    Attributes:
        metrics: What is told of its values, and what a refusal lacks.
    """

    metrics: ClassVar[tuple[str, ...]]

    def __init__(
        self,
        name: str,
        *,
        address: str,
        zone: tzinfo | None = None,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
        radio: Radio | None = None,
    ) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._address, self._radio = address, radio or shared()
        self._civil = CivilClock(self.clock, zone)
        self._joined = False
        self._link: Link | None = None
        self._family: Family | None = None
        self._seen: deque[Seen] = deque(maxlen=1)
        self._came: deque[Arrived] = deque()
        self._moved_s = self._afresh_s = 0.0
        self._is_pairing = False
        self._misses = 0
        self._told = Told()
        self._begin()

    @property
    def remark(self) -> Remark | None:
        """That it does not keep its clock: all it sends seems to be of another time, and is refused."""
        return None if self._civil.is_kept else Remark("device-clock", (self.name,))

    def _open(self) -> None:
        self._radio.join(self._address, self._on_seen)
        self._joined = True
        self._radio.listen()
        self._afresh_s = self.clock.now().monotonic_s

    def _close(self) -> None:
        self._let_go()
        if self._joined:
            self._joined = False
            self._radio.leave(self._address)

    def _interrupt(self) -> None:
        if self._thread is not None:
            self._radio.break_off(self._thread)

    def _on_seen(self, seen: Seen) -> None:
        self._seen.append(seen)
        self._wake.set()

    def _turn(self) -> None:
        if self._link is None:
            self._look()
        else:
            self._listen(self._link)

    def _look(self) -> None:
        now_s = self.clock.now().monotonic_s
        afresh = now_s - self._afresh_s >= AFRESH_S
        if afresh:
            self._afresh_s = now_s
        self._radio.listen(afresh=afresh)
        self._pause(SLICE_S)
        if not self._seen or self._stopping.is_set():
            return
        seen = self._seen.pop()
        try:
            self._greet(seen)
        except DeviceRefused as error:
            if error.code == "bond-missing" and seen.bonded:
                raise DeviceRefused("it has forgotten this host", code="bond-stale") from error
            raise
        except ProtocolError:
            raise
        except DeviceError as error:
            if self._came and self._link is not None and self._link.lost:
                return  # it told all it had, and went before it was asked
            self._let_go()
            self._misses += 1
            if self._misses >= TRIES or self._stopping.is_set():
                self._misses = 0
                raise
            log.info("%s: the connection failed (%s); the next advertisement is waited for", self.name, error.code)
        else:
            self._misses = 0

    def _greet(self, seen: Seen) -> None:
        family = self._family = family_of(seen.name)
        self._is_pairing = bool(family and family.pairing_flags is not None and family.pairing_flags == seen.flags)
        if family and family.one_bond and seen.bonded is False and seen.flags is not None and not self._is_pairing:
            raise DeviceRefused("it is bonded with another host", code="bonded-elsewhere")
        self._begin()
        self._came.clear()
        link = self._link = self._radio.connect(seen, self._wake.set)
        self._moved_s = self.clock.now().monotonic_s
        if self._is_pairing:
            link.pair()
        if family and family.pause_s:
            self._pause(family.pause_s)
        heard_at = self._characteristics(link)
        if not heard_at:
            raise ProtocolError("it has no such profile", code="wrong-instrument")
        # The clock before the values: they come as soon as somebody listens, and with the last the instrument goes.
        if self._civil.set(link) is False:
            log.info("%s: does not keep the time it is given", self.name)
        for uuid in heard_at:
            link.subscribe(uuid, partial(self._on_value, uuid))
        self._ask(link)

    def _on_value(self, uuid: str, raw: bytes) -> None:
        self._came.append(Arrived(raw, self.clock.now(), uuid))
        self._wake.set()

    def _begin(self) -> None:
        """A connection may come or is about to be made: what the last one left is of somebody else."""

    @abstractmethod
    def _characteristics(self, link: Link) -> Sequence[str]:
        """Where its values may come: whole UUIDs that the link has, in the order of subscribing; none is a fault."""

    def _ask(self, link: Link) -> None:
        """Make it send, where it has to be asked."""
        where = uuids.uuid(uuids.USER_CONTROL)
        if self._family and self._family.consent and link.has(where, "write"):
            user, code = self._family.consent
            link.subscribe(where, lambda _answer: None)  # it answers to a listener alone; without consent nothing comes
            self._write(link, where, bytes((_CONSENT, user)) + code.to_bytes(2, "little"))
        if self._family and self._family.hello and link.has(self._family.control):
            for words in self._family.hello:
                self._write(link, self._family.control, words)

    def _write(self, link: Link, uuid: str, words: bytes) -> None:
        link.write(uuid, words)
        self.wire_log.sent(words)

    def _listen(self, link: Link) -> None:
        """One look at what came, or a pause until something does."""
        waits_s = self._patience_s() - (self.clock.now().monotonic_s - self._moved_s)
        if not self._came and not link.lost and waits_s > 0:
            self._pause(min(waits_s, SLICE_S))
        came, lost = bool(self._came), link.lost
        while self._came:
            arrived = self._came.popleft()
            self.wire_log.received(len(arrived.raw))
            self._moved_s = self.clock.now().monotonic_s
            self._hear(link, arrived)
            if self._link is None:
                return
        if lost or (not came and self.clock.now().monotonic_s - self._moved_s >= self._patience_s()):
            self._settle(link)

    def _patience_s(self) -> float:
        """After so long without another value the connection is settled."""
        return SILENT_S

    @abstractmethod
    def _hear(self, link: Link, arrived: Arrived) -> None:
        """A value came."""

    @abstractmethod
    def _settle(self, link: Link) -> None:
        """Nothing more will come over this connection: tell what is to be told, and `_part`."""

    def _part(self, link: Link) -> None:
        """Say good-bye where that is known, and let it go."""
        if self._family and self._family.bye and not link.lost and link.has(self._family.control):
            with suppress(WireLost, DeviceTimeout):  # it goes either way
                link.write(self._family.control, self._family.bye)
        self._let_go()
        self._seen.clear()

    def _tell(self, outcome: Outcome, arrived: Arrived | None = None) -> None:
        stored = isinstance(outcome, Refused) and outcome.code is RefusalCode.STORED
        raw = b"" if stored or arrived is None else arrived.raw  # what somebody else measured goes no farther than this
        at = self.clock.now() if arrived is None else arrived.at
        self._emit(ReadingTaken(reading_of(self.name, outcome, self.metrics, raw, at)))

    def _local_time(self) -> datetime:
        return self._civil.here()

    def _let_go(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()
