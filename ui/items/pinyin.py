"""`Pinyin` for QML: what typed letters may mean. It keeps nothing of what is typed; the pad does, while it lives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from kiosk.sentences import sentence, table
from ui.meta_types import MAP, STRINGS

QML_IMPORT_NAME = "kiosk.items"
QML_IMPORT_MAJOR_VERSION = 1

MOST = 240
"""Candidates handed over: whoever looked through so many finds the character quicker by its radical."""

SHELVES = 10
"""As many have room in a row of keys."""


@QmlElement
@QmlSingleton
class Pinyin(QObject):
    """Stateless. The tables are read when the first key is pressed.

    Attributes (for QML):
        words: What stands on the keys, by name.
        signs: Keys that are no digit and no letter.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._signs = dict(table("typing.words")), list(table("typing.signs").values())

    words = Property(MAP, lambda self: self._words, constant=True)
    signs = Property(STRINGS, lambda self: self._signs, constant=True)

    @Slot(str, bool, result="QVariantList")
    def candidates(self, letters: str, at_start: bool) -> list[dict[str, Any]]:
        """[{text, letters}], the likeliest first; for no letters at the start of a name the usual surnames."""
        from kiosk.typing.candidates import first_page
        from kiosk.typing.surnames import usual_surnames

        if not letters:
            return [{"text": surname, "letters": 0} for surname in usual_surnames()] if at_start else []
        found = first_page(letters, MOST, at_start=at_start)
        return [{"text": candidate.text, "letters": candidate.letters} for candidate in found]

    @Slot(result="QVariantList")
    def radicals(self) -> list[dict[str, Any]]:
        """[{strokes, label, texts}]: shapes of radicals by the strokes they are written with."""
        from kiosk.typing.radicals import radicals

        return _shelves(radicals().by_strokes())

    @Slot(str, result="QVariantList")
    def under(self, shape: str) -> list[dict[str, Any]]:
        """[{strokes, label, texts}]: characters of a radical by the strokes beside it."""
        from kiosk.typing.radicals import radicals

        return _shelves(radicals().shelves(shape))

    @Slot(str, result=str)
    def character(self, code: str) -> str:
        """The character of a code point in hexadecimal; "" for none."""
        from kiosk.typing.radicals import character_of

        return character_of(code.upper()) or ""


def _shelves(found: Mapping[int, Sequence[str]]) -> list[dict[str, Any]]:
    """At most SHELVES of them, few strokes first: the last one has whatever has as many strokes and more."""
    counts = list(found)
    alone, rest = (counts, []) if len(counts) <= SHELVES else (counts[: SHELVES - 1], counts[SHELVES - 1 :])
    made = [
        {"strokes": count, "label": sentence("typing.shelf", strokes=count), "texts": list(found[count])}
        for count in alone
    ]
    if rest:
        texts = [text for count in rest for text in found[count]]
        label = sentence("typing.last-shelf", strokes=rest[0])
        made.append({"strokes": rest[0], "label": label, "texts": texts})
    return made
