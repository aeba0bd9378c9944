"""The tables: as drawn in the manual, strict, and refusing what is not so."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.sentences import all_fault_sentences
from kiosk.store.errors import StoreError
from kiosk.store.rows import Row, insert
from kiosk.store.schema import SALVAGE_ORDER
from kiosk.store.sqlcipher import Database
from tests.support.clock import ManualClock

MANUAL = Path(__file__).parents[3] / "docs" / "data.md"


def _tables(db: Database) -> list[str]:
    rows = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*sqlite_*' ORDER BY rowid"
    )
    return [row[0] for row in rows]


def _drawn() -> dict[str, list[tuple[str, str]]]:
    drawing = MANUAL.read_text().split("```mermaid\n")[1].split("```")[0]
    blocks = re.findall(r"^  (\w+) \{\n(.*?)^  \}", drawing, re.M | re.S)
    return {table: [tuple(line.split()[:2]) for line in body.splitlines()] for table, body in blocks}  # type: ignore[misc]


def test_manual_draws_every_table_and_column_and_no_other(store: Archive) -> None:
    with store._core.readers.db() as db:
        real = {
            table: [(row[2].lower(), row[1]) for row in db.execute(f"PRAGMA table_info({table})")]
            for table in _tables(db)
        }
    assert _drawn() == real


def test_manual_draws_every_reference(store: Archive) -> None:
    drawn = set(re.findall(r"^  (\w+) \|\|--o\{ (\w+) : (\w+)", MANUAL.read_text(), re.M))
    with store._core.readers.db() as db:
        real = {
            (row[2], table, row[3]) for table in _tables(db) for row in db.execute(f"PRAGMA foreign_key_list({table})")
        }
    assert drawn == real


def test_every_table_is_strict_and_salvaged_but_the_audit_chain(store: Archive) -> None:
    with store._core.readers.db() as db:
        strict = {row[1]: row[5] for row in db.execute("PRAGMA table_list") if "sqlite_" not in row[1]}
        assert set(strict.values()) == {1}
        assert set(_tables(db)) == {*SALVAGE_ORDER, "audit"}


def test_manual_names_every_setting_and_file_and_error_of_the_store(store: Archive, folder: Path) -> None:
    manual = MANUAL.read_text()
    source = (Path(__file__).parents[3] / "kiosk" / "store" / "connection.py").read_text()
    for name, value in re.findall(r'^    \("(\w+)", "(\w+)",', source, re.M):
        assert f"`{name}={value}`" in manual
    for file in folder.iterdir():
        assert file.name.removeprefix("kiosk.db") in manual


@pytest.mark.parametrize("code", ["store-key", "store-key-file", "store-newer", "store-damaged", "store-missing",
                                  "store-older", "store-log",
                                  "store-full", "store-busy", "store-io", "store-refused", "store-setup",
                                  "store-closed", "id-number-form", "id-number-digit", "id-number-birth"])  # fmt: skip
def test_every_code_has_its_three_sentences(code: str) -> None:
    sentences = all_fault_sentences()[code]
    assert sentences.visitor
    assert sentences.staff
    assert sentences.technician


WHEN: Row = {
    "at_utc": "2026-11-22T01:20:00.000000+00:00",
    "boot_id": "00000000-0000-0000-0000-000000000000",
    "monotonic_s": 1.0,
    "clock_suspect": 0,
}
ID: Row = {"id": "01a20133-836e-7147-bafd-67a43291e8bf"}
SOUND: dict[str, Row] = {
    "residents": {**ID, **WHEN, "updated_utc": WHEN["at_utc"], "sex": "2"},
    "visits": {**ID, **WHEN},
    "audit": {**ID, **WHEN, "actor": "a", "action": "b", "detail": "{}", "mac": bytes(32)},
    "outbox": {**ID, **WHEN, "topic": "visit", "row_id": ID["id"]},
    "alerts": {**ID, **WHEN, "kind": "help", "text": b"sealed"},
}


@pytest.mark.parametrize("table", SOUND)
def test_schema_takes_a_sound_row(store: Archive, table: str) -> None:
    assert store._core.writer.call(lambda db: insert(db, table, SOUND[table]))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("residents", "id", "short"),
        ("residents", "sex", "3"),
        ("residents", "birth_year", 99999),
        ("residents", "number_index", b"short"),
        ("residents", "name", "in clear"),
        ("visits", "at_utc", ""),
        ("visits", "at_utc", None),
        ("visits", "monotonic_s", math.inf),
        ("visits", "monotonic_s", math.nan),
        ("visits", "clock_suspect", 2),
        ("visits", "resident_id", "nobody"),
        ("audit", "detail", "no json"),
        ("audit", "mac", b"short"),
        ("outbox", "row_id", "short"),
        ("alerts", "kind", ""),
        ("alerts", "taken_utc", "today"),
        ("alerts", "taken_by", ""),
    ],
)
def test_schema_refuses_what_is_not_so(store: Archive, table: str, column: str, value: object) -> None:
    row = {**SOUND[table], column: value}
    with pytest.raises(StoreError) as refused:
        store._core.writer.call(lambda db: insert(db, table, row))
    assert refused.value.code == "store-refused"


def test_migrations_run_once(folder: Path, clock: ManualClock) -> None:
    for _ in range(2):
        with Archive.open(folder, clock) as store, store._core.readers.db() as db:
            assert db.execute("SELECT name FROM _sqlite_migrations ORDER BY name").fetchall() == [
                ("accounts",),
                ("alerts_taken",),
                ("calibrations",),
                ("checks_of_devices",),
                ("consents_on_screen",),
                ("ends_of_consents",),
                ("first_tables",),
                ("follow_ups",),
                ("home_calls",),
                ("lives_of_templates",),
                ("office",),
                ("queue_of_alerts",),
            ]
