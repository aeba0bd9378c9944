"""Names as somebody types them: checked, and brought to one spelling. What a chip says is not judged here.

A name is Han characters (rare ones of every extension block too) or Latin letters. Between them may stand what real
names have: · in minority and transliterated names, a space, a hyphen, an apostrophe, and in Latin names a point or the
comma of a foreigner's card. Everything else is refused, never dropped: a name that lost a character is another name.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from kiosk.sentences import Refusal, sentence

LONGEST = 50
"""Characters; the card's own field holds 15, transliterated names on documents of other kinds are longer."""
_DOTS = re.compile(r"[·••‧∙⋅・･．・]")
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFD))
_ZERO = "〇"
_BETWEEN = "· -'’.,"


class NameProblem(Refusal, ValueError):
    """A name that cannot be right. The sentence never quotes it."""


def checked_name(text: str) -> str:
    """The name in one spelling: NFC, `·` for every kind of middle dot, no blank between Han characters.

    Raises:
        NameProblem: name-empty, name-long, name-hidden (control, direction and zero-width characters), name-letters,
            or name-form (a dot or hyphen where no part of a name is).
    """
    name = canonical(text)
    letters = [letter for letter in name if _is_letter(letter)]
    if not name.strip(_BETWEEN):
        raise NameProblem(sentence("refusals.name-empty"))
    if len(name) > LONGEST:
        raise NameProblem(sentence("refusals.name-long", most=LONGEST))
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in name):
        raise NameProblem(sentence("refusals.name-hidden"))
    if any(not _is_letter(letter) and letter not in _BETWEEN for letter in name):
        raise NameProblem(sentence("refusals.name-letters"))
    if not any(_is_latin(letter) for letter in letters) and any(sign in name for sign in ".,'’"):
        raise NameProblem(sentence("refusals.name-letters"))
    if not _well_joined(name):
        raise NameProblem(sentence("refusals.name-form"))
    if len(letters) < 2:
        raise NameProblem(sentence("refusals.name-short"))
    return name


def canonical(text: str) -> str:
    """The name in one spelling, whatever it holds; for comparing what was typed with what is known."""
    name = unicodedata.normalize("NFC", text)
    name = "".join(_half_width(letter) for letter in name)
    name = _DOTS.sub("·", name)
    name = re.sub(r"[ \u00a0\u2002-\u2009\u202f\u3000]+", " ", name).strip(" ")
    kept = [
        letter
        for at, letter in enumerate(name)
        if not (letter == " " and 0 < at < len(name) - 1 and (is_han(name[at - 1]) and is_han(name[at + 1])))
    ]
    name = re.sub(r" ?· ?", "·", "".join(kept))
    # A point between Han characters was meant as the middle dot: 阿卜杜.买买提.
    return re.sub(r"(?<=[^\x00-\x7f·])\.(?=[^\x00-\x7f·])", "·", name)


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name; capitals do not matter."""
    return canonical(one).casefold() == canonical(other).casefold()


def _well_joined(name: str) -> bool:
    """Letters at both ends (a point may end an abbreviation), and no two signs in a row but `, ` and `. `."""
    if not _is_letter(name[0]) or not (_is_letter(name[-1]) or name[-1] == "."):
        return False
    pairs = pairwise(name)
    return all(_is_letter(one) or _is_letter(two) or one + two in (", ", ". ", ".-") for one, two in pairs)


def _half_width(letter: str) -> str:
    """A full-width Latin letter as the plain one; every other character stays. (NFKC would change Han characters.)"""
    code = ord(letter)
    is_letter = 0xFF21 <= code <= 0xFF3A or 0xFF41 <= code <= 0xFF5A
    return chr(code - 0xFEE0) if is_letter else letter


def _is_letter(letter: str) -> bool:
    return is_han(letter) or _is_latin(letter)


def is_han(letter: str) -> bool:
    """Whether it is a Han character, of whichever block, or 〇."""
    return letter == _ZERO or any(first <= ord(letter) <= last for first, last in _HAN)


def _is_latin(letter: str) -> bool:
    if letter.isascii():
        return letter.isalpha()
    return unicodedata.category(letter) in ("Lu", "Ll") and unicodedata.name(letter, "").startswith("LATIN ")
