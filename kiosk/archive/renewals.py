"""Consents to be asked for anew: those whose last day is near, and those whose last day is over.

Of people on the list only, and of what a hall gives a last day: the face, keeping it up to date, sharing it, home
calls. What was
taken back or refused is never among them; what the night ended is, for `OVER_DAYS`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from kiosk.store.core import Core
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database
from kiosk.whitelist.consent import ConsentKind

SOON_DAYS = 60
"""Where the hall set nothing else: `[whitelist] expiring_days`."""
OVER_DAYS = 180
"""So long after its last day a consent is still asked for. Who has not come back by then is enrolled anew."""
LATER_DAYS = 7
"""Who said "later" is left alone for so many days."""
_NEVER = date(9999, 12, 31)


class Which(StrEnum):
    """Which of them."""

    ALL = "all"
    SOON = "soon"
    """In force, the last day is near."""
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Due:
    """One consent to be renewed.

    Attributes:
        until: Its last day.
        text_version: Of the words it was given in.
        ask_again_on: The first day on which the person may be asked on the screen again; None when they were not asked.
    """

    resident_id: str
    kind: ConsentKind
    until: date
    text_version: str
    ask_again_on: date | None = None

    @property
    def refused(self) -> bool:
        """They said that they do not want to renew it: nobody asks again."""
        return self.ask_again_on == _NEVER


@dataclass(frozen=True, slots=True)
class DuePerson:
    """All of one person, the first to end first. `place` is given to `page` to go on after them."""

    resident_id: str
    dues: tuple[Due, ...]
    place: tuple[str, int]


@dataclass(frozen=True, slots=True)
class DueCount:
    """How many people: with a consent that ends soon, with one that is over, and in all."""

    soon: int
    over: int
    people: int


class Renewals:
    """Reads what is due, and keeps what people answered. Thread-safe."""

    def __init__(self, core: Core, zone: tzinfo) -> None:
        self._core, self._zone = core, zone

    def today(self) -> date:
        """The day it is in the hall."""
        return self._core.clock.now().utc.astimezone(self._zone).date()

    def due(self, days: int = SOON_DAYS) -> tuple[Due, ...]:
        """All that end within so many days or are over, the first to end first."""
        with self._core.readers.db() as db:
            return tuple(map(_due, db.query(f"{_DUE} ORDER BY until, seq", self._values(days, Which.ALL))))

    def due_of(self, resident_id: str, days: int = SOON_DAYS) -> tuple[Due, ...]:
        """Those of one person; none of somebody who is not on the list."""
        with self._core.readers.db() as db:
            return _of(db, (resident_id,), self._values(days, Which.ALL))

    def to_ask(self, resident_id: str, days: int = SOON_DAYS) -> tuple[Due, ...]:
        """Those the person may be asked for today: not those that are to wait, nor those they do not want renewed."""
        today = self.today()
        return tuple(
            due for due in self.due_of(resident_id, days) if due.ask_again_on is None or due.ask_again_on <= today
        )

    def count(self, days: int = SOON_DAYS) -> DueCount:
        """How many people there are."""
        values = self._values(days, Which.ALL)
        with self._core.readers.db() as db:
            soon, over, people = db.execute(_COUNT, values).fetchone()
        return DueCount(int(soon), int(over), int(people))

    def page(
        self, days: int, which: Which, most: int, after: tuple[str, int] | None = None, *, before: bool = False
    ) -> tuple[DuePerson, ...]:
        """Some people, the first to end first.

        Args:
            after: Go on behind this place; None begins.
            before: The ones in front of that place instead.
        """
        ends, seq = after or ("", 0)
        values = {**self._values(days, which), "ends": ends, "place": seq, "most": most}
        with self._core.readers.db() as db:
            people = list(db.query(_PAGE.format(*(("<", "DESC") if before else (">", "ASC"))), values))
            if before:
                people.reverse()
            found: dict[str, list[Due]] = {row["resident_id"]: [] for row in people}
            for due in _of(db, found, self._values(days, which)):
                found[due.resident_id].append(due)
        return tuple(
            DuePerson(row["resident_id"], tuple(found[row["resident_id"]]), (row["ends"], int(row["place"])))
            for row in people
        )

    def later(self, resident_id: str, kinds: Iterable[ConsentKind], actor: str) -> None:
        """They want to be asked another day: not before `LATER_DAYS` are over."""
        self._keep(resident_id, kinds, self.today() + timedelta(days=LATER_DAYS), actor, "consent.renewal-later")

    def refuse(self, resident_id: str, kinds: Iterable[ConsentKind], actor: str) -> None:
        """They do not want to renew. What is in force stays so till its last day; nobody asks again."""
        self._keep(resident_id, kinds, _NEVER, actor, "consent.renewal-refused")

    def _keep(self, resident_id: str, kinds: Iterable[ConsentKind], day: date, actor: str, action: str) -> None:
        wanted = sorted(kind.value for kind in kinds)
        marks = ", ".join(f":kind{at}" for at in range(len(wanted)))
        values = {"day": day.isoformat(), "who": resident_id, **{f"kind{at}": kind for at, kind in enumerate(wanted)}}

        def work(db: Database) -> None:
            answered = [row[0] for row in db.execute(_ANSWERED.format(marks), values).fetchall()]
            for kind in sorted(answered):
                self._core.act(db, actor).note(action, resident_id, kind=kind)

        self._core.writer.call(work)

    def _values(self, days: int, which: Which) -> dict[str, object]:
        today = self.today()
        first, last = today - timedelta(days=OVER_DAYS), today + timedelta(days=days)
        if which is Which.SOON:
            first = today
        elif which is Which.OVER:
            last = today - timedelta(days=1)
        return {"first": first.isoformat(), "last": last.isoformat(), "today": today.isoformat()}


def _of(db: Database, resident_ids: Iterable[str], values: dict[str, object]) -> tuple[Due, ...]:
    who = {f"who{at}": resident_id for at, resident_id in enumerate(resident_ids)}
    if not who:
        return ()
    marks = ", ".join(f":{name}" for name in who)
    sql = f"SELECT * FROM ({_DUE}) WHERE resident_id IN ({marks}) ORDER BY until, seq"
    return tuple(map(_due, db.query(sql, {**values, **who})))


def _due(row: Row) -> Due:
    again = row["ask_again_on"]
    return Due(
        resident_id=row["resident_id"],
        kind=ConsentKind(row["kind"]),
        until=date.fromisoformat(row["until"]),
        text_version=row["text_version"],
        ask_again_on=None if again is None else date.fromisoformat(again),
    )


_NEWEST = """c.kind IN ('face', 'home-calls', 'adaptation', 'sharing') AND c.until BETWEEN :first AND :last
  AND NOT EXISTS (SELECT 1 FROM consents n WHERE n.resident_id = c.resident_id AND n.kind = c.kind AND n.seq > c.seq)
  AND EXISTS (SELECT 1 FROM whitelist_entries e WHERE e.resident_id = c.resident_id AND e.status = 'active')"""
_DUE = f"""SELECT c.seq, c.resident_id, c.kind, c.until, c.text_version, c.ask_again_on FROM consents c
WHERE c.withdrawn_utc IS NULL AND c.until IS NOT NULL AND {_NEWEST}
UNION ALL
SELECT c.seq, c.resident_id, c.kind, c.until, c.text_version, c.ask_again_on FROM consents c
WHERE c.ended_utc IS NOT NULL AND {_NEWEST}"""
_COUNT = f"""SELECT count(DISTINCT CASE WHEN until >= :today THEN resident_id END),
  count(DISTINCT CASE WHEN until < :today THEN resident_id END), count(DISTINCT resident_id) FROM ({_DUE})"""
_PAGE = f"""SELECT * FROM (
  SELECT resident_id, min(until) AS ends, min(seq) AS place FROM ({_DUE}) GROUP BY resident_id)
WHERE (ends, place) {{0}} (:ends, :place) ORDER BY ends {{1}}, place {{1}} LIMIT :most"""
_ANSWERED = """UPDATE consents SET ask_again_on = :day WHERE resident_id = :who AND kind IN ({})
  AND (withdrawn_utc IS NULL OR ended_utc IS NOT NULL) AND until IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM consents n
    WHERE n.resident_id = consents.resident_id AND n.kind = consents.kind AND n.seq > consents.seq)
  RETURNING kind"""
