"""Document numbers as people type them and chips hold them: checked, and read for birth date and sex.

GB 11643-1999 (citizens; the same form is used on the permits of Hong Kong, Macao and Taiwan residents, 81/82/83…, and
on the foreigners' card of 2023, 9…), check character ISO 7064 MOD 11-2. Old 15-digit numbers are brought to 18 digits.
Area codes are not checked: areas are closed and renamed, a number is for life.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from stdnum.iso7064 import mod_11_2

from devices.cards.permit_numbers import citizen_number_ok, permit_2017_ok
from devices.cards.text import normalised

_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_FIFTEEN = re.compile(r"[0-9]{15}", re.ASCII)
_PERMIT_2017 = re.compile(r"[A-Z]{3}[0-9]{12}", re.ASCII)
_EARLIEST_BIRTH = date(1850, 1, 1)


class NumberProblem(ValueError):
    """A number somebody typed cannot be right. `code` has three sentences; the message never quotes the number."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, repr=False)
class IdNumber:
    """A checked number.

    Attributes:
        number: In its long form: 18 characters, or 15 for the foreigners' card of 2017.
        birth: None where the number does not hold the century (2017 foreigners' card).
        sex: GB/T 2261.1 "1" male, "2" female, "0" where the number does not say.
    """

    number: str
    birth: date | None
    sex: str


def long_form(text: str) -> str:
    """The normalised number; a 15-digit citizen number gets 19 before its year and its check character."""
    number = normalised(text)
    if _FIFTEEN.fullmatch(number):
        seventeen = number[:6] + "19" + number[6:]
        return seventeen + str(mod_11_2.calc_check_digit(seventeen))
    return number


def checked(text: str, today: date) -> IdNumber:
    """The number somebody typed.

    Raises:
        NumberProblem: id-number-form, id-number-digit (check character) or id-number-birth.
    """
    number = long_form(text)
    if _PERMIT_2017.fullmatch(number):
        if not permit_2017_ok(number):
            raise NumberProblem("id-number-digit")
        return IdNumber(number, None, "0")
    if not _EIGHTEEN.fullmatch(number):
        raise NumberProblem("id-number-form")
    if not citizen_number_ok(number):
        raise NumberProblem("id-number-digit")
    birth = birth_of(number)
    if birth is None or not _EARLIEST_BIRTH <= birth <= today:
        raise NumberProblem("id-number-birth")
    return IdNumber(number, birth, sex_of(number))


def birth_of(number: str) -> date | None:
    """The birth date an 18-character number holds; None when there is no such day or no such number."""
    if not _EIGHTEEN.fullmatch(number):
        return None
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_of(number: str) -> str:
    """The code "1" (male) for an odd 17th digit, "2" (female) for an even one, "0" for no such number."""
    if not _EIGHTEEN.fullmatch(number):
        return "0"
    return "1" if int(number[16]) % 2 else "2"


def age_on(birth: date, day: date) -> int:
    """Full years on a day; somebody born on 29 February is a year older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
