"""One purge on its way: small transactions with a rest between them, and what went so far.

The counts are committed with the rows they count: a purge that a power cut ended goes on where it stood, and its entry
in the trail says what both parts deleted.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable

from kiosk.ids import new_id
from kiosk.store.core import Core
from kiosk.store.rows import insert, one
from kiosk.store.sqlcipher import Database

AT_ONCE = 200
"""Rows of one transaction at first, and the fewest; a visit's record waits for one such transaction at most."""
MOST_AT_ONCE = 1000
LONG_S, SHORT_S = 0.015, 0.006
"""A transaction that took longer than the one is followed by a smaller one, a shorter than the other by a larger."""

Pause = Callable[[float], None]


class Purging:
    """Counts and paces one purge.

    Args:
        pause: Called between two transactions with seconds; may raise to end the purge there.
    """

    def __init__(self, core: Core, actor: str, pause: Pause) -> None:
        self._core, self.actor, self._pause = core, actor, pause
        self._at_once = self._asked = AT_ONCE
        self._began_s = time.monotonic()
        self._id, self.gone, self._before_s = core.writer.call(self._begin)
        self.resumed = self._before_s > 0

    def batches(self, what: str, some: Callable[[Database, int], int]) -> None:
        """Delete until nothing is left: `some(db, most)` deletes at most so many and says how many it did."""
        while self.once(what, some, self._at_once) >= self._asked:
            pass

    def once(self, what: str, some: Callable[[Database, int], int], most: int = AT_ONCE) -> int:
        """One transaction of it; how many went."""
        self._asked = most
        began_s = time.monotonic()

        def work(db: Database) -> int:
            rows = some(db, most)
            if rows:
                counted = self.gone + Counter({what: rows})
                db.execute(_COUNTED, [json.dumps(counted), self._took_s(), self._id])
            return rows

        rows = self._core.writer.call(work)
        if rows:
            self.gone[what] += rows
            self._rest(rows, time.monotonic() - began_s)
        return rows

    def also(self, what: str, rows: int) -> None:
        """So many more went in transactions of somebody else's."""
        self.gone[what] += rows

    def end(self) -> dict[str, int]:
        """Say so in the trail; how many rows of each table went, those of an earlier part too."""
        gone = {what: rows for what, rows in self.gone.items() if rows}

        def work(db: Database) -> None:
            seconds = round(self._took_s(), 1)
            self._core.act(db, self.actor).note("store.purged", None, rows=gone, seconds=seconds, resumed=self.resumed)
            db.execute("DELETE FROM purges")

        self._core.writer.call(work)
        return gone

    def _begin(self, db: Database) -> tuple[str, Counter[str], float]:
        row = one(db, "SELECT * FROM purges ORDER BY seq DESC LIMIT 1")
        if row is not None:
            return row["id"], Counter(json.loads(row["rows"])), max(float(row["took_s"]), 0.001)
        act, row_id = self._core.act(db, self.actor), new_id()
        insert(db, "purges", {"id": row_id, **act.when(), "actor": act.actor[:64], "rows": "{}", "took_s": 0.0})
        return row_id, Counter(), 0.0

    def _rest(self, rows: int, took_s: float) -> None:
        if took_s > LONG_S:
            self._at_once = max(AT_ONCE // 4, self._at_once // 2)
        elif took_s < SHORT_S:
            self._at_once = min(MOST_AT_ONCE, self._at_once * 2)
        if rows >= AT_ONCE // 4:
            self._pause(max(SHORT_S, took_s))

    def _took_s(self) -> float:
        return self._before_s + time.monotonic() - self._began_s


_COUNTED = "UPDATE purges SET rows = ?, took_s = ? WHERE id = ?"
