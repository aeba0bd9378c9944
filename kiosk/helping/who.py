"""Whose card a helper lays down at the desk. Asking writes nothing: a helper is kept once the person said yes."""

from __future__ import annotations

from dataclasses import dataclass

from devices.clock import Instant
from devices.identity import IdentityDocument
from kiosk.archive.archive import Archive
from kiosk.archive.companions import HelpedBy
from kiosk.people.names import mask_name
from kiosk.sentences import sentence
from kiosk.whitelist.admission import WhitelistRefused


@dataclass(frozen=True, slots=True, repr=False)
class Helper:
    """Somebody who may help.

    Attributes:
        name: Masked.
        resident_id: Of somebody something is kept of already.
        account: Login of one who works here, whatever else is kept of them.
        document: Their card, of which nothing is kept yet; in memory only.
    """

    name: str
    resident_id: str | None = None
    account: str | None = None
    document: IdentityDocument | None = None


def clerk(archive: Archive, login: str, helped: str) -> Helper:
    """Whoever works here under a login; `resident_id` is set where they are the one to be helped."""
    name = mask_name(archive.audit_log.account_names().get(login) or login)
    person = archive.register.resident(helped)
    number = None if person is None else person.number
    themselves = number is not None and archive.accounts.of_card(number) == login
    return Helper(name, helped if themselves else None, login)


def helper_of(archive: Archive, document: IdentityDocument, helped: str) -> Helper | None:
    """Whose document it is; None for a card that does not say and is not known.

    Somebody who works here is an account by any card of theirs, so that nobody who signs helps as a neighbour.

    Args:
        helped: Id of the one to be helped, who may lay down their own card.
    """
    holder = archive.own_rights.holder(document)
    known = None if holder is None else archive.register.resident(holder)
    number = document.number if known is None else known.number
    login = None if number is None else archive.accounts.of_card(number)
    if login is not None and holder != helped:
        return clerk(archive, login, helped)
    if known is not None:
        return Helper(mask_name(known.name or known.name_foreign or ""), holder)
    return None if number is None else Helper(mask_name(document.name or ""), document=document)


def noted_as(archive: Archive, helper: Helper, now: Instant) -> HelpedBy:
    """As whom a helper is noted; somebody nothing was kept of is registered by their card, as at the visitor's side.

    Raises:
        WhitelistRefused: helper-unknown, a card that says nobody after all.
        StoreError: they could not be saved.
    """
    if helper.account is not None:
        return HelpedBy(account=helper.account)
    if helper.resident_id is not None:
        return HelpedBy(helper.resident_id)
    person = None if helper.document is None else archive.register.meet(helper.document, now)
    if person is None:
        raise WhitelistRefused(sentence("refusals.helper-unknown"))
    return HelpedBy(person.resident_id)
