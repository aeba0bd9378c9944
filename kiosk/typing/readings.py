"""Which characters a pinyin syllable stands for, the most usual in names first. Read when first asked for.

Syllables are written without tones, ü as v: wang, lv.
"""

from __future__ import annotations

from functools import cache

import resources

LONGEST = 6
"""Letters of the longest syllable: zhuang."""


class Readings:
    """The table. Immutable; every answer is the same at every call.

    Args:
        by_syllable: Characters read so; behind a | those that are read otherwise today.

    Attributes:
        in_use: Every character of 通用规范汉字表, the most usual in names first.
    """

    def __init__(self, in_use: str, by_syllable: dict[str, str]) -> None:
        self.in_use = in_use
        self._today = {syllable: line.partition("|")[0] for syllable, line in by_syllable.items()}
        self._by_syllable = {syllable: line.replace("|", "") for syllable, line in by_syllable.items()}
        beginnings: dict[str, list[str]] = {}
        for syllable in by_syllable:
            for length in range(1, len(syllable) + 1):
                beginnings.setdefault(syllable[:length], []).append(syllable)
        self._by_beginning = {beginning: tuple(found) for beginning, found in beginnings.items()}

    @property
    def syllables(self) -> tuple[str, ...]:
        """All of them, in alphabetical order."""
        return tuple(self._by_syllable)

    def characters(self, syllable: str) -> str:
        """What is read so, the most usual first; empty for what is no syllable."""
        return self._by_syllable.get(syllable, "")

    def today(self, syllable: str) -> str:
        """The same without the characters that are read otherwise today."""
        return self._today.get(syllable, "")

    def beginning_with(self, letters: str) -> tuple[str, ...]:
        """The syllables that begin so, the same ones included."""
        return self._by_beginning.get(letters, ())

    def is_read(self, character: str, syllable: str) -> bool:
        """Whether the syllable is one of the character's readings."""
        return character in self._by_syllable.get(syllable, "")

    def usual_beginning_with(self, letters: str) -> str:
        """Characters whose reading of today begins so, the most usual of all syllables first; rare ones at the end."""
        syllables = self.beginning_with(letters)
        wanted = set().union(*(self._today[syllable] for syllable in syllables))
        usual = [sign for sign in self.in_use if sign in wanted]
        rare = (sign for syllable in syllables for sign in self._today[syllable])
        return "".join(dict.fromkeys([*usual, *rare]))


@cache
def readings() -> Readings:
    """The table of the program."""
    by_syllable: dict[str, str] = {}
    for line in resources.path("typing", "readings.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            syllable, characters = line.split(" ")
            by_syllable[syllable] = characters
    return Readings(by_syllable.pop("*"), by_syllable)
