"""The guard before every act: one line an act, and a refusal leaves its entry in the trail."""

from __future__ import annotations

from typing import Protocol

from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.sentences import Refusal, sentence


class NotAllowed(Refusal):
    """The role of whoever asked has not this permission.

    Attributes:
        permission: Which one was wanted.
    """

    def __init__(self, permission: Permission) -> None:
        super().__init__(sentence("accounts.not-allowed"))
        self.permission = permission


class Trail(Protocol):
    """Where what was done is noted; see `kiosk.archive.audit_trail.AuditTrail`."""

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        """Add an entry. `detail` holds ids, counts and words of the program only."""


class Guard:
    """Asks whether somebody may do something. Thread-safe."""

    def __init__(self, trail: Trail) -> None:
        self._trail = trail

    def check(self, session: Session, permission: Permission) -> None:
        """Pass, or note the refusal and raise NotAllowed."""
        if not session.may(permission):
            self._trail.note(session.login, "access.refused", None, needs=permission.value, role=session.role.value)
            raise NotAllowed(permission)
