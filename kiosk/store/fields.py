"""Single fields encrypted inside the encrypted file, so that an export, a log or a hub never holds them in clear.

A sealed field is `suite (1 byte) ‖ nonce (12 bytes) ‖ ciphertext and tag`; suite 1 is AES-256-GCM (NIST SP 800-38D)
with a random nonce. Table, column and row id are authenticated with it: a sealed field moved elsewhere does not open.
Suite 2 is the same under a key of the field's own (kiosk/store/erasable.py), mixed with the terminal's; the number of
that key, 4 bytes, stands behind the suite.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from devices.cards.text import clean_text, normalised
from kiosk.store.erasable import OpenKeys, Slot
from kiosk.store.errors import StoreError

SUITE_AES_256_GCM = 1
SUITE_ERASABLE = 2
HEAD_BYTES = 5
"""Suite and number of the key: the part of an erasable field that tells which key opens it."""
TEXT_LIMIT = 2000
"""Characters kept of any one text; more than the longest field of any document."""


class FieldCipher:
    """Seals and opens fields, and makes the blind index by which a sealed number can be found again."""

    def __init__(self, key: bytes, index_key: bytes) -> None:
        self._key = key
        self._aead = AESGCM(key)
        self._index_key = index_key

    def seal(self, text: str | None, table: str, column: str, row_id: str) -> bytes | None:
        """A text sealed for one place; None stays None."""
        return None if text is None else self.seal_bytes(storable(text).encode(), table, column, row_id)

    def open(self, sealed: bytes | None, table: str, column: str, row_id: str) -> str | None:
        """The text sealed for that place.

        Raises:
            StoreError: store-damaged when it was changed, moved, or sealed with another key.
        """
        return None if sealed is None else self.open_bytes(sealed, table, column, row_id).decode()

    def seal_bytes(self, data: bytes, table: str, column: str, row_id: str) -> bytes:
        """Bytes sealed for one place."""
        nonce = os.urandom(12)
        return bytes([SUITE_AES_256_GCM]) + nonce + self._aead.encrypt(nonce, data, _place(table, column, row_id))

    def open_bytes(self, sealed: bytes, table: str, column: str, row_id: str) -> bytes:
        """The bytes sealed for that place. Raises StoreError as `open`."""
        if len(sealed) < 29 or sealed[0] != SUITE_AES_256_GCM:
            raise StoreError("store-damaged", f"{table}.{column} holds no sealed field")
        try:
            return self._aead.decrypt(sealed[1:13], sealed[13:], _place(table, column, row_id))
        except InvalidTag:
            raise StoreError("store-damaged", f"a field of {table}.{column} does not open") from None

    def seal_erasable(self, data: bytes, table: str, column: str, row_id: str, slot: Slot, key: bytes) -> bytes:
        """Bytes sealed for one place under a key of their own as well: without it nobody opens them."""
        nonce, head = os.urandom(12), bytes([SUITE_ERASABLE]) + slot.number.to_bytes(4, "big")
        return head + nonce + self._own(key).encrypt(nonce, data, _place(table, column, row_id))

    def open_erasable(self, sealed: bytes, table: str, column: str, row_id: str, keys: OpenKeys) -> bytes | None:
        """The bytes sealed for that place, by either suite; None when their key was destroyed or is not here.

        Raises:
            StoreError: as `open`.
        """
        slot = slot_of(sealed, row_id)
        if slot is None:
            return self.open_bytes(sealed, table, column, row_id)
        key = keys.get(slot)
        if key is None:
            return None
        try:
            return self._own(key).decrypt(sealed[5:17], sealed[17:], _place(table, column, row_id))
        except (InvalidTag, ValueError):
            raise StoreError("store-damaged", f"a field of {table}.{column} does not open") from None

    def _own(self, key: bytes) -> AESGCM:
        return AESGCM(hmac.digest(self._key, b"erasable" + key, "sha256"))

    def index(self, kind: str, value: str) -> bytes:
        """HMAC-SHA256 of a normalised value: equal values are found, the value cannot be found by trying all numbers.

        Args:
            kind: What the value is, such as "number" or "reference"; equal values of two kinds differ.
        """
        return hmac.new(self._index_key, f"{kind}\0{normalised(value)}".encode(), hashlib.sha256).digest()


def slot_of(sealed: bytes, row_id: str) -> Slot | None:
    """Which key of its own a sealed field needs; None when it has none. The first `HEAD_BYTES` are enough."""
    if len(sealed) < HEAD_BYTES or sealed[0] != SUITE_ERASABLE:
        return None
    return Slot(int.from_bytes(sealed[1:5], "big"), row_id)


def storable(text: str) -> str:
    """A text as it may be kept: no controls, no lone surrogates, no more than TEXT_LIMIT characters.

    One such character in one row would stop an upload for ever: other databases refuse what SQLite takes.
    """
    return clean_text(text[: 4 * TEXT_LIMIT])[:TEXT_LIMIT]


def _place(table: str, column: str, row_id: str) -> bytes:
    return f"kiosk\0{table}\0{column}\0{row_id}".encode()
