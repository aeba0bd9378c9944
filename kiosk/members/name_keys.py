"""Names as they are searched: by characters, by pinyin, by initials, in any mixture: wangxy, 王xy.

All names stand in one array of small numbers, one number a different character, a zero behind each name. What may stand
for a piece of pinyin is a table over the characters, so that a character with several readings is found under each, and
a search is a few looks into arrays, however many names there are.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from kiosk.typing.readings import LONGEST, readings

Positions = npt.NDArray[np.int64]
Table = npt.NDArray[np.bool_]

WHOLE, BEGINS, WITHIN = 0, 1, 2
"""How well a name fits: all of it, its beginning, or something behind its first character."""
NONE = 9


class NameKeys:
    """Names by number: the first one added is 0. Not thread-safe.

    One number may have several names, such as one in Han characters and one in Latin letters.
    """

    def __init__(self) -> None:
        self._number_of: dict[str, int] = {}
        self._characters: list[str] = [""]
        self._signs = np.zeros(1, np.uint32)
        self._owners = np.zeros(1, np.int32)
        self._starts: Positions = np.zeros(0, np.int64)
        self._within: Positions = np.zeros(0, np.int64)
        self._tables: dict[tuple[str, bool], Table] = {}

    def add(self, names: Iterable[tuple[int, str]]) -> None:
        """Add (number, name) pairs."""
        base = len(self._signs)
        signs: list[int] = []
        owners: list[int] = []
        starts: list[int] = []
        for number, name in names:
            letters = letters_of(name)
            if letters:
                starts.append(base + len(signs))
                signs += [self._sign(letter) for letter in letters]
                signs.append(0)
                owners += [number] * (len(letters) + 1)
        self._signs = np.concatenate([self._signs, np.array(signs, np.uint32)])
        self._owners = np.concatenate([self._owners, np.array(owners, np.int32)])
        self._starts = np.concatenate([self._starts, np.array(starts, np.int64)])
        behind = np.arange(base, len(self._signs), dtype=np.int64)
        self._within = np.concatenate([self._within, np.setdiff1d(behind, np.array(starts, np.int64))])
        if self._tables and len(self._characters) > len(next(iter(self._tables.values()))):
            self._tables.clear()

    def fits(self, wanted: str, numbers: int) -> npt.NDArray[np.uint8]:
        """How well each of the numbers fits, NONE for those that do not.

        Args:
            wanted: Han characters and Latin letters; see `letters_of`.
        """
        found = np.full(numbers, NONE, np.uint8)
        if len(wanted) > 1 or not wanted.isascii():  # one letter stands within most names
            ends, _ = self._ends(wanted, self._within)
            found[self._owners[ends]] = WITHIN
        ends, exact = self._ends(wanted, self._starts)
        found[self._owners[ends]] = BEGINS
        found[self._owners[exact[self._signs[exact] == 0]]] = WHOLE
        return found

    def wipe(self) -> None:
        """Forget all names, in the memory they stood in too."""
        self._signs.fill(0)
        self.__init__()  # type: ignore[misc]  # begins anew

    def _ends(self, wanted: str, starts: Positions) -> tuple[Positions, Positions]:
        """Where names go on behind `wanted` that begins at `starts`; and those of it that end with a whole syllable."""
        none = np.zeros(0, np.int64)
        reached: list[list[Positions]] = [[starts]] + [[] for _ in wanted]
        whole: list[Positions] = [none]
        for at in range(len(wanted)):
            here = _united(reached[at])
            if not len(here):
                continue
            for length in range(1, min(LONGEST, len(wanted) - at) + 1):
                piece = wanted[at : at + length]
                table = self._table(piece, exact=False)
                if table is None:
                    break
                here = here[table[self._signs[here]]]  # whoever is read as a longer piece is read as a shorter one
                reached[at + length].append(here + 1)
                if at + length == len(wanted):
                    exact = self._table(piece, exact=True)
                    whole.append(none if exact is None else here[exact[self._signs[here]]] + 1)
        return _united(reached[-1]), _united(whole)

    def _table(self, piece: str, *, exact: bool) -> Table | None:
        """Which characters a piece may stand for; None when it stands for none anywhere."""
        known = self._tables.get((piece, exact))
        if known is not None:
            return known
        table = np.zeros(len(self._characters), np.bool_)
        if piece in self._number_of:
            table[self._number_of[piece]] = True
        syllables = readings().beginning_with(piece) if piece.isascii() else ()
        if not syllables and len(piece) != 1:
            return None
        for syllable in (piece,) if exact else syllables:
            for character in readings().today(syllable):
                number = self._number_of.get(character)
                if number is not None:
                    table[number] = True
        self._tables[piece, exact] = table
        return table

    def _sign(self, letter: str) -> int:
        number = self._number_of.get(letter)
        if number is None:
            number = self._number_of[letter] = len(self._characters)
            self._characters.append(letter)
        return number


def letters_of(text: str) -> str:
    """What of a name counts for searching: its letters, small ones. Dots, blanks and hyphens do not."""
    return "".join(letter for letter in text.casefold() if letter.isalpha() or letter == "〇")


def _united(parts: list[Positions]) -> Positions:
    if len(parts) == 1:
        return parts[0]
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.int64)
