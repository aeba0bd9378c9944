"""How a member stands: the first that is true, in one table; and what may be done with them then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.whitelist.consent import ConsentKind, last_day
from kiosk.whitelist.standing import Deed, Face, Facts, Standing, StandingRules, deeds, standing

TODAY = date(2026, 11, 22)
RULES = StandingRules(expiring_days=60, renew_years=3)
TAKEN = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(taken=TAKEN), "valid"),
        (Facts(taken=TAKEN, ends=date(2027, 1, 22)), "valid"),
        (Facts(taken=TAKEN, ends=date(2027, 1, 21)), "expiring"),
        (Facts(taken=TAKEN, ends=date(2026, 11, 22)), "expiring"),
        (Facts(taken=TAKEN, ends=date(2026, 11, 21)), "no-consent"),
        (Facts(taken=TAKEN, agreed=False), "no-consent"),
        (Facts(face=Face.NONE), "to-enrol"),
        (Facts(face=Face.UNUSABLE), "to-enrol"),
        (Facts(taken=date(2023, 11, 23)), "valid"),
        (Facts(taken=date(2023, 11, 22)), "to-enrol"),
        (Facts(face=Face.NONE, ends=date(2026, 12, 1)), "to-enrol"),
        (Facts(face=Face.NONE, agreed=False), "no-consent"),
        (Facts(taken=TAKEN, suspended=True), "suspended"),
        (Facts(taken=TAKEN, suspended=True, agreed=False), "suspended"),
        (Facts(taken=TAKEN, revoked=True), "revoked"),
        (Facts(taken=TAKEN, revoked=True, suspended=True), "revoked"),
    ],
)
def test_standing(facts: Facts, expected: str) -> None:
    assert standing(facts, TODAY, RULES) == expected


def test_every_standing_is_reached_by_the_table() -> None:
    assert {s.value for s in Standing} == {"valid", "expiring", "no-consent", "to-enrol", "suspended", "revoked"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), ("edit", "suspend", "enrol", "revoke")),
        (Facts(agreed=False), ("edit", "suspend", "enrol", "revoke")),
        (Facts(suspended=True), ("edit", "resume", "enrol", "revoke")),
        (Facts(revoked=True), ("enrol",)),
        (Facts(revoked=True, suspended=True), ("enrol",)),
    ],
)
def test_what_may_be_done(facts: Facts, expected: tuple[str, ...]) -> None:
    assert tuple(deed.value for deed in deeds(facts)) == expected


def test_nobody_is_both_suspended_and_resumed() -> None:
    for facts in (Facts(), replace(Facts(), suspended=True)):
        assert (Deed.SUSPEND in deeds(facts)) != (Deed.RESUME in deeds(facts))


@pytest.mark.parametrize(
    ("kind", "given", "years", "expected"),
    [
        (ConsentKind.FACE, date(2026, 11, 22), 0, None),
        (ConsentKind.FACE, date(2026, 11, 22), 3, date(2029, 11, 22)),
        (ConsentKind.ADAPTATION, date(2028, 2, 29), 1, date(2029, 2, 28)),
        (ConsentKind.FACE, date(2028, 2, 29), 4, date(2032, 2, 29)),
        (ConsentKind.HEALTH, date(2026, 11, 22), 3, None),
    ],
)
def test_last_day_of_a_consent(kind: ConsentKind, given: date, years: int, expected: date | None) -> None:
    assert last_day(kind, given, years) == expected
