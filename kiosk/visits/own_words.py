"""What is kept of somebody, in plain words: one line each for the screen and for the slip they take home."""

from __future__ import annotations

from kiosk.people.person import Person
from kiosk.sentences import Text, sentence, table
from kiosk.visits.own_visit import OwnFacts
from kiosk.whitelist.consent import ConsentKind

YEAR_DAYS = 365


def consent_name(kind: ConsentKind) -> Text:
    """人脸, 健康记录: what a consent is about."""
    return table("visitor.consents")[kind.value]


def kept_rows(who: Person, facts: OwnFacts) -> tuple[tuple[Text, Text], ...]:
    """(what, how much of it) of everything kept."""
    titles = table("visitor.own-titles")
    return (
        (titles["who"], sentence("visitor.own.who", name=who.masked_name, count=facts.visits)),
        (titles["face"], _face(facts)),
        (titles["records"], _records(facts)),
        (titles["consents"], _consents(facts)),
    )


def _face(facts: OwnFacts) -> Text:
    since = facts.face_since
    if since is None:
        return sentence("visitor.own.none")
    return sentence("visitor.own.face", year=since.year, month=since.month)


def _records(facts: OwnFacts) -> Text:
    if not facts.has_health:
        return sentence("visitor.own.nothing-yet" if facts.keeps_health else "visitor.own.not-kept")
    period = (
        sentence("visitor.own.one-year")
        if facts.health_days == YEAR_DAYS
        else sentence("visitor.own.days", count=facts.health_days)
    )
    if not facts.values:
        return sentence("visitor.own.records", period=period)
    return sentence("visitor.own.values", count=facts.values, period=period)


def _consents(facts: OwnFacts) -> Text:
    if not facts.consents:
        return sentence("visitor.own.none")
    return sentence("visitor.own.consents", names=sentence("visitor.notices.either").join(
        table("visitor.consents-short")[kind.value] for kind in facts.consents
    ))  # fmt: skip
