"""Two technicians sign a change of what decides about safety. Both are asked for as `kiosk accounts` asks for them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kiosk.commands.accounts_asking import plain, secret, signed_in, why_not
from kiosk.commands.context import Refused
from kiosk.sentences import sentence

if TYPE_CHECKING:
    from devices.clock import Clock
    from kiosk.archive.archive import Archive


def two_signatures(store: Archive, clock: Clock, keys: int) -> tuple[str, str]:
    """The logins of whoever changes the settings and of somebody else who signs it too.

    PINs and codes are counted by the limits every terminal begins with: those of a file that is being changed, or is
    broken, do not say how often one may guess.

    Raises:
        Refused: one of them is not let in, may not change settings, or both are the same.
    """
    from kiosk.accounts.authenticator import Authenticator
    from kiosk.accounts.guard import Guard, NotAllowed
    from kiosk.accounts.outcomes import Reason
    from kiosk.accounts.outcomes import Refused as NotLetIn
    from kiosk.accounts.permissions import Permission
    from kiosk.accounts.throttle import Throttle
    from kiosk.settings import Settings
    from kiosk.store.stamps import boot_id

    way_in = Authenticator(store.accounts, Throttle.of(Settings().accounts), clock, boot_id(), "cli")
    print(sentence("config.command.sign", keys=keys), file=sys.stderr, flush=True)
    first = signed_in(way_in, None)
    try:
        Guard(store.audit, way_in.is_in_force).check(first, Permission.SETTINGS_EDIT)
    except NotAllowed as refused:
        raise Refused(refused.sentence, code="not-allowed") from refused
    print(sentence("config.command.sign-second"), file=sys.stderr, flush=True)
    login = plain(sentence("accounts.asked.login"))
    pin = secret(sentence("accounts.asked.pin", login=login))
    code = secret(sentence("accounts.asked.code")) if way_in.wants_code(login) else None
    outcome = way_in.second(Permission.SETTINGS_EDIT, login, pin, code, not_account=first.account_id)
    if not isinstance(outcome, NotLetIn):
        return first.login, outcome.login
    if outcome.reason is Reason.SAME_ACCOUNT:
        raise Refused(sentence("config.refused.same-person"), code="same-person")
    if outcome.reason is Reason.NOT_ALLOWED:
        raise Refused(sentence("config.refused.may-not-sign"), code="may-not-sign")
    raise Refused(why_not(outcome, with_code=code is not None), code=outcome.reason.value)
