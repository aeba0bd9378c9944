"""From what stands of a person to what the page of their rights shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from kiosk.archive.asked import Asked, ByWhom
from kiosk.archive.companions import Companion
from kiosk.archive.kept_consents import KeptConsent
from kiosk.archive.own_rights import KeptRows, OwnSummary
from kiosk.members.words import dotted_day, shown_name
from kiosk.rights_desk.views import ActView, FormatView, KeptView, OwnConsentView, RightsView
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.sticks import Stick
from kiosk.whitelist.consent import RECORDED_NO, ConsentKind

_ALWAYS = (ConsentKind.FACE, ConsentKind.HEALTH)
"""Shown also where nobody was ever asked."""


def present_view(name: str, *, may_vouch: bool, problem: Text, **more: Any) -> RightsView:
    """The person's card is waited for, or will not do."""
    words = table("rights.card")
    return RightsView(
        step="refused" if problem else "card",
        name=name,
        lead=words["lay-theirs"].fill(name=name) if name else words["lay-any"],
        problem=problem,
        may_vouch=may_vouch,
        **more,
    )


def rights_view(summary: OwnSummary, asked: Asked, today: date, zone: tzinfo, **more: Any) -> RightsView:
    """What stands, and what can be done."""
    there = "with-card" if asked.by_whom is ByWhom.WITH_CARD else "vouched"
    return RightsView(
        step="rights",
        name=shown_name(summary.resident),
        lead=table("rights.there")[there],
        consents=tuple(_consents(summary, today, zone)),
        kept=tuple(_kept(summary)),
        acts=_acts(summary),
        **more,
    )


def copy_view(name: str, forms: Sequence[str], sticks: Sequence[Stick], **more: Any) -> RightsView:
    """Which form the copy is to have, and where it goes."""
    words = table("rights.copy")
    return RightsView(
        step="copy",
        name=name,
        lead=words["lead"],
        formats=tuple(FormatView(form, words[form], words[f"{form}-lead"]) for form in forms),
        stick=sentence("rights.copy.stick", label=sticks[-1].label) if sticks else words["no-stick"],
        has_stick=bool(sticks),
        **more,
    )


def helped_today(companions: Sequence[Companion], today: date, zone: tzinfo) -> str:
    """Who helps the person today, as their last visit noted it; "" nobody."""
    newest = max(companions, key=lambda one: one.when, default=None)
    if newest is None or _in(zone, newest.when) != today:
        return ""
    return sentence("rights.helped", relation=table("helping.relations")[newest.relation.value])


def _consents(summary: OwnSummary, today: date, zone: tzinfo) -> list[OwnConsentView]:
    found = []
    for kind in ConsentKind:
        kept = summary.consent(kind)
        if kept is not None or kind in _ALWAYS:
            found.append(_consent(kind, kept, summary, today, zone))
    return found


def _consent(
    kind: ConsentKind, kept: KeptConsent | None, summary: OwnSummary, today: date, zone: tzinfo
) -> OwnConsentView:
    words = table("members.consents")
    key, label = kind.value, words[kind.value]
    if kept is None:
        never_asked = kind is ConsentKind.HEALTH
        word = table("rights.consent-line")["not-asked"] if never_asked else words["never"]
        return OwnConsentView(key, label, word, "minus", "soft", "", may_withdraw=never_asked)
    if kept.withdrawn is not None:
        refused = kind in RECORDED_NO and kept.withdrawn == kept.given
        word, icon = (words["refused"], "minus") if refused else (words["withdrawn"], "cross")
        day = dotted_day(_in(zone, kept.withdrawn))
        return OwnConsentView(key, label, word, icon, "soft", day, may_withdraw=False)
    ended = not kept.holds(today)
    until = words["until-withdrawn"] if kept.until is None else words["until"].fill(day=dotted_day(kept.until))
    detail = f"{dotted_day(_in(zone, kept.given))} {words[kept.how.value]} · {until}"
    word, icon, tone = (words["ended"], "tri", "care") if ended else (words["given"], "ok", "done")
    return OwnConsentView(key, label, word, icon, tone, detail, may_withdraw=True)


def _kept(summary: OwnSummary) -> list[KeptView]:
    words = table("rights.stands")
    faces = words["no-face"]
    if summary.templates and summary.face_since is not None:
        faces = words["face"].fill(count=summary.templates, day=dotted_day(summary.face_since))
    return [
        KeptView(words["face-label"], faces),
        KeptView(words["measurements-label"], _rows(summary.measurements, words)),
        KeptView(words["visits-label"], _rows(summary.visits, words)),
    ]


def _rows(rows: KeptRows, words: dict[str, Text]) -> str:
    if rows.oldest is None:
        return words["none"]
    since = words["since"].fill(count=rows.count, day=dotted_day(rows.oldest))
    return since if rows.goes is None else since + words["goes"].fill(day=dotted_day(rows.goes))


def _acts(summary: OwnSummary) -> tuple[ActView, ...]:
    words = table("rights.acts")
    nothing = NO_WORDS if summary.health_rows else words["no-health"]
    return (
        ActView("see", words["see"], "eye"),
        ActView("correct", words["correct"], "edit"),
        ActView("copy", words["copy"], "download"),
        ActView("delete_health", words["delete-health"], "erase", nothing),
        ActView("forget", words["forget"], "trash"),
    )


def _in(zone: tzinfo, when: datetime) -> date:
    return when.astimezone(zone).date()
