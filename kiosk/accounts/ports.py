"""What the rules of accounts ask of whoever keeps the rows; `kiosk.archive.accounts` does.

Each method is one transaction with its entry in the audit trail. Raises StoreError when it cannot be committed: then
nobody is let in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.accounts.outcomes import KnownAccount
from kiosk.accounts.permissions import Role
from kiosk.accounts.throttle import Moment, Throttle


@dataclass(frozen=True, slots=True, repr=False)
class KeptAccount:
    """An account as it is kept.

    Attributes:
        totp_secret: Of the authenticator, base 32; None for staff.
        totp_step: Step of the newest code that was taken.
        failures: In a row, the try that is going on among them.
    """

    account_id: str
    login: str
    name: str
    role: Role
    pin_hash: str
    totp_secret: str | None
    totp_step: int | None
    failures: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """No try was begun: `wait_s` are left of the wait that `failures` in a row have earned."""

    failures: int
    wait_s: float


class AccountRows(Protocol):
    """Reads accounts and counts tries."""

    def known(self) -> tuple[KnownAccount, ...]:
        """Accounts that may be let in, those of staff first, then in the order in which they were made."""

    def of_card(self, number: str) -> str | None:
        """The login whose card has this number. Quick."""

    def pin_hash(self, account_id: str) -> str | None:
        """Of an account in force; None when it is not. Quick."""

    def is_locked(self, account_id: str, throttle: Throttle, now: Moment) -> bool:
        """Whether so many failures in a row have locked it, and the wait for that is not over. Quick."""

    def begin_try(self, login: str, throttle: Throttle, now: Moment) -> KeptAccount | Waiting | None:
        """Count a failure before anything is compared, unless a wait is left; None when nobody may be let in so.

        Two tries at once are one after the other here: each is counted, or waits for the first one's failure.
        """

    def let_in(self, account: KeptAccount, step: int | None, where: str, *, signed: str | None) -> bool:
        """The try went well: nothing is left of earlier failures, and the code's step is used.

        Args:
            step: Of the authenticator's code; None where none is wanted.
            signed: The permission a second signature was given for; None when somebody was let in.

        Returns:
            False, and nothing is changed, when the account is no longer what it was when the try began: another PIN,
            disabled, or the code used meanwhile.
        """

    def failed(self, account: KeptAccount, where: str, *, locked_s: float | None) -> None:
        """The try went wrong, which is counted already; `locked_s` when it locks the account for so long."""

    def kept_out(self, login: str, where: str, wait_s: float) -> None:
        """Somebody tried an account that is locked."""

    def unknown(self, where: str) -> None:
        """Somebody tried an account that does not exist. What they typed is kept nowhere."""

    def not_allowed(self, login: str, permission: str, where: str) -> None:
        """Somebody was to sign for what their role may not do."""


@dataclass(frozen=True, slots=True, repr=False)
class NewAuthenticator:
    """An authenticator that was set up: its secret, and the step of the code that proved it, which is used by that."""

    secret: str
    step: int


@dataclass(frozen=True, slots=True, repr=False)
class NewAccount:
    """An account to be made."""

    login: str
    name: str
    role: Role
    pin_hash: str
    authenticator: NewAuthenticator | None


@dataclass(frozen=True, slots=True, repr=False)
class AccountState:
    """An account as whoever keeps accounts sees it."""

    account_id: str
    login: str
    name: str
    role: Role
    made: datetime
    disabled: datetime | None
    failures: int
    wait_s: float
    has_card: bool


class AccountChanges(AccountRows, Protocol):
    """Changes accounts. `actor` is the login of who does it."""

    def states(self, throttle: Throttle, now: Moment) -> tuple[AccountState, ...]:
        """Every account there is or was."""

    def has_any(self) -> bool:
        """Whether an account was ever made."""

    def is_taken(self, login: str) -> bool:
        """Whether an account is called so, or was."""

    def add(self, account: NewAccount, actor: str) -> str:
        """Make one; its id. Raises AccountRefused when the login is taken, now or by an account that was disabled."""

    def change_pin(self, login: str, pin_hash: str, actor: str) -> None:
        """Another PIN; earlier failures are forgotten. Raises AccountRefused for an account there is not."""

    def change_authenticator(self, login: str, authenticator: NewAuthenticator, actor: str) -> None:
        """Another authenticator. Raises AccountRefused for an account there is not, or that needs none."""

    def forget_failures(self, login: str, actor: str) -> None:
        """Unlock it. Raises AccountRefused."""

    def disable(self, login: str, actor: str) -> None:
        """Nobody is let in by it any more; its card is free. Raises AccountRefused for the last auditor."""

    def link_card(self, login: str, number: str | None, actor: str) -> None:
        """Let a card name the account; None takes it away. Raises AccountRefused when it names another one."""

    def keep_set_up_code(self, code_hash: str, ends: datetime, actor: str) -> None:
        """A new set-up code; an older one is worth nothing any more. Raises AccountRefused when there are accounts."""

    def begin_set_up(self, now: datetime, most_tries: int) -> tuple[str, str] | None:
        """Count a try of the set-up code; its id and hash, or None when there is none to try."""

    def finish_set_up(self, code_id: str, account: NewAccount) -> str:
        """Use the code up and make the first account; its id. Raises AccountRefused when either was done meanwhile."""
