"""Text from a chip, made safe to store, to send and to show. Shared by all card drivers."""

from __future__ import annotations

import unicodedata

_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode general categories that no name or address needs: controls, format characters, surrogates, line breaks."""


def clean_text(s: str) -> str:
    """The printable content of one text field of a card.

    Removed wherever they stand:

    * control characters, NUL included (C0, DEL, C1): PostgreSQL refuses NUL for ever, terminals obey ESC and BEL;
    * format characters: bidirectional controls such as U+202E make a name read as another one, zero-width characters
      make two equal-looking names differ;
    * lone surrogates: no UTF-8 file, database or font takes them. A driver that must tell a damaged card from a sound
      one looks for them before it calls this;
    * line and paragraph separators and noncharacters (U+FDD0..U+FDEF, U+xxFFFE, U+xxFFFF).

    Then the padding on the right is taken off: U+0020 only, NUL being gone. Blanks inside and on the left stay, they
    are part of foreign names. Private-use characters and the rare planes stay too: old chips carry names in them.
    Punctuation of any language (`'`, `<`, `%`, `=`) is data and stays; whoever shows or exports it quotes it.

    The result can be encoded as UTF-8, and cleaning it again changes nothing.
    """
    kept = (c for c in s if unicodedata.category(c) not in _UNWANTED and not _is_noncharacter(ord(c)))
    return "".join(kept).rstrip(" ")


def _is_noncharacter(code: int) -> bool:
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def normalised(text: str) -> str:
    """A number or card reference in one spelling: full-width to half-width, upper case, no blanks or dashes.

    Anything else stays, so that what is not a number does not become one.
    """
    folded = unicodedata.normalize("NFKC", text[:256]).upper()
    kept = "".join(c for c in folded if c.isprintable() and not c.isspace() and c not in "-‐‑‒–—_·")
    return unicodedata.normalize("NFKC", kept)
