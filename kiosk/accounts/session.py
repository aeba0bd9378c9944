"""Somebody who was let in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from kiosk.accounts.permissions import Permission, Role, may


@dataclass(frozen=True, slots=True)
class Session:
    """One stay of one account, from being let in to the lock.

    Attributes:
        token: Names this stay and no other; whatever was meant for an older one is dropped.
        account_id: Id of the account's row.
        login: What stands in the audit trail.
        name: The person's name in full.
        mark: Of the PIN they were let in by; another PIN has another one. Tells nothing about either.
    """

    token: str = field(repr=False)
    account_id: str
    login: str
    name: str = field(repr=False)
    role: Role
    mark: str = field(default="", repr=False)

    @classmethod
    def begin(cls, account_id: str, login: str, name: str, role: Role, mark: str = "") -> Session:
        """A stay with a token of its own, which nobody can guess."""
        return cls(secrets.token_urlsafe(24), account_id, login, name, role, mark)

    def may(self, permission: Permission) -> bool:
        """Whether the role has a permission."""
        return may(self.role, permission)
