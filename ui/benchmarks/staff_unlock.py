"""Of `staff`: being let in, from the last digit to the session, with the hashes a hall has."""

from __future__ import annotations

import secrets
import time

import pyotp

from kiosk.accounts.authenticator import Authenticator
from kiosk.accounts.codes import new_secret
from kiosk.accounts.hashing import PinHasher
from kiosk.accounts.outcomes import Refused
from kiosk.accounts.permissions import Role
from kiosk.accounts.ports import NewAccount, NewAuthenticator
from kiosk.accounts.throttle import Throttle
from kiosk.archive.archive import Archive
from kiosk.sentences import sentence
from kiosk.store.stamps import boot_id
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure
from ui.benchmarks.statistics import median

RUNS = 5
AIM_MS = 1000.0


def figures(conditions: Conditions) -> tuple[list[Figure], int]:
    """The figures, and how often each was taken."""
    runs = conditions.runs or RUNS
    with Archive.open(conditions.folder / "accounts", conditions.clock) as store:
        way_in = Authenticator(store.accounts, Throttle(), conditions.clock, boot_id())
        pin = [_let_in_ms(store, way_in, conditions, f"staff{run}", Role.STAFF) for run in range(runs)]
        code = [_let_in_ms(store, way_in, conditions, f"auditor{run}", Role.AUDITOR) for run in range(runs)]
    ms = sentence("bench.unit.ms")
    return [
        Figure("unlock_pin_ms", sentence("bench.staff.unlock-pin"), median(pin), ms),
        Figure("unlock_code_ms", sentence("bench.staff.unlock-code"), median(code), ms),
        Figure("unlock_max_ms", sentence("bench.staff.unlock-slowest"), max(pin + code), ms, AIM_MS),
    ], runs


def _let_in_ms(store: Archive, way_in: Authenticator, conditions: Conditions, login: str, role: Role) -> float:
    """An account of its own each time: a code is taken once."""
    pin, secret = f"{secrets.randbelow(10**6):06d}", new_secret()
    proved = NewAuthenticator(secret, 0) if role.wants_code else None
    store.accounts.add(NewAccount(login, "bench", role, PinHasher().hash(pin, role), proved), "bench")
    code = pyotp.TOTP(secret).at(conditions.clock.now().utc) if role.wants_code else None
    began_s = time.perf_counter()
    outcome = way_in.verify(login, pin, code)
    taken_ms = (time.perf_counter() - began_s) * 1000
    if isinstance(outcome, Refused):
        raise RuntimeError(f"{login} was not let in: {outcome.reason}")
    return taken_ms
