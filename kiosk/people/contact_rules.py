"""Telephone numbers and the six levels of an address as somebody types them: checked, and brought to one spelling."""

from __future__ import annotations

import re
import unicodedata

from kiosk.sentences import Refusal, sentence, table

MOST_LETTERS = 30
"""Of one level of an address."""
_PHONE = re.compile(r"\+?[0-9][0-9 -]{3,18}[0-9]", re.ASCII)
_STACKED = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
"""Combining signs: no address has them, and a pile of them covers the line above."""


class ContactProblem(Refusal, ValueError):
    """A telephone number or a part of an address that cannot be right. The sentence never quotes it."""


def checked_phone(text: str) -> str | None:
    """The number with plain digits; None for nothing. Raises ContactProblem phone-form."""
    phone = unicodedata.normalize("NFKC", text).strip()
    if not phone:
        return None
    if not _PHONE.fullmatch(phone):
        raise ContactProblem(sentence("refusals.phone-form"))
    return phone


def checked_level(level: str, text: str) -> str | None:
    """One level of an address; None for nothing.

    Args:
        level: district, street, committee, community, building or home.

    Raises:
        ContactProblem: level-long, or level-hidden for control, direction, zero-width and combining characters.
    """
    place = " ".join(unicodedata.normalize("NFC", text).replace("\u3000", " ").split(" ")).strip()
    word = table("people.fields")[level]
    if len(place) > MOST_LETTERS:
        raise ContactProblem(sentence("refusals.level-long", level=word, most=MOST_LETTERS))
    if any(unicodedata.category(sign)[0] == "C" or unicodedata.category(sign) in ("Zl", "Zp") for sign in place):
        raise ContactProblem(sentence("refusals.level-hidden", level=word))
    if _STACKED.search(place):
        raise ContactProblem(sentence("refusals.level-hidden", level=word))
    return place or None
