"""Social-security cards on PC/SC readers: one device over every reader whose name matches.

The device's own thread watches; one thread per reader reads, since PC/SC has no timeout inside an exchange. Every
`CardArrived` is followed by exactly one `IdentityRead` or `ReadFailed`, and then by `CardLeft`, whatever happens.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import threading
import time

from devices.backoff import Backoff
from devices.cards.apdu import CardRefused
from devices.cards.pcsc_link import CardMoved, CardMute, HeldElsewhere, PcscConnection, ReaderLost
from devices.cards.pcsc_watcher import CardCame, PcscWatcher
from devices.cards.pcsc_worker import ReadWorker, Stay
from devices.cards.social_security import ExternalAuthentication, NotThisCard, SocialSecurityCard
from devices.clock import Clock
from devices.device import Device, DeviceKind, Remark, where_it_broke
from devices.errors import DeviceError, DeviceTimeout, ProtocolError
from devices.events import (
    CardArrived,
    CardKind,
    CardLeft,
    CardToken,
    DeviceEvent,
    IdentityRead,
    ReadFailed,
    ReadFailure,
    Sink,
)
from devices.identity import IdentityDocument

log = logging.getLogger("kiosk.devices.cards")

SILENCE_S = 5.0
"""A card that has given no result after this is told to be silent; what it says later is ignored."""
HELD_S = SILENCE_S - 0.6
"""So long a card that another program holds is waited for; then there is just time to say so."""
STUCK_S = 30.0
"""A reader whose exchange has not returned after this is out of order."""

_TRIES = 3
_BETWEEN_TRIES_S = 0.25  # all tries together span pcscd's presence poll of 0.4 s, which finds a shaken card again
_IDLE_SLICE_S = 1.0
_READING_SLICE_S = 0.1
_LOCKED = frozenset({0x6283, 0x6982, 0x6983, 0x6985, 0x6A81, 0x9303})


class PcscReader(Device):
    """Reads social-security cards on any PC/SC reader.

    Faults: "pcsc-library" (pyscard does not load), "pcsc-service" (pcscd is down), "no-reader" (none of that name),
    "reader-stuck" (an exchange has hung for more than 30 s). All heal by themselves: the service and the readers are
    looked for twice a second.

    Args:
        reader: Part of the reader's PC/SC name; empty takes every reader but SAM slots.
        authentication: Opens the personal file of version 3.x cards; without it they give their reference only.
    """

    kind = DeviceKind.SMART_CARD_READER

    def __init__(
        self,
        name: str,
        *,
        reader: str = "",
        clock: Clock | None = None,
        backoff: Backoff | None = None,
        authentication: ExternalAuthentication | None = None,
    ) -> None:
        super().__init__(name, clock=clock, backoff=backoff or Backoff(first_s=0.5, cap_s=0.5))
        self._application = SocialSecurityCard(authentication)
        self._watcher = PcscWatcher(reader)
        self._counter = itertools.count(1)
        self._telling = threading.RLock()
        self._stays: dict[str, Stay] = {}
        self._workers: dict[str, ReadWorker] = {}
        self._given_up: list[ReadWorker] = []

    def start(self, sink: Sink) -> None:
        """As `Device.start`. The sink is called on the watching and reading threads, one call at a time."""
        super().start(sink)

    def stop(self, timeout_s: float = 3.0) -> bool:
        """As `Device.stop`; false also when a reading thread hangs on a silent card."""
        deadline = time.monotonic() + timeout_s
        self._stopping.set()
        self._wake.set()
        watching = self._thread
        while watching is not None and watching.is_alive() and time.monotonic() < deadline:
            self._watcher.cancel()  # again and again: a cancel before the wait begins is lost
            watching.join(0.01)
        ended = super().stop(max(0.0, deadline - time.monotonic()))
        return all(worker.join(deadline - time.monotonic()) for worker in self._given_up) and ended

    @property
    def remark(self) -> Remark | None:
        """See `Device`."""
        names = self._watcher.left_out
        return Remark("reader-name", tuple(names)) if names else None

    def _open(self) -> None:
        self._check_stuck()
        self._watcher.open()

    def _turn(self) -> None:
        for change in self._watcher.wait(_READING_SLICE_S if self._reading() else _IDLE_SLICE_S):
            if isinstance(change, CardCame):
                self._arrive(change.reader)
            else:
                self._leave(change.reader, ReadFailure.MOVED)
        self._check_silence()
        self._check_stuck()

    def _close(self) -> None:
        self._watcher.close()
        for reader in list(self._stays):
            self._leave(reader, ReadFailure.READER)
        for reader in list(self._workers):
            self._give_up(reader)

    def _emit(self, event: DeviceEvent) -> None:
        with self._telling:
            super()._emit(event)

    def _arrive(self, reader: str) -> None:
        now = self.clock.now()
        stay = Stay(CardToken(self.name, next(self._counter)), reader, now.monotonic_s)
        with self._telling:
            self._stays[reader] = stay
            self._emit(CardArrived(stay.token, CardKind.CONTACT_CARD, now))
        worker = self._workers.get(reader)
        if worker is None or not worker.alive:
            worker = self._workers[reader] = ReadWorker(self.name, self._read, self.clock)
        worker.put(stay)

    def _leave(self, reader: str, unread: ReadFailure) -> None:
        """End a stay; a card that was still being read is told as `unread` first."""
        with self._telling:
            stay = self._stays.pop(reader, None)
            if stay is None:
                return
            self._tell_failed(stay, unread, retryable=True)
            stay.gone.set()
            self._emit(CardLeft(stay.token, self.clock.now()))

    def _reading(self) -> bool:
        return any(not stay.told for stay in list(self._stays.values())) or bool(self._living_given_up())

    def _check_silence(self) -> None:
        now_s = self.clock.now().monotonic_s
        for stay in list(self._stays.values()):
            if not stay.told and now_s - stay.since_s >= SILENCE_S:
                self._tell_failed(stay, ReadFailure.SILENT, retryable=True)
                stay.gone.set()
                self._give_up(stay.reader)

    def _check_stuck(self) -> None:
        """Raises DeviceTimeout "reader-stuck" for as long as a given-up read has not come back after 30 s."""
        for worker in self._living_given_up():
            if worker.busy_s > STUCK_S:
                raise DeviceTimeout(f"an exchange has hung for {worker.busy_s:.0f} s", code="reader-stuck")

    def _give_up(self, reader: str) -> None:
        """Leave a reading thread to itself; the reader gets another one with its next card."""
        worker = self._workers.pop(reader, None)
        if worker is not None:
            worker.end()
            self._given_up.append(worker)

    def _living_given_up(self) -> list[ReadWorker]:
        self._given_up = [worker for worker in self._given_up if worker.alive]
        return self._given_up

    def _read(self, stay: Stay) -> None:
        """Read one card and tell the outcome. Runs on the reader's worker; never raises."""
        try:
            self._read_and_tell(stay)
        except Exception as error:  # noqa: BLE001 - a bug, here or in the sink, must not end the reading thread
            log.error("%s: card %d: %s", self.name, stay.token.counter, where_it_broke(error))
            with contextlib.suppress(Exception):
                self._tell_failed(stay, ReadFailure.READER, retryable=True)

    def _read_and_tell(self, stay: Stay) -> None:
        try:
            self._read_with_patience(stay)
        except DeviceError as error:
            reason, retryable = _failure(error)
            log.info("%s: card %d: %s: %s", self.name, stay.token.counter, reason.value, error)
            self._tell_failed(stay, reason, retryable)

    def _read_with_patience(self, stay: Stay) -> None:
        """Connect, read and tell, again from the start when the card moved, up to three times in all.

        What was read is told before the card is powered down, so a pull in that moment does not make it unread.
        """
        tries_left = _TRIES
        while True:
            tries_left -= 1
            try:
                with PcscConnection(stay.reader, self.clock, self.wire_log) as card:
                    self._tell_read(stay, self._application.read(card))
                    return
            except HeldElsewhere:
                tries_left += 1  # it costs no try: the other program may need most of the time there is
                held_s = self.clock.now().monotonic_s - stay.since_s
                if held_s >= HELD_S or self.clock.wait(stay.gone, _BETWEEN_TRIES_S):
                    raise
            except (CardMoved, CardMute, ReaderLost):
                if tries_left == 0 or self.clock.wait(stay.gone, _BETWEEN_TRIES_S):
                    raise

    def _tell_read(self, stay: Stay, document: IdentityDocument) -> None:
        with self._telling:
            if self._may_tell(stay):
                self._emit(IdentityRead(stay.token, document, self.clock.now()))

    def _tell_failed(self, stay: Stay, reason: ReadFailure, retryable: bool) -> None:
        with self._telling:
            if self._may_tell(stay):
                self._emit(ReadFailed(stay.token, reason, retryable, self.clock.now()))

    def _may_tell(self, stay: Stay) -> bool:
        """True once for each stay, and never after its end. Called with the lock held."""
        if stay.told or stay.gone.is_set():
            return False
        stay.told = True
        return True


def _failure(error: DeviceError) -> tuple[ReadFailure, bool]:
    """What an error means to the person with the card, and whether presenting it again may help."""
    match error:
        case NotThisCard():
            return ReadFailure.UNSUPPORTED, False
        case CardRefused() if error.sw in _LOCKED:
            return ReadFailure.LOCKED, False
        case CardRefused() | ProtocolError():
            return ReadFailure.DAMAGED, False
        case CardMute():
            return ReadFailure.SILENT, True
        case CardMoved():
            return ReadFailure.MOVED, True
        case _:
            return ReadFailure.READER, True
