"""Every mistake in the tables of a configuration file, key by key, and what is left when they are taken out."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from kiosk.sentences import Text, listed, sentence
from kiosk.settings.allowed import allowed, is_secret
from kiosk.settings.mistakes import KeyPath, Mistake, shown


def check_table(kind: type[Struct], table: object, path: KeyPath = ()) -> tuple[dict[str, Any], list[Mistake]]:
    """The good part of a table that shall become `kind`, and every mistake in it.

    A required key that is missing or wrong is a mistake and missing from the good part.
    """
    if not isinstance(table, dict):
        return {}, [Mistake(path, sentence("settings.wrong.section", example=path[-1], value=shown(table)))]
    hints = get_type_hints(kind, include_extras=True)
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    good: dict[str, Any] = {}
    mistakes = [
        Mistake((*path, key), sentence("settings.wrong.unknown-key", instead=_instead(key, fields)))
        for key in table
        if key not in fields
    ]
    for name, field in fields.items():
        if name in table:
            value, wrong = _check_value(hints[name], table[name], (*path, name))
            mistakes += wrong
            if not wrong or isinstance(value, dict | list):
                good[name] = value
        elif field.required:
            mistakes.append(Mistake((*path, name), sentence("settings.wrong.missing", allowed=allowed(hints[name]))))
    return good, mistakes


def _check_value(hint: Any, value: Any, path: KeyPath) -> tuple[Any, list[Mistake]]:
    if isinstance(hint, type) and issubclass(hint, Struct):
        return check_table(hint, value, path)
    if get_origin(hint) is tuple:
        return _check_list(get_args(hint)[0], value, path)
    if get_origin(hint) is dict:
        return (
            (value, [])
            if isinstance(value, dict)
            else ({}, [Mistake(path, sentence("settings.wrong.section-plain", value=shown(value)))])
        )
    return (value, []) if suits(hint, value) else (None, [Mistake(path, unsuited(hint, value))])


def suits(hint: Any, value: Any) -> bool:
    """Whether a single value may be written for a key of this type."""
    return not _is_odd(value) and _fits(hint, value)


def unsuited(hint: Any, value: Any) -> Text:
    """What was written instead, unless it is nobody's business, and what may be."""
    written = sentence("settings.shown.secret") if isinstance(value, str) and is_secret(hint) else shown(value)
    return sentence("settings.wrong.value", value=written, allowed=allowed(hint))


def _check_list(kind: type[Struct], value: Any, path: KeyPath) -> tuple[list[Any], list[Mistake]]:
    if not isinstance(value, list):
        return [], [Mistake(path, sentence("settings.wrong.array", example=path[-1], value=shown(value)))]
    good: list[Any] = []
    mistakes: list[Mistake] = []
    for index, item in enumerate(value):
        sound, wrong = check_table(kind, item, (*path, index))
        mistakes += wrong
        good.append(sound)
    return good, mistakes


def _fits(hint: Any, value: Any) -> bool:
    try:
        msgspec.convert(value, hint)
    except msgspec.ValidationError:
        return False
    return True


def _is_odd(value: Any) -> bool:
    """A control character means nothing in any setting; infinity and nan are outside every bound."""
    return isinstance(value, str) and any(unicodedata.category(char) == "Cc" for char in value)


def _instead(key: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(key, list(known), n=1)
    if close:
        return sentence("settings.wrong.meant", word=close[0])
    return sentence("settings.wrong.known", known=listed(known))


def one_of(what: str, word: str, known: Iterable[str]) -> str:
    """That `word` names no `what`, which there are, and which was probably meant."""
    names = list(known)
    close = difflib.get_close_matches(word, names, n=1)
    if close:
        return sentence(
            "settings.wrong.none-but-meant", what=what, word=shown(word), known=listed(names), meant=close[0]
        )
    return sentence("settings.wrong.none", what=what, word=shown(word), known=listed(names))
