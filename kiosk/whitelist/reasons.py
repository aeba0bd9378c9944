"""Why somebody did something, in a few words that stay in the trail for years and must name nobody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kiosk.people.name_rules import canonical
from kiosk.sentences import sentence
from kiosk.whitelist.admission import WhitelistRefused

MOST_LETTERS = 40
_NUMBER = re.compile(r"\d(?:[\s-]*\d){5,}")
"""Six digits and more, also with blanks between: part of a document or telephone number."""


def checked_reason(text: str, names: Iterable[str | None] = ()) -> str:
    """The reason in one line.

    Args:
        names: Of whom it is about; none of them may stand in it.

    Raises:
        WhitelistRefused: reason-short, reason-long or reason-personal. The sentence never quotes it.
    """
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in unicodedata.normalize("NFKC", text))
    reason = " ".join(plain.split())
    if len(reason) < 2:
        raise WhitelistRefused(sentence("refusals.reason-short"))
    if len(reason) > MOST_LETTERS:
        raise WhitelistRefused(sentence("refusals.reason-long", most=MOST_LETTERS))
    closed = reason.replace(" ", "").casefold()
    named = any(name and canonical(name).replace(" ", "").casefold() in closed for name in names)
    if named or _NUMBER.search(reason):
        raise WhitelistRefused(sentence("refusals.reason-personal"))
    return reason
