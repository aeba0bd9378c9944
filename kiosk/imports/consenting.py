"""Consents of a row. Each is the row's own: a yes, the paper it was signed on and the day, or there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kiosk.imports.person_row import Fields, RowProblem, warned
from kiosk.imports.rows import Column
from kiosk.imports.values import ValueProblem, day
from kiosk.imports.words import answer
from kiosk.people.name_rules import NameProblem, canonical, checked_name
from kiosk.people.resident import Resident
from kiosk.sentences import Text
from kiosk.whitelist.admission import needs_guardian
from kiosk.whitelist.consent import Consent, ConsentHow, ConsentKind, consent_in_words_of, last_day

MOST_PAPER = 64
"""Characters of a paper's number."""
_PERSONAL = re.compile(r"[0-9]{11,}")
_KINDS = {
    Column.FACE_CONSENT: ConsentKind.FACE,
    Column.HEALTH_CONSENT: ConsentKind.HEALTH,
    Column.HOME_CALLS_CONSENT: ConsentKind.HOME_CALLS,
}


def consents_of(
    fields: Fields, resident: Resident, today: date, years: int, text_version: str, warnings: list[Text]
) -> tuple[Consent, ...]:
    """The consents that a row proves; none where paper or day lack, whatever it says: 待同意.

    Raises:
        RowProblem: signed-unclear, signed-ahead, signed-early, paper-personal or paper-long; no-guardian or
            guardian-paper: below 14 a guardian consents, by name and relation (个人信息保护法 第三十一条), or nothing
            is imported.
    """
    agreed = [kind for column, kind in _KINDS.items() if _says_yes(fields, column, warnings)]
    paper, signed_on = _paper(fields, resident), _signed_on(fields, resident, today)
    guardian, relation = _guardian(fields)
    if needs_guardian(resident.birth, today):
        if not (agreed and guardian and relation):
            raise RowProblem("no-guardian")
        if not paper or signed_on is None:
            raise RowProblem("guardian-paper")
    if not agreed:
        return ()
    if not paper or signed_on is None:
        warnings.append(warned("pending"))
        return ()
    by_guardian = bool(guardian and relation)
    return tuple(
        replace(
            consent_in_words_of(
                text_version, kind, guardian if by_guardian else resident.name or resident.name_foreign or "",
                ConsentHow.SIGNATURE, relation if by_guardian else None, last_day(kind, signed_on, years),
            ),
            paper=paper, signed_on=signed_on,
        )
        for kind in agreed
    )  # fmt: skip


def _says_yes(fields: Fields, column: Column, warnings: list[Text]) -> bool:
    typed = fields.text(column)
    said = answer(typed)
    if typed and said is None:
        warnings.append(warned("answer"))
    return said is True


def _paper(fields: Fields, resident: Resident) -> str:
    """The paper's number, which stands in the clear for years: nobody's name and no long number."""
    paper = " ".join(fields.text(Column.PAPER).split())
    if len(paper) > MOST_PAPER or not paper.isprintable():
        raise RowProblem("paper-long", most=MOST_PAPER)
    names = [canonical(name) for name in (resident.name, resident.name_foreign) if name]
    if _PERSONAL.search(re.sub(r"[\s-]", "", paper)) or any(name in canonical(paper) for name in names):
        raise RowProblem("paper-personal")
    return paper


def _signed_on(fields: Fields, resident: Resident, today: date) -> date | None:
    try:
        signed = day(fields.cell(Column.SIGNED_ON))
    except ValueProblem:
        raise RowProblem("signed-unclear") from None
    if signed is not None and signed > today:
        raise RowProblem("signed-ahead")
    if signed is not None and resident.birth is not None and signed < resident.birth:
        raise RowProblem("signed-early")
    return signed


def _guardian(fields: Fields) -> tuple[str, str]:
    typed, relation = fields.text(Column.GUARDIAN), " ".join(fields.text(Column.GUARDIAN_RELATION).split())
    if not typed:
        return "", ""
    try:
        return checked_name(typed), relation[:40] if relation.isprintable() else ""
    except NameProblem:
        raise RowProblem("guardian-name") from None
