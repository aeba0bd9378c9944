"""What somebody types into the search field, taken apart: 王xy 3号楼 1234 asks for a name, a building, a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.members.address_keys import Numbers, address_pattern, address_words, asked
from kiosk.members.name_keys import letters_of
from kiosk.people.name_rules import canonical

_DIGITS = re.compile(r"[0-9]{1,17}[0-9Xx]?")
ENDING = 4
"""Digits of a number that are kept for searching."""
WHOLE_NUMBERS = (15, 18)


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of what was typed. Who fits any of the fields that are given fits the word.

    Attributes:
        letters: Of a name; Han, pinyin, initials.
        digits: The end of a document number, or its beginning four digits from the end.
        number: A whole document number.
        address: Building and door, and whether the last of them is whole.
    """

    letters: str = ""
    digits: str = ""
    number: str = ""
    address: tuple[Numbers, bool] | None = None


def words_of(text: str) -> list[Asked]:
    """The words; somebody found must fit every one. Signs alone are no word."""
    found = []
    for word in _split(canonical(text)):
        address = asked(word)
        if _DIGITS.fullmatch(word):
            number = word.upper()
            found.append(
                Asked(
                    digits=number if len(number) <= ENDING else "",
                    number=number if len(number) in WHOLE_NUMBERS else "",
                    address=address if len(number) <= ENDING else None,
                )
            )
        elif address is not None:
            found.append(Asked(address=address))
        elif letters_of(word):
            found.append(Asked(letters=letters_of(word)))
    return found


def _split(text: str) -> Iterator[str]:
    """Words: addresses and numbers, and what stands between them and blanks. 3 号楼 is one word."""
    one = address_pattern().pattern
    gap = rf"(?<=[0-9]) +(?={'|'.join(address_words().after_numbers)})"
    pattern = rf"(?:{one})+|[^\s0-9]+"
    return (found[0] for found in re.finditer(pattern, re.sub(gap, "", text)))
