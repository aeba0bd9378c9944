"""Members as staff see them: how they stand, what they agreed to, what is stored of their face, when they came.

Reads only. Who a row is about comes in clear; whoever shows it masks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from kiosk.archive.entry_rows import Version
from kiosk.archive.kept_consents import KeptConsent, newest_consents
from kiosk.archive.member_facts import MemberRules, day_of, facts_of, facts_query
from kiosk.archive.resident_rows import find_by_id
from kiosk.people.resident import Resident
from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment
from kiosk.whitelist.standing import Facts, Standing, standing

__all__ = ["KeptConsent", "Member", "MemberFile", "MemberRules", "Members"]

MOST_DAYS = 3
"""Days of visits shown of somebody."""


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """A member as they stand today.

    Attributes:
        version: To be named by whoever changes them.
        since: When they were put on the list, suspended or revoked, whichever their standing is.
    """

    resident: Resident
    version: Version
    facts: Facts
    standing: Standing
    since: datetime


@dataclass(frozen=True, slots=True, repr=False)
class MemberFile:
    """Everything a page about one member shows.

    Attributes:
        consents: In force or not, the newest of each kind.
        enrolled, adapted: Stored templates of every engine.
        days: On which they came, the newest first, at most MOST_DAYS.
        cards: Social-security cards known to be theirs.
        look_alikes: Members they are not told apart from safely.
    """

    member: Member
    consents: tuple[KeptConsent, ...]
    enrolled: int
    adapted: int
    days: tuple[date, ...]
    cards: int
    look_alikes: int


class Members:
    """Reads members. Thread-safe."""

    def __init__(self, core: Core, zone: tzinfo) -> None:
        self._core, self._zone = core, zone

    def standings(self, rules: MemberRules) -> dict[str, Standing]:
        """How everybody stands who is or was on the list, by resident id, oldest first. Opens no name."""
        sql, values = facts_query(rules, _COLUMNS, _KNOWN)
        today = self.today()
        with self._core.readers.db() as db:
            return {
                row["resident_id"]: standing(facts_of(row, self._zone), today, rules.standing)
                for row in db.query(f"{sql} ORDER BY e.seq", values)
            }

    def some(self, resident_ids: Sequence[str], rules: MemberRules) -> list[Member]:
        """These members in this order; those who are not there are left out. For a page of a list, not for all."""
        with self._core.readers.db() as db:
            found = {member.resident.id: member for member in self._read(db, resident_ids, rules)}
        return [found[resident_id] for resident_id in resident_ids if resident_id in found]

    def file(self, resident_id: str, rules: MemberRules) -> MemberFile | None:
        """Everything about one member; None for somebody who is not and was not on the list, or was forgotten."""
        with self._core.readers.db() as db:
            member = next(iter(self._read(db, (resident_id,), rules)), None)
            if member is None:
                return None
            (counts,) = db.query(_COUNTS, {"who": resident_id})
            consents = newest_consents(db, resident_id, self._core.fields)
            visits = [self._day(row[0]) for row in db.execute(_VISITS, [resident_id])]
        return MemberFile(
            member=member,
            consents=consents,
            enrolled=int(counts["enrolled"]),
            adapted=int(counts["adapted"]),
            days=tuple(dict.fromkeys(visits))[:MOST_DAYS],
            cards=int(counts["cards"]),
            look_alikes=int(counts["alike"]),
        )

    def today(self) -> date:
        """The day it is in the hall."""
        return self._core.clock.now().utc.astimezone(self._zone).date()

    def _read(self, db: Database, resident_ids: Sequence[str], rules: MemberRules) -> Iterable[Member]:
        marks = ", ".join(f":who{at}" for at in range(len(resident_ids)))
        sql, values = facts_query(rules, _COLUMNS, f"{_KNOWN} AND e.resident_id IN ({marks})")
        values |= {f"who{at}": resident_id for at, resident_id in enumerate(resident_ids)}
        today = self.today()
        for row in list(db.query(sql, values)):
            resident = find_by_id(db, row["resident_id"], self._core.fields)
            if resident is not None:
                facts = facts_of(row, self._zone)
                since = row["revoked_utc"] or row["suspended_utc"] or row["at_utc"]
                version = Version(int(row["change_seq"]), str(row["updated_utc"]))
                yield Member(resident, version, facts, standing(facts, today, rules.standing), moment(since))

    def _day(self, stamp: str) -> date:
        return day_of(moment(stamp), self._zone)


_COLUMNS = "e.revoked_utc, e.at_utc, e.change_seq, r.updated_utc"
_KNOWN = "AND (r.name IS NOT NULL OR r.name_foreign IS NOT NULL OR r.number IS NOT NULL)"
_VISITS = "SELECT at_utc FROM visits WHERE resident_id = ? ORDER BY seq DESC LIMIT 60"
_COUNTS = """SELECT
  (SELECT count(*) FROM templates t JOIN whitelist_entries e ON e.id = t.entry_id
   WHERE e.resident_id = :who AND t.origin = 'enrolled') AS enrolled,
  (SELECT count(*) FROM templates t JOIN whitelist_entries e ON e.id = t.entry_id
   WHERE e.resident_id = :who AND t.origin = 'adapted') AS adapted,
  (SELECT count(*) FROM card_references WHERE resident_id = :who) AS cards,
  (SELECT count(*) FROM look_alikes WHERE :who IN (resident_id, other_id)) AS alike"""
