"""Buildings and doors as they are searched: 3号楼, 3-402, 402; and the places around them by a part of their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec
import numpy as np
import numpy.typing as npt

import resources
from resources.learnt import learn

Numbers = tuple[str, ...]

_PARTS = re.compile(r"[0-9]+[A-Za-z]?|[A-Za-z]")
_JOINTS = "-#－—"
_WIDTH = 16
"""Bytes of an address that are compared: 120-2-1403 has ten."""
_END = b"\0"

Bytes = npt.NDArray[np.uint8]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    after_numbers: tuple[str, ...]
    after_letters: tuple[str, ...]


learn(_Words)


@cache
def address_words() -> _Words:
    """Words that stand behind the number, or the letter, of a building or a door."""
    return msgspec.toml.decode(resources.path("people", "addresses.toml").read_bytes(), type=_Words)


@cache
def address_pattern() -> re.Pattern[str]:
    """One number of an address with the word or the sign behind it."""
    words, letters = "|".join(address_words().after_numbers), "|".join(address_words().after_letters)
    return re.compile(rf"([0-9]+[A-Za-z]?|[A-Za-z](?={letters}))({words}|[{_JOINTS}])?")


def parts_of(building: str | None, home: str | None) -> Numbers:
    """3号楼 and 2单元402室 → 3, 2, 402. A home that repeats its building is not counted twice."""
    house = [part.upper() for part in _PARTS.findall(building or "")]
    door = [part.upper() for part in _PARTS.findall(home or "")]
    repeats = bool(house) and len(door) > len(house) and door[: len(house)] == house
    return tuple(door if repeats else house + door)


def asked(text: str) -> tuple[Numbers, bool] | None:
    """What building and door a text asks for, and whether its last number is whole: 3号楼 is, 3-40 may become 402.

    None for what is no address. Only digits are one too, and may be something else.
    """
    at, last = 0, ""
    numbers: list[str] = []
    while at < len(text):
        found = address_pattern().match(text, at)
        if found is None:
            return None
        numbers.append(found[1].upper())
        last, at = found[2] or "", found.end()
    return (tuple(numbers), last not in ("", *_JOINTS)) if numbers else None


class AddressKeys:
    """Addresses by number, in the order they are added: 3-402, in rows of bytes. Not thread-safe."""

    def __init__(self) -> None:
        self._heads: Bytes = np.zeros((0, _WIDTH), np.uint8)
        self._tails: Bytes = np.zeros((0, _WIDTH), np.uint8)
        self._places: list[tuple[str, ...]] = []
        self._place_of: dict[tuple[str, ...], int] = {}
        self._place: npt.NDArray[np.uint32] = np.zeros(0, np.uint32)

    def add(self, rows: Sequence[tuple[Numbers, tuple[str, ...]]]) -> None:
        """Add the numbers of building and door, and the names of the places around, of the next ones."""
        lines = ["-".join(numbers).encode() for numbers, _ in rows]
        heads = b"".join(line[:_WIDTH].ljust(_WIDTH, _END) for line in lines)
        tails = b"".join((b"-" + line)[-_WIDTH:].rjust(_WIDTH, _END) for line in lines)
        self._heads = np.concatenate([self._heads, np.frombuffer(heads, np.uint8).reshape(-1, _WIDTH)])
        self._tails = np.concatenate([self._tails, np.frombuffer(tails, np.uint8).reshape(-1, _WIDTH)])
        self._place = np.concatenate([self._place, np.array([self._place_number(p) for _, p in rows], np.uint32)])

    def at(self, numbers: Numbers, *, whole: bool) -> npt.NDArray[np.bool_]:
        """Who lives at a building, or at this door of it.

        Args:
            whole: The last number is not the beginning of a longer one.
        """
        wanted = "-".join(numbers).encode()[: _WIDTH - 1]
        found = _are(self._heads[:, : len(wanted)], wanted)
        if whole:
            behind = self._heads[:, len(wanted)]
            found &= (behind == _END[0]) | (behind == ord("-"))
        return found

    def door(self, number: str) -> npt.NDArray[np.bool_]:
        """Who lives behind a door of this number, in whichever building."""
        wanted = b"-" + number.upper().encode()[-_WIDTH + 1 :]
        return _are(self._tails[:, _WIDTH - len(wanted) :], wanted)

    def around(self, name: str) -> npt.NDArray[np.bool_]:
        """Who lives in a district, street, committee or community with this in its name."""
        fitting = [at for at, places in enumerate(self._places) if any(name in place for place in places)]
        return np.isin(self._place, np.array(fitting, np.uint32))

    def wipe(self) -> None:
        """Forget all of it, in the memory it stood in too."""
        self._heads.fill(0)
        self._tails.fill(0)
        self.__init__()  # type: ignore[misc]  # begins anew

    def _place_number(self, places: tuple[str, ...]) -> int:
        number = self._place_of.get(places)
        if number is None:
            number = self._place_of[places] = len(self._places)
            self._places.append(places)
        return number


def _are(columns: Bytes, wanted: bytes) -> npt.NDArray[np.bool_]:
    """Which rows are these bytes."""
    found = np.ones(len(columns), np.bool_)
    for column, byte in enumerate(wanted):
        found &= columns[:, column] == byte
    return found
