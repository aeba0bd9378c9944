"""One connection to the encrypted file, with every safety setting set and read back."""

from __future__ import annotations

from pathlib import Path

from kiosk.store.errors import StoreError, translated
from kiosk.store.sqlcipher import Database, driver

APPLICATION_ID = 0x4B494F53  # "KIOS"

BUSY_MS = 5000

SETUP: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),  # WAL with NORMAL loses acknowledged rows at a power cut
    ("foreign_keys", "ON", 1),
    ("busy_timeout", "5000", BUSY_MS),
    ("secure_delete", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),  # nothing of a query is ever spilt to a file in clear
    ("journal_size_limit", "4194304", 4194304),
)
"""(pragma, value to set, value read back)."""


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Database:
    """An open, keyed, checked connection. It may be used from any thread, by one thread at a time.

    Raises:
        StoreError: store-damaged when page 1 does not open with this key (the caller knows whether that means a wrong
            key or a damaged file), store-setup when a setting did not take effect, store-io, store-busy.
    """
    if len(key) != 32:
        raise StoreError("store-key", "the key must have 32 bytes")
    connection = None
    try:
        # isolation_level None: the driver begins no transaction of its own; every BEGIN and COMMIT is ours.
        # mode=rw: a file that is gone is an error, never a new empty one.
        where = f"{path.absolute().as_uri()}?mode=rw"
        connection = driver.connect(where, uri=True, isolation_level=None, check_same_thread=False, timeout=5.0)
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write page numbers to standard error
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _set_up(connection, read_only=read_only)
        return Database(connection, execute_plugins=False, use_counts_table=False, recursive_triggers=False)
    except (driver.Error, StoreError) as error:
        if connection is not None:
            connection.close()
        raise translated(error) from None


def connect_to_read(path: Path, key: bytes, *, immutable: bool) -> Database:
    """A keyed connection that can only read and makes no file. It may be used from any thread, by one at a time.

    Args:
        immutable: Nobody has the file open: it is read without its log, and without a lock.

    Raises:
        StoreError: as `connect`.
    """
    where = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"
    connection = None
    try:
        connection = driver.connect(where, uri=True, isolation_level=None, check_same_thread=False, timeout=5.0)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for name, value, _ in SETUP:
            if name != "journal_mode":  # of the file, and a reader changes nothing in it
                connection.execute(f"PRAGMA {name} = {value}").fetchall()
        connection.execute("PRAGMA query_only = ON")
        wrong = [name for name in settings_not_in_force(connection) if name != "journal_mode"]
        if wrong:
            raise StoreError("store-setup", ", ".join(wrong))
        return Database(connection, execute_plugins=False, use_counts_table=False, recursive_triggers=False)
    except (driver.Error, StoreError) as error:
        if connection is not None:
            connection.close()
        raise translated(error) from None


def _set_up(connection: driver.Connection, *, read_only: bool) -> None:
    if connection.execute("PRAGMA cipher_status").fetchone() not in ((1,), ("1",)):
        raise StoreError("store-setup", "the file is not encrypted")
    for name, value, _ in SETUP:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    wrong = settings_not_in_force(connection)
    if wrong:
        raise StoreError("store-setup", ", ".join(wrong))


def settings_not_in_force(connection: driver.Connection) -> list[str]:
    """Names of the settings of SETUP that read back another value."""
    return [name for name, _, wanted in SETUP if connection.execute(f"PRAGMA {name}").fetchone() != (wanted,)]


def close_untouched(db: Database, path: Path, key: bytes) -> None:
    """Close a connection so that SQLite does not write its log into a file that is known to be damaged.

    The last connection to close would do that. So another one stays a moment longer, which can only read: it gets no
    lock for writing, and leaves the log where it is.
    """
    last = None
    try:
        last = driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=0.0)
        last.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        last.execute("BEGIN")
        last.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.Error:
        pass
    finally:
        db.close()
        if last is not None:
            last.close()


def pragma(db: Database, name: str) -> object:
    """One pragma as it reads now."""
    row = db.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else None


def quick_check(db: Database) -> bool:
    """Whether every page of the file opens and every table hangs together. Reads the whole file."""
    try:
        return bool(db.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])
    except driver.Error as error:
        if translated(error).code == "store-damaged":
            return False
        raise translated(error) from None
