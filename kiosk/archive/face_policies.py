"""The thresholds faces are decided by: the one in force and every one before it. Nothing of a person is in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.archive import look_alikes
from kiosk.archive.look_alikes import Pair
from kiosk.faces.matching.policy import Policy
from kiosk.ids import new_id
from kiosk.store.core import Act, Core
from kiosk.store.rows import Row, insert
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment

MadeBy = Literal["nightly", "start", "change"]
"""The nightly check, the first policy after a start, or one made because the whitelist changed."""


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    """A policy as it was kept.

    Attributes:
        policy: Its `look_alikes` are left empty: the pairs are read from the whitelist.
        look_alikes: How many members it could not tell apart safely.
        made: When; wall clock, UTC.
    """

    policy: Policy
    engine: str
    engine_version: str
    made: datetime
    made_by: str
    look_alikes: int


class FacePolicies:
    """Keeps policies, newest last. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def keep(self, policy: Policy, engine: str, engine_version: str, made_by: MadeBy,
             pairs: Iterable[Pair] | None = None) -> list[Pair]:  # fmt: skip
        """Put a policy in force, with the look-alike pairs of the same measurement; the pairs that are news.

        Args:
            pairs: None when nothing was measured: the known pairs stay.

        Raises:
            StoreError: it could not be saved; the former one stays in force.
        """
        found = None if pairs is None else list(pairs)

        def work(db: Database) -> list[Pair]:
            act = self._core.act(db, "terminal")
            _save(act, policy, engine, engine_version, made_by)
            return [] if found is None else look_alikes.measured(act, found)

        return self._core.writer.call(work)

    def in_force(self, engine: str, engine_version: str) -> KeptPolicy | None:
        """The newest policy of this engine and version; another engine's thresholds mean nothing here."""
        newest = self.history(engine, engine_version, limit=1)
        return newest[0] if newest else None

    def history(self, engine: str, engine_version: str, *, limit: int = 366) -> list[KeptPolicy]:
        """The policies of this engine and version, the newest first."""
        with self._core.readers.db() as db:
            rows = list(db.query(_HISTORY, {"engine": engine, "version": engine_version, "limit": limit}))
        return [_kept(row) for row in rows]


def _save(act: Act, policy: Policy, engine: str, engine_version: str, made_by: MadeBy) -> None:
    row_id = new_id()
    insert(act.db, "face_policies", {
        "id": row_id, **act.when(), "engine": engine, "engine_version": engine_version, "accept": policy.accept,
        "doubt": policy.doubt, "margin": policy.margin, "frames": policy.frames, "one_to_one": policy.one_to_one,
        "fpir": policy.fpir, "people": policy.people, "second_opinion": int(policy.second_opinion),
        "search": int(policy.search), "look_alikes": len(policy.look_alikes), "made_by": made_by,
    })  # fmt: skip
    act.note("faces.policy", row_id, engine=engine, version=engine_version, accept=round(policy.accept, 4),
             doubt=round(policy.doubt, 4), one_to_one=round(policy.one_to_one, 4), fpir=policy.fpir,
             people=policy.people, search=policy.search, look_alikes=len(policy.look_alikes), by=made_by)  # fmt: skip


def _kept(row: Row) -> KeptPolicy:
    policy = Policy(
        accept=row["accept"],
        doubt=row["doubt"],
        margin=row["margin"],
        frames=row["frames"],
        one_to_one=row["one_to_one"],
        fpir=row["fpir"],
        people=row["people"],
        second_opinion=bool(row["second_opinion"]),
        search=bool(row["search"]),
    )
    made = moment(row["at_utc"])
    return KeptPolicy(policy, row["engine"], row["engine_version"], made, row["made_by"], row["look_alikes"])


_HISTORY = """SELECT * FROM face_policies WHERE engine = :engine AND engine_version = :version
ORDER BY seq DESC LIMIT :limit"""
