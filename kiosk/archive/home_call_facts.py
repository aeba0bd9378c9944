"""What the rules of home calls may know: days on which people came, values day by day, follow-ups that are overdue.

Only of those on the whitelist who are neither suspended nor revoked; days of coming only of those whose consent to home
calls is in force, values and follow-ups only of those whose consent to health records is. How somebody was identified
is not read, nor anything of a face.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from kiosk.archive.follow_up_rows import from_row
from kiosk.archive.footfall import SLACK
from kiosk.archive.home_calls import rests
from kiosk.archive.look_back import LookBack
from kiosk.archive.own_history import looked_back
from kiosk.calibration.channels import recorded
from kiosk.measurements.follow_up import FollowUp
from kiosk.measurements.sitting import MEAN
from kiosk.measurements.trend import DAYS
from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso
from kiosk.whitelist.consent import ConsentKind
from kiosk.whitelist.pauses import Days, parsed

COMING_DAYS = 120
"""So far back it is read who came: a regular of four weeks, who stopped three months ago at most."""

Point = tuple[date, float]
"""What stands for one day: its newest valid value, in the metric's unit."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read: nothing is that no rule asks for.

    Attributes:
        metrics: Whose values.
        rest_days: So long a note without a day lets its rules rest.
    """

    coming: bool
    metrics: tuple[str, ...]
    follow_ups: bool
    rest_days: int = 30


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """See the module. Days are those of the hall.

    Attributes:
        came: Of each person who agreed to home calls, the oldest first; nobody who did not come.
        agreed: Everybody who agreed to that, whether they came or not.
        since: Of those, the day they were put on the list; of days before nothing is held against them.
        pauses: Of those who had any, when they were paused; such days are not held against them either.
        open_days: On which anybody at all came, known here or not; the oldest first.
        values: By person and metric, the oldest first; of those who agreed to health records.
        follow_ups: Open ones whose day is over, and every word with the doctor; of the same people.
        rests: By person and rule, until when it rests.
    """

    today: date
    came: Mapping[str, Sequence[date]] = field(default_factory=dict)
    agreed: frozenset[str] = frozenset()
    since: Mapping[str, date] = field(default_factory=dict)
    pauses: Mapping[str, Sequence[Days]] = field(default_factory=dict)
    open_days: Sequence[date] = ()
    values: Mapping[tuple[str, str], Sequence[Point]] = field(default_factory=dict)
    follow_ups: Sequence[FollowUp] = ()
    rests: Mapping[tuple[str, str], date] = field(default_factory=dict)


class HomeCallFacts:
    """Reads them. Thread-safe; some tenths of a second for a hall of 6,700 people."""

    def __init__(self, core: Core, zone: tzinfo) -> None:
        self._core, self._zone = core, zone

    def read(self, wanted: Wanted, resident_id: str | None = None) -> Facts:
        """The facts of everybody, or of one person only (the days on which the hall was open are all read)."""
        today = self._core.clock.now().utc.astimezone(self._zone).date()
        days = _Days(self._zone)
        with self._core.readers.db() as db:
            lines = {row[0]: row for row in db.execute(_ON_LIST) if resident_id in (None, row[0])}
            visitors = _agreed(db, ConsentKind.HOME_CALLS, today, lines) if wanted.coming else set()
            came, open_days = _came(db, visitors, today, days) if wanted.coming else ({}, [])
            agreed: set[str] = set()
            if wanted.metrics or wanted.follow_ups:
                agreed = _agreed(db, ConsentKind.HEALTH, today, lines)
            values = _values(db, wanted.metrics, agreed, today, days, resident_id) if wanted.metrics else {}
            overdue = _overdue(db, agreed, today, self._zone) if wanted.follow_ups else ()
            resting = rests(db, wanted.rest_days, self._zone)
        return Facts(
            today=today,
            came=came,
            agreed=frozenset(visitors),
            since={who: days.of(lines[who][1]) for who in visitors},
            pauses={who: parsed(lines[who][2]) for who in visitors if lines[who][2]},
            open_days=open_days,
            values=values,
            follow_ups=overdue,
            rests=resting,
        )


class _Days:
    """The hall's day of a stored moment; moments of the same ten minutes are looked up once."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone, self._known = zone, dict[str, date]()

    def of(self, at_utc: str) -> date:
        key = at_utc[:15]
        day = self._known.get(key)
        if day is None:
            day = self._known[key] = datetime.fromisoformat(at_utc).astimezone(self.zone).date()
        return day

    def begin(self, day: date) -> datetime:
        """When a day of the hall begins, UTC."""
        return datetime.combine(day, datetime.min.time(), self.zone).astimezone(UTC)


def _agreed(db: Database, kind: ConsentKind, today: date, lines: Container[str]) -> set[str]:
    """Those of the list whose newest word on a consent is a yes that holds."""
    return {row[0] for row in db.execute(_AGREED, {"kind": kind.value, "today": today.isoformat()}) if row[0] in lines}


def _came(db: Database, visitors: set[str], today: date, days: _Days) -> tuple[dict[str, list[date]], list[date]]:
    begin = days.begin(today - timedelta(days=COMING_DAYS))
    since, oldest = iso(begin), iso(begin - SLACK)
    found: defaultdict[str, set[date]] = defaultdict(set)
    open_days: set[date] = set()
    for who, at in db.execute("SELECT resident_id, at_utc FROM visits ORDER BY seq DESC"):
        if at < oldest:
            break
        if at < since:
            continue
        day = days.of(at)
        open_days.add(day)
        if who in visitors:
            found[who].add(day)
    return {who: sorted(its) for who, its in found.items()}, sorted(open_days)


def _values(
    db: Database, metrics: tuple[str, ...], agreed: set[str], today: date, days: _Days, resident_id: str | None
) -> dict[tuple[str, str], list[Point]]:
    """As `trend.day_values` has them: of several values of a day the newest counts, and the mean of a sitting more than
    its parts. What a device said while it was wrong is left out.
    """
    since = iso(days.begin(today - timedelta(days=DAYS)))
    wrong = tuple(looked_back(db))
    newest: dict[tuple[str, str], dict[date, tuple[tuple[str, bool], float]]] = defaultdict(dict)
    for who, metric, at, value, device, is_mean in _rows(db, metrics, since, resident_id):
        if who not in agreed or (wrong and _is_wrong(metric, device, datetime.fromisoformat(at), wrong)):
            continue
        day, rank = days.of(at), (at, bool(is_mean))
        its = newest[who, metric]
        if day not in its or its[day][0] <= rank:
            its[day] = rank, value
    return {key: [(day, value) for day, (_, value) in sorted(its.items())] for key, its in newest.items()}


def _rows(db: Database, metrics: tuple[str, ...], since: str, resident_id: str | None) -> Iterator[tuple[Any, ...]]:
    marks = ", ".join("?" * len(metrics))
    if resident_id is not None:
        yield from db.execute(_VALUES_OF.format(marks=marks), [resident_id, *metrics, since])
        return
    first = db.execute(_FIRST, [since]).fetchone()
    if first is not None:
        yield from db.execute(_VALUES.format(marks=marks), [first[0], since, *metrics])


def _is_wrong(metric: str, device: str | None, at: datetime, wrong: Sequence[LookBack]) -> bool:
    return any(
        each.device == device
        and metric in recorded(each.metric)
        and (each.since is None or at >= each.since)
        and at < each.before
        for each in wrong
    )


def _overdue(db: Database, agreed: set[str], today: date, zone: tzinfo) -> tuple[FollowUp, ...]:
    rows = db.query(_OVERDUE, [today.isoformat()])
    return tuple(from_row(row, zone) for row in rows if row["resident_id"] in agreed)


_ON_LIST = """SELECT resident_id, at_utc, pauses FROM whitelist_entries
  WHERE status = 'active' AND suspended_utc IS NULL"""
_AGREED = """SELECT c.resident_id FROM consents c WHERE c.kind = :kind AND c.withdrawn_utc IS NULL
  AND (c.until IS NULL OR c.until >= :today)
  AND NOT EXISTS (SELECT 1 FROM consents n
    WHERE n.resident_id = c.resident_id AND n.kind = :kind AND n.seq > c.seq)"""
_COLUMNS = f"resident_id, metric, at_utc, value, device, instr(flags, '\"{MEAN}') > 0"
_VALID = "validity = 'valid' AND value IS NOT NULL"
_FIRST = "SELECT seq FROM measurements WHERE at_utc >= ? ORDER BY at_utc LIMIT 1"
_VALUES = f"""SELECT {_COLUMNS} FROM measurements
  WHERE seq >= ? AND +at_utc >= ? AND metric IN ({{marks}}) AND {_VALID} ORDER BY seq"""
_VALUES_OF = f"""SELECT {_COLUMNS} FROM measurements
  WHERE resident_id = ? AND metric IN ({{marks}}) AND +at_utc >= ? AND {_VALID} ORDER BY seq"""
_OVERDUE = """SELECT * FROM follow_ups WHERE closed_utc IS NULL AND (due < ? OR kind = 'refer') ORDER BY due, seq"""
