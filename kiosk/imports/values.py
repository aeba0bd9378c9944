"""Single values of a list as hands write them: text, document numbers, days, telephone numbers."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from kiosk.imports.rows import Cell, CellKind
from kiosk.people.contact_rules import ContactProblem, checked_phone
from kiosk.people.id_number import IdNumber, NumberProblem, checked, long_form

_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LOST = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]{1,3}|[0-9]{15,}\.0*", re.ASCII)
"""What a spreadsheet made of a long number, as text: 3.10107E+17."""
_CITIZEN = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_PROVINCES = frozenset((*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55),
                        *range(61, 66), 71, 81, 82, 83, *range(90, 100)))  # fmt: skip
"""First two digits: GB/T 2260, 83 for residents from Taiwan, 9 for foreigners' cards of 2023."""
_YEAR_FIRST = re.compile(
    r"(\d{4})[-./\u5e74](\d{1,2})[-./\u6708](\d{1,2})\u65e5?(?:[T ]?\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"
)
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MOBILE_OR_LINE = re.compile(r"(\+?86)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{7,8}|(\+?86)?[48]00-?\d{3}-?\d{4}", re.ASCII)


class ValueProblem(ValueError):
    """A value that is refused; `code` is the last part of a key below `imports.problem`. It is never quoted."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def plain(text: str) -> str:
    """Without signs nobody sees: those of no width anywhere, marks of direction and every kind of blank at the ends.

    A mark of direction inside stays: it makes a text read as another one, and is refused where it is judged.
    """
    if text.isascii():
        return text.strip()
    kept = text.translate(_ZERO_WIDTH)
    begin, end = 0, len(kept)
    while begin < end and _is_edge(kept[begin]):
        begin += 1
    while end > begin and _is_edge(kept[end - 1]):
        end -= 1
    return kept[begin:end]


def _is_edge(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in ("Cf", "Zs")


def document_number(cell: Cell, today: date) -> tuple[IdNumber, bool]:
    """The number, and whether it was of the old kind with 15 digits.

    Raises:
        ValueProblem: number-empty, number-numeric for what was a number anywhere, number-region, id-number-form,
            id-number-digit or id-number-birth.
    """
    if cell.kind in (CellKind.NUMBER, CellKind.DATE):
        raise ValueProblem("number-numeric")
    typed = unicodedata.normalize("NFKC", plain(cell.text)).upper()
    if not typed:
        raise ValueProblem("number-empty")
    if _LOST.fullmatch(typed.replace(" ", "")):
        raise ValueProblem("number-numeric")
    number = long_form(typed)
    if _CITIZEN.fullmatch(number) and int(number[:2]) not in _PROVINCES:
        raise ValueProblem("number-region")
    try:
        return checked(number, today), len(number) != len("".join(c for c in typed if c.isalnum()))
    except NumberProblem as problem:
        raise ValueProblem(problem.code) from None


def ends_in_zeros(number: str) -> bool:
    """Whether it ends as numbers do whose last three digits a spreadsheet lost; one true number in a thousand does."""
    return len(number) == 18 and number.endswith("000")


def day(cell: Cell) -> date | None:
    """A day: 1945-03-15, 1945.3.15, 1945/3/15, 19450315, 1945年3月15日, a date cell. None for an empty cell.

    Raises:
        ValueProblem: day-unclear for everything else, also 3/15/1945 and 45.3.15, which two people read as two days.
    """
    if cell.kind is CellKind.EMPTY:
        return None
    typed = re.sub(r"\s*([-./\u5e74\u6708\u65e5])\s*", r"\1", unicodedata.normalize("NFKC", plain(cell.text)))
    if not typed:
        return None
    found = _EIGHT.fullmatch(typed) or _YEAR_FIRST.fullmatch(typed)
    if not found or not typed.isprintable():
        raise ValueProblem("day-unclear")
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise ValueProblem("day-unclear") from None


def phone(cell: Cell) -> str | None:
    """A mobile number or a landline. Raises ValueProblem phone for what is neither."""
    if cell.kind is CellKind.DATE:
        raise ValueProblem("phone")
    typed = unicodedata.normalize("NFKC", plain(cell.text))
    typed = "".join(sign for sign in typed if unicodedata.category(sign) != "Cf").removesuffix(".0")
    if not typed:
        return None
    if re.fullmatch(r"[0-9]\.[0-9]+[Ee]\+?10", typed, re.ASCII):
        whole = float(typed)
        typed = str(int(whole)) if len(typed.split("E")[0].split("e")[0]) >= 12 else ""  # 1.38e10 lost its digits
    try:
        number = checked_phone(typed.replace(" ", ""))
    except ContactProblem:
        number = None
    if not number or not _MOBILE_OR_LINE.fullmatch(number):
        raise ValueProblem("phone")
    return number
