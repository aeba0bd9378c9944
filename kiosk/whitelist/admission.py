"""Who may be put on the whitelist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kiosk.people.id_number import age_on, birth_of, sex_of
from kiosk.people.name_rules import NameProblem, checked_name
from kiosk.people.resident import Resident
from kiosk.sentences import Refusal, sentence
from kiosk.whitelist.consent import Consent, ConsentKind

GUARDIAN_AGE = 14
"""Below it a guardian must agree (个人信息保护法 第三十一条)."""


class WhitelistRefused(Refusal):
    """Somebody cannot be put on, or taken off, the whitelist."""


@dataclass(frozen=True, slots=True)
class AdmissionRules:
    """The hall's own rules.

    Attributes:
        min_age: Full years; 0 lets everybody on.
    """

    min_age: int = 60


def check_admission(
    rules: AdmissionRules,
    birth: date | None,
    consents: tuple[Consent, ...],
    today: date,
    refused: tuple[ConsentKind, ...] = (),
) -> None:
    """Raises WhitelistRefused unless the person may be put on the whitelist with these consents.

    Args:
        refused: What they were asked and said no to. Who refused their face may be listed without one.
    """
    kinds = [consent.kind for consent in consents] + list(refused)
    if len(set(kinds)) != len(kinds):
        raise WhitelistRefused(sentence("refusals.whitelist-consent-twice"))
    if not consents or ConsentKind.FACE not in kinds:
        raise WhitelistRefused(sentence("refusals.whitelist-no-consent"))
    check_consent_words(consents)
    check_age(rules, birth, today)
    check_guardian(_age(birth, today), consents)


def check_listing(rules: AdmissionRules, birth: date | None, consents: tuple[Consent, ...], today: date) -> None:
    """Raises WhitelistRefused unless somebody may be listed from an office's file, with the consents that came along.

    Unlike `check_admission` it asks for no consent to the face. The consent the law wants is that to being recognised
    (Personal Information Protection Law art. 29; rules on facial recognition art. 5, 6), and who is only listed is not:
    no face is looked at, no template is made, the standing is NO_CONSENT, and a card opens everything. Who lives where
    stands in a list the office keeps for its own duties (the same law, art. 13 (1) 3).
    """
    kinds = [consent.kind for consent in consents]
    if len(set(kinds)) != len(kinds):
        raise WhitelistRefused(sentence("refusals.whitelist-consent-twice"))
    check_consent_words(consents)
    check_age(rules, birth, today)
    check_guardian(_age(birth, today), consents)


def check_age(rules: AdmissionRules, birth: date | None, today: date) -> None:
    """Raises WhitelistRefused unless the person is of an age the hall lets on its list."""
    age = _age(birth, today)
    if age < rules.min_age:
        raise WhitelistRefused(sentence("refusals.whitelist-too-young", least=rules.min_age, age=age))


def needs_guardian(birth: date | None, today: date) -> bool:
    """Whether the law wants a guardian to consent, as far as a birth date tells."""
    return birth is not None and age_on(birth, today) < GUARDIAN_AGE


def _age(birth: date | None, today: date) -> int:
    if birth is None:
        raise WhitelistRefused(sentence("refusals.whitelist-birth-unknown"))
    age = age_on(birth, today)
    if age < 0:
        raise WhitelistRefused(sentence("refusals.whitelist-birth-ahead"), "whitelist-birth-unknown")
    return age


def check_names(resident: Resident, consents: tuple[Consent, ...] = ()) -> Resident:
    """The resident with their names in one spelling.

    Raises:
        WhitelistRefused: a name, or that of who consented, cannot be right, or the number says another birth date or
            sex than what was typed.
    """
    try:
        name = None if resident.name is None else checked_name(resident.name)
        foreign = None if resident.name_foreign is None else checked_name(resident.name_foreign)
    except NameProblem as problem:
        raise WhitelistRefused(problem.sentence) from None
    if name is None and foreign is None:
        raise WhitelistRefused(sentence("refusals.name-empty"))
    for consent in consents:
        try:
            checked_name(consent.given_by)
        except NameProblem as problem:
            raise WhitelistRefused(sentence("refusals.of-who-consents", said=problem.sentence), problem.code) from None
    number = resident.number or ""
    if birth_of(number) not in (None, resident.birth):
        raise WhitelistRefused(sentence("refusals.whitelist-other-birth"))
    if "0" not in (sex_of(number), resident.sex) and sex_of(number) != resident.sex:
        raise WhitelistRefused(sentence("refusals.whitelist-other-sex"))
    return replace(resident, name=name, name_foreign=foreign)


def check_consent_words(consents: tuple[Consent, ...]) -> None:
    """Raises WhitelistRefused when a consent does not say to what, where, how long, or by whom."""
    for consent in consents:
        needed = (consent.text_version, consent.purpose, consent.place, consent.period, consent.given_by)
        if not all(text.strip() for text in needed):
            raise WhitelistRefused(sentence("refusals.whitelist-consent-incomplete"))


def check_guardian(age: int, consents: tuple[Consent, ...]) -> None:
    """Raises WhitelistRefused when a child's consents were not given by a guardian."""
    if age < GUARDIAN_AGE and any(not (consent.guardian_relation or "").strip() for consent in consents):
        raise WhitelistRefused(sentence("refusals.whitelist-no-guardian"))
