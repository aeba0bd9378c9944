"""A consent that ends soon, or has ended, is asked for again: once a visit, when everything else is there, and without
anybody being talked into it. What somebody was never asked for is offered after the last of them, once.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.visits.draft import Draft
from kiosk.visits.effects import DoOwn, LookUpRenewals
from kiosk.visits.events import RenewalsFound
from kiosk.visits.moves import go
from kiosk.visits.own_visit import OwnAct
from kiosk.visits.states import State


def look_up(d: Draft) -> None:
    """Is there any?"""
    if d.visit.resident is not None:
        d.do(LookUpRenewals(d.visit.id, d.visit.resident.resident_id))


def found(d: Draft, event: RenewalsFound) -> None:
    """The answer; it changes no screen."""
    if event.visit_id == d.s.visit_id and d.visit.resident is not None and not d.own.renewal_asked:
        d.own = replace(d.own, renewals=event.renewals)
        d.because("renewals-found")


def asks(d: Draft) -> bool:
    """Ask for the first one in place of what would be shown now, unless this visit was asked; whether it is asked."""
    if not d.own.renewals or d.own.renewal_asked:
        return False
    due = d.own.renewals[0]
    d.own = replace(d.own, renewal_asked=True, kind=due.kind)
    go(d, State.RENEW, "renewal-due", "over" if due.over else "")
    return True


def offers(d: Draft) -> bool:
    """Offer what they were never asked for, once nothing else is to be renewed; whether it is offered."""
    left = tuple(due for due in d.own.renewals if due.kind is not d.own.kind)
    if not left or not left[0].is_offer:
        return False
    d.own = replace(d.own, renewals=left, kind=left[0].kind, doing=None)
    go(d, State.RENEW, "offered", "offer")
    return True


def refuse(d: Draft) -> None:
    """不同意: what that does, and whether they mean it."""
    go(d, State.RENEW, "refused", "sure")


def ask_again(d: Draft) -> None:
    """They touched the wrong one."""
    due = d.own.renewal
    go(d, State.RENEW, "no", "over" if due is not None and due.over else "")


def put_off(d: Draft) -> None:
    """以后再说: none of what is due is asked for on the next days."""
    if d.visit.resident is not None:
        d.do(DoOwn(d.visit.id, d.visit.resident.resident_id, OwnAct.LATER, None, d.visit.id, d.own.helper))
