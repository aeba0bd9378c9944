"""XML of strangers: no document type, so no entity and nothing fetched; no text and no tree that grows without end.

The standard library's expat under these rules, in place of a further dependency.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from kiosk.imports.reader.unreadable import Unreadable

LONGEST_TEXT = 1 << 20
"""Characters of one element; a cell of Excel holds 32,767."""
LONGEST_TAG = 1 << 20
"""Bytes; expat reads an unfinished one anew with each piece that comes."""
DEEPEST = 100
MOST_ELEMENTS = 4_000_000
"""Of one part; 10,000 rows of 100 cells have three million."""
_CHUNK = 1 << 18

Attributes = dict[str, str]


class Walk:
    """One part of a file, told element by element. Names come without their prefix."""

    def __init__(
        self,
        start: Callable[[str, Attributes], None] | None = None,
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        self._start, self._end, self._text = start, end, text
        self._length = self._depth = self._elements = 0
        self._plain_names: dict[str, str] = {}
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        parser.StartElementHandler = self._begun
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._said
        self._parser = parser

    def through(self, stream: IO[bytes]) -> None:
        """The whole part.

        Raises:
            Unreadable: damaged, dtd, or damaged for what is larger than any spreadsheet writes.
        """
        try:
            fed = 0
            while chunk := stream.read(_CHUNK):
                self._parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - self._parser.CurrentByteIndex > LONGEST_TAG + _CHUNK:
                    raise Unreadable("damaged")
            self._parser.Parse(b"", True)
        except expat.ExpatError:
            raise Unreadable("damaged") from None

    def _refuse(self, *_: object) -> int:
        raise Unreadable("dtd")

    def _begun(self, name: str, attributes: Attributes) -> None:
        self._length = 0
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST or self._elements > MOST_ELEMENTS:
            raise Unreadable("damaged")
        if self._start:
            self._start(self._plain(name), attributes)

    def _plain(self, name: str) -> str:
        """Without its prefix; there are few names, and many elements."""
        plain = self._plain_names.get(name)
        if plain is None:
            plain = self._plain_names[name] = name.rpartition(":")[2]
        return plain

    def _ended(self, name: str) -> None:
        self._length = 0
        self._depth -= 1
        if self._end:
            self._end(self._plain(name))

    def _said(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise Unreadable("damaged")
        if self._text:
            self._text(text)


def attribute(attributes: Attributes, name: str) -> str | None:
    """An attribute whatever its prefix."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), None)
