"""What `kiosk accounts` asks for: PINs and codes, which never stand on a command line, and who it is that asks.

At a keyboard nothing that is typed is shown. Without one each is a line of standard input, in the order in which they
would have been asked for.
"""

from __future__ import annotations

import getpass
import math
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.accounts.pins import PinRefused, check_pin
from kiosk.commands.context import Context, Refused
from kiosk.sentences import Text, sentence

if TYPE_CHECKING:
    from kiosk.accounts.authenticator import Authenticator
    from kiosk.accounts.outcomes import Refused as NotLetIn
    from kiosk.accounts.session import Session

_LONGEST = 256
_TRIES = 3


def secret(what: Text) -> str:
    """A line nobody sees. Raises Refused when it is empty."""
    if sys.stdin.isatty():
        typed = getpass.getpass(sentence("accounts.asked.prompt", what=what), stream=sys.stderr)
    else:
        typed = sys.stdin.readline(_LONGEST)
    return _given(typed, what)


def plain(what: Text) -> str:
    """A line that may be seen. Raises Refused when it is empty."""
    if sys.stdin.isatty():
        print(sentence("accounts.asked.prompt", what=what), end="", file=sys.stderr, flush=True)
    return _given(sys.stdin.readline(_LONGEST), what)


def new_pin(login: str) -> str:
    """A PIN typed twice by the person it belongs to; a slip may be mended. Raises Refused, PinRefused."""
    for left in reversed(range(_TRIES)):
        try:
            return _new_pin(login)
        except (Refused, PinRefused) as refused:
            if not left or not sys.stdin.isatty():
                raise
            print(refused.sentence if isinstance(refused, PinRefused) else refused, file=sys.stderr)
    raise AssertionError


def _new_pin(login: str) -> str:
    pin = secret(sentence("accounts.asked.new-pin", login=login))
    check_pin(pin, login)
    if secret(sentence("accounts.asked.again")) != pin:
        raise Refused(sentence("accounts.asked.not-the-same"))
    return pin


def new_authenticator(login: str, context: Context, shows: Callable[[str, str], bool]) -> tuple[str, str]:
    """A secret, shown as a QR code for the authenticator to read, and the code it then shows.

    Args:
        shows: Whether an authenticator with a secret shows a code now: asked so that a slip may be mended.
    """
    import segno

    from kiosk.accounts import codes

    secret_key = codes.new_secret()
    address = codes.address(secret_key, login, context.settings.hall.name)
    print(sentence("accounts.asked.scan"), file=sys.stderr)
    segno.make(address, micro=False).terminal(out=sys.stderr, compact=True, border=2)
    print(address, file=sys.stderr, flush=True)
    for _ in range(_TRIES):
        code = secret(sentence("accounts.asked.code"))
        if shows(secret_key, code) or not sys.stdin.isatty():
            break
        print(sentence("accounts.refused.code"), file=sys.stderr)
    return secret_key, code


def signed_in(way_in: Authenticator, login: str | None) -> Session:
    """Who asks, let in by PIN and, where the role wants it, a code. Raises Refused with the reason."""
    from kiosk.accounts.session import Session

    login = login or plain(sentence("accounts.asked.login"))
    pin = secret(sentence("accounts.asked.pin", login=login))
    code = secret(sentence("accounts.asked.code")) if way_in.wants_code(login) else None
    outcome = way_in.verify(login, pin, code)
    if isinstance(outcome, Session):
        return outcome
    raise Refused(
        why_not(outcome, with_code=code is not None), reason=outcome.reason.value, wait_s=round(outcome.wait_s, 1)
    )


def why_not(refused: NotLetIn, *, with_code: bool) -> Text:
    """Why somebody was not let in, and when they may try again."""
    from kiosk.accounts.outcomes import Reason

    minutes = math.ceil(refused.wait_s / 60)
    if refused.reason is Reason.LOCKED or (refused.reason is Reason.WRONG and not refused.attempts_left):
        return sentence("accounts.not-in.locked", minutes=minutes)
    if refused.reason is Reason.WAIT:
        return sentence("accounts.not-in.wait", seconds=math.ceil(refused.wait_s))
    if with_code:
        return sentence("accounts.not-in.wrong-with-code", left=refused.attempts_left)
    return sentence("accounts.not-in.wrong", left=refused.attempts_left)


def _given(typed: str, what: Text) -> str:
    typed = typed.strip()
    if not typed:
        raise Refused(sentence("accounts.asked.empty", what=what))
    return typed
