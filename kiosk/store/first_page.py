"""Page 1 of the database kept a second time, in `kiosk.db.first`: without its salt no page can be proved.

The copy is made when the file is, and again when its tables change; what else changes on page 1 is not needed to read
the rows. 4096 bytes as they stand in the file (encrypted), and an HMAC over them.
"""

from __future__ import annotations

import hmac
from pathlib import Path

from kiosk.store.durable import write_whole
from kiosk.store.salvage.pages import PAGE_BYTES, SALT_BYTES, PageCipher

SUFFIX = ".first"
_MAC_BYTES = 32
_SCHEMA_COOKIE = slice(40, 44)


class KeptFirstPage:
    """The copy beside one database."""

    def __init__(self, database: Path, check_key: bytes) -> None:
        self.path = database.with_name(database.name + SUFFIX)
        self._database = database
        self._key = check_key

    def read(self) -> bytes | None:
        """The page; None when there is no copy, or it is damaged or another key's."""
        try:
            content = self.path.read_bytes()
        except OSError:
            return None
        page, mac = content[:PAGE_BYTES], content[PAGE_BYTES:]
        return page if len(page) == PAGE_BYTES and hmac.compare_digest(mac, self._mac(page)) else None

    def keep(self, key: bytes) -> bool:
        """Copy page 1 of the database unless a copy with the same salt and tables lies there; whether one lies there
        now. Raises OSError.
        """
        try:
            with self._database.open("rb") as file:
                page = file.read(PAGE_BYTES)
        except FileNotFoundError:
            return False
        if len(page) < PAGE_BYTES or not (cipher := PageCipher(key, page[:SALT_BYTES])).holds(1, page):
            return False
        kept = self.read()
        same_salt = kept is not None and kept[:SALT_BYTES] == page[:SALT_BYTES]
        if kept and same_salt and cipher.plain(1, kept)[_SCHEMA_COOKIE] == cipher.plain(1, page)[_SCHEMA_COOKIE]:
            return True
        write_whole(self.path, page + self._mac(page))
        return True

    def _mac(self, page: bytes) -> bytes:
        return hmac.digest(self._key, b"first page" + page, "sha256")
