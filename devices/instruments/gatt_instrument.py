"""A health instrument over Bluetooth: found, connected to, listened to and let go again after each measurement."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import ClassVar

from devices.backoff import Backoff
from devices.clock import Clock
from devices.decoding import Decoded, Outcome, RefusalCode, Refused, reading_of
from devices.device import Device, Remark
from devices.errors import DeviceError, DeviceRefused, ProtocolError, WireLost
from devices.events import ReadingTaken
from devices.gatt import uuids
from devices.gatt.makers import Family, family_of
from devices.gatt.octets import Decoder, date_time, date_time_octets
from devices.instruments.gatt_choice import Arrived, Told, chosen
from devices.wires_gatt import Link, Radio, Seen, shared

log = logging.getLogger("kiosk.devices")

SLICE_S = 1.0
"""Longest pause between two looks; what comes over the air ends it."""
SETTLED_S = 0.6
"""After so long without another value, all that belongs to one connection has come."""
SILENT_S = 30.0
"""A connection over which nothing came for so long is given up."""
AFRESH_S = 60.0
"""Listening is begun again so often: an adapter that was pulled out says nothing."""
TRIES = 3
"""So many connections in a row may fail before it is a fault: devices end theirs whenever they like."""
CLOCK_OFF_S = 120.0
"""A device whose clock is still so far off after it was written does not keep it."""


@dataclass(frozen=True, slots=True)
class Role:
    """What makes an instrument of one profile.

    Attributes:
        decoders: Where its values may come, as 16-bit numbers, and what reads them there; the first it has is used.
        metrics: What is told of its values, and what a refusal lacks.
    """

    decoders: Mapping[int, Decoder]
    metrics: tuple[str, ...]


class GattInstrument(Device):
    """Driver of an instrument that advertises when it has something to say, and ends the connection itself.

    READY means that the radio listens: an instrument that is switched off and one that nobody uses are the same. Bound
    to one address; all others are ignored. Of what comes over one connection the newest is told, once; everything else
    is out of its memory, and other people's.

    Args:
        zone: Civil time where it stands: its clock is set to it, and judged by it. None is the machine's.
    """

    role: ClassVar[Role]

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
        self._address, self._zone, self._radio = address, zone, radio or shared()
        self._joined = False
        self._link: Link | None = None
        self._family: Family | None = None
        self._standard: Decoder = next(iter(self.role.decoders.values()))
        self._seen: deque[Seen] = deque(maxlen=1)
        self._came: deque[Arrived] = deque()
        self._session: list[Arrived] = []
        self._moved_s = self._afresh_s = 0.0
        self._is_pairing = False
        self._clock_ahead_s: float | None = None
        self._keeps_clock = True
        self._clock_was_set = False
        self._misses = 0
        self._told = Told()

    @property
    def remark(self) -> Remark | None:
        """That it does not keep its clock: all it sends seems to be of another time, and is refused."""
        return None if self._keeps_clock else Remark("device-clock", (self.name,))

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

    def _on_value(self, raw: bytes) -> None:
        self._came.append(Arrived(raw, self.clock.now()))
        self._wake.set()

    def _turn(self) -> None:
        if self._link is None:
            self._look()
        else:
            self._hear(self._link)

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
        except (DeviceRefused, ProtocolError):
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
        self._session, self._clock_ahead_s, self._clock_was_set = [], None, False
        self._came.clear()
        link = self._link = self._radio.connect(seen, self._wake.set)
        self._moved_s = self.clock.now().monotonic_s
        if self._is_pairing:
            link.pair()
        if family and family.pause_s:
            self._pause(family.pause_s)
        number = next((each for each in self.role.decoders if link.has(uuids.uuid(each))), None)
        if number is None:
            raise ProtocolError("it has no such profile", code="wrong-instrument")
        self._standard = self.role.decoders[number]
        # The clock before the values: they come as soon as somebody listens, and with the last the instrument goes.
        self._set_clock(link)
        link.subscribe(uuids.uuid(number), self._on_value)
        self._ask(link)

    def _ask(self, link: Link) -> None:
        """Make it send, where it has to be asked."""
        if self._family and self._family.hello and link.has(self._family.control):
            for words in self._family.hello:
                link.write(self._family.control, words)
                self.wire_log.sent(words)

    def _set_clock(self, link: Link) -> None:
        """Write the hall's time, and see whether it was kept. Its own time before that tells how old its values are."""
        where = uuids.uuid(uuids.DATE_TIME)
        if not link.has(where, "write"):
            return
        readable = link.has(where, "read")
        try:
            if readable:
                self._clock_ahead_s = self._ahead_s(link.read(where))
            link.write(where, date_time_octets(self._local_time()))
            ahead = self._ahead_s(link.read(where)) if readable else 0.0
        except WireLost:
            if link.lost:
                raise
            ahead = None  # it refused
        self._keeps_clock = self._clock_was_set = ahead is not None and abs(ahead) <= CLOCK_OFF_S
        if not self._keeps_clock:
            log.info("%s: does not keep the time it is given", self.name)

    def _local_time(self) -> datetime:
        return self.clock.now().utc.astimezone(self._zone).replace(tzinfo=None)

    def _ahead_s(self, raw: bytes) -> float | None:
        told = date_time(raw) if len(raw) == 7 else None
        return (told - self._local_time()).total_seconds() if isinstance(told, datetime) else None

    def _hear(self, link: Link) -> None:
        now_s = self.clock.now().monotonic_s
        quiet_s = now_s - self._moved_s
        waits_s = (SETTLED_S if self._session else SILENT_S) - quiet_s
        if not self._came and not link.lost and waits_s > 0:
            self._pause(min(waits_s, SLICE_S))
            now_s = self.clock.now().monotonic_s
            quiet_s = now_s - self._moved_s
        while self._came:
            arrived = self._came.popleft()
            self.wire_log.received(len(arrived.raw))
            self._session.append(arrived)
            self._moved_s, quiet_s = now_s, 0.0
        if link.lost or quiet_s >= (SETTLED_S if self._session else SILENT_S):
            self._settle(link)

    def _settle(self, link: Link) -> None:
        if self._family and self._family.bye and not link.lost and link.has(self._family.control):
            link.write(self._family.control, self._family.bye)
        came, self._session = self._session, []
        self._let_go()
        self._seen.clear()
        if not came:
            if not self._is_pairing:
                self._tell(Refused(RefusalCode.NOTHING_SENT), Arrived(b"", self.clock.now()))
            return
        read = [(each, self._read(each.raw)) for each in came]
        fresh = [(each, told) for each, told in read if self._told.is_new(each, dated=_is_dated(told))]
        if not fresh:
            log.info("%s: %d values that were told before", self.name, len(came))
            return
        if len(fresh) > 1:
            log.info("%s: of %d values one is told", self.name, len(fresh))
        arrived, outcome = chosen(fresh, self._local_time(), self._clock_ahead_s, clock_was_set=self._clock_was_set)
        self._tell(self._kept(outcome), arrived)

    def _kept(self, outcome: Outcome) -> Outcome:
        """Of a measurement what this role tells."""
        if isinstance(outcome, Refused):
            return outcome
        held = tuple(each for each in outcome.quantities if each.metric in self.role.metrics)
        return replace(outcome, quantities=held) if held else Refused(RefusalCode.PARTIAL)

    def _read(self, raw: bytes) -> Outcome:
        family = self._family
        fits = family is not None and family.form and family.first_byte in (None, raw[0] if raw else None)
        return family.decoder(raw) if family is not None and fits else self._standard(raw)

    def _tell(self, outcome: Outcome, arrived: Arrived) -> None:
        stored = isinstance(outcome, Refused) and outcome.code is RefusalCode.STORED
        raw = b"" if stored else arrived.raw  # what somebody else measured goes no farther than this
        self._emit(ReadingTaken(reading_of(self.name, outcome, self.role.metrics, raw, arrived.at)))

    def _let_go(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()


def _is_dated(outcome: Outcome) -> bool:
    return isinstance(outcome, Decoded) and outcome.device_time is not None
