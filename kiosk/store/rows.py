"""Small help with rows. Table and column names come from the program, values always travel as parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from kiosk.store.sqlcipher import Database

Row = dict[str, Any]

_NAME = re.compile(r"[a-z][a-z_0-9]*", re.ASCII)


def insert(db: Database, table: str, row: Row, on_conflict: str = "") -> bool:
    """Insert one row; whether a row was written (false where `on_conflict` did nothing)."""
    return bool(db.execute(_insertion(table, tuple(row), on_conflict), list(row.values())).rowcount > 0)


def insert_all(
    db: Database, table: str, names: tuple[str, ...], rows: Iterable[Sequence[object]], on_conflict: str = ""
) -> None:
    """Insert many rows of the same columns: several times as quick as one by one."""
    db.conn.executemany(_insertion(table, names, on_conflict), rows)


@lru_cache(256)
def _insertion(table: str, names: tuple[str, ...], on_conflict: str) -> str:
    for name in (table, *names):
        if not _NAME.fullmatch(name):
            raise ValueError("a table or column name comes from the program, in small letters")
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) {on_conflict}"


def one(db: Database, sql: str, *values: object) -> Row | None:
    """The first row of a query, or None."""
    return next(iter(db.query(sql, list(values))), None)
