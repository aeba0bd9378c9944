"""The words argparse itself says of a line, out of the catalogue like all others."""

from __future__ import annotations

import argparse

from kiosk.sentences import table

_KEYS = {
    "usage: ": "usage",
    "positional arguments": "positional",
    "options": "options",
    "show this help message and exit": "help",
    "the following arguments are required: %s": "required",
    "unrecognized arguments: %s": "unknown",
    "invalid choice: %(value)r (choose from %(choices)s)": "choice",
    "expected one argument": "one",
    "expected at least one argument": "some",
    "not allowed with argument %s": "not-with",
    "invalid %(type)s value: %(value)r": "value",
    "%(prog)s: error: %(message)s\n": "error",
}
"""What argparse asks its translator for. A sentence that a newer Python words otherwise stays in English."""


def translate(words: str) -> str:
    """One of argparse's own sentences as this terminal says it."""
    key = _KEYS.get(words)
    return words if key is None else str(table("help.line")[key])


def speak() -> None:
    """From now on argparse says its words so. It offers no other way than its translator, which is not public."""
    setattr(argparse, "_", translate)  # noqa: B010 - a name the stub does not know
