"""Who keeps the accounts: the first one by a set-up code, all others by an account that may.

Whoever makes an account for somebody else does not choose their PIN: it is entered by the person it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.clock import Clock
from kiosk.accounts import codes, set_up
from kiosk.accounts.guard import Guard
from kiosk.accounts.hashing import PinHasher
from kiosk.accounts.logins import checked_login, same_login
from kiosk.accounts.outcomes import AccountRefused
from kiosk.accounts.permissions import Permission, Role
from kiosk.accounts.pins import check_pin
from kiosk.accounts.ports import AccountChanges, NewAccount, NewAuthenticator
from kiosk.accounts.session import Session
from kiosk.people.name_rules import checked_name
from kiosk.sentences import sentence


@dataclass(frozen=True, slots=True, repr=False)
class Applicant:
    """Whom an account is made for.

    Attributes:
        secret: Of their authenticator; not used for staff.
        code: What it shows now: nobody is locked out by an authenticator that was never set up.
    """

    login: str
    name: str
    role: Role
    pin: str
    secret: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class SetUp:
    """Leave to make the first account."""

    code_id: str


def check_first(role: Role) -> None:
    """Raises AccountRefused unless it is an auditor: the first account has to be able to make the others."""
    if role is not Role.AUDITOR:
        raise AccountRefused(sentence("accounts.refused.first-is-auditor"))


class AccountKeeper:
    """Makes, changes and disables accounts. Thread-safe. Every method may take half a second.

    Methods that are given a session raise NotAllowed when it lacks the permission, and AccountRefused, PinRefused or
    LoginRefused when what is asked for cannot be.
    """

    def __init__(self, rows: AccountChanges, guard: Guard, clock: Clock, hasher: PinHasher | None = None) -> None:
        self._rows, self._guard, self._clock = rows, guard, clock
        self._hasher = hasher or PinHasher()
        self._time = codes.SteadyTime(clock)

    def print_set_up_code(self, actor: str) -> str:
        """A new set-up code, to be shown once. Raises AccountRefused when there are accounts."""
        code = set_up.new_code()
        kept = self._hasher.hash(set_up.typed_code(code), Role.AUDITOR)
        self._rows.keep_set_up_code(kept, self._clock.now().utc + set_up.LASTS, actor)
        return code

    def begin_set_up(self, typed: str) -> SetUp:
        """Look at a set-up code that was typed; the leave to make the first account.

        Raises:
            AccountRefused: the code is wrong, used up, too old or was tried too often; or there are accounts.
        """
        begun = self._rows.begin_set_up(self._clock.now().utc, set_up.MOST_TRIES)
        if begun is None or not self._hasher.matches(set_up.typed_code(typed), begun[1]):
            raise AccountRefused(sentence("accounts.refused.set-up-code"))
        return SetUp(begun[0])

    def set_up(self, leave: SetUp, applicant: Applicant) -> str:
        """Make the first account, an auditor's; its id. The code is used up. Raises AccountRefused."""
        check_first(applicant.role)
        return self._rows.finish_set_up(leave.code_id, self._new(applicant))

    def check_free(self, login: str) -> None:
        """Raises AccountRefused when the login is taken: asked before somebody chooses a PIN for nothing."""
        if self._rows.is_taken(login):
            raise AccountRefused(sentence("accounts.refused.login-taken"))

    def check_known(self, login: str, *, wants_code: bool = False) -> Role:
        """The role of an account in force. Raises AccountRefused for another, or one that wants no code if it must."""
        login = same_login(login)
        role = next((account.role for account in self._rows.known() if account.login == login), None)
        if role is None:
            raise AccountRefused(sentence("accounts.refused.unknown"))
        if wants_code and not role.wants_code:
            raise AccountRefused(sentence("accounts.refused.needs-no-code"))
        return role

    def add(self, by: Session, applicant: Applicant) -> str:
        """Make an account; its id."""
        self._guard.check(by, Permission.ACCOUNTS_MANAGE)
        return self._rows.add(self._new(applicant), by.login)

    def disable(self, by: Session, login: str) -> None:
        """Nobody is let in by it any more. Not one's own: somebody has to be left who can undo a mistake."""
        self._guard.check(by, Permission.ACCOUNTS_MANAGE)
        if same_login(login) == by.login:
            raise AccountRefused(sentence("accounts.refused.oneself"))
        self._rows.disable(same_login(login), by.login)

    def link_card(self, by: Session, login: str, number: str | None) -> None:
        """Let a card name the account; None takes it away. The number is kept as a keyed mark only."""
        self._guard.check(by, Permission.ACCOUNTS_MANAGE)
        self._rows.link_card(same_login(login), number, by.login)

    def reset_pin(self, by: Session, login: str, pin: str) -> None:
        """Another PIN for somebody who forgot theirs, entered by them; the account is unlocked with it."""
        self._guard.check(by, Permission.PIN_RESET)
        self._change_pin(by, login, pin)

    def unlock(self, by: Session, login: str) -> None:
        """Let somebody try again at once who remembers their PIN after all."""
        self._guard.check(by, Permission.PIN_RESET)
        self._rows.forget_failures(same_login(login), by.login)

    def change_own_pin(self, by: Session, pin: str) -> None:
        """Another PIN for oneself; whoever asks was let in by the old one just now."""
        self._change_pin(by, by.login, pin)

    def change_authenticator(self, by: Session, login: str, secret: str, code: str) -> None:
        """Another authenticator: one's own, or with PIN_RESET somebody else's. `code` is what the new one shows."""
        login = same_login(login)
        if login != by.login:
            self._guard.check(by, Permission.PIN_RESET)
        self._rows.change_authenticator(login, self._proved(secret, code), by.login)

    def _change_pin(self, by: Session, login: str, pin: str) -> None:
        login, role = same_login(login), self.check_known(login)
        check_pin(pin, login)
        self._rows.change_pin(login, self._hasher.hash(pin, role), by.login)

    def _new(self, applicant: Applicant) -> NewAccount:
        login, name = checked_login(applicant.login), checked_name(applicant.name)
        check_pin(applicant.pin, login)
        proved = self._proved(applicant.secret, applicant.code) if applicant.role.wants_code else None
        return NewAccount(login, name, applicant.role, self._hasher.hash(applicant.pin, applicant.role), proved)

    def shows(self, secret: str, code: str) -> bool:
        """Whether an authenticator with this secret shows this code now."""
        return codes.step_of(secret, code, self._time.now(), None) is not None

    def _proved(self, secret: str, code: str) -> NewAuthenticator:
        """The authenticator, when it shows this code. Raises AccountRefused."""
        step = codes.step_of(secret, code, self._time.now(), None)
        if step is None:
            raise AccountRefused(sentence("accounts.refused.code"))
        return NewAuthenticator(secret, step)
