"""What comes from the command line and what goes to the terminal, whatever the locale.

Python decodes words with the locale's encoding. Where that knows only ASCII, Chinese arrives as escaped bytes and no
sentence could be printed. UTF-8 contains ASCII, so it stands in for it; every other encoding stays.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Sequence

_SHOWN = "kiosk-shown"


def words(argv: Sequence[str]) -> list[str]:
    """The words of a command line as text. `as_file_name` gives a word back as files are called."""
    return [_text(word) for word in argv]


def as_file_name(word: str) -> str:
    """A word of `words` as Python calls files in this locale."""
    return os.fsdecode(word.encode("utf-8", "surrogateescape")) if _ascii(sys.getfilesystemencoding()) else word


def let_streams_speak() -> None:
    """Let every sentence through: a letter that an encoding lacks is escaped, a file name of UTF-8 shown as it is."""
    codecs.register_error(_SHOWN, _shown)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        encoding = "utf-8" if _ascii(stream.encoding) else stream.encoding
        errors = _SHOWN if codecs.lookup(encoding).name == "utf-8" else "backslashreplace"
        stream.reconfigure(encoding=encoding, errors="surrogateescape" if stream is sys.stdin else errors)


def _ascii(encoding: str) -> bool:
    return codecs.lookup(encoding).name == "ascii"


def _text(word: str) -> str:
    return os.fsencode(word).decode("utf-8", "surrogateescape") if _ascii(sys.getfilesystemencoding()) else word


def _shown(error: UnicodeError) -> tuple[str | bytes, int]:
    """Error handler of an encoder to UTF-8, which fails only at bytes that came escaped."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    escaped = error.object[error.start : error.end]
    try:
        raw = escaped.encode("utf-8", "surrogateescape")
        raw.decode()
        return raw, error.end  # as bytes: an encoder to UTF-8 takes no text from a handler but ASCII
    except UnicodeError:
        return codecs.backslashreplace_errors(error)
