"""Glucose meters with the Bluetooth profile, service 0x1808: asked for their newest record when they arrive."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from devices.decoding import RefusalCode, Refused
from devices.device import DeviceKind
from devices.gatt import uuids
from devices.gatt.record_access import Ask, Done, NewestRecord
from devices.instruments.gatt_choice import Arrived, chosen
from devices.instruments.gatt_device import GattDevice
from devices.wires_gatt import Link

log = logging.getLogger("kiosk.devices")

ANSWER_S = 10.0
"""A question that was not answered after so long is not answered any more."""
_RECORD = uuids.uuid(uuids.GLUCOSE_MEASUREMENT)
_CONTEXT = uuids.uuid(uuids.GLUCOSE_CONTEXT)
_CONTROL = uuids.uuid(uuids.RECORD_ACCESS)


class GattGlucose(GattDevice):
    """Readings with `glucose_fasting` (mmol/L) where the meter was told so, else with `glucose_random`.

    Only the newest record is told, once, and only when it was just taken by the meter's own clock; of all others only
    the number is logged. A drop of control solution is refused.
    """

    kind = DeviceKind.GLUCOSE_METER
    metrics = ("glucose_random",)
    _from_sequence = 0

    def _begin(self) -> None:
        self._asking = NewestRecord(self._from_sequence)

    def _characteristics(self, link: Link) -> Sequence[str]:
        if not (link.has(_RECORD) and link.has(_CONTROL)):
            return ()
        return tuple(uuid for uuid in (_RECORD, _CONTEXT, _CONTROL) if link.has(uuid))

    def _ask(self, link: Link) -> None:
        super()._ask(link)
        self._write(link, _CONTROL, self._asking.begin().request)

    def _patience_s(self) -> float:
        return ANSWER_S

    def _hear(self, link: Link, arrived: Arrived) -> None:
        if arrived.uuid == _RECORD:
            self._asking.measurement(arrived.raw)
        elif arrived.uuid == _CONTEXT:
            self._asking.context(arrived.raw)
        else:
            self._go_on(link, self._asking.answer(arrived.raw), arrived)

    def _settle(self, link: Link) -> None:
        said = self._asking.lost() if link.lost else self._asking.silent()
        self._go_on(link, said, Arrived(b"", self.clock.now()))

    def _go_on(self, link: Link, said: Ask | Done | Refused | None, arrived: Arrived) -> None:
        if said is None:
            return
        if isinstance(said, Ask):
            self._moved_s = self.clock.now().monotonic_s
            self._write(link, _CONTROL, said.request)
            return
        self._part(link)
        if isinstance(said, Refused):
            if not self._is_pairing:
                self._tell(said)
            return
        self._told_record(said, arrived)

    def _told_record(self, done: Done, arrived: Arrived) -> None:
        if done.newest is None:
            self._from_sequence = 0  # a meter that was emptied counts anew
            self._tell(Refused(RefusalCode.NOTHING_SENT))
            return
        self._from_sequence = done.newest.sequence
        if done.dropped:
            log.info("%s: of %d records one is told", self.name, done.dropped + 1)
        here = Arrived(done.raw, arrived.at)
        if not self._told.is_new(here, dated=True):
            log.info("%s: its newest record was told before", self.name)
            return
        civil = self._civil
        _, outcome = chosen([(here, done.newest.outcome)], civil.here(), civil.ahead_s, clock_was_set=civil.was_set)
        self._tell(outcome, here)
