"""Gets out of a damaged file what can still be read.

SQLCipher refuses every page whose HMAC does not fit, so a row that can be read is a row that was written. The rows of a
table are read by ranges of `seq`; a range that cannot be read is halved, down to single rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.store.rows import Row, insert
from kiosk.store.schema import SALVAGE_ORDER
from kiosk.store.sqlcipher import Database, driver

_STEP = 4096


def salvage(damaged: Database, fresh: Database) -> dict[str, int]:
    """Copy the readable rows of `damaged` into `fresh`, one transaction a table; how many rows each table gave.

    Rows whose parent was lost are left behind, as is the audit chain: a chain with holes proves nothing.
    """
    saved = {}
    for table in SALVAGE_ORDER:
        with fresh.atomic():
            saved[table] = sum(_copied(fresh, table, row) for row in _readable(damaged, fresh, table))
    return saved


def _copied(fresh: Database, table: str, row: Row) -> bool:
    row.pop("seq", None)
    try:
        return insert(fresh, table, row, "ON CONFLICT DO NOTHING")
    except driver.IntegrityError:
        return False


def _readable(damaged: Database, fresh: Database, table: str) -> Iterator[Row]:
    if table == "visit_steps":
        for (visit_id,) in fresh.execute("SELECT id FROM visits").fetchall():
            yield from _rows(damaged, "SELECT * FROM visit_steps WHERE visit_id = ?", visit_id) or []
        return
    last = _last_seq(damaged, table)
    for low in range(1, last + 1, _STEP):
        yield from _range(damaged, table, low, min(low + _STEP - 1, last))


def _range(damaged: Database, table: str, low: int, high: int) -> Iterator[Row]:
    rows = _rows(damaged, f"SELECT * FROM {table} WHERE seq BETWEEN ? AND ? ORDER BY seq", low, high)
    if rows is not None:
        yield from rows
    elif low < high:
        middle = (low + high) // 2
        yield from _range(damaged, table, low, middle)
        yield from _range(damaged, table, middle + 1, high)


def _rows(db: Database, sql: str, *values: object) -> list[Row] | None:
    try:
        return list(db.query(sql, list(values)))
    except driver.DatabaseError:
        return None


def _last_seq(db: Database, table: str) -> int:
    for sql, values in (
        ("SELECT seq FROM sqlite_sequence WHERE name = ?", [table]),
        (f"SELECT max(seq) FROM {table}", []),
    ):
        try:
            row = db.execute(sql, values).fetchone()
        except driver.DatabaseError:
            continue
        if row is not None and row[0] is not None:
            return int(row[0])
    return 0
