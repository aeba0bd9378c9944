"""Who is being let in, and by which card. Checks run on a worker's thread and count only where they were begun."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from devices.device import where_it_broke
from devices.events import CardToken
from kiosk.accounts.outcomes import KnownAccount, Refused
from kiosk.accounts.permissions import Role
from kiosk.accounts.session import Session
from kiosk.desk.events import AccountChosen, DigitsEntered, StaffCardRead
from kiosk.desk.gate import Doorkeeper, Gate

log = logging.getLogger("kiosk.desk")

Check = Callable[[], Session | Refused]


class DeskThread(Protocol):
    """What is asked of the desk."""

    def later(self, what: Callable[[], None]) -> None:
        """From any thread: do this on the desk's."""

    def submit(self, job: Callable[[], None], late: Callable[[], None]) -> None:
        """Run a slow job on a worker's thread."""

    def turn(self) -> None:
        """Other things are to be pressed now."""

    def now_s(self) -> float:
        """Monotonic seconds."""


class Entrance:
    """On the desk's thread only.

    Args:
        welcome: Whether there is any page for a role; no other is asked for its PIN.
        let_in: Called with whoever is let in.

    Attributes:
        gate: The try that goes on; None when nobody asks to be let in.
        bound: The card that lay on a reader when its account was let in.
    """

    def __init__(
        self,
        keeper: Doorkeeper,
        desk: DeskThread,
        *,
        welcome: Callable[[Role], bool],
        let_in: Callable[[Session], None],
    ) -> None:
        self._keeper, self._desk, self._welcome, self._let_in = keeper, desk, welcome, let_in
        self.gate: Gate | None = None
        self.bound: CardToken | None = None
        self._lying: set[CardToken] = set()

    def knock(self) -> None:
        """Somebody asks to be let in, without a card. Where there is no account, nothing happens."""
        known = self._known()
        if known:
            self.bound, self.gate = None, Gate(self._keeper, known, self._check, self._desk.now_s)

    def card(self, event: StaffCardRead) -> None:
        """The card of an account was read."""
        self._lying.add(event.token)
        known = tuple(account for account in self._known() if account.login == event.login)
        if known:
            self.bound, self.gate = event.token, Gate(self._keeper, known, self._check, self._desk.now_s)

    def card_lies(self, event: StaffCardRead) -> None:
        """A staff card was laid down while somebody is in."""
        self._lying.add(event.token)

    def card_left(self, token: CardToken) -> bool:
        """A card was taken away; whether the session was that card's."""
        self._lying.discard(token)
        return token == self.bound

    def answer(self, gate: Gate, event: AccountChosen | DigitsEntered) -> None:
        """What somebody did at a gate: this one, or that of a second signature."""
        if isinstance(event, DigitsEntered):
            gate.enter(event.digits)
        elif event.login:
            gate.choose(event.login)
        else:
            gate.choose_again()
        self._desk.turn()

    def shut(self) -> None:
        """Nobody asks to be let in any more, and no card is a session's."""
        self.gate, self.bound = None, None

    def verify(
        self,
        check: Check,
        gate: Gate | None,
        still: Callable[[], Gate | None],
        then: Callable[[Session | Refused], None],
    ) -> None:
        """Check on a worker's thread; the outcome counts only while the same gate stands there."""

        def tell(outcome: Session | Refused | None) -> None:
            if gate is None or still() is not gate:
                return
            self._desk.turn()
            if outcome is None:
                gate.failed()
            else:
                then(outcome)

        def job() -> None:
            try:
                outcome: Session | Refused | None = check()
            except Exception as error:  # noqa: BLE001 - a store that cannot be written lets nobody in
                log.error("an account could not be checked: %s", where_it_broke(error))
                outcome = None
            self._desk.later(lambda: tell(outcome))

        self._desk.submit(job, lambda: tell(None))

    def _known(self) -> tuple[KnownAccount, ...]:
        return tuple(account for account in self._keeper.accounts() if self._welcome(account.role))

    def _check(self, login: str, pin: str, code: str | None) -> None:
        self.verify(lambda: self._keeper.verify(login, pin, code), self.gate, lambda: self.gate, self._outcome)

    def _outcome(self, outcome: Session | Refused) -> None:
        if isinstance(outcome, Refused):
            if self.gate is not None:
                self.gate.refused(outcome)
            return
        self.gate = None
        if self.bound not in self._lying:
            self.bound = None  # only tapped: the session is not the card's
        self._let_in(outcome)
