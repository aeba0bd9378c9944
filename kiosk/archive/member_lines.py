"""The whitelist as staff leaf through it: one line a person, the newest first, read in portions.

A line is the newest entry of somebody; earlier ones are none of their own. Portions are short reads: a long one would
keep deleted bytes in the write-ahead log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from kiosk.archive.member_facts import MemberRules, day_of, facts_of, facts_query
from kiosk.store.core import Core
from kiosk.store.rows import Row, one
from kiosk.whitelist.standing import Facts


@dataclass(frozen=True, slots=True, repr=False)
class MemberLine:
    """One person of the list, in clear.

    Attributes:
        seq: Number of the entry; newer ones are higher.
        person: Number of the resident, who may have had several entries.
        places: District, street, committee, community; those that are known.
    """

    seq: int
    person: int
    entry_id: str
    resident_id: str
    name: str | None
    name_foreign: str | None
    number: str | None
    building: str | None
    home: str | None
    places: tuple[str, ...]
    facts: Facts

    @property
    def is_forgotten(self) -> bool:
        """Whether everything of this person was deleted but the line itself."""
        return not (self.name or self.name_foreign or self.number)


class MemberLines:
    """Reads lines. Thread-safe."""

    def __init__(self, core: Core, zone: tzinfo) -> None:
        self._core, self._zone = core, zone

    def count(self) -> int:
        """How many are on the list, suspended ones too, revoked ones not."""
        with self._core.readers.db() as db:
            sql = "SELECT count(*) FROM whitelist_entries WHERE status = 'active'"
            return int(db.execute(sql).fetchone()[0])

    def newest(self, first: int, count: int, rules: MemberRules) -> list[MemberLine]:
        """Some of those on the list, from the `first` newest on."""
        which = "e.status = 'active' ORDER BY e.seq DESC LIMIT :count OFFSET :first"
        return self._lines(rules, which, count=count, first=first)

    def after(self, seq: int, count: int, rules: MemberRules) -> list[MemberLine]:
        """The next `count` lines, revoked ones too, in the order they were made."""
        return self._lines(rules, "e.seq > :seq ORDER BY e.seq LIMIT :count", seq=seq, count=count)

    def of_seqs(self, seqs: Sequence[int], rules: MemberRules) -> list[MemberLine]:
        """The lines of these numbers, in this order; those that are gone are left out."""
        marks, values = _several("seq", seqs)
        found = {line.seq: line for line in self._lines(rules, f"e.seq IN ({marks})", **values)}
        return [found[seq] for seq in seqs if seq in found]

    def of_residents(self, resident_ids: Sequence[str], rules: MemberRules) -> list[MemberLine]:
        """The lines of these people, older ones first."""
        marks, values = _several("who", resident_ids)
        return self._lines(rules, f"e.resident_id IN ({marks}) ORDER BY e.seq", **values)

    def with_number(self, number: str) -> int | None:
        """The `person` who has this document number, in its long form."""
        sql = "SELECT seq FROM residents WHERE number_index = ?"
        with self._core.readers.db() as db:
            row = one(db, sql, self._core.fields.index("number", number))
        return None if row is None else int(row["seq"])

    def today(self) -> date:
        """The day it is in the hall."""
        return day_of(self._core.clock.now().utc, self._zone)

    def _lines(self, rules: MemberRules, which: str, **values: object) -> list[MemberLine]:
        sql, known = facts_query(rules, _COLUMNS, f"AND {which}")
        with self._core.readers.db() as db:
            rows = list(db.query(sql, {**known, **values}))
        return [self._line(row) for row in rows]

    def _line(self, row: Row) -> MemberLine:
        def opened(column: str) -> str | None:
            return self._core.fields.open(row[column], "residents", column, row["resident_id"])

        return MemberLine(
            seq=int(row["seq"]),
            person=int(row["person"]),
            entry_id=row["entry_id"],
            resident_id=row["resident_id"],
            name=opened("name"),
            name_foreign=opened("name_foreign"),
            number=opened("number"),
            building=opened("building"),
            home=opened("home"),
            places=tuple(row[level] for level in ("district", "street", "committee", "community") if row[level]),
            facts=facts_of(row, self._zone),
        )


def _several(name: str, values: Sequence[object]) -> tuple[str, dict[str, object]]:
    """Marks and values of an IN."""
    named = {f"{name}{at}": value for at, value in enumerate(values)}
    return ", ".join(f":{mark}" for mark in named), named


_COLUMNS = """e.seq, r.seq AS person, e.id AS entry_id, r.name, r.name_foreign, r.number, r.building, r.home,
  r.district, r.street, r.committee, r.community"""
