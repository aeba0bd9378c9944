"""What is known before somebody is let in, and why somebody was not."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.accounts.permissions import Role
from kiosk.sentences import Refusal


class AccountRefused(Refusal):
    """An account is not made, changed or taken away so."""


class Reason(StrEnum):
    """Why nobody was let in. Which of PIN and code was wrong is never told."""

    WRONG = "wrong"  # PIN or code, or there is no such account
    WAIT = "wait"  # too soon after a failure; nothing was looked at and nothing is counted
    LOCKED = "locked"  # as WAIT, after so many failures that it takes long
    SAME_ACCOUNT = "same-account"  # a second signature has to be somebody else's
    NOT_ALLOWED = "not-allowed"  # the role has not the permission that is signed for


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody was let in.

    Attributes:
        wait_s: Nothing is looked at for so many seconds from now.
        attempts_left: Failures until it is locked for long; 0 when it is. None when nothing was counted.
    """

    reason: Reason
    wait_s: float = 0.0
    attempts_left: int | None = None


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account that may be let in, as a list to choose from shows it.

    Attributes:
        name: The person's name in full; masked before it is shown.
    """

    account_id: str
    login: str
    name: str = field(repr=False)
    role: Role
