"""Pauses of a member that are over: who was in hospital is not counted as missing on those days. Pure.

They are kept as text, first and last day of each with a slash between, the oldest first: 2026-10-01/2026-10-20.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day, both of them within."""

KEPT = timedelta(days=180)
"""A pause that ended longer ago is asked for by nobody: home calls look 120 days back."""
MOST = 20


def parsed(text: str | None) -> tuple[Days, ...]:
    """The pauses of a text."""
    return tuple(
        (date.fromisoformat(first), date.fromisoformat(last))
        for first, last in (pause.split("/") for pause in (text or "").split())
    )


def with_pause(text: str | None, first: date, last: date) -> str:
    """The text with one more that ended now, without those that are too old to matter. A clock that was put back makes
    no pause that ends before it began.
    """
    known = [pause for pause in parsed(text) if last - pause[1] <= KEPT]
    known.append((min(first, last), last))
    return " ".join(f"{begin.isoformat()}/{end.isoformat()}" for begin, end in known[-MOST:])


def is_within(day: date, pauses: Sequence[Days]) -> bool:
    """Whether a day lies in one of them."""
    return any(first <= day <= last for first, last in pauses)
