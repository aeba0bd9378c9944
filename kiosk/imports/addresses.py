"""An address written in one cell, cut into the levels a hall works with."""

from __future__ import annotations

import re
import unicodedata

from kiosk.imports.values import plain
from kiosk.imports.words import list_words
from kiosk.people.resident import Address


def cut(text: str) -> Address:
    """上海市黄浦区南京东路街道新建居委会人民小区3号楼201室 in its levels.

    What no word ends is taken for the door, which is sealed in the store: a guess there shows nobody's home.
    """
    words = list_words().address
    rest = " ".join(unicodedata.normalize("NFC", plain(text)).split())
    for word in words.city:
        rest = re.sub(rf"^[^0-9]{{2,8}}?{word}", "", rest, count=1)
    district, rest = _level(rest, words.district, f"(?<![{words.no_district_after}])")
    street, rest = _level(rest, words.street)
    committee, rest = _level(rest, words.committee)
    ends = "|".join(words.building)
    found = re.fullmatch(rf"(?P<place>.*?)(?P<building>[{words.number}]+(?:{ends}))(?P<home>.*)", rest)
    if not found:
        return Address(district, street, committee, None, None, rest.strip() or None)
    return Address(
        district,
        street,
        committee,
        *((found[name].strip(" ,-\uff0c") or None) for name in ("place", "building", "home")),
    )


def _level(text: str, ends: tuple[str, ...], before: str = "") -> tuple[str | None, str]:
    """What one of the words ends, and the rest."""
    found = re.match(rf"[^0-9]{{1,12}}?{before}(?:{'|'.join(ends)})", text)
    return (found[0].strip(), text[found.end() :].lstrip()) if found else (None, text)
