"""How many came, measured and called in a span of time: counted by the store, and of nobody anything.

No name, number, building or id leaves here. Each query reads the rows of its span by an index and no others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso, moment

WINDOW = "window"
"""Among the ways: a clerk saw to whom the terminal did not know."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a person: its kind, and how long until somebody went; None where nobody did.

    A clock that was set meanwhile may make it less than nothing.
    """

    kind: str
    taken_after_s: float | None


@dataclass(frozen=True, slots=True)
class Counts:
    """See the module.

    Attributes:
        came: Visits by the quarter of an hour in which they began, UTC.
        ways: By what made the person known, such as "id-card+face"; WINDOW: the terminal did not know them and somebody
            went to them; None: nobody knew them.
        committees: By the committee of the person; None: not known.
        births: By year of birth; None: not known.
        measured: In how many visits, by metric and what was said of the last value there; None where nothing was.
        calls: Each, in the order of being raised.
    """

    came: dict[datetime, int]
    ways: dict[str | None, int]
    committees: dict[str | None, int]
    births: dict[int | None, int]
    measured: dict[tuple[str, str | None], int]
    calls: tuple[Call, ...]

    @property
    def visits(self) -> int:
        """How many came."""
        return sum(self.came.values())


class ReportCounts:
    """Counts. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, spans: Sequence[tuple[datetime, datetime]], call_kinds: tuple[str, ...]) -> tuple[Counts, ...]:
        """What happened in each span, from its begin until before its end; all of it as it stood at one moment.

        Args:
            spans: UTC.
            call_kinds: Kinds of alerts by which a person waits.
        """
        with self._core.readers.db() as db:
            db.execute("BEGIN")
            try:
                return tuple(_of(db, (iso(begin), iso(end)), call_kinds) for begin, end in spans)
            finally:
                db.execute("ROLLBACK")


def _of(db: Database, span: tuple[str, str], call_kinds: tuple[str, ...]) -> Counts:
    return Counts(
        came=_came(db, span),
        ways=_ways(db, span, call_kinds),
        committees=dict(db.execute(_COMMITTEES, span)),
        births=dict(db.execute(_BIRTHS, span)),
        measured={(metric, said): count for metric, said, count in db.execute(_MEASURED, span)},
        calls=_calls(db, span, call_kinds),
    )


def _came(db: Database, span: tuple[str, str]) -> dict[datetime, int]:
    """Zones differ from UTC by whole quarters of an hour."""
    found: Counter[datetime] = Counter()
    for minute, count in db.execute(_CAME, span):
        at = datetime.fromisoformat(minute).replace(tzinfo=UTC)
        found[at.replace(minute=at.minute // 15 * 15)] += count
    return dict(found)


def _ways(db: Database, span: tuple[str, str], kinds: tuple[str, ...]) -> dict[str | None, int]:
    found: dict[str | None, int] = dict(db.execute(_WAYS, span))
    sql = _AT_WINDOW.format(kinds=", ".join("?" * len(kinds)))
    served = int(db.execute(sql, (*span, *kinds, *span)).fetchone()[0])
    if served:
        found[WINDOW] = served
        found[None] -= served
        if not found[None]:
            del found[None]
    return found


def _calls(db: Database, span: tuple[str, str], kinds: tuple[str, ...]) -> tuple[Call, ...]:
    """Said again in the same visit it is the same call."""
    rows = db.execute(_CALLS.format(kinds=", ".join("?" * len(kinds))), (*span, *kinds))
    return tuple(
        Call(kind, None if taken is None else (moment(taken) - moment(raised)).total_seconds())
        for kind, raised, taken in rows
    )


_CAME = "SELECT substr(at_utc, 1, 16), count(*) FROM visits WHERE at_utc >= ? AND at_utc < ? GROUP BY 1"
_WAYS = "SELECT identified_by, count(*) FROM visits WHERE at_utc >= ? AND at_utc < ? GROUP BY 1"
_AT_WINDOW = """SELECT count(DISTINCT a.visit_id) FROM alerts a JOIN visits v ON v.id = a.visit_id
  WHERE a.at_utc >= ? AND a.at_utc < ? AND a.kind IN ({kinds}) AND a.taken_utc IS NOT NULL
  AND v.at_utc >= ? AND v.at_utc < ? AND v.identified_by IS NULL"""
_COMMITTEES = """SELECT r.committee, count(*) FROM visits v LEFT JOIN residents r ON r.id = v.resident_id
  WHERE v.at_utc >= ? AND v.at_utc < ? GROUP BY 1"""
_BIRTHS = """SELECT r.birth_year, count(*) FROM visits v LEFT JOIN residents r ON r.id = v.resident_id
  WHERE v.at_utc >= ? AND v.at_utc < ? GROUP BY 1"""
# A group without max() would give the assessment of any row; with it, of the row that has it.
_MEASURED = """SELECT metric, assessment, count(*) FROM (
  SELECT metric, assessment, max(seq) FROM measurements
  WHERE at_utc >= ? AND at_utc < ? AND value IS NOT NULL GROUP BY coalesce(visit_id, group_id), metric) GROUP BY 1, 2"""
_CALLS = """SELECT kind, min(at_utc), min(taken_utc) FROM alerts WHERE at_utc >= ? AND at_utc < ? AND kind IN ({kinds})
  GROUP BY coalesce(visit_id, id), kind ORDER BY min(seq)"""
