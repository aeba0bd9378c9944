"""The card: whose it is, whether they can be enrolled, and cards that come in the middle."""

from __future__ import annotations

from dataclasses import replace

from kiosk.enrolling.applicant import GROWN_UP, Applicant
from kiosk.enrolling.effects import LookUp
from kiosk.enrolling.events import CardRead, CardUnfit, LookedUp
from kiosk.enrolling.flow import Step
from kiosk.enrolling.turn import Turn
from kiosk.sentences import sentence
from kiosk.whitelist.admission import AdmissionRules, WhitelistRefused, check_age

_BEFORE = (Step.CARD, Step.LOOKING_UP, Step.REFUSED, Step.DONE)
"""Steps in which a card is the next person's."""


def card_read(turn: Turn, event: CardRead) -> None:
    """A card begins an enrolment, or names a guardian, or is one too many."""
    flow, holder = turn.flow, event.holder
    if flow.step in _BEFORE:
        turn.begin_anew()
        _take(turn, holder)
    elif flow.step is Step.SAVING or flow.applicant is None:
        return
    elif holder.number == flow.applicant.number:
        turn.set(note=sentence("enrolling.note.same-card"))
    elif flow.step is Step.CONSENTS and flow.by_guardian:
        _name_guardian(turn, holder)
    else:
        turn.set(note=sentence("enrolling.note.other-card"))


def card_unfit(turn: Turn, event: CardUnfit) -> None:
    """A card of no use: said where a card is asked for, and a line anywhere else."""
    if turn.flow.step in _BEFORE and turn.flow.step is not Step.LOOKING_UP:
        turn.begin_anew()
        turn.go(Step.REFUSED, event.why)
    elif turn.flow.step is Step.CONSENTS and turn.flow.by_guardian:
        turn.set(note=event.why)


def looked_up(turn: Turn, event: LookedUp) -> None:
    """What is on record of the holder: on to the consents."""
    if turn.flow.step is Step.LOOKING_UP and event.ticket == turn.flow.ticket:
        needs = turn.flow.needs_guardian(turn.at.today)
        turn.go(Step.CONSENTS, record=event.record, by_guardian=needs)


def _take(turn: Turn, holder: Applicant) -> None:
    try:
        check_age(AdmissionRules(turn.flow.rules.min_age), holder.birth, turn.at.today)
    except WhitelistRefused as refusal:
        turn.go(Step.REFUSED, refusal.sentence)
        return
    turn.go(Step.LOOKING_UP, applicant=holder)
    turn.do(LookUp(turn.next_ticket(), holder.number))


def _name_guardian(turn: Turn, holder: Applicant) -> None:
    if holder.age(turn.at.today) < GROWN_UP:
        turn.set(note=sentence("enrolling.note.guardian-young", least=GROWN_UP))
    else:
        turn.set(guardian=replace(turn.flow.guardian, name=holder.name))
