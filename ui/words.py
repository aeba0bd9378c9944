"""The tables of visitor.toml as plain maps for QML. The visit checks them; the screen shows them."""

from __future__ import annotations

import tomllib
from typing import Any

import resources


def visitor_tables() -> dict[str, Any]:
    """Every table of the visitor's sentence catalogue, by its name in the file."""
    with resources.path("sentences", "visitor.toml").open("rb") as file:
        return tomllib.load(file)
