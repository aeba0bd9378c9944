"""Codes of an authenticator (TOTP, RFC 6238), each taken once.

A code belongs to a step of 30 seconds. One step before and one after are taken too, because clocks differ; but none
that is not newer than the last one used. What was used is kept with the account: a code seen over a shoulder opens
nothing.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

import pyotp

from devices.clock import Clock

DIGITS = 6
STEP_S = 30
STEPS_OFF = 1


def new_secret() -> str:
    """160 random bits in base 32, as authenticators take it."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, at: datetime, used: int | None) -> int | None:
    """The step this code belongs to; None when it is none of now, or not newer than the last one used."""
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return None
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_S)
    now = totp.timecode(at)
    for step in range(now - STEPS_OFF, now + STEPS_OFF + 1):
        newer = used is None or step > used
        if hmac.compare_digest(totp.generate_otp(step), code) and newer:
            return step
    return None


def address(secret: str, login: str, hall: str) -> str:
    """What an authenticator reads from a QR code (otpauth://totp/…). Holds the secret."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_S).provisioning_uri(name=login, issuer_name=hall)


class SteadyTime:
    """Wall time that nobody turns back: it goes on from where it stood when the program began. Thread-safe.

    Only a clock the kernel vouches for may correct it backwards. One that stood ahead at the start and was set right by
    hand is believed after the next start of the terminal.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.now()

    def now(self) -> datetime:
        """This moment, UTC."""
        now = self._clock.now()
        if self._clock.is_proved():
            self._began = now
            return now.utc
        began = self._began
        return max(now.utc, began.utc + timedelta(seconds=now.monotonic_s - began.monotonic_s))
