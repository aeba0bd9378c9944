"""What an announcement may say: plain characters, few of them, and no number of a person's document."""

from __future__ import annotations

import re
import unicodedata

from kiosk.sentences import Refusal, sentence

MOST_TITLE, MOST_BODY = 14, 60
"""Characters."""
MOST_TEXT_BYTES = 64 * 1024
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Categories of characters that show nothing, or turn round what stands beside them."""
_NUMBER = re.compile(r"(?<![0-9])([0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9])")


class WordingRefused(Refusal):
    """It cannot be shown so."""


def tidy(text: str) -> str:
    """The same words without controls, marks of direction and characters of no width; one blank between them."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(" " if c in "\n\r\t\u2028\u2029" else c for c in composed)
    return " ".join("".join(c for c in kept if unicodedata.category(c) not in _UNSEEN).split())


def checked(title: str, body: str) -> tuple[str, str]:
    """Title and text, tidied.

    Raises:
        WordingRefused: without a title, too long, or with what looks like the number of a document.
    """
    title, body = tidy(title), tidy(body)
    if not title:
        raise WordingRefused(sentence("refusals.announcement-no-title"), "announcement-no-title")
    if len(title) > MOST_TITLE or len(body) > MOST_BODY:
        raise WordingRefused(
            sentence("refusals.announcement-long", title=MOST_TITLE, body=MOST_BODY), "announcement-long"
        )
    folded = unicodedata.normalize("NFKC", f"{title} {body}")
    if _NUMBER.search(folded.replace("-", "")):
        raise WordingRefused(sentence("refusals.announcement-number"), "announcement-number")
    return title, body


def from_text_file(data: bytes) -> tuple[str, str]:
    """The first line of a text file and the rest, tidied and not checked for length.

    Raises:
        WordingRefused: too large, or in none of the encodings a hall's computer writes (UTF-8, UTF-16, GB 18030).
    """
    if len(data) > MOST_TEXT_BYTES:
        raise WordingRefused(sentence("refusals.announcement-file"), "announcement-file")
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        lines = [line for line in text.splitlines() if tidy(line)]
        return (tidy(lines[0]), tidy(" ".join(lines[1:]))) if lines else ("", "")
    raise WordingRefused(sentence("refusals.announcement-file"), "announcement-file")
