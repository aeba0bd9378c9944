"""Who may be put on the whitelist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kiosk.people.id_number import age_on, birth_of, sex_of
from kiosk.people.name_rules import NameProblem, checked_name
from kiosk.people.resident import Resident
from kiosk.whitelist.consent import Consent, ConsentKind

GUARDIAN_AGE = 14
"""Below it a guardian must agree (个人信息保护法 第三十一条)."""


class WhitelistRefused(Exception):
    """Somebody cannot be put on, or taken off, the whitelist. `sentence` is for the person at the desk."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class AdmissionRules:
    """The hall's own rules.

    Attributes:
        min_age: Full years; 0 lets everybody on.
    """

    min_age: int = 60


def check_admission(rules: AdmissionRules, birth: date | None, consents: tuple[Consent, ...], today: date) -> None:
    """Raises WhitelistRefused unless the person may be put on the whitelist with these consents."""
    kinds = [consent.kind for consent in consents]
    if len(set(kinds)) != len(kinds):
        raise WhitelistRefused("whitelist-consent-twice", "同一项同意写了两次，请只写一次。")
    if ConsentKind.FACE not in kinds:
        raise WhitelistRefused("whitelist-no-consent", "没有本人对人脸识别的同意记录，不能加入白名单；仍可刷卡办理。")
    check_consent_words(consents)
    if birth is None:
        raise WhitelistRefused("whitelist-birth-unknown", "不知道出生日期，无法判断年龄；请补上出生日期。")
    age = age_on(birth, today)
    if age < 0:
        raise WhitelistRefused("whitelist-birth-unknown", "出生日期在今天之后，请核对。")
    if age < rules.min_age:
        sentence = f"本站点的白名单只收 {rules.min_age} 岁及以上的居民，这位居民 {age} 岁；可以刷卡办理。"
        raise WhitelistRefused("whitelist-too-young", sentence)
    check_guardian(age, consents)


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
        raise WhitelistRefused(problem.code, problem.sentence) from None
    if name is None and foreign is None:
        raise WhitelistRefused("name-empty", "姓名是空的。")
    for consent in consents:
        try:
            checked_name(consent.given_by)
        except NameProblem as problem:
            raise WhitelistRefused(problem.code, f"同意人的{problem.sentence}") from None
    number = resident.number or ""
    if birth_of(number) not in (None, resident.birth):
        raise WhitelistRefused("whitelist-other-birth", "出生日期和证件号码里的不一样，请核对。")
    if "0" not in (sex_of(number), resident.sex) and sex_of(number) != resident.sex:
        raise WhitelistRefused("whitelist-other-sex", "性别和证件号码里的不一样，请核对。")
    return replace(resident, name=name, name_foreign=foreign)


def check_consent_words(consents: tuple[Consent, ...]) -> None:
    """Raises WhitelistRefused when a consent does not say to what, where, how long, or by whom."""
    for consent in consents:
        needed = (consent.text_version, consent.purpose, consent.place, consent.period, consent.given_by)
        if not all(text.strip() for text in needed):
            raise WhitelistRefused(
                "whitelist-consent-incomplete", "同意记录不完整：版本、目的、地点、期限、同意人都要有。"
            )


def check_guardian(age: int, consents: tuple[Consent, ...]) -> None:
    """Raises WhitelistRefused when a child's consents were not given by a guardian."""
    if age < GUARDIAN_AGE and any(not (consent.guardian_relation or "").strip() for consent in consents):
        raise WhitelistRefused("whitelist-no-guardian", "未满 14 岁要由监护人同意：请写明监护人姓名和关系。")
