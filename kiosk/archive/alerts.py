"""What staff were called for and have not done yet: the alerts and, among them, the queue at the window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.store.core import Core
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso

SHORTEST_END = 4
"""Characters by which an alert may be named at least."""


class NoSuchAlert(ValueError):
    """No alert has this id, or ends so.

    Attributes:
        matches: How many do; more than one when the end of the id is not enough.
    """

    def __init__(self, matches: int) -> None:
        super().__init__(f"{matches} alerts fit")
        self.matches = matches


@dataclass(frozen=True, slots=True, repr=False)
class LoggedAlert:
    """One alert. The same words said again in the same visit count as one.

    Attributes:
        ids: Of the alerts that count as this one, oldest first; `id` is the first.
        text: The sentence for staff, or the code of a fault of the store.
        queue: What the visitor says at the window, such as 梧桐 3.
        raised: When it was first raised, UTC.
        clock_suspect: The clock could not be trusted then.
        resident_id: Whom it is about; None for somebody nobody knows, or for the terminal itself.
        taken, taken_by: When and by whom it was taken; None while nobody goes.
        done, done_by, note: When and by whom it was acknowledged, and what was noted; None while it is open.
    """

    ids: tuple[str, ...]
    visit_id: str | None
    kind: str
    text: str
    queue: str | None
    raised: datetime
    clock_suspect: bool
    resident_id: str | None = None
    taken: datetime | None = None
    taken_by: str | None = None
    done: datetime | None = None
    done_by: str | None = None
    note: str | None = None

    @property
    def id(self) -> str:
        """The alert's name."""
        return self.ids[0]


class Alerts:
    """Reads, takes and acknowledges alerts. Thread-safe; what writes waits for the commit."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def open(self) -> list[LoggedAlert]:
        """Alerts nobody has acknowledged, in the order in which they were first raised."""
        return self._read("acknowledged_utc IS NULL")

    def newest(self, most: int) -> list[LoggedAlert]:
        """The newest rows, done or not, in the order in which they were raised."""
        return self._read("seq > (SELECT coalesce(max(seq), 0) FROM alerts) - ?", most)

    def take(self, alert_id: str, actor: str) -> LoggedAlert:
        """Somebody goes; what counts as the same alert is taken with it.

        Returns:
            The alert as it is now: one that was taken or done already keeps who did.

        Raises:
            NoSuchAlert: none fits, or several.
        """
        return self._core.writer.call(lambda db: self._take(db, alert_id, actor))

    def give_back(self, alert_id: str, actor: str) -> LoggedAlert:
        """Whoever took it does not go after all; as it was. Raises NoSuchAlert: none fits, or several."""
        return self._core.writer.call(lambda db: self._give_back(db, alert_id, actor))

    def acknowledge(self, alert_id: str, actor: str, note: str | None = None) -> LoggedAlert:
        """Somebody has seen to it; what counts as the same alert is acknowledged with it. Waits for the commit.

        Args:
            alert_id: Its id, or the end of it.

        Returns:
            The alert as it was: one that was done already keeps who did it.

        Raises:
            NoSuchAlert: none fits, or several.
        """
        return self._core.writer.call(lambda db: self._acknowledge(db, alert_id, actor, note))

    def last_queue_number(self, since: datetime) -> int | None:
        """The number given out last since a moment; None when there was none."""
        with self._core.readers.db() as db:
            row = db.execute(
                """SELECT queue_number FROM alerts WHERE queue_number IS NOT NULL AND at_utc >= ?
                   ORDER BY seq DESC LIMIT 1""",
                [iso(since)],
            ).fetchone()
        return None if row is None else int(row[0])

    def _read(self, where: str, *values: object) -> list[LoggedAlert]:
        with self._core.readers.db() as db:
            return _together(self._logged(row) for row in _rows(db, where, *values))

    def _take(self, db: Database, alert_id: str, actor: str) -> LoggedAlert:
        alert = self._named(db, alert_id.strip().lower())
        if alert.done is not None or alert.taken is not None:
            return alert
        act = self._core.act(db, actor)
        when = act.when()["at_utc"]
        for one in alert.ids:
            db.execute("UPDATE alerts SET taken_utc = ?, taken_by = ? WHERE id = ?", [when, actor, one])
        act.note("alert.taken", alert.id, kind=alert.kind)
        return replace(alert, taken=datetime.fromisoformat(when), taken_by=actor)

    def _give_back(self, db: Database, alert_id: str, actor: str) -> LoggedAlert:
        alert = self._named(db, alert_id.strip().lower())
        if alert.done is None and alert.taken is not None:
            for one in alert.ids:
                db.execute("UPDATE alerts SET taken_utc = NULL, taken_by = NULL WHERE id = ?", [one])
            self._core.act(db, actor).note("alert.given-back", alert.id, kind=alert.kind, taken_by=alert.taken_by)
        return alert

    def _acknowledge(self, db: Database, alert_id: str, actor: str, note: str | None) -> LoggedAlert:
        alert = self._named(db, alert_id.strip().lower())
        if alert.done is not None:
            return alert
        act = self._core.act(db, actor)
        for one in alert.ids:
            sealed = None if not note else self._core.fields.seal(note, "alerts", "note", one)
            db.execute(
                "UPDATE alerts SET acknowledged_utc = ?, acknowledged_by = ?, note = ? WHERE id = ?",
                [act.when()["at_utc"], actor, sealed, one],
            )
            act.note("alert.acknowledged", one, kind=alert.kind)
        return alert

    def _named(self, db: Database, alert_id: str) -> LoggedAlert:
        """Open ones first: an end that fits one open alert means it, whatever is done already."""
        if len(alert_id) < SHORTEST_END:
            raise NoSuchAlert(0)
        for where in ("acknowledged_utc IS NULL", "acknowledged_utc IS NOT NULL"):
            alerts = _together(self._logged(row) for row in _rows(db, where))
            fitting = [alert for alert in alerts if any(one.endswith(alert_id) for one in alert.ids)]
            if len(fitting) > 1:
                raise NoSuchAlert(len(fitting))
            if fitting:
                return fitting[0]
        raise NoSuchAlert(0)

    def _logged(self, row: Row) -> LoggedAlert:
        opened = self._core.fields.open
        done, taken = row["acknowledged_utc"], row["taken_utc"]
        return LoggedAlert(
            ids=(str(row["id"]),),
            visit_id=row["visit_id"],
            kind=str(row["kind"]),
            text=opened(row["text"], "alerts", "text", row["id"]) or "",
            queue=row["queue"],
            raised=datetime.fromisoformat(row["at_utc"]),
            clock_suspect=bool(row["clock_suspect"]),
            resident_id=row["resident_id"],
            taken=datetime.fromisoformat(taken) if taken else None,
            taken_by=row["taken_by"],
            done=datetime.fromisoformat(done) if done else None,
            done_by=row["acknowledged_by"],
            note=opened(row["note"], "alerts", "note", row["id"]),
        )


def _rows(db: Database, where: str, *values: object) -> list[Row]:
    return list(db.query(f"SELECT * FROM alerts WHERE {where} ORDER BY seq", list(values)))


def _together(alerts: Iterable[LoggedAlert]) -> list[LoggedAlert]:
    """The same words of one visit as one alert, which is taken as soon as one of them is."""
    found: dict[tuple[object, ...], LoggedAlert] = {}
    for alert in alerts:
        key = (alert.visit_id or alert.id, alert.kind, alert.text, alert.done is None)
        before = found.get(key)
        found[key] = alert if before is None else _joined(before, alert)
    return list(found.values())


def _joined(before: LoggedAlert, again: LoggedAlert) -> LoggedAlert:
    taker = before if before.taken is not None else again
    return replace(before, ids=(*before.ids, *again.ids), taken=taker.taken, taken_by=taker.taken_by)
