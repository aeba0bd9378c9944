"""What staff decide before anything is saved, and saving: one act, whole or not at all."""

from __future__ import annotations

from kiosk.archive.applicants import Place
from kiosk.archive.enrolment import Enrolment
from kiosk.enrolling.effects import Save, Withdraw
from kiosk.enrolling.events import Judged, Saved, SaveWanted, Vouched, WentWrong
from kiosk.enrolling.flow import Step
from kiosk.enrolling.turn import Turn
from kiosk.sentences import sentence
from kiosk.whitelist.consent import Consent, ConsentKind, consent_in_words_of, last_day


def judged(turn: Turn, event: Judged) -> None:
    """One person under two numbers is not enrolled twice; two people who look alike are."""
    if turn.flow.step is not Step.CHECK or not turn.flow.must_judge:
        return
    if event.same_person:
        turn.drop_face()
        turn.go(Step.REFUSED, sentence("enrolling.refused.same-person"))
    else:
        turn.set(is_judged=True)


def vouched(turn: Turn, event: Vouched) -> None:
    """Staff are sure of the person though the face is unlike the old one."""
    if turn.flow.step is Step.CHECK and turn.flow.must_vouch and event.reason.strip():
        turn.set(vouched=event.reason.strip())


def save_wanted(turn: Turn, event: SaveWanted) -> None:
    """Save, once everything is said and decided."""
    flow = turn.flow
    if flow.step is not Step.CHECK or flow.open_kinds or flow.must_judge or flow.must_vouch:
        return
    if flow.agreed:
        plan = plan_of(turn)
        turn.go(Step.SAVING)
        turn.do(Save(turn.next_ticket(), plan, flow.samples))
    elif flow.resident_id is not None and flow.record.place in (Place.LISTED, Place.SUSPENDED):
        turn.go(Step.SAVING)
        turn.do(Withdraw(turn.next_ticket(), flow.resident_id))
    else:
        turn.drop_photo()
        turn.go(Step.DONE, saved=None)


def saved(turn: Turn, event: Saved) -> None:
    """It is on the disk. What was held of the face is overwritten."""
    if turn.flow.step is Step.SAVING and event.ticket == turn.flow.ticket:
        turn.drop_face()
        turn.drop_photo()
        turn.go(Step.DONE, saved=event.entered)


def went_wrong(turn: Turn, event: WentWrong) -> None:
    """Nothing was written: it can be tried again from where it was."""
    flow = turn.flow
    if event.ticket != flow.ticket:
        return
    if flow.step is Step.LOOKING_UP:
        turn.begin_anew()
        turn.go(Step.REFUSED, event.why)
    elif flow.step is Step.COMPARING:
        turn.shut_camera()
        turn.drop_face()
        turn.go(Step.INTERRUPTED, event.why)
    elif flow.step is Step.SAVING:
        turn.go(Step.CHECK, event.why)


def plan_of(turn: Turn) -> Enrolment:
    """What is to be saved; the templates are made of the samples by whoever saves."""
    flow = turn.flow
    assert flow.applicant is not None
    assert flow.how is not None
    findings = flow.findings
    alike = () if findings is None else (*(one.resident_id for one in findings.alike), *findings.declared)
    return Enrolment(
        resident=flow.applicant.resident,
        consents=tuple(_consent(turn, kind) for kind in flow.agreed),
        looks_like=tuple(dict.fromkeys(alike)),
        renames=True,  # the chip is the authority on a name
        refused=flow.refused,
        replaces=bool(flow.samples) and flow.record.templates > 0,
        overruled=flow.vouched or None,
    )


def _consent(turn: Turn, kind: ConsentKind) -> Consent:
    flow = turn.flow
    assert flow.applicant is not None
    assert flow.how is not None
    giver = flow.guardian.name if flow.by_guardian else flow.applicant.name
    relation = flow.guardian.relation if flow.by_guardian else None
    until = last_day(kind, turn.at.today, flow.rules.consent_years)
    return consent_in_words_of(flow.rules.text_version, kind, giver, flow.how, relation, until)
