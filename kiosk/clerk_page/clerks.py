"""Who may use the page: accounts that take calls, by the same PIN, waits and locks as at the terminal."""

from __future__ import annotations

from kiosk.accounts.authenticator import Authenticator
from kiosk.accounts.outcomes import Reason
from kiosk.accounts.outcomes import Refused as NotLetIn
from kiosk.accounts.permissions import Permission
from kiosk.clerk_page.ports import Clerk, Refused, RefusedFor

WHERE = "clerk-page"
"""What the audit trail calls the page."""

_REASONS: dict[Reason, RefusedFor] = {Reason.WRONG: "wrong", Reason.WAIT: "wait", Reason.LOCKED: "locked"}


class Clerks:
    """Implements `kiosk.clerk_page.ports.Doorkeeper`.

    The page asks for no authenticator's code: who needs one is told that something was wrong, as a stranger would be.
    """

    def __init__(self, authenticator: Authenticator) -> None:
        self._authenticator = authenticator

    def let_in(self, login: str, pin: str) -> Clerk | Refused:
        """See the port."""
        outcome = self._authenticator.verify(login, pin)
        if isinstance(outcome, NotLetIn):
            return Refused(_REASONS.get(outcome.reason, "not-here"), outcome.wait_s)
        if not outcome.may(Permission.CALL_TAKE):
            return Refused("not-here")
        return Clerk(outcome.account_id, outcome.login, outcome)

    def is_still_in(self, clerk: Clerk) -> bool:
        """See the port."""
        if clerk.session is None or not self._authenticator.is_in_force(clerk.session):
            return False
        return not self._authenticator.is_locked(clerk.account_id)
