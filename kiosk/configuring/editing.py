"""Keys of a configuration file changed in its text: comments, order and everything nobody touched stay as they are."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Mapping, MutableMapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, InlineTable

from kiosk.sentences import Refusal, sentence

Changes = Mapping[tuple[str, ...], "bool | int | float | str | None"]
"""New values by the keys' paths; None takes a key out, so that its default counts."""


def edited(text: str, changes: Changes) -> str:
    """The text with other values. Raises Refusal when it is written in a way that cannot be kept."""
    try:
        document = tomlkit.parse(text)
        for path, value in changes.items():
            if value is None:
                _take_out(document, path)
            else:
                _put(document, path, value)
        fresh = tomlkit.dumps(document)
        sound = _same(tomllib.loads(fresh), _expected(tomllib.loads(text), changes))
    except (TOMLKitError, tomllib.TOMLDecodeError, TypeError, KeyError, ValueError, RecursionError):
        sound = False
    if not sound:
        raise Refusal(sentence("config.refused.by-hand"))
    return fresh


def _put(document: MutableMapping[str, Any], path: tuple[str, ...], value: bool | int | float | str) -> None:
    table = document
    *outer, last = path
    for part in outer:
        if part not in table:
            table[part] = tomlkit.inline_table() if isinstance(table, InlineTable) else tomlkit.table()
        inner = table[part]
        if not isinstance(inner, MutableMapping) or isinstance(inner, AoT):
            raise TypeError(part)
        table = inner
    table[last] = value


def _take_out(document: MutableMapping[str, Any], path: tuple[str, ...]) -> None:
    table = document
    *outer, last = path
    for part in outer:
        if part not in table:
            return
        table = table[part]
    if last in table:
        del table[last]


def _expected(tables: dict[str, Any], changes: Changes) -> dict[str, Any]:
    wanted = copy.deepcopy(tables)
    for path, value in changes.items():
        table = wanted
        *outer, last = path
        for part in outer:
            table = table.setdefault(part, {}) if value is not None else table.get(part, {})
        if value is None:
            table.pop(last, None)
        else:
            table[last] = value
    return wanted


def _same(one: object, other: object) -> bool:
    """Equal, and of the same types all the way down: 1 is not true."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other
