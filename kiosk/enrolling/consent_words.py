"""The words of a consent as they are shown large: what for, where, how long, and the whole text."""

from __future__ import annotations

import re
from datetime import date

from kiosk.enrolling.flow import Flow
from kiosk.enrolling.view import ConsentView, FieldView, WordsView
from kiosk.sentences import Text, sentence, table
from kiosk.whitelist.consent import ConsentKind, consent_texts, last_day

PAGE_LETTERS = 110
"""So many letters of the text fit one screen in visitors' sizes, in both orientations."""


def consents_of(flow: Flow) -> tuple[ConsentView, ...]:
    """What is asked, and what was said."""
    answers, open_kinds = dict(flow.answers), flow.open_kinds
    return tuple(
        ConsentView(
            kind.value,
            table("enrolling.consents.titles")[kind.value],
            table("enrolling.consents.shorts")[kind.value],
            state := _said(answers.get(kind)),
            table("enrolling.consents.states")[state if kind in open_kinds or kind in answers else "skipped"],
        )
        for kind in flow.rules.kinds
    )


def words_of(flow: Flow, kind: ConsentKind, today: date) -> WordsView:
    """One consent, large."""
    words = consent_texts(flow.rules.text_version)[kind.value]
    until = last_day(kind, today, flow.rules.consent_years)
    period: str = words.period
    if until is not None:
        period = sentence("enrolling.words.until", period=period, day=day_of(until))
    labels = table("enrolling.words.facts")
    facts = (
        FieldView(labels["purpose"], words.purpose),
        FieldView(labels["place"], words.place),
        FieldView(labels["period"], period),
    )
    return WordsView(
        kind=kind.value,
        title=table("enrolling.consents.questions")[kind.value],
        facts=facts,
        pages=pages_of(words.text),
        number=flow.rules.kinds.index(kind) + 1,
        count=len(flow.rules.kinds),
        said=_said(dict(flow.answers).get(kind)),
        version=sentence("enrolling.words.version", version=flow.rules.text_version, digits=words.sha256[:8]),
        refusing=table("enrolling.consents.refusing")[kind.value],
    )


def pages_of(text: str, most: int = PAGE_LETTERS) -> tuple[str, ...]:
    """A text in pieces of at most so many letters, broken between sentences; a longer sentence stands alone."""
    pages = [""]
    for part in re.findall(r"[^。；]+[。；]?", text):
        if pages[-1] and len(pages[-1]) + len(part) > most:
            pages.append("")
        pages[-1] += part
    return tuple(pages)


def day_of(day: date) -> Text:
    """2027年11月28日."""
    return sentence("enrolling.words.day", year=day.year, month=day.month, day=day.day)


def _said(agreed: bool | None) -> str:
    return "open" if agreed is None else "yes" if agreed else "no"
