"""Surnames: which are frequent, and how a character is read when it is one (单 shan, 仇 qiu, 尉迟 yu chi)."""

from __future__ import annotations

from functools import cache

import msgspec

import resources
from kiosk.people.names import compound_surnames
from kiosk.typing.readings import readings
from resources.learnt import learn


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    common: str
    others: str
    given: str
    readings: dict[str, str]


learn(_Names)


@cache
def _names() -> _Names:
    return msgspec.toml.decode(resources.path("typing", "names.toml").read_bytes(), type=_Names)


def surnames_first(characters: str, syllable: str | None) -> str:
    """Characters with those that are surnames before the others, the frequent ones first.

    Args:
        syllable: What was typed; a surname that is read otherwise stays where it was. None for a beginning of one.
    """
    names, found, today = _names(), set(characters), readings().today

    def fits(surname: str) -> bool:
        if syllable is None:
            return True
        known = names.readings.get(surname)
        return surname in today(syllable) if known is None else known == syllable

    surnames = [sign for sign in usual_surnames() + names.others if sign in found and fits(sign)]
    return "".join(dict.fromkeys([*surnames, *characters]))


def read_as(surname: str, syllables: tuple[str, ...]) -> bool:
    """Whether a surname of as many characters is read so."""
    known = _names().readings.get(surname)
    if known is not None:
        return tuple(known.split(" ")) == syllables
    table = readings()
    return len(surname) == len(syllables) and all(map(table.is_read, surname, syllables))


def compound_read_as(syllables: tuple[str, ...]) -> list[str]:
    """Compound surnames that are read so."""
    return [surname for surname in compound_surnames() if read_as(surname, syllables)]


def usual_surnames() -> str:
    """Surnames of one character, the most frequent first."""
    return _names().common.replace("\n", "")


def given_characters() -> str:
    """Characters that given names of old people are often made of."""
    return _names().given.replace("\n", "")
