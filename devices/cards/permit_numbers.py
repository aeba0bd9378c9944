"""Check digits of document numbers, and the old number of a foreigner's card. A wrong digit is told, never refused."""

from __future__ import annotations

import re

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

_CITIZEN = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_PERMIT_2017 = re.compile(r"[A-Z]{3}[0-9]{12}", re.ASCII)


def citizen_number_ok(number: str) -> bool:
    """Whether 18 characters end in their ISO 7064 MOD 11-2 check character (GB 11643; also numbers on J and Y cards).

    The area code is not looked at: areas are closed and renamed, and 81, 82, 83 and 9 begin numbers that name no area.
    """
    if not _CITIZEN.fullmatch(number):
        return False
    try:
        mod_11_2.validate(number)
    except ValidationError:
        return False
    return True


def permit_2017_digit(first_fourteen: str) -> str:
    """Check digit of a 2017 foreigner's number: weights 7, 3, 1 in turn, A = 10 … Z = 35, sum modulo 10.

    Taken from one open program, checked on one number only.
    """
    return str(sum(int(c, 36) * (7, 3, 1)[i % 3] for i, c in enumerate(first_fourteen)) % 10)


def permit_2017_ok(number: str) -> bool:
    """Whether 15 characters are three letters and twelve digits, the last being their check digit."""
    return bool(_PERMIT_2017.fullmatch(number)) and number[-1] == permit_2017_digit(number[:14])


def number_of_2017(number_2023: str, nationality: str, link: str) -> str | None:
    """The 2017 number of the holder of a 2023 card, rebuilt from the card's link field; None when there is none.

    country · digits 2–3 of the new number · link 1–2 · birth as YYMMDD from the new number · link 3 · check digit
    """
    if not _CITIZEN.fullmatch(number_2023) or not re.fullmatch(r"[0-9]{3}", link, re.ASCII):
        return None
    if not re.fullmatch(r"[A-Z]{3}", nationality, re.ASCII):
        return None
    first_fourteen = nationality + number_2023[1:3] + link[:2] + number_2023[8:14] + link[2]
    return first_fourteen + permit_2017_digit(first_fourteen)
