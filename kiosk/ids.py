"""Ids of rows and of everything that becomes one."""

from __future__ import annotations

import uuid_utils


def new_id() -> str:
    """A fresh UUIDv7: 36 characters, sorted by time of making. Made once, and kept on every try to store it."""
    return str(uuid_utils.uuid7())
