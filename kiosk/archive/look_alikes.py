"""Members whose faces cannot be told apart safely: found by measuring the gallery, or known to staff.

Resident ids only. A pair is deleted when either of the two leaves the whitelist.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.ids import new_id
from kiosk.store.core import Act, Core
from kiosk.store.rows import insert

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Two members. `declared` when staff said so, such as of twins."""

    one: str
    other: str
    declared: bool


class LookAlikePairs:
    """Reads the pairs. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def all(self) -> list[LookAlikes]:
        """Every pair of members in force, the oldest first."""
        with self._core.readers.db() as db:
            rows = list(db.query("SELECT resident_id, other_id, source FROM look_alikes ORDER BY seq"))
        return [LookAlikes(row["resident_id"], row["other_id"], row["source"] == "staff") for row in rows]

    def declared(self) -> frozenset[str]:
        """Everybody staff declared to look like somebody else."""
        with self._core.readers.db() as db:
            rows = list(db.query("SELECT resident_id, other_id FROM look_alikes WHERE source = 'staff'"))
        return frozenset(who for row in rows for who in (row["resident_id"], row["other_id"]))


def pair(one: str, other: str) -> Pair:
    """The pair in the order it is kept."""
    return (one, other) if one < other else (other, one)


def declare(act: Act, resident_id: str, others: Iterable[str]) -> None:
    """Staff enrolled somebody who is too much like these members."""
    for other in others:
        kept = pair(resident_id, other)
        insert(act.db, "look_alikes", {
            "id": new_id(), **act.when(), "resident_id": kept[0], "other_id": kept[1], "source": "staff",
        }, "ON CONFLICT (resident_id, other_id) DO UPDATE SET source = 'staff'")  # fmt: skip
        act.note("look-alike.declared", resident_id, other=other)


def measured(act: Act, found: Iterable[Pair]) -> list[Pair]:
    """Keep the pairs a measurement found, and no other measured ones; those that are news.

    Pairs with somebody who is no longer listed are left out: the measurement may be older than a revocation.
    """
    now = {pair(*two) for two in found if two[0] != two[1]}
    now = {two for two in now if all(_is_listed(act, who) for who in two)}
    rows = act.db.query("SELECT resident_id, other_id, source FROM look_alikes")
    known = {(row["resident_id"], row["other_id"]): row["source"] for row in list(rows)}
    for gone in [two for two, source in known.items() if source == "measured" and two not in now]:
        act.db.execute("DELETE FROM look_alikes WHERE resident_id = ? AND other_id = ?", list(gone))
    news = sorted(now - known.keys())
    for one, other in news:
        insert(act.db, "look_alikes", {
            "id": new_id(), **act.when(), "resident_id": one, "other_id": other, "source": "measured",
        })  # fmt: skip
        act.note("look-alike.found", one, other=other)
    return news


def forget(act: Act, resident_id: str) -> int:
    """Delete every pair of somebody within an act; how many there were."""
    sql = "DELETE FROM look_alikes WHERE resident_id = ? OR other_id = ?"
    return int(act.db.execute(sql, [resident_id, resident_id]).rowcount)


def _is_listed(act: Act, resident_id: str) -> bool:
    sql = "SELECT 1 FROM whitelist_entries WHERE resident_id = ? AND status = 'active'"
    return act.db.execute(sql, [resident_id]).fetchone() is not None
