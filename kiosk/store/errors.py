"""What can go wrong between the kiosk and its file.

`code` is the key of the three sentences (visitor, staff, technician) in `resources/sentences/zh-CN/faults.toml`:

    store-key         the key does not fit this file, or the key file is gone; nothing was touched
    store-key-file    the key file is damaged or others may read it
    store-newer       a newer program wrote this file
    store-damaged     pages of the file cannot be trusted
    store-suspect     a page cannot be proved; the next start sets the file aside and carries over what can be read
    store-missing     the file was gone, or no more than a scrap of it was there
    store-older       the file lacks entries it once had: somebody put an older one in place
    store-log         a write-ahead log lay beside the file that does not belong to it, or was taken away
    store-full        the disk, or this user's share of it, is full
    store-busy        another program holds the file
    store-io          the disk refuses to read or write
    store-refused     the row breaks a rule of the schema; trying again will not help
    store-none        there is no store in the folder, for somebody who only reads
    store-unrepaired  the file is damaged, for somebody who only reads and therefore leaves it as it is
    store-unfinished  the file cannot be read before a terminal has opened it, for somebody who only reads
    store-setup       a safety setting of the connection did not take effect
    store-closed      the store has been closed

Messages name files, tables and numbers, never what a row says.
"""

from __future__ import annotations

import errno


class StoreError(Exception):
    """The store cannot do what it was asked."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


# Primary result codes of SQLite (sqlite3.h).
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CONSTRAINT, _MISMATCH, _NOTADB = 5, 6, 8, 10, 11, 13, 19, 20, 26
_PERM, _CANTOPEN = 3, 14

_CODES = {
    _BUSY: "store-busy",
    _LOCKED: "store-busy",
    _READONLY: "store-io",
    _IOERR: "store-io",
    _PERM: "store-io",
    _CANTOPEN: "store-io",
    _CORRUPT: "store-damaged",
    _FULL: "store-full",
    _CONSTRAINT: "store-refused",
    _MISMATCH: "store-refused",
    _NOTADB: "store-damaged",
}

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def translated(error: Exception) -> StoreError:
    """The store's own error for one of the driver's, or for a value the driver cannot take.

    The driver's message may quote a value, so only the name of the result code is kept.
    """
    # Not above: what starts the screen knows StoreError, and the database is a third of the way to the first frame.
    from kiosk.store.sqlcipher import driver

    if isinstance(error, StoreError):
        return error
    if isinstance(error, driver.Error):
        number = getattr(error, "sqlite_errorcode", None)
        if isinstance(number, int):
            name = getattr(error, "sqlite_errorname", None) or str(number)
            return StoreError(_CODES.get(number & 0xFF, "store-refused"), f"SQLite {name}")
        return StoreError("store-refused", type(error).__name__)
    if isinstance(error, OSError):
        return StoreError("store-full" if error.errno in _NO_ROOM else "store-io", type(error).__name__)
    return StoreError("store-refused", type(error).__name__)
