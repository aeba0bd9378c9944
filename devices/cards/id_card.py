"""Driver of resident ID card readers with a SAM (serial or a serial bridge).

A stay begins when the reader finds a card and ends in exactly one of `IdentityRead` and `ReadFailed`, then `CardLeft`.

The protocol has no message for "card gone". What the driver goes by:

* After a read, "newest address" is asked again every quarter second. 90 or 91 means the card lies there. Once a card of
  this type has answered so, its silence is believed: not found for `removal_s`, and it has left.
* A reader or card type that never answered so keeps us blind, because a halted chip is not found whether it lies there
  or not. Then only `blind_removal_s` ends the stay, so that a visit is not cut off a second after the tap.
* A card found anew after "no card" begins a new stay at once, whoever's it is. Found without one in between, it is read
  first: the same holder's card slipped for a moment, or the reader wakes cards that were read, and the stay goes on;
  another holder's ends it.
* A lost reader ends the stay too.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.cards.document import DocumentType, IdentityDocument
from devices.cards.sam_frames import FIND, RESET, Sw3
from devices.cards.sam_link import SamLink
from devices.cards.sam_reading import Miss, check_status, greet, is_still_there, read_card
from devices.clock import Clock
from devices.device import Backoff, Device, DeviceKind
from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead, ReadFailed, ReadFailure
from devices.wires import SerialLine, Wire

_LINE = SerialLine(115200)
_AT_ONCE_S = 0.0


@dataclass(slots=True)
class _Stay:
    """One card on the reader, as far as we know.

    Attributes:
        seen_s: Monotonic time at which it last answered.
        misses: Failed tries to read it.
        type: What it is, once it was read.
        holder: Stands for the holder once it was read; a salted hash, so that the stay keeps nothing personal.
        lost: True while the reader says "no card" after a read.
        failed: True once `ReadFailed` was told.
    """

    token: CardToken
    seen_s: float
    misses: int = 0
    type: DocumentType | None = None
    holder: int = 0
    lost: bool = False
    failed: bool = False


def _holder(document: IdentityDocument) -> int:
    return hash((document.type, document.number, document.name))


class IdCardReader(Device):
    """Reads resident ID cards and the permits that share their antenna.

    Args:
        url: Serial port or pyserial URL.
        removal_s: How long a card that can be asked must be silent before it counts as gone.
        blind_removal_s: The same, on readers that do not tell whether a card that was read is still there.

    Attributes:
        sam_id: The security module's identity as printed on the reader, None until it was read.
    """

    kind = DeviceKind.ID_CARD_READER

    FIND_EVERY_S = 0.25
    STATUS_EVERY_S = 3.0
    AGAIN_AFTER_FAILURE_S = 1.0
    MISSES = 3
    """Failed tries before the visitor is told; find and select often race while a card is being laid down."""

    def __init__(
        self,
        name: str,
        *,
        url: str,
        removal_s: float = 1.0,
        blind_removal_s: float = 10.0,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._url = url
        self._removal_s = removal_s
        self._blind_removal_s = blind_removal_s
        self.sam_id: str | None = None
        self._wire: Wire | None = None
        self._link: SamLink | None = None
        self._was_open = False
        self._counter = 0
        self._stay: _Stay | None = None
        self._tell_presence: set[DocumentType] = set()
        self._status_at_s = 0.0

    def _open(self) -> None:
        self._wire = Wire(self._url, _LINE, self.clock)
        self._link = SamLink(self._wire, self.clock, stopping=self._stopping.is_set)
        if self._was_open:
            self._link.ask(RESET)
        self._was_open = True
        self._tell_presence.clear()  # another reader may stand at this port now
        self.sam_id = greet(self._link)
        self._status_at_s = self._now_s()

    def _close(self) -> None:
        self._end_stay(ReadFailure.READER)
        if self._wire is not None:
            self._wire.close()
        self._wire = self._link = None

    def _turn(self) -> None:
        assert self._link is not None
        self._pause(self._step(self._link))

    def _step(self, link: SamLink) -> float:
        """One look at the reader; returns the seconds to wait before the next."""
        stay = self._stay
        if stay is None:
            self._ping(link)
        elif stay.type is not None:
            there = is_still_there(link)
            if there:
                stay.seen_s = self._now_s()
                stay.lost = False
                self._tell_presence.add(stay.type)
            if there is not False:
                return self.FIND_EVERY_S
        answer = link.ask(FIND)
        if answer is None:
            return self.FIND_EVERY_S
        if answer.sw3 == Sw3.FOUND:
            return self._found(link)
        self._not_found()
        return self.FIND_EVERY_S

    def _ping(self, link: SamLink) -> None:
        """Ask for the SAM's status when it is due. Only between cards: nothing says what it does to a selected one."""
        if self._now_s() - self._status_at_s >= self.STATUS_EVERY_S:
            check_status(link)
            self._status_at_s = self._now_s()

    def _found(self, link: SamLink) -> float:
        before = self._stay
        if before is not None and before.type is not None and not before.lost:
            outcome = read_card(link)
            if not isinstance(outcome, Miss) and _holder(outcome) == before.holder:
                before.seen_s = self._now_s()
                return self.FIND_EVERY_S
            self._end_stay()
            return self._conclude(self._begin_stay(), outcome)
        if before is None or before.type is not None:
            self._end_stay()
            before = self._begin_stay()
        before.seen_s = self._now_s()
        return self._conclude(before, read_card(link))

    def _conclude(self, stay: _Stay, outcome: IdentityDocument | Miss) -> float:
        if isinstance(outcome, Miss):
            self._missed(stay, outcome)
            return self.AGAIN_AFTER_FAILURE_S if stay.failed else self.FIND_EVERY_S
        self._read(stay, outcome)
        return _AT_ONCE_S

    def _read(self, stay: _Stay, document: IdentityDocument) -> None:
        if stay.failed:
            # The card that failed, or another one in its place: nobody can tell, so it is a new stay.
            self._end_stay()
            stay = self._begin_stay()
        stay.type, stay.holder = document.type, _holder(document)
        stay.seen_s = self._now_s()
        self._emit(IdentityRead(stay.token, document, self.clock.now()))

    def _missed(self, stay: _Stay, miss: Miss) -> None:
        stay.misses += 1
        if not stay.failed and (miss.final or stay.misses >= self.MISSES):
            stay.failed = True
            self._emit(ReadFailed(stay.token, miss.reason, not miss.final, self.clock.now()))

    def _not_found(self) -> None:
        stay = self._stay
        if stay is None:
            return
        stay.lost = True
        if stay.type is None:
            self._missed(stay, Miss(ReadFailure.MOVED))
        blind = stay.type is not None and stay.type not in self._tell_presence
        if self._now_s() - stay.seen_s >= (self._blind_removal_s if blind else self._removal_s):
            self._end_stay()

    def _begin_stay(self) -> _Stay:
        self._counter += 1
        self._stay = _Stay(CardToken(self.name, self._counter), self._now_s())
        self._emit(CardArrived(self._stay.token, CardKind.ID_CARD, self.clock.now()))
        return self._stay

    def _end_stay(self, reason: ReadFailure = ReadFailure.MOVED) -> None:
        """Say that the card has left; first that it was not read, where neither result was told yet."""
        stay, self._stay = self._stay, None
        if stay is None:
            return
        if stay.type is None and not stay.failed:
            self._emit(ReadFailed(stay.token, reason, True, self.clock.now()))
        self._emit(CardLeft(stay.token, self.clock.now()))

    def _now_s(self) -> float:
        return self.clock.now().monotonic_s
