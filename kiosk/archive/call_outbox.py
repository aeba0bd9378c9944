"""Calls that are to leave the terminal and have not reached their far end: kept until they have, or are given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso


@dataclass(frozen=True, slots=True)
class CallToSend:
    """An alert that is open, was not taken, and has not left yet."""

    id: str
    kind: str
    queue: str
    raised: datetime


class CallOutbox:
    """The outbox rows of one topic, each beside its alert. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def unsent(self, topic: str) -> list[CallToSend]:
        """Oldest first; what somebody has taken or closed meanwhile need not leave any more."""
        with self._core.readers.db() as db:
            rows = list(db.query(_UNSENT, [topic]))
        return [
            CallToSend(str(row["id"]), str(row["kind"]), row["queue"] or "", datetime.fromisoformat(row["at_utc"]))
            for row in rows
        ]

    def settle(self, topic: str, alert_id: str, *, sent: bool) -> None:
        """It has reached its far end, or is not tried any more. Returns at once."""

        def work(db: Database) -> None:
            act = self._core.act(db, "terminal")
            found = db.execute(
                "UPDATE outbox SET sent_utc = ? WHERE topic = ? AND row_id = ? AND sent_utc IS NULL",
                [iso(act.now.utc), topic, alert_id],
            )
            if found.rowcount:
                act.note("call.sent" if sent else "call.given-up", alert_id, topic=topic)

        self._core.writer.keep(work, lambda _: None)


_UNSENT = """
SELECT a.id, a.kind, a.queue, a.at_utc FROM outbox o JOIN alerts a ON a.id = o.row_id
WHERE o.topic = ? AND o.sent_utc IS NULL AND a.acknowledged_utc IS NULL AND a.taken_utc IS NULL ORDER BY o.seq"""
