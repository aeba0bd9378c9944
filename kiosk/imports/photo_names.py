"""Names of photo files: whom they name, and how they may be shown."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata

from kiosk.people.names import mask_id_number, mask_name

PHOTOS = frozenset(("jpg", "jpeg", "png"))
PICTURES = PHOTOS | {"heic", "heif", "bmp", "gif", "webp", "tif", "tiff"}
"""What somebody may have meant as a photo; the others are not read."""
LONGEST_SHOWN = 40
_NUMBER = re.compile(r"(?<![0-9])([0-9]{17}[0-9X]|[0-9]{15})(?![0-9X])", re.ASCII)
_NAME_AND_FOUR = re.compile(r"([^0-9]+?)[ _-]*([0-9]{3}[0-9X])", re.ASCII)
_DIGITS = re.compile(r"[0-9](?:[ ._-]?[0-9]){14,}[ ._-]?[Xx]?|[0-9]{11,}[Xx]?", re.ASCII)
"""Document numbers, whatever stands between their digits, and telephone numbers; not the 14 digits of a camera."""
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af·]{2,}")
_LONGEST_NAME = 4


def file_name(member: str) -> str:
    """The last part of a name; bytes that are no UTF-8 are what an older machine wrote."""
    raw = os.fsencode(member.rpartition("/")[2]) if member.isprintable() is False else b""
    if raw:
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode("gb18030")
    return member.rpartition("/")[2]


def ending(name: str) -> str:
    """jpg, png, …; "" without one."""
    return name.rpartition(".")[2].casefold() if "." in name else ""


def named_by(stem: str) -> tuple[str, str, str]:
    """The document number a name holds, or a person's name and the last four of their number; "" for what it lacks."""
    typed = unicodedata.normalize("NFKC", stem).upper().strip()
    if number := _NUMBER.search(typed):
        return number[1], "", ""
    if named := _NAME_AND_FOUR.fullmatch(typed):
        return "", stem[: len(named[1])], named[2]
    return "", "", ""


def masked(member: str) -> str:
    """A file's name as it may be shown: numbers and names of people masked, controls left out, not too long."""
    plain = "".join(sign for sign in file_name(member) if sign.isprintable())
    stem, dot, last = unicodedata.normalize("NFKC", plain).rpartition(".")
    if not dot:
        stem, last = last, ""
    stem = _DIGITS.sub(lambda found: mask_id_number(found[0]), stem)
    stem = _HAN.sub(_masked_name, stem)
    room = LONGEST_SHOWN - len(last)
    return (stem if len(stem) <= room else f"{stem[: room - 1]}…") + dot + last[:8]


def _masked_name(found: re.Match[str]) -> str:
    """What may be somebody's name, alone or with more words behind it."""
    text = found[0]
    return mask_name(text) if len(text) <= _LONGEST_NAME or "·" in text else f"{text[0]}**{text[-2:]}"
