"""Everything people on the list are found by, in arrays: a line a person, and lines that no longer count."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from kiosk.archive.member_lines import MemberLine
from kiosk.members.address_keys import AddressKeys, parts_of
from kiosk.members.asked import ENDING, Asked
from kiosk.members.name_keys import NONE, NameKeys
from kiosk.whitelist.standing import Standing

_STATES = list(Standing)
_PLACE = 3
"""How well somebody fits whose district, street, committee or community is named so: after all names."""

Grades = npt.NDArray[np.uint8]


class Keys:
    """Not thread-safe.

    Attributes:
        seqs: The number of the entry of each line, as the archive gives it.
    """

    def __init__(self) -> None:
        self.seqs: npt.NDArray[np.int64] = np.zeros(0, np.int64)
        self._persons: npt.NDArray[np.int64] = np.zeros(0, np.int64)
        self._states: Grades = np.zeros(0, np.uint8)
        self._counts: npt.NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._endings: Grades = np.zeros((0, ENDING), np.uint8)
        self._names, self._addresses = NameKeys(), AddressKeys()
        self._newest_first: npt.NDArray[np.int64] | None = None

    @property
    def newest_seq(self) -> int:
        """The highest there is."""
        return int(self.seqs.max(initial=0))

    def add(self, lines: Sequence[MemberLine], states: Sequence[Standing]) -> None:
        """Add lines, the older ones first. A line of the same person that is there no longer counts."""
        if not lines:
            return
        base, self._newest_first = len(self.seqs), None
        persons = np.array([line.person for line in lines], np.int64)
        self._counts[np.isin(self._persons, persons)] = False
        newest = {line.person: at for at, line in enumerate(lines)}
        counts = [newest[line.person] == at and not line.is_forgotten for at, line in enumerate(lines)]
        endings = [(line.number or "").encode()[-ENDING:].rjust(ENDING, b"\0") for line in lines]
        self.seqs = np.concatenate([self.seqs, np.array([line.seq for line in lines], np.int64)])
        self._persons = np.concatenate([self._persons, persons])
        self._counts = np.concatenate([self._counts, np.array(counts, np.bool_)])
        self._states = np.concatenate([self._states, np.array([_STATES.index(s) for s in states], np.uint8)])
        self._endings = np.concatenate([self._endings, np.frombuffer(b"".join(endings), np.uint8).reshape(-1, ENDING)])
        self._names.add(
            (base + at, name) for at, line in enumerate(lines) for name in (line.name, line.name_foreign) if name
        )
        self._addresses.add([(parts_of(line.building, line.home), line.places) for line in lines])

    def order(
        self, words: Sequence[Asked], states: Collection[Standing], persons: Mapping[str, int | None]
    ) -> npt.NDArray[np.int64]:
        """The lines that fit, the best first, and the newest first among equals.

        Args:
            persons: Whose document number is which; for the words that are whole numbers.
        """
        fits = self._counts & np.isin(self._states, [_STATES.index(state) for state in states])
        grades = np.zeros(len(self.seqs), np.uint8)
        for word in words:
            graded = self._grades(word, persons)
            fits &= graded != NONE
            grades = np.maximum(grades, graded)
        if self._newest_first is None:
            self._newest_first = np.argsort(-self.seqs, kind="stable")
        found = self._newest_first[fits[self._newest_first]]
        return found[np.argsort(grades[found], kind="stable")]

    def wipe(self) -> None:
        """Forget everybody, in the memory they stood in too."""
        self._names.wipe()
        self._addresses.wipe()
        self._endings.fill(0)
        self.__init__()  # type: ignore[misc]  # begins anew

    def _grades(self, word: Asked, persons: Mapping[str, int | None]) -> Grades:
        grades = np.full(len(self.seqs), NONE, np.uint8)
        if word.number:
            grades[self._persons == (persons.get(word.number) or -1)] = 0
        if word.letters:
            if not word.letters.isascii():
                grades[self._addresses.around(word.letters)] = _PLACE
            grades = np.minimum(grades, self._names.fits(word.letters, len(self.seqs)))
        if word.digits:
            self._grade_digits(grades, word.digits)
        if word.address is not None:
            numbers, whole = word.address
            if not whole:
                grades[self._addresses.at(numbers, whole=False) & (grades > 1)] = 1
            grades[self._addresses.at(numbers, whole=True)] = 0
        return grades

    def _grade_digits(self, grades: Grades, digits: str) -> None:
        """The end of a number typed from its first digit on, and doors: 402."""
        wanted = np.frombuffer(digits.encode(), np.uint8)
        ending = (self._endings[:, : len(wanted)] == wanted).all(axis=1)
        grades[ending] = 0 if len(digits) == ENDING else 2
        grades[self._addresses.door(digits) & (grades > 1)] = 1
