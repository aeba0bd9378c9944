"""From what is kept of a member to what their page shows."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from kiosk.archive.members import KeptConsent, Member, MemberFile
from kiosk.members import views
from kiosk.members.words import StateView, day, dotted_day, in_one, mask_phone, short_day, shown_name, state_of
from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.whitelist.consent import RECORDED_NO, ConsentKind
from kiosk.whitelist.standing import Deed, Face, Standing, deeds

_ICONS = {
    Deed.EDIT: "edit",
    Deed.SUSPEND: "pause",
    Deed.RESUME: "check",
    Deed.REVOKE: "trash",
    Deed.ENROL: "camera",
}
_HELPS = {
    Standing.SUSPENDED: Deed.RESUME,
    Standing.NO_CONSENT: Deed.ENROL,
    Standing.TO_ENROL: Deed.ENROL,
    Standing.EXPIRING: Deed.ENROL,
    Standing.REVOKED: Deed.ENROL,
}


def member_view(
    file: MemberFile | None,
    *,
    zone: tzinfo,
    today: date,
    number: str,
    number_left_s: int,
    may_reveal: bool,
    busy: bool,
    undo: views.UndoView | None,
    asking: views.ReasonsView | None,
) -> views.MemberView:
    """The page.

    Args:
        zone: The hall's, in which days begin.
        file: None for somebody who is not there any more.
        number: The full number while it is shown, else "".
    """
    if file is None:
        nothing = StateView(NO_WORDS, "", "soft")
        return views.MemberView(
            name="", state=nothing, lead=NO_WORDS, since=NO_WORDS, number="", number_left_s=0, phone="", born=NO_WORDS,
            address="", consents=(), kept=(), deeds=(), may_reveal=False, busy=busy, undo=undo,
            gone=sentence("members.gone"),
        )  # fmt: skip
    member = file.member
    resident = member.resident
    return views.MemberView(
        name=shown_name(resident),
        state=state_of(member.standing),
        lead=table("members.leads")[member.standing.value],
        since=day(_in(zone, member.since)),
        number=number or mask_id_number(resident.number or "") or sentence("members.unknown"),
        number_left_s=number_left_s,
        phone=mask_phone(resident.phone) or sentence("members.unknown"),
        born=NO_WORDS if resident.birth is None else sentence("members.fields.year", year=resident.birth.year),
        address=in_one(resident.address) or sentence("members.unknown"),
        consents=tuple(_consent(kind, file.consents, today, zone) for kind in _shown(file.consents)),
        kept=_kept(file),
        deeds=_deeds(member),
        may_reveal=may_reveal and bool(resident.number),
        busy=busy,
        undo=undo,
        asking=asking,
    )


def _deeds(member: Member) -> tuple[views.DeedView, ...]:
    words, helps = table("members.deeds"), _HELPS.get(member.standing)
    anew = member.facts.face is not Face.NONE
    return tuple(
        views.DeedView(
            key=deed.value,
            label=words["enrol-anew" if deed is Deed.ENROL and anew else deed.value],
            icon=_ICONS[deed],
            main=deed is helps,
        )
        for deed in deeds(member.facts)
    )


def _shown(kept: tuple[KeptConsent, ...]) -> list[ConsentKind]:
    """Sharing is not asked for: it stands there only where somebody once agreed to it."""
    return [kind for kind in ConsentKind if kind is not ConsentKind.SHARING or any(one.kind is kind for one in kept)]


def _consent(kind: ConsentKind, kept: tuple[KeptConsent, ...], today: date, zone: tzinfo) -> views.ConsentView:
    words, label = table("members.consents"), table("members.consents")[kind.value]
    consent = next((one for one in kept if one.kind is kind), None)
    if consent is None:
        return views.ConsentView(label, words["never"], "minus", "soft", "")
    if kind in RECORDED_NO and consent.withdrawn == consent.given:
        return views.ConsentView(label, words["refused"], "minus", "soft", dotted_day(_in(zone, consent.given)))
    if consent.withdrawn is not None:
        return views.ConsentView(label, words["withdrawn"], "cross", "soft", dotted_day(_in(zone, consent.withdrawn)))
    over = consent.until is not None and consent.until < today
    until = words["until-withdrawn"] if consent.until is None else words["until"].fill(day=dotted_day(consent.until))
    parts = [f"{dotted_day(_in(zone, consent.given))} {words[consent.how.value]}"]
    if consent.guardian_relation is not None:
        parts.append(f"{mask_name(consent.given_by)}（{consent.guardian_relation}）")
    parts += [words["version"].fill(version=consent.text_version), until]
    detail = " · ".join(parts)
    if over:
        return views.ConsentView(label, words["ended"], "tri", "care", detail)
    return views.ConsentView(label, words["given"], "ok", "done", detail)


def _in(zone: tzinfo, when: datetime) -> date:
    return when.astimezone(zone).date()


def _kept(file: MemberFile) -> tuple[Text, ...]:
    words = table("members.kept")
    faces: str = words["no-faces"]
    if file.enrolled or file.adapted:
        faces = words["faces"].fill(enrolled=file.enrolled) + (
            words["adapted"].fill(adapted=file.adapted) if file.adapted else ""
        )
    lines = [Text(faces)]
    if file.look_alikes:
        lines.append(words["look-alikes"].fill(people=file.look_alikes))
    days = sentence("words.and").join(short_day(when) for when in file.days)
    lines.append(words["came"].fill(days=days) if file.days else words["never-came"])
    return tuple(lines)
