"""`kiosk calibrate override / moved`, and whoever signs in to take a certificate away: one guard, one trail."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kiosk.commands.accounts_asking import signed_in
from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import opened_store
from kiosk.commands.whitelist_who import say
from kiosk.sentences import sentence

if TYPE_CHECKING:
    from kiosk.accounts.permissions import Permission
    from kiosk.accounts.session import Session
    from kiosk.archive.archive import Archive


def let_in(context: Context, store: Archive, login: str | None, permission: Permission) -> Session:
    """Who does it, by PIN and code, if their role may. Raises Refused, Refusal."""
    from kiosk.accounts.authenticator import Authenticator
    from kiosk.accounts.guard import Guard
    from kiosk.accounts.throttle import Throttle
    from kiosk.store.stamps import boot_id

    throttle = Throttle.of(context.settings.accounts)
    by = signed_in(Authenticator(store.accounts, throttle, context.clock, boot_id(), "cli"), login)
    Guard(store.audit).check(by, permission)
    return by


def override(context: Context, device: str, metric: str, reason: str, until: date, login: str | None) -> int:
    """Let a device be used although no calibration holds."""
    from kiosk.accounts.permissions import Permission
    from kiosk.commands.calibrate_listing import pairs

    if (device, metric) not in pairs(context.settings):
        raise Refused(sentence("certificates.command.no-pair", device=device, metric=metric))
    with opened_store(context) as store:
        by = let_in(context, store, login, Permission.CALIBRATION_OVERRIDE)
        made = store.calibrations.allow(device, metric, reason, until, by.login)
    said = sentence("certificates.command.allowed", device=device, metric=metric, until=until.isoformat())
    say(context, {"override": made.id, "until": until.isoformat()}, said)
    return 0


def moved(context: Context, site: str, login: str | None) -> int:
    """The terminal stands somewhere else."""
    from kiosk.accounts.permissions import Permission

    with opened_store(context) as store:
        by = let_in(context, store, login, Permission.CALIBRATION_SIGN)
        store.calibrations.moved(site, by.login)
    say(context, {"site": site}, sentence("certificates.command.moved", site=site))
    return 0
