"""The 256-byte text block of a card on the SAM's antenna → `IdentityDocument`.

Four documents share the antenna; the UTF-16 character at byte 248 tells them apart: 'I' foreigner 2017, 'J' resident of
Hong Kong, Macao or Taiwan, 'Y' foreigner 2023, anything else a resident ID card. All text is UTF-16, little-endian,
padded with blanks. Sources: several vendors' headers and demonstrations, compared; the standards were not at hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from construct import Adapter, Bytes, ConstructError, Padding, StringError, Struct

from devices.cards.code_tables import known_sex
from devices.cards.permit_numbers import citizen_number_ok, number_of_2017, permit_2017_ok
from devices.cards.sam_frames import ADDRESS_BYTES, TEXT_BYTES
from devices.cards.text import clean_text
from devices.errors import ProtocolError
from devices.identity import DocumentType, IdentityDocument

TAG_AT = 248
LONG_TERM = "长期"


class _Utf16(Adapter):  # type: ignore[misc]
    """A text field of a fixed number of bytes, padded with blanks. Half a surrogate pair is no character: left out."""

    def __init__(self, size: int) -> None:
        super().__init__(Bytes(size))
        self._size = size

    def _decode(self, obj: bytes, context: Any, path: str) -> str:
        return obj.decode("utf-16-le", "ignore")

    def _encode(self, obj: str, context: Any, path: str) -> bytes:
        raw = obj.encode("utf-16-le")
        if len(raw) > self._size:
            raise StringError(f"{len(raw)} bytes do not fit {self._size}")
        return raw + b" \0" * ((self._size - len(raw)) // 2)


RESIDENT = Struct(
    "name" / _Utf16(30),
    "sex" / _Utf16(2),
    "nation" / _Utf16(4),
    "birth" / _Utf16(16),
    "address" / _Utf16(70),
    "number" / _Utf16(36),
    "issuer" / _Utf16(30),
    "valid_from" / _Utf16(16),
    "valid_to" / _Utf16(16),
    Padding(36, b" "),
)
HMT = Struct(
    "name" / _Utf16(30),
    "sex" / _Utf16(2),
    Padding(4),
    "birth" / _Utf16(16),
    "address" / _Utf16(70),
    "number" / _Utf16(36),
    "issuer" / _Utf16(30),
    "valid_from" / _Utf16(16),
    "valid_to" / _Utf16(16),
    "pass_number" / _Utf16(18),
    "times_issued" / _Utf16(4),
    Padding(6),
    "tag" / _Utf16(2),
    Padding(6),
)
FOREIGN_2017 = Struct(
    "name_foreign" / _Utf16(120),
    "sex" / _Utf16(2),
    "number" / _Utf16(30),
    "nationality" / _Utf16(6),
    "name" / _Utf16(30),
    "valid_from" / _Utf16(16),
    "valid_to" / _Utf16(16),
    "birth" / _Utf16(16),
    "version" / _Utf16(4),
    "issuer" / _Utf16(8),
    "tag" / _Utf16(2),
    Padding(6),
)
FOREIGN_2023 = Struct(
    "name" / _Utf16(30),
    "sex" / _Utf16(2),
    "times_renewed" / _Utf16(4),
    "birth" / _Utf16(16),
    "name_foreign" / _Utf16(70),
    "number" / _Utf16(36),
    Padding(30),
    "valid_from" / _Utf16(16),
    "valid_to" / _Utf16(16),
    "name_foreign_spare" / _Utf16(22),
    "nationality" / _Utf16(6),
    "tag" / _Utf16(2),
    "link" / _Utf16(6),
)
"""`name_foreign_spare` (外文姓名备用) is not joined to the name: no source says how it would be."""

_KINDS: dict[bytes, tuple[DocumentType, Any, Callable[[str], bool]]] = {
    b"I\0": (DocumentType.FOREIGN_2017, FOREIGN_2017, permit_2017_ok),
    b"J\0": (DocumentType.HMT_RESIDENT, HMT, citizen_number_ok),
    b"Y\0": (DocumentType.FOREIGN_2023, FOREIGN_2023, citizen_number_ok),
}
_RESIDENT_KIND = (DocumentType.RESIDENT, RESIDENT, citizen_number_ok)


def parse_text(text: bytes, photo: bytes | None = None) -> IdentityDocument:
    """The document in a text block. Malformed dates and codes become None or "0"; the person is served all the same.

    Raises:
        ProtocolError: the block is not 256 bytes, or is written and says neither number nor name: the card is damaged.
    """
    if len(text) != TEXT_BYTES:
        raise ProtocolError(f"text block of {len(text)} bytes, {TEXT_BYTES} expected")
    kind, layout, number_ok = _KINDS.get(text[TAG_AT : TAG_AT + 2], _RESIDENT_KIND)
    fields = _fields(layout, text, kind.value)
    number = _own_number(fields["number"].upper())
    nationality = fields.get("nationality") or None
    named = number or fields["name"] or fields.get("name_foreign")
    if not named and text.replace(b" \0", b"").strip(b"\0"):
        raise ProtocolError(f"{kind.value}: neither number nor name")
    return IdentityDocument(
        type=kind,
        number=number or None,
        name=fields["name"] or None,
        name_foreign=fields.get("name_foreign") or None,
        sex=known_sex(fields["sex"]),
        nation=_nation(fields.get("nation", "")),
        nationality=nationality,
        birth=_birth(fields["birth"]),
        address=fields.get("address") or None,
        issuer=fields.get("issuer") or None,
        valid_from=_date(fields["valid_from"]),
        valid_to=_date(fields["valid_to"]),
        long_term=fields["valid_to"] == LONG_TERM,
        number_ok=number_ok(number),
        number_previous=number_of_2017(number, nationality or "", fields.get("link", "")),
        photo=photo,
    )


def parse_address(data: bytes) -> str | None:
    """The newest address, 35 characters at most; None when it is blank.

    Raises:
        ProtocolError: it is not 70 bytes.
    """
    if len(data) != ADDRESS_BYTES:
        raise ProtocolError(f"newest address of {len(data)} bytes, {ADDRESS_BYTES} expected")
    return _fields(Struct("address" / _Utf16(ADDRESS_BYTES)), data, "newest address")["address"] or None


def with_address(document: IdentityDocument, address: str | None) -> IdentityDocument:
    """The document with the newest address in place of the printed one, unless there is none."""
    return replace(document, address=address) if address else document


def _fields(layout: Any, data: bytes, what: str) -> dict[str, str]:
    try:
        parsed = layout.parse(data)
    except ConstructError as error:
        # The path names the field ("(parsing) -> name"); the message is left out, it may quote the bytes.
        field = str(error.path or "").rsplit("-> ", 1)[-1]
        raise ProtocolError(f"{what}: field {field}: {type(error).__name__}") from None
    return {name: clean_text(value) for name, value in parsed.items() if isinstance(value, str)}


def _own_number(text: str) -> str:
    """The number, or nothing where one character stands all through: filler would be many people's number."""
    return text if len(set(text)) > 1 else ""


def _nation(code: str) -> str | None:
    return code if re.fullmatch(r"[0-9]{2}", code, re.ASCII) else None


def _date(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{8}", text, re.ASCII):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _birth(text: str) -> date | None:
    """A birth date whose year a living holder can have; the others would make nonsense of every age."""
    found = _date(text)
    return found if found and 1850 <= found.year < 2200 else None
