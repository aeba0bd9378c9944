"""The sheet before a page: a question, or the signature of a second person (四眼)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.accounts.outcomes import Refused
from kiosk.accounts.permissions import Permission, may
from kiosk.accounts.session import Session
from kiosk.desk.gate import Doorkeeper, Gate
from kiosk.desk.view import QuestionView, SignatureView, Stage
from kiosk.sentences import Text

Check = Callable[[Callable[[], "Session | Refused"]], None]

FOLLOWS_S = 2.0
"""A question that comes so soon after another was confirmed follows it: whoever taps twice must not answer both."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    what: Text
    then: Callable[[Session], None]


class Sheets:
    """At most one sheet. On the desk's thread only.

    Args:
        check: Starts a check of the second person; its outcome comes by `second`.
        now_s: Monotonic seconds.
        turn: Called when a sheet comes or goes: other things are to be pressed.
    """

    def __init__(self, keeper: Doorkeeper, check: Check, now_s: Callable[[], float], turn: Callable[[], None]) -> None:
        self._keeper, self._check, self._now_s, self._turn = keeper, check, now_s, turn
        self._confirmed_s = float("-inf")
        self.question: QuestionView | None = None
        self._then: Callable[[], None] = lambda: None
        self.gate: Gate | None = None
        self._wanted: _Wanted | None = None

    @property
    def shown(self) -> bool:
        """Whether the page lies under a sheet."""
        return self.question is not None or self.gate is not None

    def ask(self, question: QuestionView, then: Callable[[], None]) -> None:
        """Show a question."""
        self.put_away()
        follows = self._now_s() - self._confirmed_s < FOLLOWS_S
        self.question, self._then = replace(question, follows=follows), then
        self._turn()

    def sign(self, first: Session, permission: Permission, what: Text, then: Callable[[Session], None]) -> None:
        """Ask for the PIN of somebody else who may do this."""
        self.put_away()
        others = tuple(
            account
            for account in self._keeper.accounts()
            if account.account_id != first.account_id and may(account.role, permission)
        )
        self._wanted = _Wanted(what, then)

        def verify(login: str, pin: str, code: str | None) -> None:
            self._check(lambda: self._keeper.second(permission, login, pin, code, not_account=first.account_id))

        self.gate = Gate(self._keeper, others, verify, self._now_s)
        self._turn()

    def second(self, outcome: Session | Refused) -> None:
        """Whether the second person was let in."""
        wanted, gate = self._wanted, self.gate
        if wanted is None or gate is None:
            return
        if isinstance(outcome, Refused):
            gate.refused(outcome)
        else:
            self.put_away()
            wanted.then(outcome)

    def answer(self, confirmed: bool) -> None:
        """The question was answered, or the sheet is put away."""
        then, asked = self._then, self.question is not None
        self.put_away()
        if asked and confirmed:
            self._confirmed_s = self._now_s()
            then()

    def put_away(self) -> None:
        """No sheet any more; what it would have led to does not happen."""
        if self.shown:
            self._turn()
        self.question, self._then = None, lambda: None
        self.gate, self._wanted = None, None

    def signature(self) -> SignatureView | None:
        """The second signature's sheet; None when none is asked for."""
        if self.gate is None or self._wanted is None:
            return None
        digits = "code" if self.gate.stage is Stage.CODE else "pin"
        return SignatureView(self._wanted.what, self.gate.accounts, self.gate.pad(), digits)
