"""What an account may be called: short, typed alike on every keyboard, and no document number."""

from __future__ import annotations

import re

from kiosk.sentences import Refusal, sentence

_FORM = re.compile(r"[a-z0-9][a-z0-9._-]{1,15}", re.ASCII)


class LoginRefused(Refusal):
    """An account cannot be called so."""


def same_login(login: str) -> str:
    """A login as it is kept: small letters, no blanks around it."""
    return login.strip().lower()


def checked_login(login: str) -> str:
    """The login as it is kept. Raises LoginRefused: two to sixteen letters, digits, dots and dashes."""
    kept = same_login(login)
    if not _FORM.fullmatch(kept):
        raise LoginRefused(sentence("accounts.login-form"))
    return kept
