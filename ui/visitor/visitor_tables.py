"""The tables of visitor.toml as plain maps for QML. The visit checks them; the screen shows them."""

from __future__ import annotations

from typing import Any

from kiosk.sentences import catalogue


def visitor_tables() -> dict[str, Any]:
    """Every table of the visitor's sentence catalogue, by its name in the file."""
    return catalogue().topic("visitor")
