"""Who a row is: name, number, birth, sex, and how they are reached."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields as fields_of
from datetime import date

from devices.cards.card_code import names_a_card
from devices.cards.text import normalised
from kiosk.imports.addresses import cut
from kiosk.imports.rows import EMPTY, Cell, CellKind, Column
from kiosk.imports.values import ValueProblem, day, document_number, ends_in_zeros, phone, plain
from kiosk.imports.words import sex_code
from kiosk.people.contact_rules import ContactProblem, checked_level
from kiosk.people.id_number import IdNumber
from kiosk.people.name_rules import NameProblem, checked_name
from kiosk.people.resident import Address, Resident
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.whitelist.admission import AdmissionRules, WhitelistRefused, check_age

LEVELS = (Column.DISTRICT, Column.STREET, Column.COMMITTEE, Column.COMMUNITY, Column.BUILDING, Column.HOME)
_OTHER_DOTS = re.compile(r"[•‧∙⋅・･．.]")
_KINDS = {CellKind.FORMULA: "cell-formula", CellKind.ERROR: "cell-error", CellKind.TOO_LONG: "cell-long"}
_SINGLE = {Column.DISTRICT: "district", Column.STREET: "street", Column.COMMITTEE: "committee",
           Column.COMMUNITY: "community", Column.BUILDING: "building", Column.HOME: "home"}  # fmt: skip


class RowProblem(Exception):
    """A row that is refused.

    Attributes:
        code: Last part of a key below `imports.problem`; its remedy stands below `imports.remedy`.
        detail: Both values, where two disagree.
    """

    def __init__(self, code: str, detail: Text = NO_WORDS, **blanks: object) -> None:
        super().__init__(code)
        self.code, self.detail, self.blanks = code, detail, blanks


class Fields:
    """The cells of a row by what they are.

    Attributes:
        is_text: The file is text: a number that a spreadsheet cut before cannot be told from one that is whole.
    """

    def __init__(self, cells: tuple[Cell, ...], columns: Mapping[Column, int], is_text: bool) -> None:
        self._cells, self._columns, self.is_text = cells, columns, is_text

    def cell(self, column: Column) -> Cell:
        index = self._columns.get(column, len(self._cells))
        return self._cells[index] if index < len(self._cells) else EMPTY

    def text(self, column: Column) -> str:
        """Without signs nobody sees."""
        return plain(self.cell(column).text)

    def judge_kinds(self) -> None:
        """Raises RowProblem for a formula without result, an error or too long a text in any column but the photo."""
        for column in self._columns:
            code = _KINDS.get(self.cell(column).kind)
            if code and column is not Column.PHOTO:
                raise RowProblem(code, column=table("imports.columns")[column.value])


def problem_words(problem: RowProblem) -> tuple[Text, Text]:
    """What is wrong and what to do, for a row of a table."""
    return table("imports.problem")[problem.code].fill(**problem.blanks), table("imports.remedy")[problem.code]


def warned(code: str, **blanks: object) -> Text:
    """A warning by the last part of its key."""
    return table("imports.warning")[code].fill(**blanks)


def resident_of(
    fields: Fields, fresh_id: str, today: date, rules: AdmissionRules, warnings: list[Text]
) -> Resident:  # fmt: skip
    """The person, without address and telephone. Raises RowProblem."""
    name = _name(fields, Column.NAME, warnings)
    foreign = _name(fields, Column.FOREIGN_NAME, warnings)
    if name is None and foreign is None:
        raise RowProblem("name-empty")
    number = _number(fields, today, warnings)
    birth = _birth(fields, number, today)
    sex = _sex(fields, number, warnings)
    try:
        check_age(rules, birth, today)
    except WhitelistRefused as refusal:
        if refusal.code == "whitelist-too-young":
            raise RowProblem("too-young", least=rules.min_age) from None
        raise RowProblem("birth-unknown") from None
    return Resident(id=fresh_id, name=name, number=number.number, sex=sex, birth=birth, name_foreign=foreign)


def contact_of(fields: Fields, warnings: list[Text]) -> tuple[str | None, Address, str | None]:
    """Telephone, address, and the code of the social-security card. Raises RowProblem for a code that is none."""
    number = None
    try:
        number = phone(fields.cell(Column.PHONE))
    except ValueProblem:
        warnings.append(warned("phone"))
    code = normalised(fields.text(Column.SOCIAL_CARD))
    if code and (fields.cell(Column.SOCIAL_CARD).kind is not CellKind.TEXT or not names_a_card(code)):
        raise RowProblem("card-code")
    return number, _address(fields, warnings), code or None


def _name(fields: Fields, column: Column, warnings: list[Text]) -> str | None:
    typed = fields.text(column)
    if not typed:
        return None
    try:
        name = checked_name(typed)
    except NameProblem as problem:
        raise RowProblem(problem.code) from None
    if "·" in name and _OTHER_DOTS.search(typed):
        warnings.append(warned("dot"))
    if not name.isascii() and any(sign.isspace() for sign in typed) and not any(sign.isspace() for sign in name):
        warnings.append(warned("blanks"))
    return name


def _number(fields: Fields, today: date, warnings: list[Text]) -> IdNumber:
    try:
        number, is_old = document_number(fields.cell(Column.NUMBER), today)
    except ValueProblem as problem:
        detail = sentence("imports.detail.numeric") if problem.code == "number-numeric" else NO_WORDS
        raise RowProblem(problem.code, detail) from None
    if ends_in_zeros(number.number):
        if fields.is_text:
            raise RowProblem("number-zeros", sentence("imports.detail.zeros"))
        warnings.append(warned("zeros"))
    if is_old:
        warnings.append(warned("old-number"))
    return number


def _birth(fields: Fields, number: IdNumber, today: date) -> date | None:
    try:
        typed = day(fields.cell(Column.BIRTH))
    except ValueProblem:
        raise RowProblem("birth-unclear") from None
    if typed is not None and typed > today:
        raise RowProblem("birth-ahead")
    if typed is not None and number.birth is not None and typed != number.birth:
        raise RowProblem("other-birth", _both_days(typed, number.birth))
    return number.birth or typed


def _both_days(listed: date, in_number: date) -> Text:
    """Two days that differ, only in the parts in which they do."""
    words = table("imports.parts")
    differing = [
        (words[part], mine, other)
        for part, mine, other in zip(("year", "month", "day"), listed.timetuple(), in_number.timetuple(), strict=False)
        if mine != other
    ]
    here = "".join(f"{mine}{word}" for word, mine, _ in differing)
    there = "".join(f"{other}{word}" for word, _, other in differing)
    return sentence("imports.detail.both", listed=here, number=there)


def _sex(fields: Fields, number: IdNumber, warnings: list[Text]) -> str:
    typed = fields.text(Column.SEX)
    code = sex_code(typed)
    if typed and code == "0":
        warnings.append(warned("sex"))
    if "0" not in (code, number.sex) and code != number.sex:
        words = table("imports.sexes")
        both = sentence("imports.detail.both", listed=words[_SEX_NAMES[code]], number=words[_SEX_NAMES[number.sex]])
        raise RowProblem("other-sex", both)
    return number.sex if number.sex != "0" else code


_SEX_NAMES = {"1": "male", "2": "female"}


def _address(fields: Fields, warnings: list[Text]) -> Address:
    whole = cut(fields.text(Column.ADDRESS)) if fields.text(Column.ADDRESS) else Address()
    levels = {field.name: getattr(whole, field.name) for field in fields_of(Address)}
    for column in LEVELS:
        if typed := fields.text(column):
            levels[_SINGLE[column]] = typed
    try:
        return Address(**{level: checked_level(level, text) if text else None for level, text in levels.items()})
    except ContactProblem:
        warnings.append(warned("address"))
        return Address()
