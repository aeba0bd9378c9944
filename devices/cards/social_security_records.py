"""The records of a social-security card's EF05 and EF06: how one is framed, and what its bytes mean.

File and item list: LD/T 32-2015 社会保障卡规范 and the V2.0 item list of 人社信息函[2012]37号. Tags, lengths and forms
were cross-checked in several terminal programs, not in the paid text of the standard. CN is packed digits filled up
with F on the right, AN is ASCII or GB18030 filled up with 00 on the right.
"""

from __future__ import annotations

import re
from datetime import date
from enum import IntEnum

from devices.cards.permit_numbers import citizen_number_ok, permit_2017_ok
from devices.cards.text import clean_text
from devices.errors import ProtocolError

EF05 = 0xEF05
EF06 = 0xEF06

_PADDING = b"\x00\xff"
_NATIONS = frozenset({*(f"{n:02}" for n in range(1, 57)), "97", "98"})


class Tag(IntEnum):
    """Data tags the terminal asks for. Others (class, birthplace, finger, photo) it has no use for and never reads."""

    IDENTIFICATION_CODE = 0x01
    VERSION = 0x03
    ISSUED = 0x05
    VALID_TO = 0x06
    CARD_NUMBER = 0x07
    NUMBER = 0x08
    NAME = 0x09
    NAME_EXTENSION = 0x4E
    SEX = 0x0A
    NATION = 0x0B
    BIRTH = 0x0D


def unwrap(tag: int, record: bytes) -> bytes:
    """The value of a record `tag length value`; bytes behind it may be padding only.

    Raises:
        ProtocolError: another tag, or a length that the record does not hold.
    """
    if len(record) < 2 or record[0] != tag or 2 + record[1] > len(record):
        raise ProtocolError(f"record {tag:02X}: {len(record)} bytes that are no such record")
    value, behind = record[2 : 2 + record[1]], record[2 + record[1] :]
    if behind.strip(_PADDING):
        raise ProtocolError(f"record {tag:02X}: {len(behind)} bytes behind its value")
    return value


def identification_code(value: bytes) -> str:
    """卡识别码 as 32 hexadecimal digits in upper case.

    Raises:
        ProtocolError: not 16 bytes.
    """
    if len(value) != 16:
        raise ProtocolError(f"identification code of {len(value)} bytes")
    return value.hex().upper()


def version(value: bytes) -> str | None:
    """规范版本 such as "2.00"; None when blank.

    Cards leave the decimals out or put a letter before them: "3", "V3.0" and "3.00" are one version.

    Raises:
        ProtocolError: no digit that could be a version.
    """
    text = _ascii(value, "version")
    if not text:
        return None
    found = re.fullmatch(r"[Vv]?\s*([0-9])(?:\s*\.?\s*([0-9]{0,2}))\s*", text)
    if found is None:
        raise ProtocolError("version is not a number")
    return f"{found[1]}.{found[2]:0<2}"


def card_number(value: bytes) -> str | None:
    """卡号, the first nine characters of its record; None when blank.

    Raises:
        ProtocolError: characters a card number cannot have.
    """
    text = _ascii(value[:9], "card number")
    if not re.fullmatch(r"[0-9A-Za-z-]*", text):
        raise ProtocolError("card number with characters it cannot have")
    return text or None


def citizen_number(value: bytes) -> str | None:
    """社会保障号码, which is the citizen number; None when blank or filler. The check digit is not looked at here.

    Raises:
        ProtocolError: longer than 18, or characters no such number has.
    """
    text = _ascii(value, "number").upper()
    if not re.fullmatch(r"[0-9A-Z]{0,18}", text):
        raise ProtocolError("number with characters it cannot have")
    return text if len(set(text)) > 1 else None  # one character all through is filler, and would be many people's


def check_digit_fits(number: str) -> bool:
    """Whether a citizen's number, or a foreigner's of 2017, ends in its check digit; false for every other form."""
    return citizen_number_ok(number) or permit_2017_ok(number)


def name(value: bytes, extension: bytes) -> str | None:
    """The holder's name from 姓名 and 姓名扩展; None when blank.

    Bytes that are no GB18030 character are left out: a name cut at 30 bytes by a card without extension must not keep
    its holder out.
    """
    raw = value.rstrip(b"\x00\xff ") + extension.rstrip(b"\x00\xff ")
    return clean_text(raw.decode("gb18030", "ignore")).strip() or None


def sex(value: bytes) -> str:
    """GB/T 2261.1 code; "0" for anything that is none."""
    text = value[:1].decode("ascii", "ignore")
    return text if text in ("1", "2", "9") else "0"


def nation(value: bytes) -> str | None:
    """GB/T 3304 code from one packed byte; None for anything that is none."""
    code = value[:1].hex()
    return code if code in _NATIONS else None


def day(value: bytes) -> date | None:
    """A date of four packed bytes YYYYMMDD; None when blank or impossible."""
    digits = value.hex()
    if not re.fullmatch(r"[0-9]{8}", digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _ascii(value: bytes, what: str) -> str:
    try:
        return value.strip(b"\x00\xff ").decode("ascii")
    except UnicodeDecodeError:
        raise ProtocolError(f"{what} is not ASCII") from None
