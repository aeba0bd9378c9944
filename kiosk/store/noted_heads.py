"""Heads of the audit chain an auditor took note of, in `kiosk.db.heads`: a chain that lacks one of them was cut or
rewritten. They are given away as eight digits at the same time, for whoever could change this file as well.
"""

from __future__ import annotations

import hmac
import json
import logging
from pathlib import Path

from kiosk.store.audit import ChainHead
from kiosk.store.durable import write_whole
from kiosk.store.errors import translated

_log = logging.getLogger("kiosk.store")

SUFFIX = ".heads"
_MOST = 400


class NotedHeads:
    """The list beside one database."""

    def __init__(self, database: Path, key: bytes) -> None:
        self._path, self._key = database.with_name(database.name + SUFFIX), key

    def read(self) -> list[ChainHead]:
        """Oldest first; what this terminal did not write is left out."""
        try:
            lines = self._path.read_text().splitlines()
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError):
            _log.warning("%s cannot be read", self._path.name)
            return []
        found = []
        for line in lines:
            try:
                seq, mac, mark = json.loads(line)
                head = ChainHead(int(seq), bytes.fromhex(mac))
            except (ValueError, TypeError):
                continue
            if hmac.compare_digest(str(mark), self._mark(head)):
                found.append(head)
        return found

    def note(self, head: ChainHead) -> None:
        """Add one. Raises StoreError."""
        kept = [*self.read(), head][-_MOST:]
        lines = (json.dumps([one.seq, one.mac.hex(), self._mark(one)]) for one in kept)
        try:
            write_whole(self._path, "".join(f"{line}\n" for line in lines).encode())
        except OSError as error:
            raise translated(error) from error

    def _mark(self, head: ChainHead) -> str:
        return hmac.digest(self._key, b"noted" + head.seq.to_bytes(8, "big") + head.mac, "sha256").hex()
