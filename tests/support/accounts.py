"""Accounts for tests: hashes that cost nothing, an archive's rows, and people who work in the hall."""

from __future__ import annotations

from datetime import datetime

import pyotp
from argon2 import PasswordHasher

from devices.clock import Clock
from kiosk.accounts.authenticator import Authenticator
from kiosk.accounts.hashing import PinHasher
from kiosk.accounts.permissions import Role
from kiosk.accounts.ports import NewAccount, NewAuthenticator
from kiosk.accounts.throttle import Throttle
from kiosk.archive.archive import Archive

BOOT = "11111111-2222-4333-8444-555555555555"
NEXT_BOOT = "66666666-7777-4888-8999-000000000000"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PIN = "739164"
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def cheap_hasher() -> PinHasher:
    """Argon2id as fast as it goes."""
    return PinHasher(_CHEAP, _CHEAP)


def code_at(moment: datetime, steps: int = 0) -> str:
    """What the authenticator shows at a moment, or so many steps later."""
    return pyotp.TOTP(SECRET).at(moment, counter_offset=steps)


def hire(store: Archive, login: str, role: Role, name: str = "李秀华", pin: str = PIN) -> str:
    """Make an account; its id."""
    proved = NewAuthenticator(SECRET, 0) if role.wants_code else None
    return store.accounts.add(NewAccount(login, name, role, cheap_hasher().hash(pin, role), proved), "tester")


def door(store: Archive, clock: Clock, boot: str = BOOT, hasher: PinHasher | None = None) -> Authenticator:
    """Who lets people in, as after a start of the terminal."""
    return Authenticator(store.accounts, Throttle(), clock, boot, hasher=hasher or cheap_hasher())
