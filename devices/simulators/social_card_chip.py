"""The chip of a simulated social-security card: its two files and its answers to commands. No wire, no faults."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass, field

from devices.cards.social_security import SSSE, AuthenticationRequest
from devices.simulators.profile import Person

ATR = bytes.fromhex("3B6500005353534349")
"""T=0, historical bytes "SSSCI"; no real card answers with it."""

_FREE_ON_VERSION_3 = frozenset({0x01, 0x02, 0x03, 0x07})
_NAME_BYTES, _EXTENSION_BYTES = 30, 20
_PREFIX = {0x00: None, 0x28: 0xEF05, 0x30: 0xEF06}  # P2 of READ RECORD by tag: current file, or short file id << 3


def cryptogram(secret: bytes, identification_code: bytes, challenges: tuple[bytes, ...]) -> bytes:
    """The simulation's stand-in for the cryptogram of RK_SSSE: an HMAC, since the real derivation is not public."""
    return hmac.new(secret, identification_code + b"".join(challenges), hashlib.sha256).digest()[:16]


class SimulatedAuthentication:
    """The PSAM's part, for simulated cards with the same secret. It opens no real card."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def cryptogram(self, request: AuthenticationRequest) -> bytes:
        """See `devices.cards.social_security.ExternalAuthentication`."""
        return cryptogram(self._secret, request.identification_code, request.challenges)


def files_of(person: Person) -> dict[int, dict[int, bytes]]:
    """EF05 and EF06 of a person's card: file id → tag → value.

    Raises:
        ValueError: the person has no such card, or a field does not fit its record.
    """
    card = person.social_security
    if card is None:
        raise ValueError(f"{person.id} has no social-security card")
    name = person.name.encode("gb18030")
    if len(name) > _NAME_BYTES + _EXTENSION_BYTES:
        raise ValueError(f"name of {person.id} does not fit the card")
    head, rest = name[:_NAME_BYTES], name[_NAME_BYTES:]
    return {
        0xEF05: {
            0x01: bytes.fromhex(card.identification_code),
            0x02: b"1",
            0x03: card.version.encode("ascii"),
            0x04: bytes.fromhex("310000000000000000000000"),
            0x05: bytes.fromhex(card.issued),
            0x06: bytes.fromhex(card.expires),
            0x07: card.card_number.encode("ascii")[:9].ljust(9, b"\0"),
        },
        0xEF06: {
            0x08: person.number.encode("ascii").ljust(18, b"\0"),
            0x09: head.ljust(_NAME_BYTES, b"\0"),
            0x4E: rest.ljust(_EXTENSION_BYTES, b"\0"),
            0x0A: person.sex.encode("ascii"),
            0x0B: bytes.fromhex(card.nation),
            0x0C: bytes.fromhex(card.birthplace),
            0x0D: bytes.fromhex(person.birth),
        },
    }


@dataclass
class SocialCardChip:
    """Answers commands as a card of the given version does.

    A 1.x or 2.x chip opens all its records; a 3.x chip answers 6982 for the personal file until EXTERNAL AUTHENTICATE
    brings the cryptogram over its last four challenges.

    Attributes:
        files: File id → tag → value; an entry that is missing answers 6A83.
        secret: Shared with `SimulatedAuthentication`.
        by_name: Whether SELECT by the SSSE name works; cards without answer 6A82 and have their files at once.
    """

    files: dict[int, dict[int, bytes]]
    version: str
    secret: bytes = b"simulation"
    by_name: bool = True
    atr: bytes = ATR
    _file: int | None = None
    _opened: bool = False
    _challenges: list[bytes] = field(default_factory=list)

    def reset(self) -> None:
        """Forget selection and authentication."""
        self._file, self._opened = None, False
        self._challenges.clear()

    def answer(self, command: bytes) -> bytes:
        """Data and status word for one command."""
        if len(command) < 4:
            return bytes.fromhex("6700")
        if command[0] != 0x00:
            return bytes.fromhex("6E00")
        match command[1]:
            case 0xA4:
                return self._select(command[2], _data(command))
            case 0xB2:
                return self._read(command[2], command[3], command[4] if len(command) > 4 else 0)
            case 0x84:
                return self._challenge()
            case 0x82:
                return self._authenticate(_data(command))
            case _:
                return bytes.fromhex("6D00")

    def _select(self, p1: int, data: bytes) -> bytes:
        if p1 == 0x04:
            if data != SSSE or not self.by_name:
                return bytes.fromhex("6A82")
            self._file = None
            return b"\x6f\x11\x84\x0f" + SSSE + b"\x90\x00"
        if p1 not in (0x00, 0x02) or len(data) != 2:
            return bytes.fromhex("6A86")
        wanted = int.from_bytes(data, "big")
        if wanted not in self.files:
            return bytes.fromhex("6A82")
        self._file = wanted
        return b"\x90\x00"

    def _read(self, p1: int, p2: int, le: int) -> bytes:
        by_number = p2 & 0x07 == 0x04
        file_id = _PREFIX.get(p2 & 0xF8, 0)
        file_id = self._file if file_id is None else file_id
        if file_id is None:
            return bytes.fromhex("6986")
        records = self.files.get(file_id, {})
        tags = list(records)
        tag = (tags[p1 - 1] if 0 < p1 <= len(tags) else -1) if by_number else p1
        if tag not in records:
            return bytes.fromhex("6A83")
        if self.version.startswith("3") and tag not in _FREE_ON_VERSION_3 and not self._opened:
            return bytes.fromhex("6982")
        record = bytes((tag, len(records[tag]))) + records[tag]
        if le not in (0, len(record)):
            return bytes((0x6C, len(record)))
        return record + b"\x90\x00"

    def _challenge(self) -> bytes:
        fresh = os.urandom(8)
        self._challenges = [*self._challenges[-3:], fresh]
        return fresh + b"\x90\x00"

    def _authenticate(self, data: bytes) -> bytes:
        code = self.files[0xEF05].get(0x01, b"")
        expected = cryptogram(self.secret, code, tuple(self._challenges))
        fits = len(self._challenges) == 4 and hmac.compare_digest(expected, data)
        self._challenges.clear()
        self._opened = self._opened or fits
        return bytes.fromhex("9000") if fits else bytes.fromhex("6300")


def _data(command: bytes) -> bytes:
    return command[5 : 5 + command[4]] if len(command) > 5 else b""


class UnknownChip:
    """A card of another world: it resets, and knows none of our names or files."""

    atr = bytes.fromhex("3B6400004F544852")

    def reset(self) -> None:
        """Nothing to forget."""

    def answer(self, command: bytes) -> bytes:
        """6A82 to SELECT, 6D00 to the rest."""
        return bytes.fromhex("6A82" if command[1:2] == b"\xa4" else "6D00")
