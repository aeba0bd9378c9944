"""Reads visits as they were logged, for the demonstration's report, the bench and staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kiosk.people.names import mask_name
from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database

COUNTED = ("residents", "documents", "visits", "visit_steps", "codes", "measurements", "alerts", "quarantine", "audit",
           "outbox")  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class LoggedVisit:
    """One visit. Names are masked here: nobody who reads a log needs them whole.

    Attributes:
        number_index: Keyed index of the visitor's ID number, to compare with `VisitLog.index_of`.
        level, code_source: Of the last code shown; None when none was.
        values: The valid values that were saved, by metric.
        alerts: Kinds of the alerts raised in this visit.
    """

    id: str
    identified_by: str | None
    masked_name: str | None
    number_index: bytes | None
    outcome: str | None
    level: str | None
    code_source: str | None
    values: dict[str, float]
    alerts: tuple[str, ...]


class VisitLog:
    """Visits, newest last. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def counts(self) -> dict[str, int]:
        """Rows of every table that grows with visits."""
        with self._core.readers.db() as db:
            return {table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in COUNTED}

    def index_of(self, number: str) -> bytes:
        """What `LoggedVisit.number_index` is for a visitor with this ID number."""
        return self._core.fields.index("number", number)

    def newest(self) -> int:
        """Sequence number of the newest visit, 0 when there is none."""
        with self._core.readers.db() as db:
            return int(db.execute("SELECT coalesce(max(seq), 0) FROM visits").fetchone()[0])

    def since(self, seq: int) -> list[LoggedVisit]:
        """Visits logged after a sequence number."""
        with self._core.readers.db() as db:
            rows = db.query(
                """SELECT v.*, r.name AS owner_name, r.number_index AS owner_index
                   FROM visits v LEFT JOIN residents r ON r.id = v.resident_id WHERE v.seq > ? ORDER BY v.seq""",
                [seq],
            )
            return [self._visit(db, row) for row in list(rows)]

    def _visit(self, db: Database, row: dict[str, Any]) -> LoggedVisit:
        visit_id, owner = str(row["id"]), row["resident_id"]
        name = self._core.fields.open(row["owner_name"], "residents", "name", str(owner)) if owner else None
        codes = db.query("SELECT level, source FROM codes WHERE visit_id = ? ORDER BY seq DESC LIMIT 1", [visit_id])
        code: dict[str, Any] = next(iter(codes), {})
        values = db.query(
            "SELECT metric, value FROM measurements WHERE visit_id = ? AND validity = 'valid' ORDER BY seq", [visit_id]
        )
        alerts = db.query("SELECT kind FROM alerts WHERE visit_id = ? ORDER BY seq", [visit_id])
        return LoggedVisit(
            id=visit_id,
            identified_by=row["identified_by"],
            masked_name=mask_name(name) if name else None,
            number_index=row["owner_index"],
            outcome=row["outcome"],
            level=code.get("level"),
            code_source=code.get("source"),
            values={str(v["metric"]): float(v["value"]) for v in values},
            alerts=tuple(str(a["kind"]) for a in alerts),
        )
