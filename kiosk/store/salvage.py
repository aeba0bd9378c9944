"""Gets out of a damaged file what can still be read.

SQLCipher refuses every page whose HMAC does not fit, so a row that can be read is a row that was written. The rows of a
table are read by ranges of `seq`; a range that cannot be read is halved, down to single rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.store.errors import StoreError
from kiosk.store.rows import Row, insert
from kiosk.store.schema import SALVAGE_ORDER
from kiosk.store.sqlcipher import Database, driver

_STEP = 4096
_PATIENCE = 20_000
"""Failed reads after which no range is halved any more; about twenty seconds. Only a lost root page needs more."""


class DamagedFile:
    """Reads a damaged file. After one refused page SQLCipher refuses every other on the same connection, so each
    failure is followed by a new connection.
    """

    def __init__(self, connect: Callable[[], Database]) -> None:
        self._connect = connect
        self._db = connect()
        self.failures = 0

    def rows(self, sql: str, *values: object) -> list[Row] | None:
        """The rows of a query; None when any page it needs is damaged."""
        try:
            return list(self._db.query(sql, list(values)))
        except driver.DatabaseError:
            self.failures += 1
            self._db.close()
            self._db = self._connect()
            return None

    def close(self) -> None:
        """Read no more."""
        self._db.close()


def salvage(connect: Callable[[], Database], fresh: Database) -> dict[str, int]:
    """Copy the readable rows of a damaged file into `fresh`, one transaction a table; how many rows each table gave.

    Rows whose parent was lost are left behind, as is the audit chain: a chain with holes proves nothing.

    Args:
        connect: Gives a new read-only connection to the damaged file. When even that fails nothing can be read.
    """
    saved: dict[str, int] = {}
    try:
        damaged = DamagedFile(connect)
    except StoreError:
        return saved
    for table in SALVAGE_ORDER:
        with fresh.atomic():
            saved[table] = sum(_copied(fresh, table, row) for row in _readable(damaged, fresh, table))
    damaged.close()
    return saved


def _copied(fresh: Database, table: str, row: Row) -> bool:
    row.pop("seq", None)
    try:
        return insert(fresh, table, row, "ON CONFLICT DO NOTHING")
    except driver.IntegrityError:
        return False


def _readable(damaged: DamagedFile, fresh: Database, table: str) -> Iterator[Row]:
    if table == "visit_steps":
        for (visit_id,) in fresh.execute("SELECT id FROM visits").fetchall():
            yield from damaged.rows("SELECT * FROM visit_steps WHERE visit_id = ?", visit_id) or []
        return
    last = _last_seq(damaged, table)
    for low in range(1, last + 1, _STEP):
        yield from _range(damaged, table, low, min(low + _STEP - 1, last))


def _range(damaged: DamagedFile, table: str, low: int, high: int) -> Iterator[Row]:
    rows = damaged.rows(f"SELECT * FROM {table} WHERE seq BETWEEN ? AND ? ORDER BY seq", low, high)
    if rows is not None:
        yield from rows
    elif low < high and damaged.failures < _PATIENCE:
        middle = (low + high) // 2
        yield from _range(damaged, table, low, middle)
        yield from _range(damaged, table, middle + 1, high)


def _last_seq(damaged: DamagedFile, table: str) -> int:
    """The highest number the table gave out, from either place that tells."""
    told = damaged.rows("SELECT seq AS last FROM sqlite_sequence WHERE name = ?", table)
    told = told or damaged.rows(f"SELECT max(seq) AS last FROM {table}")
    return int(told[0]["last"] or 0) if told else 0
