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

Some SAMs do not know "newest address", or answer it in a form that tells nothing. That is no fault: they are not asked
again after `MUTE_AFTER` questions in vain, and their cards are followed the blind way.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.backoff import Backoff
from devices.cards.sam_frames import FIND, RESET, Answer, Sw3, sw3_name
from devices.cards.sam_link import SamLink
from devices.cards.sam_reading import Miss, check_status, greet, is_still_there, read_card
from devices.cards.sam_tap import SamTap
from devices.clock import Clock
from devices.device import Device, DeviceKind
from devices.errors import DeviceRefused
from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead, ReadFailed, ReadFailure
from devices.identity import DocumentType, IdentityDocument
from devices.wires import SerialLine, Wire

_AT_ONCE_S = 0.0
_LONGEST_ANSWER_BYTES = 2400
_BITS_PER_BYTE = 10


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
        baudrate: Speed of the line, as set in the reader; most leave the factory with 115200.
        removal_s: How long a card that can be asked must be silent before it counts as gone.
        blind_removal_s: The same, on readers that do not tell whether a card that was read is still there.

    Attributes:
        sam_id: The security module's identity as printed on the reader, None until it was read.
    """

    kind = DeviceKind.ID_CARD_READER

    FIND_EVERY_S = 0.09
    """Between two looks while somebody is expected to lay a card down."""
    IDLE_FIND_EVERY_S = 0.25
    TRY_AGAIN_EVERY_S = 0.25
    EAGER_S = 10.0
    """So long after a card has gone the next one, or the same again, is expected."""
    PRESENCE_EVERY_S = 0.25
    STATUS_EVERY_S = 3.0
    AGAIN_AFTER_FAILURE_S = 1.0
    MISSES = 3
    """Failed tries before the visitor is told; find and select often race while a card is being laid down."""
    MUTE_AFTER = 2
    REFUSED_FINDS = 5
    """So many answers in a row to "find" that mean neither "card" nor "none" are a SAM out of order."""

    def __init__(
        self,
        name: str,
        *,
        url: str,
        baudrate: int = 115200,
        removal_s: float = 1.0,
        blind_removal_s: float = 10.0,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._url = url
        self._baudrate = baudrate
        self._removal_s = removal_s
        self._blind_removal_s = blind_removal_s
        self.sam_id: str | None = None
        self._wire: Wire | None = None
        self._link: SamLink | None = None
        self._was_open = False
        self._counter = 0
        self._stay: _Stay | None = None
        self._tell_presence: set[DocumentType] = set()
        self._in_vain: dict[DocumentType, int] = {}
        self._refused_finds = 0
        self._eager_until_s = 0.0
        self._status_at_s = 0.0

    @property
    def serial(self) -> str | None:
        """See `Device`: that of its security module."""
        return self.sam_id

    def _open(self) -> None:
        self._wire = Wire(self._url, SerialLine(self._baudrate), self.clock, tap=SamTap(self.wire_log))
        longest_s = _LONGEST_ANSWER_BYTES * _BITS_PER_BYTE * (1 / self._baudrate - 1 / 115200)
        self._link = SamLink(self._wire, self.clock, stopping=self._stopping.is_set, longest_s=longest_s)
        if self._was_open:
            self._link.ask(RESET)
        self._was_open = True
        self._tell_presence.clear()  # another reader may stand at this port now
        self._in_vain.clear()
        self.sam_id = greet(self._link)
        if self._refused_finds:
            self._refused_finds = 0
            self._check_find(self._link)
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
        elif stay.type is not None and self._lies_there(link, stay, stay.type):
            return self.PRESENCE_EVERY_S
        answer = link.ask(FIND)
        if answer is None:
            return self.TRY_AGAIN_EVERY_S
        self._judge_find(answer)
        if answer.sw3 == Sw3.FOUND:
            return self._found(link)
        self._not_found()
        return self.TRY_AGAIN_EVERY_S if self._stay is not None else self._look_every_s()

    def _look_every_s(self) -> float:
        """Seconds to the next look while no card lies there: short while one is expected."""
        expected = self._is_expected() or self._now_s() < self._eager_until_s
        return self.FIND_EVERY_S if expected else self.IDLE_FIND_EVERY_S

    def _lies_there(self, link: SamLink, stay: _Stay, kind: DocumentType) -> bool:
        """Whether the card that was read is seen to lie there by "newest address"; false when that tells nothing."""
        tells = kind in self._tell_presence
        if self._is_mute(kind):
            return False
        there = is_still_there(link, tries=2)
        if there is None and tells:
            there = is_still_there(link, tries=2)
        if there:
            stay.seen_s = self._now_s()
            stay.lost = False
            self._tell_presence.add(kind)
            self._in_vain.pop(kind, None)
        elif there is None:
            self._in_vain[kind] = self._in_vain.get(kind, 0) + 1
            if tells:  # it has stopped telling: from now on its silence means nothing
                self._tell_presence.discard(kind)
                stay.seen_s = self._now_s()
        return bool(there)

    def _is_mute(self, kind: DocumentType) -> bool:
        return self._in_vain.get(kind, 0) >= self.MUTE_AFTER

    def _judge_find(self, answer: Answer) -> None:
        """Raises DeviceRefused when "find" has long been answered by neither "card" nor "none"."""
        if answer.sw3 in (Sw3.FOUND, Sw3.NO_CARD):
            self._refused_finds = 0
            return
        self._refused_finds += 1
        if self._refused_finds >= self.REFUSED_FINDS:
            raise DeviceRefused(f"{FIND.name}: {sw3_name(answer.sw3)}, again and again", code="sam-no-search")

    def _check_find(self, link: SamLink) -> None:
        """After a fault of "find": do not call the reader ready before it searches again."""
        while (answer := link.ask(FIND)) is None or answer.sw3 not in (Sw3.FOUND, Sw3.NO_CARD):
            if answer is not None:
                self._judge_find(answer)

    def _ping(self, link: SamLink) -> None:
        """Ask for the SAM's status when it is due. Only between cards: nothing says what it does to a selected one."""
        if self._now_s() - self._status_at_s >= self.STATUS_EVERY_S:
            check_status(link)
            self._status_at_s = self._now_s()

    def _found(self, link: SamLink) -> float:
        before = self._stay
        if before is not None and before.type is not None and not before.lost:
            outcome = self._read_card(link)
            if not isinstance(outcome, Miss) and _holder(outcome) == before.holder:
                before.seen_s = self._now_s()
                return self.PRESENCE_EVERY_S
            self._end_stay()
            return self._conclude(self._begin_stay(), outcome)
        if before is None or before.type is not None:
            self._end_stay()
            before = self._begin_stay()
        before.seen_s = self._now_s()
        return self._conclude(before, self._read_card(link))

    def _read_card(self, link: SamLink) -> IdentityDocument | Miss:
        return read_card(link, ask_address=not any(self._is_mute(kind) for kind in self._in_vain))

    def _conclude(self, stay: _Stay, outcome: IdentityDocument | Miss) -> float:
        if isinstance(outcome, Miss):
            self._missed(stay, outcome)
            return self.AGAIN_AFTER_FAILURE_S if stay.failed else self.TRY_AGAIN_EVERY_S
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
        self._eager_until_s = self._now_s() + self.EAGER_S
        self._emit(CardLeft(stay.token, self.clock.now()))

    def _now_s(self) -> float:
        return self.clock.now().monotonic_s
