"""What stands before staff at the end: what was found, what must be decided, and what is kept for how long."""

from __future__ import annotations

from datetime import date

from kiosk.archive.applicants import Place
from kiosk.enrolling.consent_words import day_of
from kiosk.enrolling.flow import Flow
from kiosk.enrolling.view import AlikeView, CheckView, FieldView
from kiosk.faces.events import Likeness
from kiosk.people.names import mask_name
from kiosk.sentences import NO_WORDS, Text, listed, table
from kiosk.whitelist.consent import ConsentKind, consent_texts, last_day


def checks_of(flow: Flow) -> tuple[CheckView, ...]:
    """One row for each thing that was looked at, and for what was not."""
    labels, words = table("enrolling.check.labels"), table("enrolling.check.words")
    rows = [("consents", *_consents(flow))]
    if flow.samples:
        rows += [("face", "taken", "ok"), ("list", *_list(flow))]
        if flow.findings is not None and flow.findings.own_compared:
            rows.append(("before", *_before(flow)))
        rows.append(("photo", *_photo(flow)))
    else:
        rows.append(("face", _no_face(flow), "open"))
    return tuple(CheckView(name, labels[name], words[word], state) for name, word, state in rows)


def alike_of(flow: Flow) -> AlikeView | None:
    """Who looks alike, while staff have not decided."""
    if not flow.must_judge or flow.findings is None or flow.applicant is None:
        return None
    return AlikeView(mask_name(flow.applicant.name), listed(one.name for one in flow.findings.alike[:3]))


def missing_of(flow: Flow) -> Text:
    """What keeps 保存 from being pressed."""
    words = table("enrolling.check.missing")
    if flow.open_kinds:
        return words["consents"]
    if flow.must_judge:
        return words["judge"]
    return words["vouch"] if flow.must_vouch else NO_WORDS


def kept_of(flow: Flow, today: date, health_days: int) -> tuple[FieldView, ...]:
    """What is kept from now on, for how long, and how it is taken back."""
    labels, words = table("enrolling.kept.labels"), table("enrolling.kept.words")
    if flow.saved is None:
        return (FieldView(labels["nothing"], words["nothing"]),)
    rows: list[FieldView] = []
    if ConsentKind.FACE in flow.agreed:
        until = last_day(ConsentKind.FACE, today, flow.rules.consent_years)
        period = words["until-revoked"] if until is None else words["until-day"].fill(day=day_of(until))
        rows.append(FieldView(labels["face" if flow.saved.templates else "face-later"], period))
    else:
        rows.append(FieldView(labels["no-face"], words["no-face"]))
    if ConsentKind.HEALTH in flow.agreed:
        rows.append(FieldView(labels["health"], words["health"].fill(days=health_days)))
    elif ConsentKind.HEALTH in flow.refused:
        rows.append(FieldView(labels["health"], words["no-health"]))
    if ConsentKind.HOME_CALLS in flow.agreed:
        rows.append(FieldView(labels["home-calls"], words["home-calls"]))
    if ConsentKind.ADAPTATION in flow.agreed:
        rows.append(FieldView(labels["adaptation"], consent_texts(flow.rules.text_version)["adaptation"].period))
    rows.append(FieldView(labels["back"], words["back"]))
    return tuple(rows)


def standing_of(flow: Flow) -> tuple[Text, bool]:
    """Where the person stands on the list, and whether staff must look at it."""
    words, place = table("enrolling.standing"), flow.record.place
    if place is Place.LISTED:
        return words["listed" if flow.record.templates else "listed-without-face"], True
    return words[place.value], place is not Place.NONE


def _consents(flow: Flow) -> tuple[str, str]:
    if not flow.agreed:
        return "none-agreed", "look"
    return ("some-agreed" if flow.refused else "all-agreed"), "ok"


def _list(flow: Flow) -> tuple[str, str]:
    if flow.must_judge:
        return "alike", "look"
    alike = flow.findings is not None and bool(flow.findings.alike or flow.findings.declared)
    return ("alike-others" if alike else "not-alike"), "ok"


def _before(flow: Flow) -> tuple[str, str]:
    if flow.must_vouch:
        return "unlike-before", "look"
    return ("vouched" if flow.vouched else "like-before"), "ok"


def _photo(flow: Flow) -> tuple[str, str]:
    if flow.likeness is None:
        return "no-photo", "open"
    return ("like-photo", "ok") if flow.likeness is Likeness.SAME else ("unsure-photo", "look")


def _no_face(flow: Flow) -> str:
    if ConsentKind.FACE not in flow.agreed:
        return "refused-face"
    return "later" if flow.rules.takes_faces else "no-camera"
