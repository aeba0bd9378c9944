"""What lists call their columns and write into their cells, from `resources/codes/import-columns.toml`."""

from __future__ import annotations

import re
import unicodedata

import msgspec

import resources
from kiosk.imports.rows import Column
from resources.learnt import learn

_IN_BRACKETS = re.compile(r"[(\[{【〔〈<《].*?[)\]}】〕〉>》]")
_SIGNS = re.compile(r"[\s*:;,.、。_\-/|'\"`~!?]+")


class _Holding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    holding: tuple[str, ...]


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: frozenset[str]


class _Beginning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    beginning: tuple[str, ...]


class _Answers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    yes: frozenset[str]
    no: frozenset[str]


class _Address(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    city: tuple[str, ...]
    district: tuple[str, ...]
    street: tuple[str, ...]
    committee: tuple[str, ...]
    building: tuple[str, ...]
    number: str
    no_district_after: str


class ListWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The file as it stands."""

    source: str
    columns: dict[Column, tuple[str, ...]]
    dropped: _Holding
    counting: _Names
    no_person: _Beginning
    answers: _Answers
    sexes: dict[str, frozenset[str]]
    address: _Address


learn(ListWords)


@resources.read_once
def list_words() -> ListWords:
    """The words, read once."""
    return msgspec.toml.decode(resources.path("codes", "import-columns.toml").read_bytes(), type=ListWords)


@resources.read_once
def column_names() -> dict[str, Column]:
    """Every known name of a column, folded."""
    return {name: column for column, names in list_words().columns.items() for name in names}


def folded(text: str) -> str:
    """A column's name as names are compared: half width, small, without brackets, blanks and signs."""
    plain = unicodedata.normalize("NFKC", text[:200]).casefold()
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Cf", "Cc") or sign in "\n\t")
    return _SIGNS.sub("", _IN_BRACKETS.sub("", plain))


def column_of(header: str) -> Column | None:
    """What a column is by its name; None for a name that says nothing known."""
    return column_names().get(folded(header))


def is_unneeded(header: str) -> bool:
    """Whether the whitelist does not need such a column, and it is not read."""
    name = folded(header)
    return any(part in name for part in list_words().dropped.holding)


def only_counts(header: str) -> bool:
    """Whether a column only numbers the rows."""
    return folded(header) in list_words().counting.names


def is_no_person(first: str) -> bool:
    """Whether a row's first word says that it is a total or the foot of a form."""
    begun = unicodedata.normalize("NFKC", first[:40])
    return "".join(begun.split()).startswith(list_words().no_person.beginning)


def answer(text: str) -> bool | None:
    """Yes, no, or None for what is neither."""
    said = "".join(unicodedata.normalize("NFKC", text[:40]).casefold().split())
    answers = list_words().answers
    return True if said in answers.yes else False if said in answers.no else None


def sex_code(text: str) -> str:
    """GB/T 2261.1 "1" or "2"; "0" for a word that says neither."""
    said = "".join(unicodedata.normalize("NFKC", text[:40]).casefold().split())
    return next((code for code, names in list_words().sexes.items() if said in names), "0")
