"""Buildings and doors as they are searched: 3号楼, 3-402, 402; and the places around them by a part of their names."""

from __future__ import annotations

import re
from functools import cache

import msgspec
import numpy as np
import numpy.typing as npt

import resources

Numbers = tuple[str, ...]

_PARTS = re.compile(r"[0-9]+[A-Za-z]?|[A-Za-z]")
_JOINTS = "-#－—"


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    after_numbers: tuple[str, ...]
    after_letters: tuple[str, ...]


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
    """Addresses by number, in the order they are added. Not thread-safe."""

    def __init__(self) -> None:
        self._text = b"\n"
        self._offsets: npt.NDArray[np.int64] = np.zeros(0, np.int64)
        self._places: list[tuple[str, ...]] = []
        self._place_of: dict[tuple[str, ...], int] = {}
        self._place: npt.NDArray[np.uint16] = np.zeros(0, np.uint16)

    def add(self, rows: list[tuple[Numbers, tuple[str, ...]]]) -> None:
        """Add the numbers of building and door, and the names of the places around, of the next ones."""
        if not rows:
            return
        lines = [("-".join(numbers) + "\n").encode() for numbers, _ in rows]
        lengths = np.array([len(line) for line in lines], np.int64)
        offsets = len(self._text) + np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
        self._offsets = np.concatenate([self._offsets, offsets])
        self._text += b"".join(lines)
        self._place = np.concatenate([self._place, np.array([self._place_number(p) for _, p in rows], np.uint16)])

    def at(self, numbers: Numbers, *, whole: bool) -> npt.NDArray[np.bool_]:
        """Who lives at a building, or at this door of it.

        Args:
            whole: The last number is not the beginning of a longer one.
        """
        wanted = "-".join(numbers).encode()
        found = np.zeros(len(self._offsets), np.bool_)
        ends = (b"-", b"\n") if whole else (b"",)
        for end in ends:
            found[self._found(b"\n" + wanted + end, 1)] = True
        return found

    def door(self, number: str) -> npt.NDArray[np.bool_]:
        """Who lives behind a door of this number, in whichever building."""
        found = np.zeros(len(self._offsets), np.bool_)
        found[self._found(b"-" + number.upper().encode() + b"\n", 0)] = True
        return found

    def around(self, name: str) -> npt.NDArray[np.bool_]:
        """Who lives in a district, street, committee or community with this in its name."""
        fitting = [at for at, places in enumerate(self._places) if any(name in place for place in places)]
        return np.isin(self._place, np.array(fitting, np.uint16))

    def wipe(self) -> None:
        """Forget all of it."""
        self.__init__()  # type: ignore[misc]  # begins anew

    def _found(self, wanted: bytes, skip: int) -> npt.NDArray[np.int64]:
        places, at = [], self._text.find(wanted)
        while at >= 0:
            places.append(at + skip)
            at = self._text.find(wanted, at + 1)
        return np.searchsorted(self._offsets, np.array(places, np.int64), side="right") - 1

    def _place_number(self, places: tuple[str, ...]) -> int:
        number = self._place_of.get(places)
        if number is None:
            number = self._place_of[places] = len(self._places)
            self._places.append(places)
        return number
