"""One page of a SQLCipher 4 file with a raw key, as bytes on a disk: whether it is whole, and what it says.

A page of 4096 bytes ends with 16 bytes of IV and 64 bytes of HMAC-SHA512 over ciphertext, IV and the page's number. The
first 16 bytes of page 1 are the file's salt, in clear; the key of the HMAC is made of the raw key and that salt. The
key of the cipher is the raw key alone: a file whose salt is lost can be read, only not proved.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE_BYTES = 4096
USABLE_BYTES = 4016
SALT_BYTES = 16
_IV = slice(USABLE_BYTES, USABLE_BYTES + 16)
_MAC_FROM = USABLE_BYTES + 16


class PageCipher:
    """Opens pages. With a salt every page is proved by its HMAC; without one nothing is, and `proves` says so."""

    def __init__(self, key: bytes, salt: bytes | None) -> None:
        self._key = key
        self._mac_key = None if salt is None else _mac_key(key, salt)

    @property
    def proves(self) -> bool:
        """Whether `holds` is proof that the page was written by whoever has the key."""
        return self._mac_key is not None

    def holds(self, number: int, page: bytes) -> bool:
        """Whether the page is whole and belongs in that place. Raises ValueError where no salt is known."""
        if self._mac_key is None:
            raise ValueError("no salt, no proof")
        start = SALT_BYTES if number == 1 else 0
        mac = hmac.digest(self._mac_key, page[start:_MAC_FROM] + number.to_bytes(4, "little"), "sha512")
        return len(page) == PAGE_BYTES and hmac.compare_digest(mac, page[_MAC_FROM:])

    def plain(self, number: int, page: bytes) -> bytes:
        """The USABLE_BYTES of the page as SQLite sees them; the 16 first of page 1 are zeros."""
        start = SALT_BYTES if number == 1 else 0
        opened = Cipher(algorithms.AES(self._key), modes.CBC(page[_IV])).decryptor()
        return bytes(start) + opened.update(page[start:USABLE_BYTES]) + opened.finalize()


def nearby_salts(salt: bytes) -> Iterator[bytes]:
    """The salts that differ in one byte or in two bits: what a flipped bit or a bad byte made of the right one."""
    for place in range(len(salt)):
        for value in range(256):
            if value != salt[place]:
                yield salt[:place] + bytes([value]) + salt[place + 1 :]
    number, bits = int.from_bytes(salt, "big"), len(salt) * 8
    for first in range(bits):
        for second in range(first):
            yield (number ^ (1 << first) ^ (1 << second)).to_bytes(len(salt), "big")


def _mac_key(key: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(b ^ 0x3A for b in salt), 2, 32)
