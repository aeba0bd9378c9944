"""Codes on a card → Chinese names, read from `resources/codes`; each table names its source."""

from __future__ import annotations

import tomllib
from functools import cache

import resources


@cache
def _table(name: str) -> dict[str, str]:
    content = tomllib.loads(resources.path("codes", f"{name}.toml").read_text(encoding="utf-8"))
    return {str(code): str(word) for code, word in content["codes"].items()}


def nation_name(code: str | None) -> str | None:
    """Name of a GB/T 3304 nationality, such as "维吾尔" for "05"; None for a code the table does not have."""
    return None if code is None else _table("gbt3304").get(code)


def sex_name(code: str) -> str | None:
    """Name of a GB/T 2261.1 sex, such as "女" for "2"; None for a code the table does not have."""
    return _table("gbt2261_1").get(code)


def known_sex(code: str) -> str:
    """The code itself where GB/T 2261.1 has it, else "0", unknown."""
    return code if code in _table("gbt2261_1") else "0"
