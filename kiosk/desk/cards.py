"""Which of the cards that are laid down are the desk's, and which the visit's. Asked on the readers' threads."""

from __future__ import annotations

import threading
from collections.abc import Callable

from devices.events import CardArrived, CardLeft, IdentityRead, ReadFailed
from kiosk.desk import events as e
from kiosk.desk.gate import StaffCards

CARD_EVENTS = (CardArrived, IdentityRead, ReadFailed, CardLeft)


class DeskCards:
    """See the module.

    Args:
        post: Takes what is the desk's. Must not block.
    """

    def __init__(self, staff_cards: StaffCards, post: Callable[[e.DeskEvent], None]) -> None:
        self._staff_cards, self._post = staff_cards, post
        self._wanted = threading.Event()

    def want(self, wanted: bool) -> None:
        """Whether the open page wants every card."""
        if wanted:
            self._wanted.set()
        else:
            self._wanted.clear()

    def takes(self, event: object) -> bool:
        """Whether it is the desk's and the visit must not be told."""
        if not isinstance(event, CARD_EVENTS):
            return False
        if isinstance(event, CardLeft):
            self._post(event)
            return False  # gone is gone, for everybody
        if isinstance(event, IdentityRead) and (login := self._staff_cards.account_of(event.document)) is not None:
            self._post(e.StaffCardRead(event.token, login))
            return True
        if self._wanted.is_set():
            self._post(event)
            return True
        return False
