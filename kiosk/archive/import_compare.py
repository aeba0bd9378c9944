"""Rows of an office's list beside what is known: new, the same, changed field by field, revoked, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from devices.cards.card_code import names_a_card
from devices.cards.text import normalised
from kiosk.archive.corrections import changed_fields
from kiosk.archive.import_known import Known, KnownConsent
from kiosk.archive.import_plan import Compared, FieldChange, Kind
from kiosk.archive.whitelist import filled, is_other_name
from kiosk.imports.rows import Candidate
from kiosk.people.names import mask_name
from kiosk.people.resident import Resident
from kiosk.sentences import Text, sentence, table
from kiosk.whitelist.admission import AdmissionRules, WhitelistRefused, check_listing, check_names
from kiosk.whitelist.consent import Consent, ConsentKind

_ADDRESS = ("district", "street", "committee", "community", "building", "home")


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """One row, and whom its number and its card belong to.

    Attributes:
        known: Who has the number; None for nobody.
        holder: Id of whom the card belongs to; None for nobody.
        twin: Row of the same file with the same number; None for none.
        card_twin: The same with the same card.
    """

    candidate: Candidate
    known: Known | None = None
    holder: str | None = None
    twin: int | None = None
    card_twin: int | None = None


def compared(question: Question, rules: AdmissionRules, today: date) -> Compared:
    """What a row is to the list. Never raises for what stands in the row."""
    candidate = question.candidate
    try:
        return _compared(question, rules, today)
    except WhitelistRefused as refused:
        return Compared(candidate.row, candidate, Kind.REFUSED, candidate.resident, problem=refused.sentence)


def _compared(question: Question, rules: AdmissionRules, today: date) -> Compared:
    candidate, known = question.candidate, question.known
    typed = candidate.resident
    if not typed.number:
        raise WhitelistRefused(sentence("refusals.import-no-number"))
    if question.twin is not None:
        raise WhitelistRefused(sentence("refusals.import-twice", row=question.twin))
    check_listing(rules, typed.birth, candidate.consents, today)
    typed = check_names(typed, candidate.consents)
    code = _code(question)
    if known is None:
        return Compared(
            candidate.row, candidate, Kind.NEW, typed, consents=candidate.consents, card=code,
            may_have_face=_face_holds(candidate.consents, (), today),
        )  # fmt: skip
    if is_other_name(known.resident, typed):
        raise _other_name(known.resident)
    news, notes = _news(candidate.consents, known)
    if known.revoked is not None and not _is_newer(candidate.consents, known.revoked):
        problem = sentence("refusals.import-revoked", day=known.revoked.isoformat())
        return Compared(candidate.row, candidate, Kind.REVOKED, known.resident, version=known.version, problem=problem)
    after = filled(typed, known.resident)
    ends = tuple(one.id for one in known.consents if one.withdrawn is None and one.kind in {c.kind for c in news})
    going = tuple(one for one in known.consents if one.withdrawn is None and one.id not in ends)
    changes = (*_changes(known.resident, after), *_consent_changes(news, known.consents))
    if code is not None:
        changes = (*changes, FieldChange("card", "", f"…{code[-4:]}"))
    return Compared(
        row=candidate.row,
        candidate=candidate,
        kind=Kind.NEW if known.entry_id is None else Kind.CHANGED if changes else Kind.SAME,
        resident=after,
        changes=changes,
        version=known.version,
        notes=notes,
        consents=news,
        ends=ends,
        in_force=tuple(one.id for one in going),
        card=code,
        entry_id=known.entry_id,
        before=known.resident,
        may_have_face=any(c.kind is ConsentKind.FACE for c in candidate.consents) and _face_holds(news, going, today),
        has_face=known.has_face,
    )


def _other_name(known: Resident) -> WhitelistRefused:
    """Like that of the desk, but for what to do: in a file nobody answers back."""
    masked = mask_name(known.name or known.name_foreign or "")
    return WhitelistRefused(sentence("refusals.import-other-name", name=masked))


def _code(question: Question) -> str | None:
    """The row's card as far as it is news. Raises WhitelistRefused."""
    code = normalised(question.candidate.social_card or "")
    if not code:
        return None
    if not names_a_card(code):
        raise WhitelistRefused(sentence("refusals.import-card-form"))
    if question.card_twin is not None:
        raise WhitelistRefused(sentence("refusals.import-card-twice", row=question.card_twin))
    own = None if question.known is None else question.known.resident.id
    if question.holder is not None and question.holder != own:
        raise WhitelistRefused(sentence("refusals.import-card-of-others"))
    return code if question.holder is None else None


def _news(consents: Sequence[Consent], known: Known) -> tuple[tuple[Consent, ...], tuple[Text, ...]]:
    """The consents of a row that count, and why the others do not. A paper never overrules a later word."""
    news, notes = [], []
    for consent in consents:
        on_record = [one for one in known.consents if one.kind is consent.kind]
        taken_back = max((one.withdrawn for one in on_record if one.taken_back and one.withdrawn), default=None)
        over = max((one.day for one in on_record if not one.taken_back and one.withdrawn), default=date.min)
        holds = next((one for one in on_record if one.withdrawn is None), None)
        signed = consent.signed_on or date.min
        if holds is not None:
            if signed > holds.day or _corrects(consent, holds):
                news.append(consent)
        elif taken_back is not None and signed <= taken_back:
            what = table("imported.consents")[consent.kind.value]
            notes.append(sentence("imported.taken-back", what=what, day=taken_back.isoformat()))
        elif signed > over or not on_record:
            news.append(consent)
    return tuple(news), tuple(notes)


def _corrects(consent: Consent, holds: KnownConsent) -> bool:
    """Whether it is the same day's paper written down otherwise."""
    if holds.signed_on is None or consent.signed_on != holds.signed_on:
        return False
    return (consent.paper, consent.text_version, consent.given_by) != (holds.paper, holds.text_version, holds.given_by)


def _is_newer(consents: Sequence[Consent], revoked: date) -> bool:
    """Whether they agreed to their face anew after they were taken off the list."""
    return any(c.kind is ConsentKind.FACE and c.signed_on is not None and c.signed_on > revoked for c in consents)


def _face_holds(news: Sequence[Consent], going: Sequence[KnownConsent], today: date) -> bool:
    ends = [one.until for one in news if one.kind is ConsentKind.FACE]
    ends += [one.until for one in going if one.kind is ConsentKind.FACE]
    return any(until is None or until >= today for until in ends)


def _changes(before: Resident, after: Resident) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(name, _shown(before, name), _shown(after, name)) for name in changed_fields(before, after))


def _shown(resident: Resident, name: str) -> str:
    value = getattr(resident.address if name in _ADDRESS else resident, name)
    if value is None:
        return ""
    text = str(value)
    if name in ("name", "name_foreign"):
        return mask_name(text)
    if name == "birth":
        return f"{text[:4]}-**-**"
    if name == "phone":
        return f"{text[:3]}****{text[-4:]}" if len(text) > 7 else "*" * len(text)
    return f"{text[:1]}**" if name == "home" else text


def _consent_changes(news: Sequence[Consent], on_record: Sequence[KnownConsent]) -> tuple[FieldChange, ...]:
    held = {one.kind: one for one in on_record if one.withdrawn is None}
    return tuple(
        FieldChange(
            f"consent-{one.kind.value}",
            held[one.kind].day.isoformat() if one.kind in held else "",
            one.signed_on.isoformat() if one.signed_on is not None else one.text_version,
        )
        for one in news
    )
