"""How far the audit chain had come, in `kiosk.db.head`: shows at the next start that newer entries are missing.

Two places of 512 bytes, written in turn, each with its own HMAC: a write that is torn leaves the other. The head is
written after every commit and not flushed, which costs microseconds: a killed process loses nothing of it, and after a
power cut it may be older than the file, never newer, because the commit was on the disk before. A chain that is ahead
of its head is normal; a head that is ahead of the chain is a finding.
"""

from __future__ import annotations

import hmac
import os
import struct
from dataclasses import dataclass
from pathlib import Path

from kiosk.store.audit import ChainHead

SUFFIX = ".head"
_PLACE_BYTES = 512
_BODY = struct.Struct(">8sQQ32s")
_MAGIC = b"kiosk-h1"


@dataclass(frozen=True, slots=True)
class NotedHead:
    """What was noted.

    Attributes:
        head: The newest entry that was committed.
        base: The newest entry that stood in the database itself, outside the log, when the log was last empty.
    """

    head: ChainHead
    base: int


class HeadFile:
    """The file beside one database. Used by one thread at a time."""

    def __init__(self, database: Path, check_key: bytes) -> None:
        self._path = database.with_name(database.name + SUFFIX)
        self._key = check_key
        self._fd: int | None = None
        self._place = 0
        self._newest: NotedHead | None = None

    def read(self) -> NotedHead | None:
        """The newest head noted; None when there is none, or nothing in the file can be believed."""
        try:
            content = self._path.read_bytes()
        except OSError:
            return None
        told = [self._unpacked(content[at : at + _PLACE_BYTES]) for at in (0, _PLACE_BYTES)]
        return max((noted for noted in told if noted is not None), key=lambda n: (n.head.seq, n.base), default=None)

    def note(self, head: ChainHead, base: int | None = None, *, flush: bool = False) -> None:
        """Note a head. `base` stays as it was when not given. Raises OSError."""
        newest = self._newest
        noted = NotedHead(head, base if base is not None else newest.base if newest else 0)
        if noted == newest:
            return
        if self._fd is None:
            self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        os.pwrite(self._fd, self._packed(noted), self._place * _PLACE_BYTES)
        self._place, self._newest = 1 - self._place, noted
        if flush:
            os.fdatasync(self._fd)

    def begin(self, head: ChainHead, base: int) -> None:
        """Forget what was noted and begin with this. Raises OSError."""
        self.close()
        self._path.unlink(missing_ok=True)
        self._newest = None
        self.note(head, base, flush=True)

    def resume(self) -> None:
        """Go on from what the file says."""
        self._newest = self.read()
        self._place = 0
        try:
            if self._newest is not None and self._unpacked(self._path.read_bytes()[:_PLACE_BYTES]) == self._newest:
                self._place = 1
        except OSError:
            self._newest = None

    def close(self) -> None:
        """Let the file go. Idempotent."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _packed(self, noted: NotedHead) -> bytes:
        body = _BODY.pack(_MAGIC, noted.head.seq, noted.base, noted.head.mac)
        return (body + hmac.digest(self._key, b"head" + body, "sha256")).ljust(_PLACE_BYTES, b"\0")

    def _unpacked(self, place: bytes) -> NotedHead | None:
        body, mac = place[: _BODY.size], place[_BODY.size : _BODY.size + 32]
        if len(mac) < 32 or not hmac.compare_digest(mac, hmac.digest(self._key, b"head" + body, "sha256")):
            return None
        magic, seq, base, chain_mac = _BODY.unpack(body)
        return NotedHead(ChainHead(seq, chain_mac), base) if magic == _MAGIC else None
