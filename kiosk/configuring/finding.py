"""A key looked for by what somebody types: a part of its name, of its meaning, or its pinyin, whole or by initials."""

from __future__ import annotations

import unicodedata
from functools import cache

from kiosk.configuring.keys import Key, all_keys
from kiosk.typing.readings import readings


def found(text: str) -> tuple[Key, ...]:
    """Keys that fit, those whose name does first. Nothing typed fits nothing."""
    wanted = "".join(unicodedata.normalize("NFKC", text).lower().split())
    if not wanted:
        return ()
    by_name = [key for key in all_keys() if wanted in key.name or wanted in key.name.replace("_", "")]
    by_meaning = [key for key in all_keys() if wanted in key.meaning.lower() or _reads(wanted, key.meaning)]
    return tuple(dict.fromkeys((*by_name, *by_meaning)))


def _reads(letters: str, words: str) -> bool:
    """Whether characters that follow one another are read so: wendu, wd, wendu, wdu. One letter is too little."""
    if len(letters) < 2 or not (letters.isascii() and letters.isalpha()):
        return False
    return any(_eats(letters, words[start:]) for start in range(len(words)))


def _eats(letters: str, words: str) -> bool:
    if not letters:
        return True
    for syllable in _syllables().get(words[:1], ()):
        if syllable.startswith(letters):
            return True
        if letters.startswith(syllable) and _eats(letters[len(syllable) :], words[1:]):
            return True
        if letters[0] == syllable[0] and _eats(letters[1:], words[1:]):
            return True
    return False


@cache
def _syllables() -> dict[str, tuple[str, ...]]:
    """The readings of every character that stands in a meaning."""
    signs = {sign for key in all_keys() for sign in key.meaning}
    table = readings()
    found: dict[str, tuple[str, ...]] = {}
    for syllable in table.syllables:
        for sign in signs.intersection(table.today(syllable)):
            found[sign] = (*found.get(sign, ()), syllable)
    return found
