"""The code that makes the first account. There is no default password: before it is used nobody is let in."""

from __future__ import annotations

import secrets
from datetime import timedelta

DIGITS = 16
LASTS = timedelta(hours=24)
MOST_TRIES = 5
"""Wrong codes after which a new one has to be printed."""


def new_code() -> str:
    """Sixteen digits (53 bits), in groups of four as they are printed."""
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    return " ".join(digits[at : at + 4] for at in range(0, DIGITS, 4))


def typed_code(text: str) -> str:
    """A code as it is kept, however its groups were typed."""
    return "".join(char for char in text if char.isascii() and char.isdigit())
