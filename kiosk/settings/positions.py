"""On which line of a TOML text each key stands, which tomllib does not tell.

Reads only texts that tomllib has accepted, so nothing is checked here: every bracket closes, every key has a value.
"""

from __future__ import annotations

import bisect
import re
import tomllib

from kiosk.settings.mistakes import KeyPath

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY_PART = re.compile(r"""[ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*(\.?)""")
_STRINGS = (
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*"{3,5}',
    r"'''(?:[^']|'(?!''))*'{3,5}",
    r'"(?:[^"\\]|\\.)*"',
    r"'[^']*'",
)
_STRING = re.compile("|".join(_STRINGS))
_SCALAR = re.compile(r"[^,\]}#\n]*")


def lines_of(text: str) -> dict[KeyPath, int]:
    """The line, counted from 1, where each key, table and element of an array first stands."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[KeyPath, int] = {}
        self._tables: dict[KeyPath, int] = {}
        """How many tables each array of tables has so far."""

    def read(self) -> dict[KeyPath, int]:
        base: KeyPath = ()
        self._blank()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                base = self._header()
            else:
                self._pair(base)
            self._blank()
        return self._lines

    def _header(self) -> KeyPath:
        line = self._line()
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        *outer, last = self._key()
        self._at += 2 if is_array else 1
        path: KeyPath = ()
        for part in outer:
            path = self._newest((*path, part))
            self._lines.setdefault(path, line)
        path = (*path, last)
        if is_array:
            self._lines.setdefault(path, line)
            self._tables[path] = self._tables.get(path, 0) + 1
        path = self._newest(path)
        self._lines.setdefault(path, line)
        return path

    def _newest(self, path: KeyPath) -> KeyPath:
        return (*path, self._tables[path] - 1) if path in self._tables else path

    def _pair(self, base: KeyPath) -> None:
        line = self._line()
        path = base
        for part in self._key():
            path = (*path, part)
            self._lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._value(path)

    def _key(self) -> list[str]:
        parts: list[str] = []
        more = True
        while more and (found := _KEY_PART.match(self._text, self._at)):
            word = found[1]
            parts.append(str(tomllib.loads(f"k={word}")["k"]) if word[0] in "\"'" else word)
            self._at, more = found.end(), bool(found[2])
        return parts

    def _value(self, path: KeyPath) -> None:
        self._blank()
        first = self._text[self._at]
        if first == "[":
            self._elements(path)
        elif first == "{":
            self._inline(path)
        else:
            found = (_STRING if first in "\"'" else _SCALAR).match(self._text, self._at)
            self._at = found.end() if found else len(self._text)

    def _elements(self, path: KeyPath) -> None:
        self._at += 1
        count = 0
        while self._next() != "]":
            self._lines.setdefault((*path, count), self._line())
            self._value((*path, count))
            count += 1
        self._at += 1

    def _inline(self, path: KeyPath) -> None:
        self._at += 1
        while self._next() != "}":
            self._pair(path)
        self._at += 1

    def _next(self) -> str:
        """The next character that is neither blank nor a comma."""
        self._blank()
        if self._text[self._at] == ",":
            self._at += 1
            self._blank()
        return self._text[self._at]

    def _blank(self) -> None:
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _line(self) -> int:
        return bisect.bisect_left(self._breaks, self._at) + 1
