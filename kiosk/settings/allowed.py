"""What may be written for a key, in words, from its type and its bounds."""

from __future__ import annotations

from typing import Any, get_args

import msgspec


def allowed(hint: Any) -> str:
    """Such as `20 到 60 的数`, `"左侧" 或 "右侧"`, `最多 24 个字`."""
    info = msgspec.inspect.type_info(hint)
    extra = (info.extra or {}) if isinstance(info, msgspec.inspect.Metadata) else {}
    while isinstance(info, msgspec.inspect.Metadata):
        info = info.type
    return str(extra["allowed"]) if "allowed" in extra else _of_type(info)


def description(hint: Any) -> str:
    """The sentence of a key."""
    return next((str(meta.description) for meta in get_args(hint)[1:] if isinstance(meta, msgspec.Meta)), "")


def _of_type(info: Any) -> str:
    match info:
        case msgspec.inspect.BoolType():
            return "true 或 false"
        case msgspec.inspect.LiteralType():
            return " 或 ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in info.values)
        case msgspec.inspect.IntType():
            return f"{_range(info)}整数"
        case msgspec.inspect.FloatType():
            return f"{_range(info)}数"
        case msgspec.inspect.StrType():
            return _length(info)
    return "一节" if isinstance(info, msgspec.inspect.StructType | msgspec.inspect.DictType) else "一个数组"


def _range(info: msgspec.inspect.IntType | msgspec.inspect.FloatType) -> str:
    if info.ge is not None and info.le is not None:
        return f"{info.ge:g} 到 {info.le:g} 的"
    return ""


def _length(info: msgspec.inspect.StrType) -> str:
    least, most = info.min_length or 0, info.max_length
    if most is None:
        return "引号里的文字，不能空" if least else "引号里的文字"
    return f"引号里的文字，{f'{least} 到 ' if least else '最多 '}{most} 个字"
