"""What may be kept of a line of the log. What could be somebody, or open something, is left out before it is kept.

Lines of this program are written in English with device names, status words, lengths and times. So whatever is written
in Chinese characters (names, addresses), any long number, and whatever looks like a key or raw bytes can be left out
without asking what it is.
"""

from __future__ import annotations

import re

HIDDEN = "••••"
LONGEST = 500
"""Characters of a line."""
MANY = 6
"""Capitals among small letters."""

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(?:[^\s/?#'\"]*@)?([^\s/?#@'\"]*)([^\s'\"]*)")
_BYTES = re.compile(r"""\bb(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|\\x[0-9a-fA-F]{2}(?:.?\\x[0-9a-fA-F]{2})*""")
_VECTOR = re.compile(r"[\[(](?:\s*[-+]?[0-9.]+(?:e[-+]?[0-9]+)?\s*,?){6,}[\])]?", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ID = re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b")
_GROUPS = re.compile(r"(?<!\d)\d{3,8}(?:[ -]\d{3,8})+[0-9Xx]?(?![0-9])")
_BORN = re.compile(r"(?<!\d)(?:19\d\d|20[01]\d)([-./])\d{1,2}\1\d{1,2}(?!\d)")
"""Days before the terminal's own time: of a line of its log only somebody's birth."""
_NUMBER = re.compile(r"\d{6,}[Xx]?")
_HEX = re.compile(
    r"\b(?:[0-9a-fA-F]{2}[ :]){3,}[0-9a-fA-F]{2}\b|\b(?=[a-fA-F]*[0-9])(?=[0-9]*[a-fA-F])[0-9a-fA-F]{8,}\b"
)
_RUN = re.compile(r"[A-Za-z0-9+/=_-]{16,}")
_HAN = re.compile("[\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\u00b7]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def masked(line: str) -> str:
    """A line without what could be somebody's or a secret: in one line, of bounded length."""
    line = without_secrets(line[: 4 * LONGEST])
    return _HAN.sub(HIDDEN, line)[:LONGEST]


def without_secrets(line: str) -> str:
    """The same with its Chinese left as it is: for what the program says in sentences of its own."""
    line = _CONTROL.sub(" ", line)
    line = _ADDRESS.sub(_place, line)
    for pattern in (_BYTES, _MAIL, _VECTOR, _ID, _HEX):
        line = pattern.sub(HIDDEN, line)
    line = _RUN.sub(_unless_a_word, line)
    for pattern in (_BORN, _GROUPS, _NUMBER):
        line = pattern.sub(HIDDEN, line)
    return line


def _place(found: re.Match[str]) -> str:
    rest = f"/{HIDDEN}" if found[3] not in ("", "/") else ""
    return f"{found[1]}://{found[2]}{rest}"


def _unless_a_word(found: re.Match[str]) -> str:
    """A key or token is one long run of letters and digits; a word, a path or a name of a device is not."""
    run = found[0]
    parts = re.split(r"[/_=+-]+", run)
    return HIDDEN if any(_is_key(part) for part in (*parts, run.replace("/", "").replace("-", ""))) else run


def _is_key(part: str) -> bool:
    if len(part) < 16:
        return False
    digits = sum(c.isdigit() for c in part)
    base32 = all(c.isupper() or c in "234567" for c in part)
    large = sum(c.isupper() for c in part)
    mixed = large > 0 and any(c.islower() for c in part)
    if mixed and large >= MANY:  # a name of a class has a capital a word
        return True
    return base32 or (digits >= 2 and (mixed or set(part) <= set("0123456789abcdefABCDEF")))
