"""A Bluetooth instrument that tells a finished measurement and is let go after it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from devices.decoding import LIVE, Decoded, Outcome, RefusalCode, Refused
from devices.gatt import uuids
from devices.gatt.makers import Family
from devices.gatt.octets import Decoder
from devices.instruments.gatt_choice import Arrived, chosen, is_under_way
from devices.instruments.gatt_device import SILENT_S, GattDevice
from devices.wires_gatt import Link

log = logging.getLogger("kiosk.devices")

SETTLED_S = 0.6
"""After so long without another value, all that belongs to one connection has come."""

WRONG_S = 60.0
"""A clock further off than this says of its values no more than their order."""


@dataclass(frozen=True, slots=True)
class Role:
    """What makes an instrument of one profile.

    Attributes:
        decoders: Where its values may come, as 16-bit numbers, and what reads them there; the first it has is used.
        settled_s: See `SETTLED_S`.
    """

    decoders: Mapping[int, Decoder]
    settled_s: float = SETTLED_S


class GattInstrument(GattDevice):
    """Driver of an instrument that says what it measured, and ends the connection itself.

    Of what comes over one connection the newest is told, once; everything else is out of its memory, and other
    people's. While it says that it is still measuring it is waited for.
    """

    role: ClassVar[Role]
    own: ClassVar[frozenset[str]] = frozenset()
    """Formats of single makers that are read, in characteristics of their own."""

    def _begin(self) -> None:
        self._readers: dict[str, Decoder] = {}
        self._session: list[tuple[Arrived, Outcome]] = []

    def _characteristics(self, link: Link) -> Sequence[str]:
        self._readers = self._readers_of(link)
        return tuple(self._readers)

    def _readers_of(self, link: Link) -> dict[str, Decoder]:
        """Where values may come on this link, and what reads them there."""
        family = self._family
        if family is not None and family.form in self.own:
            where = uuids.whole(family.characteristic)
            return {where: family.decoder} if link.has(where) else {}
        number = next((each for each in self.role.decoders if link.has(uuids.uuid(each))), None)
        if number is None:
            return {}
        return {uuids.uuid(number): _as_its_maker_does(family, number, self.role.decoders[number])}

    def _patience_s(self) -> float:
        measured = any(not is_under_way(outcome) for _, outcome in self._session)
        return self.role.settled_s if measured else SILENT_S

    def _hear(self, _link: Link, arrived: Arrived) -> None:
        self._session.append((arrived, self._readers[arrived.uuid](arrived.raw)))

    def _settle(self, link: Link) -> None:
        came, self._session = self._session, []
        self._part(link)
        if not came:
            if not self._is_pairing:
                self._tell(Refused(RefusalCode.NOTHING_SENT))
            return
        fresh = [(each, told) for each, told in came if self._told.is_new(each, dated=_is_dated(told))]
        if not fresh:
            log.info("%s: %d values that were told before", self.name, len(came))
            return
        if len(fresh) > 1:
            log.info("%s: of %d values one is told", self.name, len(fresh))
        civil = self._civil
        arrived, outcome = chosen(fresh, self._local_time(), civil.ahead_s, clock_was_set=civil.was_set)
        self._tell(self._marked(self._kept(outcome)), arrived)

    def _marked(self, outcome: Outcome) -> Outcome:
        """A wrong clock that was read when it connected: how far it is off is known, and what it told is new. The
        time of a right one speaks for itself.
        """
        ahead_s = self._civil.ahead_s
        if not isinstance(outcome, Decoded) or outcome.device_time is None:
            return outcome
        if ahead_s is None or abs(ahead_s) <= WRONG_S:
            return outcome
        return replace(outcome, flags=(*outcome.flags, LIVE))

    def _kept(self, outcome: Outcome) -> Outcome:
        """Of a measurement what this role tells."""
        if isinstance(outcome, Refused):
            return outcome
        held = tuple(each for each in outcome.quantities if each.metric in self.metrics)
        return replace(outcome, quantities=held) if held else Refused(RefusalCode.PARTIAL)


def _as_its_maker_does(family: Family | None, number: int, standard: Decoder) -> Decoder:
    """What reads a standard characteristic of a maker who may fill it otherwise."""
    if family is None or not family.form or family.characteristic != number:
        return standard

    def read(raw: bytes, /) -> Outcome:
        fits = family.first_byte in (None, raw[0] if raw else None)
        return family.decoder(raw) if fits else standard(raw)

    return read


def _is_dated(outcome: Outcome) -> bool:
    return isinstance(outcome, Decoded) and outcome.device_time is not None
