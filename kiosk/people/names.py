"""Names as they may be shown and said: 王*英, 310***********0020, 王奶奶."""

from __future__ import annotations

import re
import unicodedata

import msgspec

import resources
from kiosk.sentences import Text, sentence, table
from resources.learnt import learn

_DOTS = re.compile(r"[·••‧∙⋅・･．]")
"""The dot between the parts of a minority or transliterated name, in all the spellings chips and people use."""
_LATIN = re.compile(r"[A-Za-z]")


class _Surnames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    compound: tuple[str, ...]
    given_name_first: tuple[str, ...]


learn(_Surnames)


@resources.read_once
def _surnames() -> _Surnames:
    return msgspec.toml.decode(resources.path("people", "surnames.toml").read_bytes(), type=_Surnames)


def mask_name(name: str) -> str:
    """A name as it may be seen by others: the surname and the last character, one star between.

    王桂英 → 王*英, 张丽 → 张*, 欧阳小英 → 欧阳*英, 欧阳英 → 欧阳*, 阿卜杜热合曼·买买提 → 阿*提,
    WHITE, EMMA → W*A. The star never tells how long the name is. A name of one character, or none, becomes a star.
    """
    letters = [c for c in _plain(name) if unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "Co"]
    if len(letters) < 2:
        return "*"
    first = compound_surname("".join(letters)) or letters[0]
    return first + "*" + (letters[-1] if len(letters) > len(first) + 1 else "")


def mask_id_number(number: str) -> str:
    """A document number as it may be seen: first three, last four, stars between. A short one is all stars."""
    plain = _plain(number)
    if len(plain) < 12:
        return "*" * len(plain)
    return plain[:3] + "*" * (len(plain) - 7) + plain[-4:]


def greeting(
    name: str | None,
    *,
    sex: str,
    age: int | None,
    nation: str | None = None,
    name_foreign: str | None = None,
    foreign: bool = False,
) -> Text:
    """How a person is addressed, such as 王奶奶; 您 for somebody whose name is not known.

    Seventy and over 奶奶 or 爷爷, sixty to sixty-nine 阿姨 or 叔叔, else, or when the age is not known, 女士 or 先生.
    When the sex is not known 老师, which Shanghai says to everybody. A name that does not begin with a surname is said
    whole, up to its first dot, and never cut. A name in Latin letters takes 女士 or 先生. What nobody is called, signs
    and digits on a damaged or forged card, is not said.

    Args:
        sex: GB/T 2261.1, "1" male, "2" female.
        nation: GB/T 3304 code, where the document has one.
        foreign: True for holders of a foreigner's document: a transliterated name has no surname in front.
    """
    called = called_name(name, nation=nation, foreign=foreign)
    if called is None:
        latin = _latin_family_name(name_foreign or name or "")
        if not latin or not _can_be_said(latin):
            return sentence("greetings.nameless")
        return sentence("greetings.latin", name=latin, honorific=_honorific(sex, None))
    if not _can_be_said(called):
        return sentence("greetings.nameless")
    return sentence("greetings.named", name=called, honorific=_honorific(sex, age))


def called_name(name: str | None, *, nation: str | None = None, foreign: bool = False) -> str | None:
    """The part of a Chinese-written name that goes before the honorific; None when it has no Chinese writing."""
    plain = _plain(name or "")
    first_part = _DOTS.split(plain)[0]
    if not first_part or _LATIN.match(first_part):
        return None
    if first_part != plain or foreign or nation in _surnames().given_name_first:
        return first_part
    if nation == "02" and len(plain) > 3:  # Mongol names: the Chinese-style ones are short
        return plain
    return compound_surname(plain) or plain[0]


def compound_surnames() -> tuple[str, ...]:
    """Every surname of more than one character that is known here."""
    return _surnames().compound


def compound_surname(name: str) -> str | None:
    """The compound surname a name begins with, when something follows it."""
    fitting = [s for s in _surnames().compound if name.startswith(s) and len(name) > len(s)]
    return max(fitting, key=len, default=None)


def _can_be_said(called: str) -> bool:
    """Whether it looks like a name: letters, and between them blanks, hyphens, points and apostrophes."""
    whole = unicodedata.normalize("NFC", called)
    kinds = [unicodedata.category(letter) for letter in whole]
    letters = [kind[0] == "L" or kind == "Co" for kind in kinds]
    return letters[0] and all(is_letter or sign in " -.'’" for is_letter, sign in zip(letters, whole, strict=True))


def _honorific(sex: str, age: int | None) -> Text:
    """The title that goes with a sex and an age."""
    honorifics = table("greetings.honorifics")
    if sex not in ("1", "2"):
        return honorifics["teacher"]
    pair = ("grandmother", "grandfather") if age is not None and age >= 70 else ("madam", "sir")
    if age is not None and 60 <= age < 70:
        pair = ("aunt", "uncle")
    return honorifics[pair[0] if sex == "2" else pair[1]]


def _latin_family_name(name: str) -> str | None:
    """WHITE, EMMA → White; a name without a comma is said whole."""
    family = _plain(name).split(",")[0].strip()
    return family.title() if _LATIN.search(family) else None


def _plain(text: str) -> str:
    kept = (c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    return "".join(kept).strip()
