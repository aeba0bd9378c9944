"""The page of the periods at its usual and at its hard variants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from kiosk.archive.expiry import PastPurge
from kiosk.retention import page
from kiosk.retention.view import PastRow, RetentionView
from kiosk.sentences import NO_WORDS, Text, sentence
from kiosk.settings import Retention

NIGHT = datetime(2026, 11, 27, 18, 40, tzinfo=UTC)
USUAL = {"measurements": 214, "visits": 61, "codes": 58, "outbox": 12}
ALL = {
    "measurements": 184_220, "outbox": 120_411, "visits": 61_204, "codes": 58_902, "audit": 41_330, "alerts": 2_204,
    "residents": 318, "follow_ups": 204, "goals": 17, "companions": 16, "templates": 9, "consents": 3,
}  # fmt: skip


def retention_views() -> Iterator[tuple[str, RetentionView]]:
    """Name and view of each picture."""
    nights = tuple(_night(day, {key: count + day for key, count in USUAL.items()}) for day in (28, 27, 26))
    usual = RetentionView(
        periods=page.periods_words(Retention()),
        at=sentence("retention.at", time="02:40"),
        tonight=sentence("retention.tonight", time="02:40", rows=page.rows_words(USUAL, page.MOST_TONIGHT)),
        past=(*nights, _night(25, {})),
    )
    yield "usual", usual
    yield "busy", RetentionView(periods=usual.periods, at=usual.at, busy=True)
    none = sentence("retention.tonight-nothing")
    yield "first-night", replace(usual, tonight=none, past=())
    much = sentence("retention.tonight", time="02:40", rows=page.rows_words(ALL, page.MOST_TONIGHT))
    yield "much", replace(usual, tonight=much, past=(_night(28, ALL), *nights))
    leapt = sentence("retention.leapt", days=412)
    why = page.why_words(PastPurge(NIGHT, "terminal", {}, None, "clock-leapt", 412))
    yield "leapt", replace(usual, leapt=leapt, past=(PastRow(_when(28), why, NO_WORDS, True), *nights))
    full = page.why_words(PastPurge(NIGHT, "terminal", {}, None, "store-full"))
    yield (
        "failed",
        replace(
            usual,
            failure=full,
            past=(PastRow(_when(28), sentence("retention.failed-then", code="store-full"), NO_WORDS, True), *nights),
        ),
    )


def _night(day: int, rows: dict[str, int]) -> PastRow:
    what = page.rows_words(rows, page.MOST_PAST) if rows else sentence("retention.nothing")
    return PastRow(_when(day), what, sentence("retention.took", seconds="1.4"))


def _when(day: int) -> Text:
    return sentence("retention.when", month=11, day=day, time="02:40")
