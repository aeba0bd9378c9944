"""Who was looked in on, and what came of it. A note is never changed: a newer one stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from kiosk.ids import new_id
from kiosk.people.resident import Address
from kiosk.sentences import Refusal, sentence
from kiosk.store.core import Core
from kiosk.store.fields import storable
from kiosk.store.rows import Row, insert, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment

LONGEST_NOTE = 80


class Outcome(StrEnum):
    """What came of it."""

    MET = "met"
    BY_PHONE = "by-phone"
    NOT_FOUND = "not-found"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True, repr=False)
class HomeCall:
    """One home call.

    Attributes:
        rules: For which rules of the list somebody went.
        again_on: The day from which on those may list the person again; None where nobody said.
        by: Login of whoever noted it.
    """

    id: str
    resident_id: str
    made: datetime
    rules: tuple[str, ...]
    outcome: Outcome
    again_on: date | None
    by: str
    note: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Door:
    """Somebody's name in clear, and where they live."""

    name: str
    address: Address


class HomeCallGone(Refusal):
    """It was taken back already, or the person is not on the whitelist any more; nothing was done."""


class HomeCalls:
    """Notes home calls and takes the newest back. Thread-safe."""

    def __init__(self, core: Core, zone: tzinfo) -> None:
        self._core, self._zone = core, zone

    def today(self) -> date:
        """The day it is in the hall."""
        return self._core.clock.now().utc.astimezone(self._zone).date()

    def note(
        self,
        resident_id: str,
        rules: tuple[str, ...],
        outcome: Outcome,
        actor: str,
        *,
        again_on: date | None = None,
        note: str | None = None,
    ) -> str:
        """Note one; its id.

        Raises:
            HomeCallGone: home-call-person, of somebody who is not on the whitelist any more.
        """
        row_id = new_id()

        def work(db: Database) -> None:
            act = self._core.act(db, actor)
            _check_listed(db, resident_id)
            words = storable(note or "").strip()[:LONGEST_NOTE]
            insert(db, "home_calls", {
                "id": row_id, **act.when(), "resident_id": resident_id, "rules": " ".join(rules),
                "outcome": outcome.value, "again_on": again_on.isoformat() if again_on else None, "by": act.actor,
                "note": self._core.fields.seal(words, "home_calls", "note", row_id) if words else None,
            })  # fmt: skip
            act.note("home-call.noted", resident_id, rules=list(rules), outcome=outcome.value,
                     again_on=again_on.isoformat() if again_on else None)  # fmt: skip

        self._core.writer.call(work)
        return row_id

    def take_back(self, home_call_id: str, actor: str) -> None:
        """Delete one that was noted wrongly; the trail keeps both.

        Raises:
            HomeCallGone: home-call-gone.
        """

        def work(db: Database) -> None:
            row = one(db, "SELECT * FROM home_calls WHERE id = ?", home_call_id)
            if row is None:
                raise HomeCallGone(sentence("refusals.home-call-gone"))
            db.execute("DELETE FROM home_calls WHERE id = ?", [home_call_id])
            self._core.act(db, actor).note("home-call.taken-back", row["resident_id"], outcome=row["outcome"])

        self._core.writer.call(work)

    def of(self, resident_id: str, most: int = 20) -> tuple[HomeCall, ...]:
        """Those of somebody, the newest first."""
        with self._core.readers.db() as db:
            rows = list(db.query(_OF, [resident_id, most]))
        return tuple(self._from_row(row) for row in rows)

    def phone(self, resident_id: str, actor: str) -> str:
        """Somebody's telephone, "" for none. The trail knows of it before anybody reads it.

        Raises:
            HomeCallGone: home-call-person.
            StoreError: it could not be noted, so it is not shown.
        """

        def work(db: Database) -> str:
            _check_listed(db, resident_id)
            row = db.execute("SELECT phone FROM residents WHERE id = ?", [resident_id]).fetchone()
            self._core.act(db, actor).note("home-call.phone-shown", resident_id)
            return self._core.fields.open(row[0], "residents", "phone", resident_id) or ""

        return self._core.writer.call(work)

    def doors(self, resident_ids: Iterable[str]) -> dict[str, Door]:
        """Names and doors in clear of those that are still known."""
        found = dict[str, Door]()
        with self._core.readers.db() as db:
            for resident_id in sorted(set(resident_ids)):
                row = one(db, _DOOR, resident_id)
                if row is not None:
                    found[resident_id] = self._door(row, resident_id)
        return found

    def _door(self, row: Row, resident_id: str) -> Door:
        def opened(column: str) -> str | None:
            return self._core.fields.open(row[column], "residents", column, resident_id)

        address = Address(row["district"], row["street"], row["committee"], row["community"], opened("building"),
                          opened("home"))  # fmt: skip
        return Door(opened("name") or opened("name_foreign") or "", address)

    def _from_row(self, row: Row) -> HomeCall:
        again_on = row["again_on"]
        return HomeCall(
            id=row["id"],
            resident_id=row["resident_id"],
            made=moment(row["at_utc"]),
            rules=tuple(row["rules"].split()),
            outcome=Outcome(row["outcome"]),
            again_on=date.fromisoformat(again_on) if again_on else None,
            by=row["by"],
            note=self._core.fields.open(row["note"], "home_calls", "note", row["id"]),
        )


def _check_listed(db: Database, resident_id: str) -> None:
    if one(db, _ON_LIST, resident_id) is None:
        raise HomeCallGone(sentence("refusals.home-call-person"))


def rests(db: Database, rest_days: int, zone: tzinfo) -> dict[tuple[str, str], date]:
    """By resident and rule the day until which the newest note lets it rest; that day it may stand again."""
    found: dict[tuple[str, str], date] = {}
    for resident_id, at, rules, again_on in db.execute(_NOTED):
        if again_on is None:
            until = moment(at).astimezone(zone).date() + timedelta(days=rest_days)
        else:
            until = date.fromisoformat(again_on)
        found |= {(resident_id, rule): until for rule in rules.split()}
    return found


_ON_LIST = "SELECT 1 FROM whitelist_entries WHERE resident_id = ? AND status = 'active'"
_OF = "SELECT * FROM home_calls WHERE resident_id = ? ORDER BY seq DESC LIMIT ?"
_DOOR = """SELECT name, name_foreign, district, street, committee, community, building, home
  FROM residents WHERE id = ?"""
_NOTED = "SELECT resident_id, at_utc, rules, again_on FROM home_calls ORDER BY seq"
