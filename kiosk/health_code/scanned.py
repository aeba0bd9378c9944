"""What came out of a code scanner, checked before anything else looks at it. It is data, never an address to open."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from kiosk.health_code.errors import ScanFault, ScannedCodeRefused

MAX_BYTES = 3000
"""More than any QR code holds (version 40-L: 2953 bytes, ISO/IEC 18004)."""

OWN_PREFIX = "KIOSK1:"
"""First characters of a code of the embedded provider."""

_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class ScannedKind(StrEnum):
    """What a text looks like; only the service can say what it is."""

    OWN = "own"  # of the embedded provider
    ADDRESS = "address"  # a 随申码 is a web address
    LICENCE = "licence"  # anything else, such as the code of an 电子证照


@dataclass(frozen=True, slots=True, repr=False)
class ScannedText:
    """A text that may be sent on."""

    kind: ScannedKind
    text: str


def parse(raw: str) -> ScannedText:
    """Take off the line end a scanner adds, check length and characters, and tell the kind.

    Raises:
        ScannedCodeRefused: empty, longer than `MAX_BYTES`, or with control, direction or surrogate characters.
    """
    if len(raw) > MAX_BYTES + 2:
        raise ScannedCodeRefused(ScanFault.MALFORMED)
    text = raw.rstrip("\r\n")
    if not text.strip() or any(unicodedata.category(char) in _REFUSED_CATEGORIES for char in text):
        raise ScannedCodeRefused(ScanFault.MALFORMED)
    if len(text.encode()) > MAX_BYTES:
        raise ScannedCodeRefused(ScanFault.MALFORMED)
    if text.startswith(OWN_PREFIX):
        return ScannedText(ScannedKind.OWN, text)
    if text[:8].lower().startswith(("http://", "https://")):
        return ScannedText(ScannedKind.ADDRESS, text)
    return ScannedText(ScannedKind.LICENCE, text)
