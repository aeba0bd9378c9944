"""Text to the squares of a QR code (ISO/IEC 18004). The quiet zone of four squares is left to whoever draws it."""

from __future__ import annotations

from functools import lru_cache

Matrix = tuple[tuple[bool, ...], ...]


class QrTextRefused(ValueError):
    """The text is empty, cannot be encoded, or is longer than a QR code of level M holds."""


@lru_cache(maxsize=2)
def matrix(text: str) -> Matrix:
    """Rows from the top, true is dark; error level M (about 15 % may be covered). The last two texts are kept.

    Raises:
        QrTextRefused: nothing to draw, or more than version 40-M holds (2331 bytes, 3391 capitals and digits).
    """
    import segno

    if not text:
        raise QrTextRefused("a QR code needs a text")
    try:
        code = segno.make(text, error="m", micro=False, boost_error=False)
    except segno.DataOverflowError:
        raise QrTextRefused(f"{len(text)} characters are more than a QR code of level M holds") from None
    except (ValueError, UnicodeError):
        raise QrTextRefused("the text cannot be encoded") from None
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)
