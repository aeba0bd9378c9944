"""Every key of the settings as something that can be looked up, typed and shown: made from the settings' own types."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, get_type_hints

import msgspec

from kiosk.configuring.masking import masked
from kiosk.sentences import Refusal, Text, catalogue, sentence
from kiosk.settings import Settings
from kiosk.settings.allowed import allowed, is_secret
from kiosk.settings.checking import suits, unsuited

_CLAUSE = re.compile("[；：。，（]")
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")


LONGEST = 400
"""Characters of a text that has no bound of its own: an address or a path."""
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Classes of signs nobody sees: line ends, control signs, marks of direction, halves of characters."""


class Kind(StrEnum):
    """By what it is written."""

    SWITCH = "switch"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Key:
    """One key.

    Attributes:
        path: Where it stands, such as ("health_code", "gateway", "url").
        meaning: Its sentence.
        allowed: What may be written, in words.
        default: Value where the file says nothing.
        choices: Of a choice, in the order of the settings.
        least, most: Bounds of a number; None where it has none.
        whole: Whether a number has no fraction.
        longest: Characters of a text at most; None where it has no bound.
        secret: It may hold a key or a password.
        hint: Its type with its bounds.
    """

    path: tuple[str, ...]
    kind: Kind
    meaning: Text
    allowed: str
    default: bool | int | float | str
    hint: Any
    choices: tuple[str | int, ...] = ()
    least: float | None = None
    most: float | None = None
    whole: bool = False
    longest: int | None = None
    secret: bool = False

    @property
    def name(self) -> str:
        """As it is written on a line: `health_code.gateway.url`."""
        return ".".join(self.path)

    @property
    def brief(self) -> str:
        """The beginning of its meaning, which a line of a list has room for."""
        return _CLAUSE.split(self.meaning, maxsplit=1)[0]

    @property
    def section(self) -> str:
        """The table it stands in; "" for a key above all tables."""
        return self.path[0] if len(self.path) > 1 else ""

    def value_in(self, tables: Mapping[str, Any]) -> Any:
        """What a file says, right or wrong; the default where it says nothing."""
        found: Any = tables
        for part in self.path:
            if not isinstance(found, Mapping) or part not in found:
                return self.default
            found = found[part]
        return found

    def read(self, typed: str) -> bool | int | float | str:
        """What somebody typed, as the value. Full-width digits count. Raises Refusal with what may be written."""
        value = self._read(typed)
        if value is None or not suits(self.hint, value):
            raise Refusal(sentence("config.refused.value", key=self.name, why=unsuited(self.hint, typed)))
        if isinstance(value, str):
            self._refuse_unreadable(value)
        return value

    def _refuse_unreadable(self, value: str) -> None:
        """A text is one line that shows everything it holds."""
        if len(value) > LONGEST:
            raise Refusal(sentence("config.refused.too-long", key=self.name, most=LONGEST))
        if any(unicodedata.category(sign) in UNSEEN for sign in value):
            raise Refusal(sentence("config.refused.unseen", key=self.name))

    def _read(self, typed: str) -> bool | int | float | str | None:
        plain = unicodedata.normalize("NFKC", typed).strip()
        match self.kind:
            case Kind.SWITCH:
                return {"true": True, "false": False}.get(plain.lower())
            case Kind.CHOICE:
                return next((choice for choice in self.choices if str(choice) == typed.strip()), None)
            case Kind.NUMBER:
                if self.whole:
                    return int(plain) if _WHOLE.fullmatch(plain) else None
                return float(plain) if _NUMBER.fullmatch(plain) else None
        return typed.strip()

    def shown(self, value: object) -> str:
        """A value as it stands in a file; of a secret no more than where it leads to."""
        if self.secret and isinstance(value, str):
            value = masked(value)
        return written(value)


def written(value: object) -> str:
    """A value as TOML writes it, for people."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    return f'"{value}"' if isinstance(value, str) else str(value)


@cache
def all_keys() -> tuple[Key, ...]:
    """Every key that has one value, in the order of the settings. Devices are a list and have none here."""
    return tuple(_keys(Settings, catalogue().topic("setting-meanings"), ()))


def sections() -> tuple[str, ...]:
    """Every table, in order; "" for what stands above all tables, last."""
    return tuple(sorted(dict.fromkeys(key.section for key in all_keys()), key=lambda name: not name))


def key_of(name: str) -> Key:
    """The key of a dotted name. Raises Refusal with the one that was probably meant."""
    names = {key.name: key for key in all_keys()}
    if name in names:
        return names[name]
    if name.split(".")[0] == "devices":
        raise Refusal(sentence("config.refused.devices"))
    close = difflib.get_close_matches(name, names, n=1)
    raise Refusal(
        sentence("config.refused.meant", key=_short(name), meant=close[0])
        if close
        else sentence("config.refused.unknown", key=_short(name))
    )


def _short(name: str) -> str:
    return "".join(c for c in name[:40] if c.isprintable())


def _keys(kind: type[msgspec.Struct], meanings: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[Key]:
    hints = get_type_hints(kind, include_extras=True)
    for field in msgspec.structs.fields(kind):
        hint, below = hints[field.name], (*path, field.name)
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            yield from _keys(hint, meanings[field.name], below)
        elif isinstance(meanings.get(field.name), Text):
            yield _key(below, hint, meanings[field.name], field.default)


def _key(path: tuple[str, ...], hint: Any, meaning: Text, default: Any) -> Key:
    info = msgspec.inspect.type_info(hint)
    while isinstance(info, msgspec.inspect.Metadata):
        info = info.type
    rest: dict[str, Any] = {}
    match info:
        case msgspec.inspect.BoolType():
            kind = Kind.SWITCH
        case msgspec.inspect.LiteralType():
            kind = Kind.CHOICE
            rest["choices"] = tuple(info.values)
        case msgspec.inspect.IntType() | msgspec.inspect.FloatType():
            kind = Kind.NUMBER
            rest |= {"least": info.ge, "most": info.le, "whole": isinstance(info, msgspec.inspect.IntType)}
        case msgspec.inspect.StrType():
            kind = Kind.TEXT
            rest["longest"] = info.max_length
        case _:
            raise TypeError(f"{'.'.join(path)} has a type that nothing can write")
    return Key(path, kind, meaning, allowed(hint), default, hint, secret=is_secret(hint), **rest)
