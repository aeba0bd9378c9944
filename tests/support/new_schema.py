"""The tables of records that are just begun, written at once as they stand when every migration has been applied.

A file that is begun goes through all versions there ever were, most of what beginning it costs. The tests of
`kiosk.store` begin their files that way; all others write down in one go what came of it the first time.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kiosk.store import migrations, opening
from kiosk.store.connection import connect
from kiosk.store.sqlcipher import Database

Statement = tuple[str, tuple[Any, ...]]

_migrate = migrations.migrate


@contextmanager
def in_one_go() -> Iterator[None]:
    """Files that are begun in this process get their tables at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "migrate", _at_once)
        yield


@contextmanager
def version_by_version() -> Iterator[None]:
    """They get them as in the product."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "migrate", _migrate)
        yield


def _at_once(db: Database) -> None:
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
        _migrate(db)
        return
    with db.atomic():
        for sql, values in _statements(migrations.migrations, migrations.SCHEMA_VERSION):
            db.execute(sql, values)
        db.execute(f"PRAGMA user_version = {migrations.SCHEMA_VERSION}")


@cache
def _statements(_of: object, _version: int) -> tuple[Statement, ...]:
    """What makes the tables, their rows and then all that hangs on them, by the migrations that are in force."""
    with tempfile.NamedTemporaryFile(prefix="kiosk-schema-") as file, connect(Path(file.name), bytes(32)) as db:
        _migrate(db)
        made = db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        own = [(kind, name, sql) for kind, name, sql in made if not name.startswith("sqlite_")]
        tables = [(name, sql) for kind, name, sql in own if kind == "table"]
        rows = [_insert(name, row) for name, _ in tables for row in db.execute(f"SELECT * FROM {name}").fetchall()]
        others: list[Statement] = [(sql, ()) for kind, _, sql in own if kind != "table"]
        return (*((sql, ()) for _, sql in tables), *rows, *others)


def _insert(table: str, row: tuple[Any, ...]) -> Statement:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row
