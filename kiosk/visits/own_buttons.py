"""What can be pressed where somebody asks something of the hall, and what it does."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.facilities import Facility
from kiosk.visits import companion, own_data, renewing, service
from kiosk.visits.draft import Draft
from kiosk.visits.own_visit import HelperStage, OwnAct, Relation
from kiosk.visits.rules import Rules
from kiosk.visits.situation import Situation
from kiosk.visits.states import Button, State
from kiosk.whitelist.consent import ConsentKind

CONSENTS: dict[str, ConsentKind] = {
    Button.CONSENT_FACE: ConsentKind.FACE,
    Button.CONSENT_HEALTH: ConsentKind.HEALTH,
    Button.CONSENT_HOME_CALLS: ConsentKind.HOME_CALLS,
    Button.CONSENT_SHARING: ConsentKind.SHARING,
    Button.CONSENT_ADAPTATION: ConsentKind.ADAPTATION,
}
RELATIONS: dict[str, Relation] = {
    Button.FAMILY: Relation.FAMILY,
    Button.NEIGHBOUR: Relation.NEIGHBOUR,
    Button.CARER: Relation.CARER,
    Button.OTHER: Relation.OTHER,
}
_ASKED = (Button.YES, Button.NO, Button.BACK)


def _errands(s: Situation, _: Rules) -> tuple[str, ...]:
    helped = s.current.own.helper.stage is HelperStage.NOTED
    return (Button.OWN_DATA, *(() if helped else (Button.WITH_HELPER,)), Button.BACK)


def _own_data(s: Situation, _: Rules) -> tuple[str, ...]:
    if s.current.own.facts is None or not s.current.own.by_card:
        return (Button.BACK,)
    copy = Button.PRINT if s.terminal.works(Facility.PRINTER) else Button.TO_WINDOW
    return (copy, Button.CHANGE, Button.BACK)


def _own_changes(s: Situation, _: Rules) -> tuple[str, ...]:
    facts = s.current.own.facts
    if facts is None:
        return (Button.BACK,)
    withdraw = (Button.WITHDRAW,) if own_data.withdrawable(facts) else ()
    delete = (Button.DELETE_HEALTH,) if facts.has_health else ()
    return (Button.CORRECT, *withdraw, *delete, Button.FORGET, Button.BACK)


def _withdraw(s: Situation, _: Rules) -> tuple[str, ...]:
    if s.variant:
        return _ASKED
    facts = s.current.own.facts
    kinds = own_data.withdrawable(facts) if facts is not None else ()
    return (*(button for button, kind in CONSENTS.items() if kind in kinds), Button.BACK)


def _own_act(s: Situation, _: Rules) -> tuple[str, ...]:
    return () if own_data.is_under_way(s) else (Button.CONTINUE,)


def _companion(s: Situation, _: Rules) -> tuple[str, ...]:
    return {"ask": _ASKED, "relation": (*RELATIONS, Button.BACK), "noting": ()}.get(s.variant, (Button.BACK,))


def _renew(s: Situation, _: Rules) -> tuple[str, ...]:
    if s.variant == "sure":
        return (Button.YES, Button.NO)
    return (Button.AGREE, Button.REFUSE, Button.LATER)


OWN_LISTED: dict[State, Callable[[Situation, Rules], tuple[str, ...]]] = {
    State.ERRANDS: _errands,
    State.OWN_DATA: _own_data,
    State.OWN_CHANGES: _own_changes,
    State.WITHDRAW: _withdraw,
    State.DELETE_HEALTH: lambda _, __: _ASKED,
    State.FORGET: lambda _, __: _ASKED,
    State.OWN_ACT: _own_act,
    State.COMPANION: _companion,
    State.RENEW: _renew,
}


def _consent(kind: ConsentKind) -> Callable[[Draft], None]:
    return lambda d: own_data.choose(d, kind)


def _relation(relation: Relation) -> Callable[[Draft], None]:
    return lambda d: companion.related(d, relation)


def _later(d: Draft) -> None:
    renewing.put_off(d)
    service.show_result(d, "later")


def _refuse(d: Draft) -> None:
    if d.own.renewal is not None and d.own.renewal.is_offer:
        own_data.do_renewal(d, OwnAct.REFUSE)  # nothing is taken back: nobody is asked twice
    else:
        renewing.refuse(d)


OWN_PRESSES: dict[tuple[State, str], Callable[[Draft], None]] = {
    (State.RESULT, Button.ERRANDS): own_data.errands,
    (State.MENU, Button.ERRANDS): own_data.errands,
    (State.ERRANDS, Button.OWN_DATA): own_data.see,
    (State.ERRANDS, Button.WITH_HELPER): companion.begin,
    (State.ERRANDS, Button.BACK): own_data.leave_errands,
    (State.OWN_DATA, Button.PRINT): own_data.copy,
    (State.OWN_DATA, Button.TO_WINDOW): lambda d: own_data.at_the_window(d, "copy"),
    (State.OWN_DATA, Button.CHANGE): own_data.change,
    (State.OWN_DATA, Button.BACK): own_data.errands,
    (State.OWN_CHANGES, Button.CORRECT): lambda d: own_data.at_the_window(d, "correct"),
    (State.OWN_CHANGES, Button.WITHDRAW): own_data.withdraw,
    (State.OWN_CHANGES, Button.DELETE_HEALTH): own_data.delete_health,
    (State.OWN_CHANGES, Button.FORGET): own_data.forget,
    (State.OWN_CHANGES, Button.BACK): own_data.see,
    **{(State.WITHDRAW, button): _consent(kind) for button, kind in CONSENTS.items()},
    (State.WITHDRAW, Button.YES): own_data.withdraw_yes,
    (State.DELETE_HEALTH, Button.YES): own_data.delete_yes,
    (State.FORGET, Button.YES): own_data.forget_yes,
    **{
        (state, button): own_data.change
        for state in (State.WITHDRAW, State.DELETE_HEALTH, State.FORGET)
        for button in (Button.NO, Button.BACK)
    },
    (State.OWN_ACT, Button.CONTINUE): own_data.go_on,
    (State.COMPANION, Button.YES): companion.agreed,
    (State.COMPANION, Button.NO): companion.back,
    (State.COMPANION, Button.BACK): companion.back,
    **{(State.COMPANION, button): _relation(relation) for button, relation in RELATIONS.items()},
    (State.RENEW, Button.AGREE): lambda d: own_data.do_renewal(d, OwnAct.RENEW),
    (State.RENEW, Button.REFUSE): _refuse,
    (State.RENEW, Button.LATER): _later,
    (State.RENEW, Button.YES): lambda d: own_data.do_renewal(d, OwnAct.REFUSE),
    (State.RENEW, Button.NO): renewing.ask_again,
}
