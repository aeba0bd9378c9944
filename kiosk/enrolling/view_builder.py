"""From an enrolment to what is shown of it. Nothing leaves here that is not masked."""

from __future__ import annotations

from datetime import date

from kiosk.enrolling import guidance, results
from kiosk.enrolling.consent_words import consents_of, day_of, words_of
from kiosk.enrolling.flow import Flow, Step
from kiosk.enrolling.view import EnrolView, FieldView, GuardianView, PersonView, RelationView, StageView
from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import NO_WORDS, Text, sentence, table

_STAGE = {
    Step.CARD: 0, Step.LOOKING_UP: 0, Step.REFUSED: 0, Step.CONSENTS: 1, Step.ASKING: 1, Step.NOTICE: 2,
    Step.LOOKING: 2, Step.INTERRUPTED: 2, Step.COMPARING: 2, Step.CHECK: 3, Step.SAVING: 3, Step.DONE: 4,
}  # fmt: skip
_WITH_DOOR = (Step.NOTICE, Step.LOOKING, Step.INTERRUPTED, Step.COMPARING)
_WITH_CHECKS = (Step.CHECK, Step.SAVING)


def enrol_view(flow: Flow, today: date, health_days: int) -> EnrolView:
    """The page at this moment."""
    step = flow.step
    headline, lead = _words(flow)
    is_check = step in _WITH_CHECKS
    return EnrolView(
        step=step.value,
        stages=_stages(step),
        headline=headline,
        lead=lead,
        note=flow.note,
        person=_person(flow, today),
        consents=consents_of(flow) if step is Step.CONSENTS else (),
        guardian=_guardian(flow, today) if step is Step.CONSENTS and flow.by_guardian else None,
        words=words_of(flow, flow.asking, today) if step is Step.ASKING and flow.asking is not None else None,
        camera=guidance.camera_of(flow) if step in _WITH_DOOR else None,
        checks=results.checks_of(flow) if is_check else (),
        alike=results.alike_of(flow) if is_check else None,
        reasons=tuple(table("enrolling.reasons").values()) if is_check and flow.must_vouch else (),
        kept=results.kept_of(flow, today, health_days) if step is Step.DONE else (),
        missing=results.missing_of(flow) if is_check else NO_WORDS,
        save=_save(flow) if is_check else NO_WORDS,
        may_look=flow.rules.takes_faces,
    )


def _words(flow: Flow) -> tuple[Text, Text]:
    headlines, leads = table("enrolling.headlines"), table("enrolling.leads")
    if flow.step is Step.DONE:
        key = "done-nothing" if flow.saved is None else "done-without-face" if not flow.saved.templates else "done"
        return headlines[key].fill(name=_name(flow)), leads[key]
    if flow.step in (Step.REFUSED, Step.INTERRUPTED):
        return headlines[flow.step.value], flow.ending
    if flow.step is Step.CHECK and flow.ending:
        return headlines["not-saved"], flow.ending
    return headlines[flow.step.value].fill(name=_name(flow)), leads[flow.step.value]


def _stages(step: Step) -> tuple[StageView, ...]:
    now = _STAGE[step]
    labels = table("enrolling.stages")
    return tuple(
        StageView(label, "done" if index < now else "now" if index == now else "next")
        for index, label in enumerate(labels.values())
    )


def _person(flow: Flow, today: date) -> PersonView | None:
    holder = flow.applicant
    if holder is None or flow.step in (Step.LOOKING_UP, Step.REFUSED):
        return None
    labels, sexes = table("enrolling.fields"), table("enrolling.sexes")
    standing, looks = results.standing_of(flow)
    fields = (
        FieldView(labels["number"], mask_id_number(holder.number)),
        FieldView(
            labels["birth"],
            sentence(
                "enrolling.born", day=day_of(holder.birth), age=holder.age(today), sex=sexes.get(holder.sex, NO_WORDS)
            ),
        ),
        FieldView(labels["address"], holder.address or sentence("enrolling.no-address")),
    )
    warnings = (sentence("enrolling.card-expired"),) if holder.expired else ()
    return PersonView(mask_name(holder.name), fields, standing, looks, warnings)


def _guardian(flow: Flow, today: date) -> GuardianView:
    relations = table("enrolling.relations").values()
    return GuardianView(
        name=mask_name(flow.guardian.name) if flow.guardian.name else "",
        relations=tuple(RelationView(one, one == flow.guardian.relation) for one in relations),
        required=flow.needs_guardian(today),
    )


def _save(flow: Flow) -> Text:
    words = table("enrolling.save")
    if flow.step is Step.SAVING:
        return words["saving"]
    if not flow.agreed:
        return words["withdraw"] if flow.record.consents else words["nothing"]
    return words["save"]


def _name(flow: Flow) -> str:
    return "" if flow.applicant is None else mask_name(flow.applicant.name)
