"""What a device that was found wrong may have said wrongly: readings since it was last found right whose verdict or
band would have been another under the error that was found. Counted when the calibration is signed, followed up by
staff.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from statistics import fmean
from typing import Literal

from kiosk.archive.calibration_rows import known_of, of_content, readable
from kiosk.archive.calibration_standing import is_within
from kiosk.calibration.channels import recorded
from kiosk.calibration.fit import fit_line
from kiosk.calibration.records import CalibrationRecord
from kiosk.ids import new_id
from kiosk.measurements.again import Line, as_it_was, changed, usual_table, value_under
from kiosk.measurements.bands import Table, tables_of
from kiosk.measurements.catalogue import metrics
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.store.core import Core
from kiosk.store.rows import Row, insert, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso, moment
from resources.learnt import learn

Outcome = Literal["reached", "not-reached", "not-needed"]


@dataclass(frozen=True, slots=True)
class LookBack:
    """One look back. Nothing in it says whose readings they are.

    Attributes:
        id: UUIDv7, that of the calibration's record.
        metric: As it is calibrated.
        since: When the device was last found right, UTC; None where it never was.
        before: When it was found wrong, UTC.
        shown: The line under which values were shown; `found` the one they should have been shown under.
        looked_at: Valid readings in that time.
        readings: Those that would have been judged otherwise.
        days: How many of those on each day of the hall's calendar, the oldest first.
    """

    id: str
    device: str
    metric: str
    since: datetime | None
    before: datetime
    shown: Line
    found: Line
    looked_at: int
    readings: int
    days: tuple[tuple[date, int], ...]


learn(LookBack)


@dataclass(frozen=True, slots=True)
class OpenLookBack:
    """A look back, and for how many of its readings nobody has to be called any more."""

    look_back: LookBack
    done: int


@dataclass(frozen=True, slots=True, repr=False)
class Affected:
    """One reading that would have been judged otherwise. For staff; its repr says nothing.

    Attributes:
        group_id: Of the reading; a note is about all its values.
        shown, would_be: In the metric's unit; `would_be` is None where no number would have been shown.
        outcome: What was noted last; None while nobody did anything.
    """

    group_id: str
    resident_id: str
    metric: str
    at: datetime
    shown: float
    would_be: float | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of a look back is to be followed up, of readings that are still kept.

    Attributes:
        readings: All that would have been judged otherwise.
        todo: Those whose person nobody has reached yet; `people` is how many people that is.
    """

    readings: int = 0
    todo: int = 0
    people: int = 0


class LookBacks:
    """Reads and follows up what was kept. Thread-safe.

    Args:
        settings: How temperatures are judged now; emissivity and room are those of each reading where they were kept.
    """

    def __init__(self, core: Core, settings: TemperatureSettings) -> None:
        self._core, self._settings = core, settings

    def of(self, calibration_id: str) -> LookBack | None:
        """The one of a calibration; None where the device was found right."""
        with self._core.readers.db() as db:
            row = one(db, "SELECT content FROM look_backs WHERE calibration_id = ?", calibration_id)
        return None if row is None else of_content(LookBack, row)

    def all(self) -> tuple[OpenLookBack, ...]:
        """Those with readings that would have been judged otherwise, the newest first."""
        with self._core.readers.db() as db:
            rows = list(db.query(_ALL))
        return tuple(OpenLookBack(found, row["done"]) for row, found in readable(LookBack, rows))

    def affected(self, found: LookBack, *, most: int, skip: int = 0) -> tuple[Affected, ...]:
        """Some of the readings that are still kept: those nobody has followed up first, of them the newest first."""
        with self._core.readers.db() as db:
            query = _kept(db, found, self._settings)
            if query is None:
                return ()
            kept, values = query
            rows = list(
                db.query(
                    f"SELECT * FROM ({kept}) ORDER BY NOT {_TODO}, at_utc DESC LIMIT ? OFFSET ?",
                    [*values, most, skip],
                )
            )
        return tuple(_affected(row, found, self._settings) for row in rows)

    def waiting(self, found: LookBack) -> Waiting:
        """How many readings, and of how many people, are to be followed up."""
        with self._core.readers.db() as db:
            query = _kept(db, found, self._settings)
            if query is None:
                return Waiting()
            kept, values = query
            counts = f"""SELECT count(*) AS readings, count(*) FILTER (WHERE {_TODO}) AS todo,
                count(DISTINCT resident_id) FILTER (WHERE {_TODO}) AS people FROM ({kept})"""
            row = one(db, counts, *values)
        return Waiting(row["readings"], row["todo"], row["people"]) if row else Waiting()

    def note(self, found: LookBack, group_id: str, outcome: Outcome, by: str) -> None:
        """What came of following up one reading. A later note stands in front of an earlier one."""
        note_id = new_id()

        def work(db: Database) -> None:
            act = self._core.act(db, by)
            row = one(db, "SELECT count(*) AS notes FROM look_back_notes WHERE look_back_id = ?", found.id)
            insert(db, "look_back_notes", {
                "id": note_id, **act.when(), "look_back_id": found.id, "group_id": group_id,
                "number": (row["notes"] if row else 0) + 1, "outcome": outcome, "by": by,
            })  # fmt: skip
            act.note("look-back.followed", note_id, look_back=found.id, outcome=outcome)

        self._core.writer.call(work)


def look_back(db: Database, record: CalibrationRecord, settings: TemperatureSettings, zone: tzinfo) -> LookBack | None:
    """What a device that was found wrong may have said wrongly; None where it was found right.

    Over a million readings it reads an index, once a range of raw values.
    """
    if record.as_found_verdict.passed:
        return None
    since, before = _last_good(db, record), record.as_found.begun
    found = _line_found(record)
    where, values = _period(record.device, since, before)
    names = recorded(record.metric)
    under = _taken(db, where, values, record.metric)
    ranges = _ranges(under, (record.before, found), settings)
    part = f"SELECT group_id, substr(at_utc, 1, 16) AS minute FROM measurements WHERE {where}"
    union = " UNION ALL " if len(names) == 1 else " UNION "  # both values of a reading are one reading
    days: Counter[date] = Counter()
    if ranges:
        rows = db.query(
            f"""SELECT minute, count(*) AS readings
                FROM ({union.join(f"{part} AND {each.sql}" for each in ranges)}) GROUP BY minute""",
            [value for each in ranges for value in (*values, *each.values)],
        )
        for row in rows:
            taken = datetime.fromisoformat(row["minute"]).replace(tzinfo=UTC)
            days[taken.astimezone(zone).date()] += row["readings"]
    return LookBack(
        id=record.id,
        device=record.device,
        metric=record.metric,
        since=since,
        before=before,
        shown=record.before,
        found=found,
        looked_at=sum(each.readings for each in under if each.metric == names[0]),
        readings=days.total(),
        days=tuple(sorted(days.items())),
    )


def _last_good(db: Database, record: CalibrationRecord) -> datetime | None:
    """When the device was last found right before this calibration: signed so, or checked so since."""
    known = known_of(db, record.device, record.metric)
    earlier = next((each for each in known.records if each.signed < record.as_found.begun), None)
    if earlier is None or not earlier.verdict.passed:
        return None if earlier is None else _good_before(earlier, known.records)
    checked = [kept for kept, run in known.checks
               if earlier.signed <= kept < record.as_found.begun and is_within(run, earlier)]  # fmt: skip
    return max(checked, default=earlier.signed)


def _good_before(bad: CalibrationRecord, records: tuple[CalibrationRecord, ...]) -> datetime | None:
    """A device that was signed as out of its limit was right before that, if ever."""
    return next((each.signed for each in records if each.signed < bad.signed and each.verdict.passed), None)


def _line_found(record: CalibrationRecord) -> Line:
    """The line that takes raw values to what the reference says: the new one, or where nothing was adjusted the fit."""
    if record.after != record.before:
        return record.after
    points = [(fmean(point.used), point.reference) for point in record.as_found.points if point.used]
    a, b = record.before
    if len({raw for raw, _ in points}) >= 2:
        line = fit_line(points)
        return line.a, line.b
    return a, b + fmean(reference - (a * raw + b) for raw, reference in points)


@dataclass(frozen=True, slots=True)
class _Taken:
    """Readings of a recorded metric that were taken under the same emissivity and room, None where none was kept."""

    metric: str
    emissivity: float | None
    ambient_c: float | None
    readings: int


def _taken(db: Database, where: str, values: list[object], metric: str) -> tuple[_Taken, ...]:
    """How many readings there are under which conditions, in one pass of the index.

    Args:
        where, values: Which readings, see `_period`.
    """
    grouped = f"""SELECT metric, emissivity, ambient_c, count(*) AS readings FROM measurements
        WHERE {where} AND metric = ? GROUP BY emissivity, ambient_c"""
    return tuple(
        _Taken(row["metric"], row["emissivity"], row["ambient_c"], row["readings"])
        for each in recorded(metric)
        for row in db.query(grouped, [*values, each])
    )


@dataclass(frozen=True, slots=True)
class _Range:
    """Raw values of a recorded metric, taken under the same conditions, that would be judged otherwise."""

    values: tuple[object, ...]
    sql: str


def _ranges(taken: tuple[_Taken, ...], lines: tuple[Line, Line], settings: TemperatureSettings) -> list[_Range]:
    """Where values would be judged otherwise.

    Args:
        taken: Each is judged by the emissivity and room it was taken under, and by the table of bands of then.
        lines: Under which they were shown, and should have been.
    """
    found: list[_Range] = []
    for each in taken:
        if each.metric not in metrics():  # figures of a camera are nobody's values
            continue
        under = each.emissivity, each.ambient_c
        site = as_it_was(settings, *under)
        for table, judged in _judged_by(each.metric):
            parts = changed(each.metric, *lines, site, table)
            found += [_Range((each.metric, *under, *part), f"({_INSIDE}{judged})") for part in parts]
    return found


def _judged_by(metric: str) -> tuple[tuple[Table | None, str], ...]:
    """The tables a value of a metric may have been judged by, each with the SQL that finds its records.

    A record without a band, which older ones may be, counts to the usual table. With one table alone nothing is asked:
    the index of readings does not hold the band.
    """
    tables = tables_of(metric)
    if len(tables) < 2:
        return ((next(iter(tables), None), ""),)
    usual = usual_table(metric)
    return tuple((table, f" AND ({_rows_of(table)}{_OR_NONE if table == usual else ''})") for table in tables)


def _rows_of(table: Table) -> str:
    return f"assessment IN ({', '.join(repr(row.id) for row in table.row)})"


def _period(device: str, since: datetime | None, before: datetime) -> tuple[str, list[object]]:
    where = "device = ? AND validity = 'valid' AND raw_value IS NOT NULL AND at_utc < ?"
    values: list[object] = [device, iso(before)]
    return (where, values) if since is None else (f"{where} AND at_utc >= ?", [*values, iso(since)])


def _kept(db: Database, found: LookBack, settings: TemperatureSettings) -> tuple[str, list[object]] | None:
    """The query of the readings that are kept, each with what was noted last; None where no value can be misjudged."""
    where, values = _period(found.device, found.since, found.before)
    ranges = _ranges(_taken(db, where, values, found.metric), (found.shown, found.found), settings)
    if not ranges:
        return None
    inside = " OR ".join(each.sql for each in ranges)
    kept = f"""SELECT group_id, resident_id, max(metric) AS metric, at_utc, raw_value, value,
        emissivity, ambient_c,
        (SELECT outcome FROM look_back_notes n WHERE n.look_back_id = ? AND n.group_id = m.group_id
         ORDER BY n.seq DESC LIMIT 1) AS outcome
        FROM measurements m WHERE {where} AND ({inside}) GROUP BY group_id"""
    return kept, [found.id, *values, *(value for each in ranges for value in each.values)]


def _affected(row: Row, found: LookBack, settings: TemperatureSettings) -> Affected:
    under = as_it_was(settings, row["emissivity"], row["ambient_c"])
    would_be = value_under(row["metric"], row["raw_value"], found.found, under)
    return Affected(
        group_id=row["group_id"],
        resident_id=row["resident_id"],
        metric=row["metric"],
        at=moment(row["at_utc"]),
        shown=row["value"],
        would_be=would_be,
        outcome=row["outcome"],
    )


_TODO = "coalesce(outcome, 'not-reached') = 'not-reached'"
_OR_NONE = " OR assessment IS NULL"
_INSIDE = "metric = ? AND emissivity IS ? AND ambient_c IS ? AND raw_value >= ? AND raw_value < ?"
_ALL = """SELECT l.id, l.content, (SELECT count(DISTINCT group_id) FROM look_back_notes n
  WHERE n.look_back_id = l.id AND n.outcome != 'not-reached') AS done
FROM look_backs l WHERE l.readings > 0 ORDER BY l.seq DESC"""
