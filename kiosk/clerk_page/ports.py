"""What the page needs of the house: the board of open calls, whoever lets clerks in, and the audit trail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from kiosk.accounts.session import Session

RefusedFor = Literal["wrong", "wait", "locked", "not-here", "not-now"]
"""Wrong account or PIN; too early after a wrong one; locked; may not use the page; cannot be checked now."""


class Call(Protocol):
    """One open call; see `kiosk.attention.board.Call`."""

    @property
    def id(self) -> str:
        """For `take`, `give_back` and `close`."""

    @property
    def kind(self) -> str:
        """Why staff are called, such as "help"."""

    @property
    def queue(self) -> str:
        """What the visitor says at the window, such as 梧桐 7; or empty."""

    @property
    def raised(self) -> datetime:
        """When, UTC."""

    @property
    def taken_by(self) -> str | None:
        """Who goes; None while nobody does."""


class CallBoard(Protocol):
    """The open calls. Thread-safe; may wait for the disk, so it is asked on the page's worker only."""

    def open_calls(self) -> Sequence[Call]:
        """In the order in which they are to be shown."""

    def take(self, call_id: str, by: str) -> bool:
        """Somebody goes. False when the call is somebody else's, or closed."""

    def give_back(self, call_id: str, by: str) -> bool:
        """Whoever went does not."""

    def close(self, call_id: str, by: str, note: str = "") -> bool:
        """It is done. False when it is closed already."""

    def shown(self, call_ids: Iterable[str]) -> None:
        """Staff see or hear these calls now."""

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Have `listener` called after every change, on any thread. Calling the answer ends it."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Whoever logged in.

    Attributes:
        account_id: Of the account.
        login: As the audit trail and the board name them.
        session: Of the account, as it was when they logged in.
    """

    account_id: str
    login: str
    session: Session | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody was let in. `wait_s`: nothing is taken from this account for so long."""

    reason: RefusedFor
    wait_s: float = 0.0


class Doorkeeper(Protocol):
    """Knows the accounts. Asked on the page's worker only; may take half a second."""

    def let_in(self, login: str, pin: str) -> Clerk | Refused:
        """Check what was typed, and note it in the trail. A failure is counted before anything is compared."""

    def is_still_in(self, clerk: Clerk) -> bool:
        """Whether the account may go on: neither locked nor closed, nor given another PIN or role since."""


class Auditor(Protocol):
    """The audit trail. Asked on the page's worker only."""

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        """One entry, committed when this returns."""
