"""How a PIN is kept: Argon2id (RFC 9106), dearer for the roles that could do more harm.

Six digits are a million guesses. Against a copy of the file they hold only as long as each guess costs something;
against somebody at the screen it is the throttle that counts.
"""

from __future__ import annotations

import base64
import os

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.accounts.permissions import Role

STAFF = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""19 MiB, 2 passes (OWASP's least): 60 ms on the slowest machine measured."""
OTHERS = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
"""64 MiB, 3 passes (RFC 9106, second choice): 320 ms there."""


class PinHasher:
    """Makes and compares hashes. Thread-safe; other threads run meanwhile.

    Args:
        staff, others: What a hash costs for staff, and for who needs a code besides.
    """

    def __init__(self, staff: PasswordHasher = STAFF, others: PasswordHasher = OTHERS) -> None:
        self._staff, self._others = staff, others
        self._decoys = {False: _decoy(staff), True: _decoy(others)}

    def hash(self, pin: str, role: Role) -> str:
        """A salted hash with its costs written into it."""
        return self._hasher(role.wants_code).hash(pin)

    def matches(self, pin: str, kept: str) -> bool:
        """Whether it is the PIN of this hash."""
        try:
            return self._staff.verify(kept, pin)  # the costs are those the hash was made with
        except (VerificationError, InvalidHashError):
            return False

    def spend(self, pin: str, *, with_code: bool) -> None:
        """Take as long as `matches` would for an account of this kind."""
        self.matches(pin, self._decoys[with_code])

    def _hasher(self, with_code: bool) -> PasswordHasher:
        return self._others if with_code else self._staff


def _decoy(hasher: PasswordHasher) -> str:
    """A hash that no PIN has, written by hand: to make one by hashing would take a second at the start."""
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (_base64(os.urandom(size)) for size in (hasher.salt_len, hasher.hash_len))
    return f"$argon2id$v=19${costs}${salt}${digest}"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
