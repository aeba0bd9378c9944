"""Who helped whom in which visit, and how the person who was helped said yes to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.archive.rights import known_person
from kiosk.ids import new_id
from kiosk.store.core import Core
from kiosk.store.fields import storable
from kiosk.store.rows import insert
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment
from kiosk.visits.own_visit import Relation


@dataclass(frozen=True, slots=True)
class HelpedBy:
    """A helper: a resident who put their own card down, or the login of one who works here; one of the two."""

    resident_id: str | None = None
    account: str | None = None

    @property
    def key(self) -> str:
        """How the trail calls them."""
        return self.account or self.resident_id or ""


@dataclass(frozen=True, slots=True)
class Companion:
    """One noted helper. `confirmed_by` is "screen" or "card"."""

    visit_id: str
    resident_id: str
    helper: HelpedBy
    relation: Relation
    confirmed_by: str
    when: datetime


class Companions:
    """Notes and reads them. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def note(
        self, visit_id: str, resident_id: str, helper: HelpedBy, relation: Relation, confirmed_by: str,
        actor: str = "terminal",
    ) -> None:  # fmt: skip
        """Note a helper, with an entry in the trail.

        Args:
            visit_id: The visit in which they help; at the desk an id of its own for this time.

        Raises:
            WhitelistRefused: person-unknown: one of the two was forgotten meanwhile.
            StoreError: it is not noted.
            ValueError: nobody would be the helper, or the person themselves; or one who works here is not called so.
        """
        if not helper.key or helper.resident_id == resident_id:
            raise ValueError("a helper is somebody else")
        if helper.account is not None and relation is not Relation.STAFF:
            raise ValueError("who works here helps as staff")

        def work(db: Database) -> None:
            for person in (resident_id, helper.resident_id):
                if person is not None:
                    known_person(db, person, self._core)
            act = self._core.act(db, actor)
            insert(db, "companions", {
                "id": new_id(), **act.when(), "visit_id": visit_id, "resident_id": resident_id,
                "helper_id": helper.resident_id,
                "helper_account": None if helper.account is None else storable(helper.account),
                "relation": relation.value, "confirmed_by": confirmed_by,
            })  # fmt: skip
            act.note("companion.noted", resident_id, visit=visit_id, companion=helper.key, relation=relation.value,
                     confirmed_by=confirmed_by)  # fmt: skip

        self._core.writer.call(work)

    def of(self, resident_id: str) -> tuple[Companion, ...]:
        """Everybody who helped this person, the newest first."""
        with self._core.readers.db() as db:
            rows = list(db.query("SELECT * FROM companions WHERE resident_id = ? ORDER BY seq DESC", [resident_id]))
        return tuple(
            Companion(
                visit_id=row["visit_id"],
                resident_id=row["resident_id"],
                helper=HelpedBy(row["helper_id"], row["helper_account"]),
                relation=Relation(row["relation"]),
                confirmed_by=row["confirmed_by"],
                when=moment(row["at_utc"]),
            )
            for row in rows
        )
