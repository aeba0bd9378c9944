"""The guard before every act: one line an act, and a refusal leaves its entry in the trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.sentences import Refusal, Text, sentence


class NotAllowed(Refusal):
    """The role of whoever asked has not this permission.

    Attributes:
        permission: Which one was wanted.
    """

    def __init__(self, permission: Permission, said: Text | None = None) -> None:
        super().__init__(said or sentence("accounts.not-allowed"))
        self.permission = permission


class SessionOver(NotAllowed):
    """The account was disabled, or got another PIN, since whoever asks was let in: they have to be let in again."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(permission, sentence("accounts.session-over"))


class Trail(Protocol):
    """Where what was done is noted; see `kiosk.archive.audit_trail.AuditTrail`."""

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        """Add an entry. `detail` holds ids, counts and words of the program only."""


class Guard:
    """Asks whether somebody may do something. Thread-safe.

    Args:
        in_force: Whether the account of a session is still what it was when it was let in.
    """

    def __init__(self, trail: Trail, in_force: Callable[[Session], bool] = lambda _: True) -> None:
        self._trail, self._in_force = trail, in_force

    def check(self, session: Session, permission: Permission) -> None:
        """Pass, or note the refusal and raise NotAllowed; SessionOver when the session is worth nothing any more."""
        if not self._in_force(session):
            self._trail.note(session.login, "session.over", session.account_id, needs=permission.value)
            raise SessionOver(permission)
        if not session.may(permission):
            self._trail.note(session.login, "access.refused", None, needs=permission.value, role=session.role.value)
            raise NotAllowed(permission)
