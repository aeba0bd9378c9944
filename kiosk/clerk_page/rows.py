"""What a browser is told of the open calls: queue word, kind, age and who goes. Nothing else leaves the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypedDict

from devices.cards.text import clean_text
from kiosk.clerk_page.ports import Call

MOST_ROWS = 50
NOTE_CHARACTERS = 60


class Row(TypedDict):
    """One call as JSON.

    Attributes:
        word: 梧桐 7, or empty.
        age_s: Seconds since it was raised.
        taken: Whether nobody goes, whoever looks, or somebody else.
    """

    id: str
    kind: str
    word: str
    age_s: int
    taken: Literal["nobody", "me", "other"]


def rows(calls: Iterable[Call], now: datetime, login: str) -> list[Row]:
    """For one clerk, in the board's order; what is beyond MOST_ROWS waits until others are closed."""
    return [_row(call, now, login) for _, call in zip(range(MOST_ROWS), calls, strict=False)]


def _row(call: Call, now: datetime, login: str) -> Row:
    return {
        "id": call.id,
        "kind": call.kind,
        "word": clean_text(call.queue),
        "age_s": max(0, int((now - call.raised).total_seconds())),
        "taken": "nobody" if call.taken_by is None else "me" if call.taken_by == login else "other",
    }


def note_of(typed: str) -> str:
    """A note as it is kept: one line of printable text, cut where it is too long."""
    return clean_text(" ".join(typed.split()))[:NOTE_CHARACTERS].strip()
