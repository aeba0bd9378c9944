"""Readers that pcscd calls empty without having seen a card leave.

When pcscd powers a card up or down in the moment in which it loses contact, it marks the reader as empty at once, past
its presence poll. If a card lies there at the next poll, be it the next person's or the same one in contact again, the
poll sees no change, and the reader stays empty in name until that card is pulled. The event counter tells such a reader
from an empty one, since only the poll counts. A reset makes pcscd look again.
"""

from __future__ import annotations

from typing import Any

PRESENT = 0x0020
"""SCARD_STATE_PRESENT."""


def event_count(state: int) -> int:
    """Insertions and removals that pcsc-lite's poll has counted, modulo 65,536: the upper half of a reader's state."""
    return state >> 16 & 0xFFFF


class UncountedAbsence:
    """Remembers which readers became empty without a counted removal, and makes the service look at them again."""

    def __init__(self) -> None:
        self._count_when_present: dict[str, int] = {}
        self._doubted: set[str] = set()

    def note(self, reader: str, state: int) -> None:
        """Take in a reader's state as `SCardGetStatusChange` gave it."""
        self._doubted.discard(reader)
        if state & PRESENT:
            self._count_when_present[reader] = event_count(state)
        elif self._count_when_present.get(reader) == event_count(state):
            self._doubted.add(reader)
        else:
            self._count_when_present.pop(reader, None)

    def forget(self, reader: str) -> None:
        """The reader was unplugged."""
        self._doubted.discard(reader)
        self._count_when_present.pop(reader, None)

    def clear(self) -> None:
        """Forget all readers: another service counts from the start."""
        self._doubted.clear()
        self._count_when_present.clear()

    @property
    def any(self) -> bool:
        """Whether the service should be made to look again soon."""
        return bool(self._doubted)

    def look_again(self, scard: Any, context: Any) -> None:
        """Have each doubted reader reset what lies in it: a card becomes present, an empty reader stays as it is.

        A plain connection would not do: it is refused on the strength of the very state in doubt. The doubt ends by
        itself, since the poll counts the removal where no card lies. Nothing is sent to the card.
        """
        for reader in self._doubted:
            hresult, card, _ = scard.SCardConnect(context, reader, scard.SCARD_SHARE_DIRECT, 0)
            if hresult == 0:
                protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
                scard.SCardReconnect(card, scard.SCARD_SHARE_SHARED, protocols, scard.SCARD_RESET_CARD)
                scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
