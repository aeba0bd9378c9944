"""What somebody may ask of what is kept of them: to see it, take it home, have it corrected, take a consent back, have
their health data or everything deleted. Their own card must have been read; nothing is done before they confirmed it,
and nothing is said to be done before it is.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.facilities import Facility
from kiosk.visits import renewing, service
from kiosk.visits.closing import alert, close, end_visit
from kiosk.visits.draft import Draft
from kiosk.visits.effects import Alert, DoOwn, LookUpOwn, PrintOwn
from kiosk.visits.events import OwnDone, OwnFound
from kiosk.visits.moves import go
from kiosk.visits.own_visit import OwnAct, OwnFacts, VisitOwn
from kiosk.visits.situation import Situation
from kiosk.visits.states import State
from kiosk.whitelist.consent import ConsentKind

NEEDS_CARD = frozenset({State.OWN_DATA, State.OWN_CHANGES, State.WITHDRAW, State.DELETE_HEALTH, State.FORGET})
"""A face opens none of these."""
_RENEWAL = (OwnAct.RENEW, OwnAct.REFUSE)
_PROMISED = (OwnAct.WITHDRAW, OwnAct.DELETE_HEALTH, OwnAct.FORGET, OwnAct.REFUSE)
"""What staff see to when the terminal could not."""
RENEWAL_SAID = ("renewed", "renewed-over", "refused", "declined")


# --- seeing -------------------------------------------------------------------------------------------------------
def errands(d: Draft) -> None:
    """办别的事."""
    go(d, State.ERRANDS, "errands")


def leave_errands(d: Draft) -> None:
    """Back to where the visit stands."""
    service.show_result(d, "back")


def see(d: Draft, reason: str = "own-data") -> None:
    """What is kept, looked up anew; before their card was read they are asked for it."""
    d.own = replace(d.own, facts=None, kind=None, doing=None)
    go(d, State.OWN_DATA, reason)
    if d.own.by_card and d.visit.resident is not None:
        d.do(LookUpOwn(d.visit.id, d.visit.resident.resident_id))


def card_was_read(d: Draft) -> None:
    """Their own card, in the middle of the visit."""
    d.own = replace(d.own, by_card=True)
    if d.s.state is State.OWN_DATA and d.own.facts is None:
        see(d, "same-person")


def proof_lapses(d: Draft) -> None:
    """They were away: whoever says it is them shows their card again before any of this."""
    d.own = replace(d.own, by_card=False, facts=None)
    if d.s.here in NEEDS_CARD:
        d.s = replace(d.s, covered=State.OWN_DATA, covered_variant="")


def found(d: Draft, event: OwnFound) -> None:
    """It is known, or cannot be had now."""
    if event.visit_id == d.s.visit_id and d.s.here is State.OWN_DATA and d.own.by_card:
        d.own = replace(d.own, facts=event.facts)
        go(d, State.OWN_DATA, "own-found", "" if event.facts is not None else "failed")


# --- taking it home, having it corrected --------------------------------------------------------------------------
def copy(d: Draft) -> None:
    """打一份带走."""
    resident, facts, copies = d.visit.resident, d.own.facts, d.own.copies + 1
    if resident is None or facts is None or not d.terminal.works(Facility.PRINTER):
        return
    d.own = replace(d.own, copies=copies, doing=OwnAct.COPY)
    go(d, State.OWN_ACT, "copy-asked", "copying")
    d.do(PrintOwn(d.visit.id, resident, facts))


def at_the_window(d: Draft, what: str) -> None:
    """The window corrects, and gives copies: it is told, and they get a number for it."""
    alert(d, "rights", f"own-{what}", queue=True)
    go(d, State.WINDOW, f"own-{what}", what)


# --- confirming ---------------------------------------------------------------------------------------------------
def change(d: Draft) -> None:
    """想改、想删."""
    d.own = replace(d.own, kind=None)
    go(d, State.OWN_CHANGES, "change")


def withdraw(d: Draft) -> None:
    """Which consent; where there is one alone, that."""
    consents = withdrawable(d.own.facts) if d.own.facts is not None else ()
    if len(consents) == 1:
        choose(d, consents[0])
    else:
        go(d, State.WITHDRAW, "withdraw")


def withdrawable(facts: OwnFacts) -> tuple[ConsentKind, ...]:
    """What can be taken back; records of health also by one who was never asked and has them kept."""
    return tuple(
        kind for kind in ConsentKind if kind in facts.consents or (kind is ConsentKind.HEALTH and facts.keeps_health)
    )


def delete_health(d: Draft) -> None:
    """What that does, and whether they want it."""
    go(d, State.DELETE_HEALTH, "delete-health")


def forget(d: Draft) -> None:
    """The same of everything."""
    go(d, State.FORGET, "forget")


def choose(d: Draft, kind: ConsentKind) -> None:
    """What happens when this one is taken back, and whether they want it."""
    d.own = replace(d.own, kind=kind)
    go(d, State.WITHDRAW, f"consent-{kind.value}", kind.value)


def withdraw_yes(d: Draft) -> None:
    """They do."""
    _do(d, OwnAct.WITHDRAW, d.own.kind)


def delete_yes(d: Draft) -> None:
    """Asked twice: what is deleted cannot be had back."""
    if d.s.variant == "sure":
        _do(d, OwnAct.DELETE_HEALTH)
    else:
        go(d, State.DELETE_HEALTH, "yes", "sure")


def forget_yes(d: Draft) -> None:
    """Asked twice. Somebody who is being served cannot be forgotten: the visit ends first, then everything goes."""
    resident = d.visit.resident
    if d.s.variant != "sure":
        go(d, State.FORGET, "yes", "sure")
    elif resident is not None:
        served, helper = d.visit.id, d.own.helper
        end_visit(d, "forgotten")
        d.open_visit()
        d.own = VisitOwn(doing=OwnAct.FORGET)
        go(d, State.OWN_ACT, "forget-asked", "forgetting")
        d.do(DoOwn(d.visit.id, resident.resident_id, OwnAct.FORGET, None, served, helper))


def _do(d: Draft, act: OwnAct, kind: ConsentKind | None = None) -> None:
    resident = d.visit.resident
    if resident is None:
        return
    d.own = replace(d.own, doing=act)
    go(d, State.OWN_ACT, f"{act.value}-asked", "doing")
    d.do(DoOwn(d.visit.id, resident.resident_id, act, kind, d.visit.id, d.own.helper))


def do_renewal(d: Draft, act: OwnAct) -> None:
    """The answer to a consent that is asked for again."""
    _do(d, act, d.own.kind)


# --- what came of it ----------------------------------------------------------------------------------------------
def done(d: Draft, event: OwnDone) -> None:
    """It is done, or it is not known to be. What comes late still counts: only what is true stays on the screen."""
    act = d.own.doing
    if event.visit_id != d.s.visit_id or event.act is not act or act in (None, OwnAct.HELPER):
        if not event.ok and event.act in _PROMISED and event.visit_id != d.s.visit_id:
            d.because(f"{event.act.value}-failed")
            # They went: staff see to it.
            d.do(Alert(kind="rights", words="own-undone-gone", visit_id=None))
        return
    if event.ok:
        said = _said(d, event.act)
        _take_over(d, event.act)
        d.own = replace(d.own, doing=None)
    else:
        said = {OwnAct.FORGET: "forget-failed", OwnAct.COPY: "copy-failed"}.get(event.act, "failed")
        if event.act in _PROMISED:
            alert(d, "rights", "own-undone", queue=True)
    if d.s.here is State.OWN_ACT:
        go(d, State.OWN_ACT, f"{event.act.value}-{'done' if event.ok else 'failed'}", said)
    else:
        d.note(f"{event.act.value}-{'done' if event.ok else 'failed'}")


def _said(d: Draft, act: OwnAct) -> str:
    if act is OwnAct.WITHDRAW and d.own.kind is not None:
        return f"withdrawn-{d.own.kind.value}"
    if act is OwnAct.RENEW:
        return "renewed-over" if d.own.renewal is not None and d.own.renewal.over else "renewed"
    if act is OwnAct.REFUSE and d.own.renewal is not None and d.own.renewal.is_offer:
        return "declined"
    return {OwnAct.DELETE_HEALTH: "deleted", OwnAct.FORGET: "forgotten", OwnAct.COPY: "copied"}.get(act, "refused")


def _take_over(d: Draft, act: OwnAct) -> None:
    """What this visit itself still holds follows: what was deleted is claimed nowhere, what is unwanted is not kept."""
    resident = d.visit.resident
    if act is OwnAct.WITHDRAW and d.own.kind is ConsentKind.HEALTH and resident is not None:
        d.visit = replace(d.visit, resident=replace(resident, keeps_health=False))
    if act is OwnAct.DELETE_HEALTH:
        d.visit = replace(d.visit, committed=frozenset(), follow_ups=(), goals=())
        d.self_check = replace(d.self_check, last=(), history=(), values=())


def go_on(d: Draft) -> None:
    """好: back to where it was begun; after everything was deleted there is nowhere to go back to."""
    if d.visit.resident is None:
        close(d, "continued", "forgotten")
    elif d.s.variant in RENEWAL_SAID and renewing.offers(d):
        return
    elif d.own.doing in _RENEWAL or d.s.variant in RENEWAL_SAID:
        d.own = replace(d.own, doing=None)
        service.show_result(d, "continued")
    else:
        see(d, "continued")


def is_under_way(s: Situation) -> bool:
    """Whether something is being done and nobody knows yet what came of it."""
    return s.state is State.OWN_ACT and s.variant in ("doing", "forgetting", "copying")
