"""What differs between two configuration files, key by key, as it may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.configuring.keys import all_keys, written
from kiosk.configuring.masking import masked
from kiosk.sentences import sentence
from kiosk.settings.mistakes import shown


@dataclass(frozen=True, slots=True)
class Difference:
    """One key. `before` and `after` are masked already; `meaning`, brief, is empty for a device's or nobody's key."""

    key: str
    before: str
    after: str
    meaning: str = ""


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Of two files' tables, in the order of the settings; devices and keys nobody knows behind them."""
    found = list(_of_keys(before, after))
    known = {key.path for key in all_keys()}
    one, other = (dict(_others(tables, (), known)) for tables in (before, after))
    none = sentence("config.diff.nothing")
    for name in dict.fromkeys((*one, *other)):
        if one.get(name) != other.get(name):
            found.append(Difference(name, one.get(name, none), other.get(name, none)))
    return tuple(found)


def _of_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for key in all_keys():
        one, other = key.value_in(before), key.value_in(after)
        if one == other and isinstance(one, bool) == isinstance(other, bool):
            continue
        was, becomes = key.shown(one), key.shown(other)
        if was == becomes:
            becomes = sentence("config.diff.other", value=becomes)
        yield Difference(key.name, was, becomes, key.brief)


def _others(tables: Any, path: tuple[str, ...], known: set[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Every value that is no key's own, with a name that does not move when a device is put before another."""
    if isinstance(tables, Mapping):
        for key, value in tables.items():
            yield from _others(value, (*path, str(key)), known)
    elif isinstance(tables, list | tuple):
        for index, value in enumerate(tables):
            name = value.get("name") if isinstance(value, Mapping) else None
            yield from _others(value, (*path, name if isinstance(name, str) else str(index + 1)), known)
    elif path not in known:
        yield ".".join(path), _masked(tables)


def _masked(value: object) -> str:
    """A password may stand in an address of any option."""
    if not isinstance(value, str):
        return written(value)
    return shown(masked(value) if "://" in value else value)
