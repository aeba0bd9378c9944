"""What family doctors want values to be, noted by staff. A goal is never changed: the next one supersedes it."""

from __future__ import annotations

from datetime import date, tzinfo

from kiosk.ids import new_id
from kiosk.measurements.follow_up import Goal
from kiosk.store.core import Act, Core
from kiosk.store.rows import Row, insert
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment


class Goals:
    """Reads and sets goals. Thread-safe."""

    def __init__(self, core: Core, zone: tzinfo) -> None:
        self._core, self._zone = core, zone

    def of(self, resident_id: str) -> tuple[Goal, ...]:
        """Those that hold today, by metric."""
        today = self._core.clock.now().utc.astimezone(self._zone).date()
        with self._core.readers.db() as db:
            rows = list(db.query(_IN_FORCE, [resident_id, today.isoformat()]))
        return tuple(_goal(row) for row in rows)

    def set(self, resident_id: str, metric: str, low: float | None, high: float | None, until: date, actor: str) -> str:
        """Note a goal in place of the one before; its id."""
        goal_id = new_id()

        def work(db: Database) -> None:
            act = self._core.act(db, actor)
            _supersede(act, resident_id, metric)
            insert(db, "goals", {
                "id": goal_id, **act.when(), "resident_id": resident_id, "metric": metric, "low": low, "high": high,
                "until": until.isoformat(), "by": actor,
            })  # fmt: skip
            act.note("goal.set", resident_id, metric=metric, until=until.isoformat())

        self._core.writer.call(work)
        return goal_id

    def drop(self, resident_id: str, metric: str, actor: str) -> bool:
        """No goal any more; whether there was one."""

        def work(db: Database) -> bool:
            act = self._core.act(db, actor)
            gone = _supersede(act, resident_id, metric)
            if gone is not None:
                act.note("goal.dropped", resident_id, metric=metric)
            return gone is not None

        return self._core.writer.call(work)


def _supersede(act: Act, resident_id: str, metric: str) -> str | None:
    row = act.db.execute(
        "SELECT id FROM goals WHERE resident_id = ? AND metric = ? AND superseded_utc IS NULL", [resident_id, metric]
    ).fetchone()
    if row is None:
        return None
    act.db.execute(
        "UPDATE goals SET superseded_utc = ?, superseded_by = ? WHERE id = ?", [act.when()["at_utc"], act.actor, row[0]]
    )
    return str(row[0])


def _goal(row: Row) -> Goal:
    return Goal(
        id=row["id"],
        metric=row["metric"],
        low=row["low"],
        high=row["high"],
        until=date.fromisoformat(row["until"]),
        by=row["by"],
        made=moment(row["at_utc"]),
    )


_IN_FORCE = """SELECT * FROM goals WHERE resident_id = ? AND superseded_utc IS NULL AND until >= ? ORDER BY metric"""
