"""When the vision process is replaced although it works: native libraries leak, memory goes to pieces. Pure."""

from __future__ import annotations

LIVES_AT_LEAST_S = 600.0
"""A process over its memory sooner would be renewed for ever: the setting is too small, not the process sick."""


def renewal_due(age_s: float, resident_mb: float, *, renew_hours: float, memory_mb: float) -> str | None:
    """Why a process is due to be replaced, "age" or "memory"; None when it is not. To be asked when nobody is there."""
    if age_s >= renew_hours * 3600.0:
        return "age"
    if resident_mb > memory_mb and age_s >= LIVES_AT_LEAST_S:
        return "memory"
    return None
