"""Writes docs/settings.zh.md: every setting with default, bounds and sentence. With --check only compares."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from kiosk.sentences import catalogue
from kiosk.settings import DeviceEntry, Settings

PAGE = Path(__file__).resolve().parent.parent / "docs" / "settings.zh.md"
HEAD = """# 设置一览

由 `.ci/settings_page.py` 从程序生成。

配置文件是 TOML（UTF-8）；没有写的键取默认值。写错的键、类型、范围、型号和选项，和彼此矛盾的键，都会被拒绝：
一次列出全部错误，每条写明行号、键和可以写什么。
"""


def _bounds(info: Any) -> str:
    low, high = getattr(info, "ge", None), getattr(info, "le", None)
    if low is not None and high is not None:
        return f"{low:g} 到 {high:g}"
    if isinstance(info, msgspec.inspect.LiteralType):
        return "、".join(f"`{value}`" for value in info.values)
    most = getattr(info, "max_length", None)
    return f"最多 {most} 字" if most else ""


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def _rows(kind: type[msgspec.Struct], meanings: dict[str, Any], prefix: str) -> list[str]:
    hints = get_type_hints(kind, include_extras=True)
    rows: list[str] = []
    for field in msgspec.structs.fields(kind):
        hint = hints[field.name]
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            rows += _rows(hint, meanings[field.name], f"{prefix}{field.name}.")
            continue
        meaning = meanings.get(field.name)
        if not isinstance(meaning, str):
            continue
        info = msgspec.inspect.type_info(hint)
        inner = info.type if isinstance(info, msgspec.inspect.Metadata) else info
        default = "必填" if field.required else f"`{_shown(field.default)}`"
        rows.append(f"| `{prefix}{field.name}` | {meaning} | {default} | {_bounds(inner)} |")
    return rows


def page() -> str:
    """The whole page."""
    meanings = catalogue().topic("setting-meanings")
    lines = [HEAD, "| 键 | 含义 | 默认 | 范围 |", "|---|---|---|---|", *_rows(Settings, meanings, "")]
    lines += ["", "每台设备一个 `[[devices]]`：", "", "| 键 | 含义 | 默认 | 范围 |", "|---|---|---|---|"]
    lines += [
        *_rows(DeviceEntry, meanings["devices"], ""),
        "| `options` | 该型号的选项，见 `kiosk devices models` | `{}` |  |",
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or compare."""
    if "--check" in sys.argv:
        return 0 if PAGE.read_text() == page() else 1
    PAGE.write_text(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
