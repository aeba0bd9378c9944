"""The way in: who it is, the PIN, and the authenticator's code where the role wants one; for a second signature too."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Protocol

from devices.identity import IdentityDocument
from kiosk.accounts.outcomes import KnownAccount, Reason, Refused
from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.desk.view import AccountView, PadView, Stage
from kiosk.people.names import mask_name
from kiosk.sentences import NO_WORDS, Text, sentence, table

CODE_DIGITS = 6


class Doorkeeper(Protocol):
    """Knows the accounts. `verify` and `second` may take half a second and are called on a worker's thread."""

    def accounts(self) -> Sequence[KnownAccount]:
        """Accounts that may be let in here, in a lasting order."""

    def least_digits(self) -> int:
        """Digits a PIN has at least."""

    def verify(self, login: str, pin: str, code: str | None = None) -> Session | Refused:
        """Let somebody in. A failure is counted before anything is compared."""

    def is_in_force(self, session: Session) -> bool:
        """Whether the account is still what it was when this session began. Quick."""

    def second(
        self, permission: Permission, login: str, pin: str, code: str | None, *, not_account: str
    ) -> Session | Refused:
        """Somebody else who may do something, for a second signature."""


class StaffCards(Protocol):
    """Knows the cards of accounts. Called on a reader's thread; must return at once."""

    def account_of(self, document: IdentityDocument) -> str | None:
        """The login whose card this is."""


def shuffled_digits() -> str:
    """The ten digits in an order nobody can guess: what a finger touches tells nothing to who watches."""
    digits = list("0123456789")
    secrets.SystemRandom().shuffle(digits)
    return "".join(digits)


class Gate:
    """One try to be let in. On the desk's thread only.

    Args:
        accounts: Who may try.
        verify: Starts a check (login, pin, code); its outcome comes by `answered`.
        now_s: Monotonic seconds.
    """

    def __init__(
        self,
        keeper: Doorkeeper,
        accounts: Sequence[KnownAccount],
        verify: Callable[[str, str, str | None], None],
        now_s: Callable[[], float],
    ) -> None:
        self._accounts, self._least, self._verify, self._now_s = tuple(accounts), keeper.least_digits(), verify, now_s
        self.stage = Stage.CHOOSE
        self._chosen: KnownAccount | None = None
        self._pin: str | None = None
        self._order = shuffled_digits()
        self._problem = NO_WORDS
        self._wait_until_s = 0.0
        self.busy = False
        if len(self._accounts) == 1:
            self.choose(self._accounts[0].login)

    @property
    def accounts(self) -> tuple[AccountView, ...]:
        """Who may be chosen."""
        return tuple(AccountView(a.login, mask_name(a.name), a.role.word) for a in self._accounts)

    def choose(self, login: str) -> bool:
        """Somebody says who they are; False when there is no such account."""
        chosen = next((account for account in self._accounts if account.login == login), None)
        if chosen is None or self.busy:
            return False
        if chosen != self._chosen:
            self._wait_until_s, self._problem = 0.0, NO_WORDS
        self._chosen = chosen
        self._ask_pin()
        return True

    def choose_again(self) -> None:
        """Back to who it is."""
        if not self.busy:
            self._chosen, self._pin, self.stage = None, None, Stage.CHOOSE

    def enter(self, digits: str) -> None:
        """What was typed; too early or too short is not taken."""
        if self._chosen is None or self.busy or self.wait_s() > 0 or not (digits.isascii() and digits.isdigit()):
            return
        if self.stage is Stage.PIN and len(digits) >= self._least:
            if self._chosen.role.wants_code:
                self._pin, self.stage, self._problem = digits, Stage.CODE, NO_WORDS
                self._order = shuffled_digits()
            else:
                self._begin(digits, None)
        elif self.stage is Stage.CODE and self._pin is not None:
            self._begin(self._pin, digits)

    def refused(self, refusal: Refused) -> None:
        """What was entered is not right. Which of the two was wrong is not told."""
        self.busy = False
        self._wait_until_s = self._now_s() + refusal.wait_s
        self._problem = _problem(refusal)
        self._ask_pin()

    def failed(self) -> None:
        """It could not be checked; nothing was wrong with it."""
        self.busy = False
        self._problem = sentence("staff.refused.not-now")
        self._ask_pin()

    def wait_s(self) -> float:
        """How long nothing is taken yet."""
        return max(0.0, self._wait_until_s - self._now_s())

    def pad(self) -> PadView | None:
        """The pad to be shown; None while nobody is chosen."""
        if self._chosen is None:
            return None
        least = CODE_DIGITS if self.stage is Stage.CODE else self._least
        wait_s = self.wait_s()
        return PadView(
            who=mask_name(self._chosen.name),
            order=self._order,
            least=least,
            problem=self._problem,
            wait_s=int(wait_s) + (wait_s > int(wait_s)),
            busy=self.busy,
        )

    def _ask_pin(self) -> None:
        self.stage, self._pin = Stage.PIN, None
        self._order = shuffled_digits()

    def _begin(self, pin: str, code: str | None) -> None:
        assert self._chosen is not None
        self.busy, self._pin = True, None
        self._verify(self._chosen.login, pin, code)


def _problem(refusal: Refused) -> Text:
    if refusal.reason is Reason.WRONG and refusal.attempts_left:
        return sentence("staff.refused.wrong-left", left=refusal.attempts_left)
    if refusal.reason is Reason.WRONG and refusal.attempts_left == 0:
        return sentence("staff.refused.locked")
    return table("staff.refused")[refusal.reason.value]
