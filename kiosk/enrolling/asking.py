"""The consents: each asked apart, none pre-set, and a no as good as a yes."""

from __future__ import annotations

from dataclasses import replace

from kiosk.archive.enrolment import WITH_THE_FACE
from kiosk.enrolling.applicant import Guardian
from kiosk.enrolling.events import Answered, Asked, GuardianWanted, PutAside, RelationChosen
from kiosk.enrolling.flow import Step
from kiosk.enrolling.turn import Turn
from kiosk.sentences import sentence
from kiosk.whitelist.consent import ConsentKind

_MAY_ASK = (Step.CONSENTS, Step.NOTICE, Step.INTERRUPTED, Step.CHECK)
"""Steps from which an answer may be changed."""


def asked(turn: Turn, event: Asked) -> None:
    """Show the words to the person."""
    flow = turn.flow
    if flow.step not in _MAY_ASK:
        return
    if flow.by_guardian and not flow.guardian.is_named:
        turn.set(note=sentence("enrolling.note.guardian-first"))
        return
    kind = event.kind or next(iter(flow.open_kinds), None)
    if kind is None:
        _all_said(turn)
    elif kind in flow.open_kinds or kind in dict(flow.answers):
        turn.go(Step.ASKING, how=event.how, asking=kind)


def answered(turn: Turn, event: Answered) -> None:
    """Yes or no; on to the next one, or to what follows from all of them."""
    flow = turn.flow
    if flow.step is not Step.ASKING or event.kind is not flow.asking:
        return  # a finger that was late: never an answer to other words
    answers = dict(flow.answers) | {event.kind: event.agreed}
    if event.kind is ConsentKind.FACE and not event.agreed:
        answers = {kind: yes for kind, yes in answers.items() if kind not in WITH_THE_FACE}
        turn.drop_face()
        turn.drop_photo()
    turn.set(answers=tuple(answers.items()))
    following = next(iter(turn.flow.open_kinds), None)
    if following is None:
        _all_said(turn)
    else:
        turn.set(asking=following)


def put_aside(turn: Turn, event: PutAside) -> None:
    """The words are put away; what was said stays."""
    if turn.flow.step is Step.ASKING:
        turn.go(Step.CONSENTS, asking=None)


def guardian_wanted(turn: Turn, event: GuardianWanted) -> None:
    """Another giver: what was said before was not said by them."""
    flow = turn.flow
    if flow.step is not Step.CONSENTS or (flow.needs_guardian(turn.at.today) and not event.wanted):
        return
    if flow.by_guardian is not event.wanted:
        turn.set(by_guardian=event.wanted, guardian=Guardian(), answers=(), how=None)


def relation_chosen(turn: Turn, event: RelationChosen) -> None:
    """What the guardian is to the person."""
    if turn.flow.step is Step.CONSENTS and turn.flow.by_guardian:
        turn.set(guardian=replace(turn.flow.guardian, relation=event.relation))


def _all_said(turn: Turn) -> None:
    flow = turn.flow
    wants_face = ConsentKind.FACE in flow.agreed and flow.rules.takes_faces and not flow.without_face
    ready = bool(flow.samples) or not wants_face
    turn.go(Step.CHECK if ready else Step.NOTICE, asking=None)
