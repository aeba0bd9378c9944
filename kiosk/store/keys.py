"""The keys of one terminal: a file with 32 random bytes, and what is derived from it.

What the key file protects: copies of the database, backups, exports and broken disks that are read without it.
What it does not protect: a whole box that is stolen with its disk, or anybody who is root on it.
"""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.store.durable import write_new
from kiosk.store.errors import StoreError

KEY_FILE_NAME = "store.key"

_HEADER = "kiosk-key-1"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """Independent 32-byte keys, each derived from the master by HKDF-SHA256 (RFC 5869) under its own name.

    Attributes:
        database: SQLCipher's raw key.
        fields: AES-256-GCM of single fields.
        index: HMAC of the blind index.
        audit: HMAC of the audit chain.
        check: HMAC that tells whether a database file was made with this master.
        code_signing: For the codes this terminal signs itself.
    """

    database: bytes
    fields: bytes
    index: bytes
    audit: bytes
    check: bytes
    code_signing: bytes

    @classmethod
    def of_master(cls, master: bytes) -> Keys:
        """The keys of one master key of 32 bytes."""
        return cls(
            *(_derive(master, name) for name in ("database", "fields", "index", "audit", "check", "code-signing"))
        )


def load(path: Path) -> Keys:
    """The keys of an existing key file.

    Raises:
        StoreError: store-key when it is missing; store-key-file when it is damaged, belongs to somebody else or may be
            read by others.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        raise StoreError("store-key", f"there is no key file {path.name}") from None
    except OSError as error:
        raise StoreError("store-key-file", f"{path.name} cannot be opened: {type(error).__name__}") from error
    with os.fdopen(fd, "rb") as file:
        _check_private(os.fstat(file.fileno()), path.name)
        return Keys.of_master(_parse(file.read(1024), path.name))


def load_or_create(path: Path) -> Keys:
    """The keys of a key file, made at first start. Two processes starting at once end up with the same key.

    The file appears under its name only when it is whole and on the disk, so a power cut cannot leave half a key.
    """
    if not path.exists():
        write_new(path, f"{_HEADER}\n{secrets.token_hex(32)}\n".encode())
    return load(path)


def _check_private(status: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise StoreError("store-key-file", f"{name} is not a regular file")
    if status.st_mode & 0o077:
        raise StoreError("store-key-file", f"others may read {name} (mode {status.st_mode & 0o777:04o}, wanted 0600)")
    if status.st_uid not in (os.geteuid(), 0):
        raise StoreError("store-key-file", f"{name} belongs to another user")


def _parse(content: bytes, name: str) -> bytes:
    lines = content.decode("ascii", "replace").split("\n")
    try:
        header, hexadecimal, rest = lines
        master = bytes.fromhex(hexadecimal)
    except ValueError:
        raise StoreError("store-key-file", f"{name} is damaged") from None
    if header != _HEADER or rest or len(master) != 32:
        raise StoreError("store-key-file", f"{name} is damaged")
    return master


def _derive(master: bytes, name: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"kiosk/{name}/1".encode()).derive(master)
