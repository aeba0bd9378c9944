"""What may be written for a key, in words, from its type and its bounds."""

from __future__ import annotations

from typing import Any, get_args

import msgspec

from kiosk.sentences import sentence, table


def allowed(hint: Any) -> str:
    """Such as `20 到 60 的数`, `"左侧" 或 "右侧"`, `最多 24 个字`."""
    info = msgspec.inspect.type_info(hint)
    extra = (info.extra or {}) if isinstance(info, msgspec.inspect.Metadata) else {}
    while isinstance(info, msgspec.inspect.Metadata):
        info = info.type
    return table("settings.allowed")[extra["allowed"]] if "allowed" in extra else _of_type(info)


def is_secret(hint: Any) -> bool:
    """Whether a value of this type may hold a key or a password, and is shown to nobody whole."""
    return any(isinstance(meta, msgspec.Meta) and bool((meta.extra or {}).get("secret")) for meta in get_args(hint)[1:])


def description(hint: Any) -> str:
    """The sentence of an option of a device."""
    return next((str(meta.description) for meta in get_args(hint)[1:] if isinstance(meta, msgspec.Meta)), "")


def _of_type(info: Any) -> str:
    match info:
        case msgspec.inspect.BoolType():
            return sentence("settings.type.bool")
        case msgspec.inspect.LiteralType():
            return sentence("settings.type.or").join(
                f'"{value}"' if isinstance(value, str) else str(value) for value in info.values
            )
        case msgspec.inspect.IntType():
            return sentence("settings.type.int", range=_range(info))
        case msgspec.inspect.FloatType():
            return sentence("settings.type.float", range=_range(info))
        case msgspec.inspect.StrType():
            return _length(info)
    return (
        sentence("settings.shown.table")
        if isinstance(info, msgspec.inspect.StructType | msgspec.inspect.DictType)
        else sentence("settings.shown.array")
    )


def _range(info: msgspec.inspect.IntType | msgspec.inspect.FloatType) -> str:
    if info.ge is not None and info.le is not None:
        return sentence("settings.type.range", least=info.ge, most=info.le)
    return ""


def _length(info: msgspec.inspect.StrType) -> str:
    least, most = info.min_length or 0, info.max_length
    if most is None:
        return sentence("settings.type.text-not-empty") if least else sentence("settings.type.text")
    if least:
        return sentence("settings.type.text-of", least=least, most=most)
    return sentence("settings.type.text-up-to", most=most)
