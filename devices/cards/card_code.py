"""Whether an identification code (卡识别码) tells one card from every other.

Cards are issued whose code was never written: filler all through, or behind the issuing city. Two such cards have equal
codes, so a code of that kind stands for nobody.
"""

from __future__ import annotations

import re

_DIGITS = 32
_CITY_DIGITS = 6
_SHORTEST_OWN_PART = 7
"""Digits behind the city from which a code may be a card's own: up to six more name a district or a kind of card."""

_FILLER_BYTES = ("00", "FF", "20", "30", "2D", "3F", "AA", "55")
_LONGEST_PATTERN = 16


def names_a_card(code: str) -> bool:
    """Whether a code of 32 hexadecimal digits can belong to one card only.

    False for another length, for filler (00, FF, blanks, any pattern repeated to the end) in the whole code or behind
    the city, and for a city and a few digits followed by filler.
    """
    text = code.strip().upper()
    if not re.fullmatch(f"[0-9A-F]{{{_DIGITS}}}", text):
        return False
    own = text[_CITY_DIGITS:]
    if _is_pattern(text) or _is_pattern(own):
        return False
    return all(_has_content(part) for part in (text, own))


def _is_pattern(digits: str) -> bool:
    """Whether one short pattern, repeated, makes the whole."""
    return any(digits[size:] == digits[:-size] for size in range(1, min(_LONGEST_PATTERN, len(digits) // 2) + 1))


def _has_content(digits: str) -> bool:
    kept = digits
    while kept and kept[-2:] in _FILLER_BYTES:
        kept = kept[:-2]
    kept = kept.rstrip("F")
    written = kept.lstrip("0").lstrip("F")
    return len(kept) >= _SHORTEST_OWN_PART and bool(written) and not _is_pattern(kept)
