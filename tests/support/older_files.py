"""Files as earlier versions of the program made them, made by this one."""

from __future__ import annotations

import pytest

from kiosk.archive import consent_rows
from kiosk.archive.imports import Imports
from kiosk.store import migrations, opening
from kiosk.store.rows import Row, insert
from kiosk.store.sqlcipher import Database, Migrations

IMPORTS_SINCE = 11
"""Version of the file that first has imports; a program before it looks for none that was cut off."""


def make_files_as(patch: pytest.MonkeyPatch, version: int, applied: tuple[str, ...]) -> None:
    """Let the program make files of a version, by the migrations that version had."""
    had = Migrations("kiosk")
    for name in applied:
        had()(getattr(migrations, name))
    patch.setattr(opening, "SCHEMA_VERSION", version)
    patch.setattr(migrations, "SCHEMA_VERSION", version)
    patch.setattr(migrations, "migrations", had)
    patch.setattr(consent_rows, "insert", _insert_what_fits)
    if version < IMPORTS_SINCE:
        patch.setattr(Imports, "take_away_cut_off", lambda _: 0)


def _insert_what_fits(db: Database, table: str, row: Row) -> None:
    """Columns the table did not have yet hold nothing in a file of that version."""
    columns = {column[1] for column in db.execute(f"PRAGMA table_info({table})")}
    assert [value for column, value in row.items() if column not in columns and value is not None] == []
    insert(db, table, {column: value for column, value in row.items() if column in columns})
