"""The board of open calls, as every place that shows them sees it: the staff wing and the clerk's page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Call:
    """Something staff were called for and nobody has closed. Names nobody who waits.

    Attributes:
        id: Of the alert; the same words again in one visit are one call.
        kind: One of `kiosk.visits.visitor_words.ALERT_KINDS`, or "card"; its word is `alerts.kinds.KIND`.
        queue: What the visitor says at the window, such as 梧桐 7; empty for one who is not sent there.
        raised: When it was first raised, UTC.
        times: How often it was said.
        taken, taken_by: When and by whom it was taken; None while nobody goes.
    """

    id: str
    kind: str
    queue: str
    raised: datetime
    times: int = 1
    taken: datetime | None = None
    taken_by: str | None = None


class CallBoard(Protocol):
    """Open calls, and what staff do with them. Thread-safe; what writes waits for the commit."""

    def open_calls(self) -> tuple[Call, ...]:
        """The most urgent kind first, then who has waited longest."""

    def take(self, call_id: str, by: str) -> bool:
        """我去. False when somebody else has taken it already, or it is closed.

        Args:
            by: Who goes, as the audit trail names them: an account's login, or the clerk's name for the page.
        """

    def give_back(self, call_id: str, by: str) -> bool:
        """Whoever goes does not go after all. False when nobody had taken it."""

    def close(self, call_id: str, by: str, note: str = "") -> bool:
        """It is done. The note is kept sealed. False when it is closed already."""

    def shown(self, call_ids: Iterable[str]) -> None:
        """These calls stand on a screen before staff now: the visitor may be told that staff know."""

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Have `listener` called, on any thread, after every change; it must not block. Calling the answer ends it."""
