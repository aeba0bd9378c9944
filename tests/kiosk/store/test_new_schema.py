"""What other tests begin their records with is what the product begins them with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kiosk.archive.archive import Archive
from tests.support.clock import ManualClock
from tests.support.new_schema import in_one_go


def begun(folder: Path, clock: ManualClock) -> tuple[set[Any], dict[str, list[Any]], list[Any]]:
    """Everything the schema names, the rows of every table, and the marks of the file."""
    with Archive.open(folder, clock) as store, store._core.readers.db() as db:
        made = set(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall())
        tables = sorted(name for kind, name, *_ in made if kind == "table")
        rows = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
        rows["sqlite_sequence"] = [row for row in rows["sqlite_sequence"] if row[1]]  # none counted yet, or not named
        rows["_sqlite_migrations"] = [row[:3] for row in rows["_sqlite_migrations"]]  # without the moment
        marks = [db.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")]
    return made, rows, marks


def test_records_begun_in_one_go_are_those_of_the_product(tmp_path: Path, clock: ManualClock) -> None:
    product = begun(tmp_path / "product", clock)
    with in_one_go():
        at_once = begun(tmp_path / "at-once", clock)
        again = begun(tmp_path / "again", clock)
    assert at_once == again == product
    assert len(product[0]) > 60
    assert len(product[1]["_sqlite_migrations"]) == 12
