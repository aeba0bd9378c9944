"""Lets somebody in, or says why not. May take half a second: never on a thread that draws.

A failure is counted before anything is compared, so that a power cut or a killed process gives nobody a free guess. How
long an answer takes depends on what was entered, not on whether there is such an account.
"""

from __future__ import annotations

import hashlib
import threading

from devices.clock import Clock
from kiosk.accounts import codes, pins
from kiosk.accounts.hashing import PinHasher
from kiosk.accounts.logins import same_login
from kiosk.accounts.outcomes import KnownAccount, Reason, Refused
from kiosk.accounts.permissions import Permission
from kiosk.accounts.ports import AccountRows, KeptAccount, Waiting
from kiosk.accounts.session import Session
from kiosk.accounts.throttle import Moment, Throttle

_STRANGERS = 64
_LONGEST = 64
"""Characters by which an unknown login is told from another; there is no account with a longer one."""


class Authenticator:
    """Knows who may be let in. Thread-safe.

    Args:
        where: Where people sign in by it, for the audit trail: "terminal", "cli".
        boot: Id of this start of the machine, which gives a monotonic time its meaning.
    """

    def __init__(
        self,
        rows: AccountRows,
        throttle: Throttle,
        clock: Clock,
        boot: str,
        where: str = "terminal",
        hasher: PinHasher | None = None,
    ) -> None:
        self._rows, self._throttle, self._clock, self._boot, self._where = rows, throttle, clock, boot, where
        self._hasher = hasher or PinHasher()
        self._time = codes.SteadyTime(clock)
        self._strangers = _Strangers(throttle)

    def accounts(self) -> tuple[KnownAccount, ...]:
        """Accounts that may be let in, in a lasting order."""
        return self._rows.known()

    def account_of_card(self, number: str) -> str | None:
        """The login whose card has this number. Quick, but reads the store."""
        return self._rows.of_card(number)

    def is_locked(self, account_id: str) -> bool:
        """Whether nobody is let in by it for a while, after so many failures. Quick."""
        return self._rows.is_locked(account_id, self._throttle, Moment(self._boot, self._clock.now().monotonic_s))

    def wants_code(self, login: str) -> bool:
        """Whether an authenticator's code is asked for beside the PIN; as for staff when there is no such account."""
        account = self._named(login)
        return account is not None and account.role.wants_code

    def may(self, login: str, permission: Permission) -> bool:
        """Whether the account's role has a permission."""
        account = self._named(login)
        return account is not None and permission in account.role.permissions

    def least_digits(self) -> int:
        """Digits a PIN has at least."""
        return pins.LEAST_DIGITS

    def is_in_force(self, session: Session) -> bool:
        """Whether the account is still what it was when this session began: not disabled, no other PIN. Quick."""
        pin_hash = self._rows.pin_hash(session.account_id)
        return pin_hash is not None and _mark(pin_hash) == session.mark

    def verify(self, login: str, pin: str, code: str | None = None) -> Session | Refused:
        """Let somebody in by PIN and, where the role wants it, the authenticator's code.

        Raises:
            StoreError, TimeoutError: it could not be counted or noted. Nobody is let in.
        """
        return self._verify(login, pin, code, None)

    def second(
        self, permission: Permission, login: str, pin: str, code: str | None, *, not_account: str
    ) -> Session | Refused:
        """A second signature (四眼): somebody else, who may do this, enters their PIN. The outcome as for `verify`.

        Args:
            not_account: Id of the account that signed first: refused like a role that may not, nothing is counted.
        """
        account = self._named(login)
        if account is not None and account.account_id == not_account:
            return Refused(Reason.SAME_ACCOUNT)
        if account is not None and permission not in account.role.permissions:
            self._rows.not_allowed(account.login, permission.value, self._where)
            return Refused(Reason.NOT_ALLOWED)
        return self._verify(login, pin, code, permission)

    def _named(self, login: str) -> KnownAccount | None:
        wanted = same_login(login)
        return next((account for account in self._rows.known() if account.login == wanted), None)

    def _verify(self, login: str, pin: str, code: str | None, signed: Permission | None) -> Session | Refused:
        login = same_login(login)
        now = Moment(self._boot, self._clock.now().monotonic_s)
        begun = self._rows.begin_try(login, self._throttle, now)
        if begun is None:
            return self._stranger(login, pin, code, now)
        if isinstance(begun, Waiting):
            return self._waits(login, begun)
        right, step = self._compare(begun, pin, code)
        sign = None if signed is None else signed.value
        if not right or not self._rows.let_in(begun, step, self._where, signed=sign):
            return self._failed(begun)
        return Session.begin(begun.account_id, begun.login, begun.name, begun.role, _mark(begun.pin_hash))

    def _compare(self, account: KeptAccount, pin: str, code: str | None) -> tuple[bool, int | None]:
        """Whether all that was entered is right, and the step of the code."""
        if account.role.wants_code is not (code is not None):
            self._hasher.spend(pin, with_code=code is not None)
            return False, None
        right = self._hasher.matches(pin, account.pin_hash)
        if code is None or account.totp_secret is None:
            return right and not account.role.wants_code, None
        step = codes.step_of(account.totp_secret, code, self._time.now(), account.totp_step)
        return right and step is not None, step

    def _failed(self, account: KeptAccount) -> Refused:
        locked = self._throttle.is_locked(account.failures)
        pause_s = self._throttle.pause_s(account.failures)
        self._rows.failed(account, self._where, locked_s=pause_s if locked else None)
        return self._refused(account.failures, pause_s)

    def _waits(self, login: str, waiting: Waiting) -> Refused:
        locked = self._throttle.is_locked(waiting.failures)
        if locked:
            self._rows.kept_out(login, self._where, waiting.wait_s)
        return Refused(Reason.LOCKED if locked else Reason.WAIT, waiting.wait_s)

    def _stranger(self, login: str, pin: str, code: str | None, now: Moment) -> Refused:
        """As for an account there is: the same waits, the same time, one entry in the trail."""
        begun = self._strangers.begin_try(login[:_LONGEST], now)
        if isinstance(begun, Waiting):
            locked = self._throttle.is_locked(begun.failures)
            if locked:
                self._rows.unknown(self._where)
            return Refused(Reason.LOCKED if locked else Reason.WAIT, begun.wait_s)
        self._hasher.spend(pin, with_code=code is not None)
        self._rows.unknown(self._where)
        return self._refused(begun, self._throttle.pause_s(begun))

    def _refused(self, failures: int, pause_s: float) -> Refused:
        return Refused(Reason.WRONG, pause_s, self._throttle.attempts_left(failures))


def _mark(pin_hash: str) -> str:
    """Says that it is the same PIN, and nothing else: the hash has a salt of its own."""
    return hashlib.sha256(pin_hash.encode()).hexdigest()[:16]


class _Strangers:
    """Tries of accounts that do not exist, counted like those of accounts that do. Thread-safe.

    In memory only, the newest ones: what strangers type is kept nowhere.
    """

    def __init__(self, throttle: Throttle) -> None:
        self._throttle = throttle
        self._lock = threading.Lock()
        self._tries: dict[str, tuple[int, Moment]] = {}

    def begin_try(self, login: str, now: Moment) -> int | Waiting:
        """Failures in a row, this one among them."""
        with self._lock:
            failures, tried = self._tries.get(login, (0, now))
            wait_s = self._throttle.wait_s(failures, tried, now)
            if wait_s > 0:
                return Waiting(failures, wait_s)
            self._tries.pop(login, None)
            self._tries[login] = (failures + 1, now)
            while len(self._tries) > _STRANGERS:
                del self._tries[next(iter(self._tries))]
            return failures + 1
