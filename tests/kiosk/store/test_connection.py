"""The safety settings are set, read back, and a connection without them is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.store import connection
from kiosk.store.connection import connect, pragma
from kiosk.store.errors import StoreError

WANTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "temp_store": 2,
    "journal_size_limit": 4194304,
    "application_id": 0x4B494F53,
    "user_version": 12,
    "cipher_status": "1",
    "cipher_version": "4.19.0 community",
}


@pytest.mark.parametrize("name", WANTED)
def test_writer_reads_back_every_setting(store: Archive, name: str) -> None:
    assert store._core.writer.call(lambda db: pragma(db, name)) == WANTED[name]


@pytest.mark.parametrize("name", WANTED)
def test_reader_reads_back_every_setting(store: Archive, name: str) -> None:
    with store._core.readers.db() as db:
        assert pragma(db, name) == WANTED[name]


def test_reader_cannot_write(store: Archive) -> None:
    with pytest.raises(StoreError) as refused, store._core.readers.db() as db:
        db.execute("DELETE FROM residents")
    assert refused.value.code == "store-io"


@pytest.mark.parametrize("name", [name for name, _, _ in connection.SETUP])
def test_connection_whose_setting_did_not_take_effect_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "a.db"
    path.touch()
    changed = tuple((n, v, "something else" if n == name else w) for n, v, w in connection.SETUP)
    monkeypatch.setattr(connection, "SETUP", changed)
    with pytest.raises(StoreError, match=name) as refused:
        connect(path, bytes(32))
    assert refused.value.code == "store-setup"


def test_file_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        connect(tmp_path / "gone.db", bytes(32))
    assert not (tmp_path / "gone.db").exists()


def test_path_with_odd_characters_is_only_a_path(tmp_path: Path) -> None:
    path = tmp_path / "王?mode=memory&x#y%41.db"
    path.touch()
    db = connect(path, bytes(32))
    db.execute("CREATE TABLE t (a TEXT) STRICT")
    db.close()
    assert path.stat().st_size > 0


def test_settings_can_be_asked_for_while_running(store: Archive) -> None:
    assert store.settings_not_in_force() == []
    store._core.writer.outside(lambda db: db.execute("PRAGMA secure_delete = OFF").fetchall())
    assert store.settings_not_in_force() == ["secure_delete"]
