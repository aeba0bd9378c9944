"""The text of a locally issued code: sealed, so that a bystander's telephone reads nothing and nobody can make one.

    KIOSK1: + base32( version 1 | site tag 4 | nonce 12 | sealed body )        base32 without padding, capitals: QR
    sealed body = ChaCha20-Poly1305( issued u32 | expires u32 | reference 8 | resident token 8 | level 12 )
                                                                                alphanumeric mode, small QR codes

The level is ASCII filled up with NUL: a length must not tell it either. Times are seconds since 1970, UTC. Version,
site tag and the profile's name are authenticated with the body. The site tag is the start of a hash of the site's name,
so that another hall's code can be told from a forged one. The resident token is a keyed hash: it means nothing outside
this site. The format is this product's own; no standard describes it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.health_code.errors import ScanFault, ScannedCodeRefused
from kiosk.health_code.scanned import OWN_PREFIX

_VERSION = 1
_HEADER = struct.Struct(">B4s")
_BODY = struct.Struct(">II8s8s12s")
_NONCE = 12
_TAG = 16
_SIZE = _HEADER.size + _NONCE + _BODY.size + _TAG


@dataclass(frozen=True, slots=True, repr=False)
class SealedBody:
    """What a code says once opened.

    Attributes:
        issued_s, expires_s: Seconds since 1970, UTC.
        reference: 8 bytes, other for each code issued.
        resident_token: 8 bytes, the same for each code of one resident at one site.
    """

    issued_s: int
    expires_s: int
    reference: bytes
    resident_token: bytes
    level: str


class Sealer:
    """Makes and opens the texts of one site.

    Args:
        signing_key: At least 32 secret bytes, from the store's key derivation; only keys derived from it are used.
        site: Name of the site; equal names with equal keys read each other's codes.
        profile: Name of the profile in force; codes of another profile do not open.
        random_bytes: Source of nonces and references.
    """

    def __init__(self, signing_key: bytes, site: str, profile: str, random_bytes: Callable[[int], bytes]) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        if len(signing_key) < 32:
            raise ValueError("the signing key must have at least 32 bytes")
        if not site:
            raise ValueError("codes need the name of their site")
        self._cipher = ChaCha20Poly1305(_derive(signing_key, b"health-code seal"))
        self._token_key = _derive(signing_key, b"health-code resident token")
        self._header = _HEADER.pack(_VERSION, hashlib.sha256(b"health-code site:" + site.encode()).digest()[:4])
        self._profile = profile.encode()
        self._random_bytes = random_bytes

    def token(self, resident_id: str) -> bytes:
        """The keyed reference of a resident, 8 bytes."""
        return hmac.digest(self._token_key, resident_id.encode(), "sha256")[:8]

    def seal(self, resident_id: str, level: str, issued_s: int, expires_s: int) -> tuple[str, bytes]:
        """A new text and its reference. `level` is at most 12 ASCII characters, as a profile's ids are."""
        reference, nonce = self._random_bytes(8), self._random_bytes(_NONCE)
        body = _BODY.pack(issued_s, expires_s, reference, self.token(resident_id), level.encode("ascii"))
        sealed = self._cipher.encrypt(nonce, body, self._header + self._profile)
        text = base64.b32encode(self._header + nonce + sealed).decode("ascii").rstrip("=")
        return OWN_PREFIX + text, reference

    def open(self, text: str) -> SealedBody:
        """What a text says, whatever its times.

        Raises:
            ScannedCodeRefused: malformed, another site's, or forged.
        """
        from cryptography.exceptions import InvalidTag

        packed = _unpack(text)
        header, nonce, sealed = packed[: _HEADER.size], packed[_HEADER.size :][:_NONCE], packed[_HEADER.size + _NONCE :]
        if header[0] != _VERSION:
            raise ScannedCodeRefused(ScanFault.MALFORMED)
        if header != self._header:
            raise ScannedCodeRefused(ScanFault.OTHER_SITE)
        try:
            body = self._cipher.decrypt(nonce, sealed, header + self._profile)
        except InvalidTag:
            raise ScannedCodeRefused(ScanFault.FORGED) from None
        issued_s, expires_s, reference, token, level = _BODY.unpack(body)
        return SealedBody(issued_s, expires_s, reference, token, level.rstrip(b"\0").decode("ascii"))


def _unpack(text: str) -> bytes:
    """The bytes of a text that has the right form and the only spelling of it."""
    if not text.startswith(OWN_PREFIX):
        raise ScannedCodeRefused(ScanFault.MALFORMED)
    spelled = text[len(OWN_PREFIX) :]
    try:
        packed = base64.b32decode(spelled + "=" * (-len(spelled) % 8))
    except (binascii.Error, ValueError):
        raise ScannedCodeRefused(ScanFault.MALFORMED) from None
    if base64.b32encode(packed).decode("ascii").rstrip("=") != spelled:
        raise ScannedCodeRefused(ScanFault.MALFORMED)
    if len(packed) != _SIZE:
        raise ScannedCodeRefused(ScanFault.MALFORMED)
    return packed


def _derive(key: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)
