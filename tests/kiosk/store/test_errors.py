"""Each way the system or SQLite refuses has its code, and no message says what a row says."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.store.errors import StoreError, translated
from kiosk.store.sqlcipher import driver

Connect = Callable[[], Any]


def code_of(fail: Callable[[], object]) -> str:
    """What the store calls the error this raises."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 - of whichever library it is
        fail()
    return translated(caught.value).code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "store-full"),
        (errno.EDQUOT, "store-full"),
        (errno.EIO, "store-io"),
        (errno.EROFS, "store-io"),
        (errno.EACCES, "store-io"),
        (errno.EPERM, "store-io"),
        (errno.ENOENT, "store-io"),
        (errno.EFBIG, "store-io"),
        (errno.ENOMEM, "store-io"),
        (errno.EBUSY, "store-io"),
        (errno.EMFILE, "store-io"),
        (errno.ESTALE, "store-io"),
    ],
)
def test_what_the_system_refuses(number: int, code: str) -> None:
    assert translated(OSError(number, os.strerror(number))).code == code


def test_a_disk_that_is_full_says_so_itself() -> None:
    def write() -> None:
        with open("/dev/full", "wb", buffering=0) as full:
            full.write(b"x")

    assert code_of(write) == "store-full"


def test_a_file_that_is_not_there_and_a_folder_in_its_place(tmp_path: Path) -> None:
    assert code_of(lambda: (tmp_path / "none").read_bytes()) == "store-io"
    assert code_of(tmp_path.read_bytes) == "store-io"


@pytest.fixture
def connect(tmp_path: Path) -> Connect:
    """Connections to one file with a table in it, which wait for nobody."""
    path = tmp_path / "some.db"

    def made() -> Any:
        connection = driver.connect(str(path), timeout=0, isolation_level=None)
        connection.execute("CREATE TABLE IF NOT EXISTS people (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)")
        return connection

    return made


def test_another_program_holds_the_file(connect: Connect) -> None:
    one, other = connect(), connect()
    one.execute("BEGIN IMMEDIATE")
    assert code_of(lambda: other.execute("BEGIN IMMEDIATE")) == "store-busy"


def test_a_table_that_is_being_read_is_held_too(connect: Connect) -> None:
    one = connect()
    one.executemany("INSERT INTO people (name) VALUES (?)", [("a",), ("b",)])
    rows = one.execute("SELECT id FROM people")
    next(rows)
    assert code_of(lambda: one.execute("DROP TABLE people")) == "store-busy"


def test_a_file_that_may_not_grow_is_full(connect: Connect) -> None:
    one = connect()
    one.execute("PRAGMA max_page_count = 4")
    assert code_of(lambda: one.execute("INSERT INTO people (name) VALUES (?)", ["x" * 100_000])) == "store-full"


def test_a_connection_that_only_reads(connect: Connect) -> None:
    one = connect()
    one.execute("PRAGMA query_only = 1")
    assert code_of(lambda: one.execute("INSERT INTO people (name) VALUES ('a')")) == "store-io"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert code_of(lambda: driver.connect(str(tmp_path / "none" / "some.db"))) == "store-io"


@pytest.mark.parametrize("content", [b"not a database at all " * 100, b"SQLite format 3\0" + b"\xff" * 4080])
def test_a_file_of_other_bytes(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.db").write_bytes(content)
    one = driver.connect(str(tmp_path / "other.db"))
    assert code_of(lambda: one.execute("SELECT * FROM sqlite_master").fetchall()) == "store-damaged"


@pytest.mark.parametrize(
    ("sql", "values"),
    [
        ("INSERT INTO people (name) VALUES (?)", ["王桂英"]),  # twice
        ("INSERT INTO people (name) VALUES (?)", [None]),
        ("INSERT INTO people (id, name) VALUES (?, '李')", ["王桂英"]),
        ("INSERT INTO nobody (name) VALUES (?)", ["王桂英"]),
        ("INSERT INTO people (name) VALUES (?)", [object()]),
        ("INSERT INTO people (id, name) VALUES (?, '李')", [2**63]),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_and_not_quoted(connect: Connect, sql: str, values: list[object]) -> None:
    one = connect()
    one.execute("INSERT INTO people (name) VALUES ('王桂英')")
    with pytest.raises(Exception) as caught:  # noqa: PT011 - of whichever library it is
        one.execute(sql, values)
    refused = translated(caught.value)
    assert refused.code == "store-refused"
    assert "王桂英" not in str(refused)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (3, "store-io"),  # SQLITE_PERM
        (10, "store-io"),  # SQLITE_IOERR
        (10 | 3 << 8, "store-io"),  # SQLITE_IOERR_WRITE
        (11, "store-damaged"),  # SQLITE_CORRUPT
        (5 | 2 << 8, "store-busy"),  # SQLITE_BUSY_SNAPSHOT
        (99, "store-refused"),
    ],
)
def test_what_no_test_can_bring_about(number: int, code: str) -> None:
    error = driver.OperationalError("secret")
    error.sqlite_errorcode = number
    assert translated(error).code == code
    assert "secret" not in str(translated(error))


def test_the_store_s_own_error_stays_what_it_is() -> None:
    own = StoreError("store-newer", "kiosk.db")
    assert translated(own) is own
    assert translated(driver.Error("secret")).code == "store-refused"
    assert translated(ValueError("secret")).detail == "ValueError"
