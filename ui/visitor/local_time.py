"""The time of day as the top line shows it."""

from __future__ import annotations

from datetime import datetime


def time_text(local: datetime) -> str:
    """9:20, 17:59: the one clock style of the screens, as on the code card and beside a value."""
    return f"{local.hour}:{local.minute:02}"
